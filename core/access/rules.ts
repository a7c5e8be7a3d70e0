import { sql } from 'kysely';
import type { AudienceRule } from '../contract/audience.ts';
import { clauseIds, clausesOf, type Clause } from './atoms.ts';
import type { Scope } from './scope.ts';

/**
 * Who may see and who may read: any clause of `see` opens, and any of `read` unlocks what `see` opened; a held clause of
 * `deny` beats both. Nobody meets an empty list.
 */
export interface Rule {
  readonly see: readonly Clause[];
  readonly read: readonly Clause[];
  readonly deny?: readonly Clause[];
}

/** The rule of an audience of the contract. */
export const ruleOf = (audience: AudienceRule): Rule => ({
  see: clausesOf(audience.see),
  read: clausesOf(audience.read),
  deny: clausesOf(audience.deny ?? 'never'),
});

/** The number of a rule. Equal rules have one number and one row, however many items point at it. */
export async function ruleFor(scope: Scope, rule: Rule): Promise<number> {
  const [see = [], read = [], deny = []] = await clauseIds(scope, [rule.see, rule.read, rule.deny ?? []]);
  const canon = `see:${see.join()};read:${read.join()};deny:${deny.join()}`;
  const { db, community } = scope;
  const find = () =>
    sql<{
      id: number;
    }>`select id from core.access_rule where community_id = ${community.id} and canon = ${canon}`.execute(db);
  const add = () =>
    sql<{ id: number }>`
      insert into core.access_rule (community_id, canon, see, read, deny)
      values (${community.id}, ${canon}, ${see}::int[], ${read}::int[], ${deny}::int[])
      on conflict do nothing returning id`.execute(db);
  const { rows } = await find();
  return (rows[0] ?? (await add()).rows[0] ?? (await find()).rows[0])!.id;
}

/** The name of the rule that decides about a space itself, and about whatever follows it. */
export const spaceRuleName = (spaceId: string) => `space:${spaceId} default`;

/**
 * Writes a rule that can change, and returns its number. Parts that are left out stay as they are, and are empty in a new
 * one. It is one row, whatever points at it: opening or closing a group is this update.
 */
export async function setNamedRule(scope: Scope, name: string, rule: Partial<Rule>): Promise<number> {
  const ids = await clauseIds(scope, [rule.see ?? [], rule.read ?? [], rule.deny ?? []]);
  const [see, read, deny] = [rule.see && ids[0], rule.read && ids[1], rule.deny && ids[2]].map((part) => part ?? null);
  const { rows } = await sql<{ id: number }>`
    insert into core.access_rule as r (community_id, name, see, read, deny)
    values (${scope.community.id}, ${name}, coalesce(${see}::int[], '{}'), coalesce(${read}::int[], '{}'), coalesce(${deny}::int[], '{}'))
    on conflict (community_id, name) do update set see = coalesce(${see}::int[], r.see), read = coalesce(${read}::int[], r.read),
      deny = coalesce(${deny}::int[], r.deny)
    returning id`.execute(scope.db);
  return rows[0]!.id;
}
