import { sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { json } from './challenges.ts';
import type { Choices } from './ballots.ts';

export interface StoredFrozen {
  readonly settings: unknown;
  readonly hash: string;
  readonly frozenAt: Date;
}

/** The settings of a challenge as they were frozen, whoever froze them first. */
export async function freeze(
  ctx: Ctx,
  challengeId: string,
  frozen: { readonly settings: unknown; readonly hash: string },
): Promise<void> {
  await ctx.db
    .insertInto('crowd_innovation.frozen')
    .values({
      community_id: ctx.community.id,
      challenge_id: challengeId,
      settings: json(frozen.settings),
      hash: frozen.hash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const frozen = (ctx: Ctx, challengeId: string): Promise<StoredFrozen | undefined> =>
  ctx.db
    .selectFrom('crowd_innovation.frozen')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .select(['settings', 'hash', 'frozen_at as frozenAt'])
    .executeTakeFirst();

export interface StoredResult {
  readonly outcome: unknown;
  readonly settingsHash: string;
  readonly ballotsHash: string;
  readonly ballots: number;
  readonly ballotsPublic: boolean;
  readonly spent: bigint;
  readonly seed: string;
  readonly rule: unknown;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

export const result = (ctx: Ctx, challengeId: string): Promise<StoredResult | undefined> =>
  ctx.db
    .selectFrom('crowd_innovation.result')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .select(['outcome', 'settings_hash as settingsHash', 'ballots_hash as ballotsHash', 'ballots'])
    .select(['ballots_public as ballotsPublic', 'spent', 'seed', 'rule', 'published_by as publishedBy'])
    .select('published_at as publishedAt')
    .executeTakeFirst();

/** What was spent and on how many ideas, by challenge. */
export async function summaries(ctx: Ctx, challengeIds: readonly string[]) {
  if (challengeIds.length === 0) return new Map<string, { ballots: number; spent: bigint; awards: number }>();
  const rows = await ctx.db
    .selectFrom('crowd_innovation.result as r')
    .where('r.community_id', '=', ctx.community.id)
    .where('r.challenge_id', 'in', challengeIds)
    .select(['r.challenge_id', 'r.ballots', 'r.spent'])
    .select(
      sql<number>`(select count(*)::int from crowd_innovation.award a
        where a.community_id = r.community_id and a.challenge_id = r.challenge_id)`.as('awards'),
    )
    .execute();
  return new Map(rows.map(({ challenge_id, ...row }) => [challenge_id, row]));
}

export interface Publication {
  readonly outcome: unknown;
  readonly settingsHash: string;
  readonly ballotsHash: string;
  readonly ballotsPublic: boolean;
  readonly seed: string;
  readonly rule: unknown;
  readonly publishedBy: string;
  readonly awards: readonly { readonly ideaId: string; readonly amount: bigint }[];
  readonly ballots: readonly { readonly voter: string; readonly choices: Choices }[];
}

/**
 * Awards, anonymous ballots and the result, in the caller's transaction. The sum that is written is the sum of the awards
 * that stand; the database refuses awards above the pot and a second result.
 */
export async function publish(ctx: Ctx, challengeId: string, publication: Publication): Promise<void> {
  const community = ctx.community.id;
  if (publication.awards.length > 0)
    await ctx.db
      .insertInto('crowd_innovation.award')
      .values(
        publication.awards.map(({ ideaId, amount }) => ({
          community_id: community,
          challenge_id: challengeId,
          idea_id: ideaId,
          amount,
        })),
      )
      .execute();
  await sql`
    insert into crowd_innovation.published_ballot (community_id, challenge_id, voter, choices)
    select ${community}::int, ${challengeId}::uuid, voter, choices
    from jsonb_to_recordset(${json(publication.ballots)}) as row (voter text, choices jsonb)`.execute(ctx.db);
  await ctx.db
    .insertInto('crowd_innovation.result')
    .values({
      community_id: community,
      challenge_id: challengeId,
      outcome: json(publication.outcome),
      settings_hash: publication.settingsHash,
      ballots_hash: publication.ballotsHash,
      ballots: publication.ballots.length,
      ballots_public: publication.ballotsPublic,
      spent: sql<bigint>`(select coalesce(sum(amount), 0) from crowd_innovation.award
        where community_id = ${community} and challenge_id = ${challengeId})`,
      seed: publication.seed,
      rule: json(publication.rule),
      published_by: publication.publishedBy,
    })
    .execute();
}

/** The anonymous ballots in the order of their random names. */
export async function publishedBallots(
  ctx: Ctx,
  challengeId: string,
): Promise<readonly { readonly voter: string; readonly choices: Choices }[]> {
  const rows = await ctx.db
    .selectFrom('crowd_innovation.published_ballot')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .select(['voter', 'choices'])
    .orderBy(sql`voter collate "C"`)
    .execute();
  return rows.map(({ voter, choices }) => ({ voter, choices: choices as Choices }));
}

/** Dates a result back: demo content alone, whose votes closed before its platform was started. */
export async function dateResult(ctx: Ctx, challengeId: string, publishedAt: Date): Promise<void> {
  await ctx.db
    .updateTable('crowd_innovation.result')
    .set({ published_at: publishedAt })
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .execute();
}
