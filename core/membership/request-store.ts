/** Joinings that wait for a manager. */
import { sql } from 'kysely';
import { microseconds, type Scope } from '../access/index.ts';
import type { Answer, JoiningState } from './joining-store.ts';

export interface RequestRow {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly language: string | null;
  readonly answers: readonly Answer[];
  readonly rules_version: number;
  readonly asked_at: Date;
  /** Was a member before, and their membership ended. */
  readonly returns: boolean;
  readonly place: string;
}

/** Those who wait, the longest wait first. */
export async function waitingRequests(
  { db, community }: Scope,
  page: { readonly at: string; readonly id: string; readonly limit: number },
): Promise<readonly RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select j.id, j.account_id, j.name, j.language, j.answers, j.rules_version, j.asked_at, ${microseconds(sql`j.asked_at`)} place,
      exists (select from core.member m where m.community_id = j.community_id and m.account_id = j.account_id) as returns
    from core.joining j
    where j.community_id = ${community.id} and j.state = 'asked' and (j.asked_at, j.id) > (${page.at}::timestamptz, ${page.id}::uuid)
    order by j.asked_at, j.id limit ${page.limit}`.execute(db);
  return rows;
}

/** One who asked and whose answer is not taken back; decided or not. */
export async function requestById(
  { db, community }: Scope,
  id: string,
): Promise<{ readonly name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from core.joining
    where community_id = ${community.id} and id = ${id} and state in ('asked', 'accepted', 'refused')`.execute(db);
  return rows[0];
}

export async function countWaiting({ db, community }: Scope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from core.joining where community_id = ${community.id} and state = 'asked'`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

export interface DecidedRow {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly language: string | null;
  readonly rules_version: number;
}

/** The one decision: undefined where there is nothing to decide any more. */
export async function decide(
  { db, community }: Scope,
  id: string,
  decision: { readonly state: 'accepted' | 'refused'; readonly by: string | null; readonly reason: string | null },
): Promise<DecidedRow | undefined> {
  const { rows } = await sql<DecidedRow>`
    update core.joining
    set state = ${decision.state}, decided_at = clock_timestamp(), decided_by = ${decision.by}, reason = ${decision.reason}
    where community_id = ${community.id} and id = ${id} and state = 'asked'
    returning id, account_id, name, language, rules_version`.execute(db);
  return rows[0];
}

/** Who decided what, for whoever comes second; undefined where nobody asked. */
export async function decisionOf(
  { db, community }: Scope,
  id: string,
): Promise<{ readonly state: JoiningState; readonly by: string | null } | undefined> {
  const { rows } = await sql<{ state: JoiningState; by: string | null }>`
    select j.state, m.display_name as by from core.joining j
    left join core.member m on m.community_id = j.community_id and m.id = j.decided_by and m.removed_at is null and m.erased_at is null
    where j.community_id = ${community.id} and j.id = ${id} and j.state <> 'unconfirmed'`.execute(db);
  return rows[0];
}
