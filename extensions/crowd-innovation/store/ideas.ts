import { sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';

export const ideaStates = ['proposed', 'accepted', 'declined', 'withdrawn'] as const;
export type IdeaState = (typeof ideaStates)[number];

/** An idea's own facts; its texts are content. */
export interface StoredIdea {
  readonly id: string;
  readonly challengeId: string;
  readonly number: number;
  readonly requested: bigint | null;
  /** What counts: the cost set by staff, else the requested amount. */
  readonly cost: bigint | null;
  readonly titleHash: string;
  readonly byName: string | null;
  readonly authorId: string;
  readonly state: IdeaState;
  readonly reason: string | null;
  readonly decidedAt: Date | null;
}

const select = (ctx: Ctx) =>
  ctx.db
    .selectFrom('crowd_innovation.idea')
    .where('community_id', '=', ctx.community.id)
    .select([
      'id',
      'challenge_id as challengeId',
      'number',
      'requested',
      'title_hash as titleHash',
      'by_name as byName',
    ])
    .select(['author_id as authorId', 'reason', 'decided_at as decidedAt'])
    .select([sql<IdeaState>`state`.as('state'), sql<bigint | null>`coalesce(cost, requested)`.as('cost')]);

/** Ideas of a challenge in the order of their numbers. */
export const all = (ctx: Ctx, challengeId: string): Promise<readonly StoredIdea[]> =>
  select(ctx).where('challenge_id', '=', challengeId).orderBy('number').execute();

export const find = (ctx: Ctx, id: string): Promise<StoredIdea | undefined> =>
  select(ctx).where('id', '=', id).executeTakeFirst();

export interface IdeaPage {
  readonly challengeId: string;
  readonly state?: IdeaState | undefined;
  /** Shuffles by this text, always alike for the same one; null: by number. */
  readonly shuffle: string | null;
  readonly limit: number;
  /** Key of the last one before. */
  readonly after?: string | undefined;
}

/** One page, each idea with the key that continues after it. Taken back ideas are left out unless asked for. */
export function page(ctx: Ctx, { challengeId, state, shuffle, limit, after }: IdeaPage) {
  const key =
    shuffle === null ? sql<string>`lpad(number::text, 9, '0')` : sql<string>`md5(${shuffle}::text || id::text)`;
  return select(ctx)
    .select(key.as('key'))
    .where('challenge_id', '=', challengeId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .$if(state === undefined, (query) => query.where('state', '<>', 'withdrawn'))
    .$if(after !== undefined, (query) => query.where(key, '>', after ?? ''))
    .orderBy(key)
    .limit(limit)
    .execute();
}

export interface IdeaValues {
  readonly id: string;
  readonly challengeId: string;
  readonly requested: bigint | null;
  readonly titleHash: string;
  readonly byName: string | null;
  readonly authorId: string;
}

/** Takes the next number; the caller has the challenge alone, so no number is given twice. */
export async function insert(ctx: Ctx, values: IdeaValues): Promise<number> {
  const { number } = await ctx.db
    .insertInto('crowd_innovation.idea')
    .values({
      community_id: ctx.community.id,
      id: values.id,
      challenge_id: values.challengeId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from crowd_innovation.idea
        where community_id = ${ctx.community.id} and challenge_id = ${values.challengeId})`,
      requested: values.requested,
      title_hash: values.titleHash,
      by_name: values.byName,
      author_id: values.authorId,
      state: 'proposed',
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

export interface IdeaChanges {
  readonly requested?: bigint;
  readonly title_hash?: string;
  readonly by_name?: string | null;
  readonly cost?: bigint | null;
  readonly state?: IdeaState;
  readonly reason?: string | null;
  readonly decided_by?: string | null;
}

export async function update(ctx: Ctx, id: string, changes: IdeaChanges): Promise<void> {
  await ctx.db
    .updateTable('crowd_innovation.idea')
    .set({ ...changes, ...(changes.decided_by !== undefined && { decided_at: sql<Date>`clock_timestamp()` }) })
    .where('community_id', '=', ctx.community.id)
    .where('id', '=', id)
    .execute();
}

/** How many ideas of each challenge are in each state. */
export async function counts(
  ctx: Ctx,
  challengeIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<IdeaState, number>>> {
  if (challengeIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('crowd_innovation.idea')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', 'in', challengeIds)
    .groupBy(['challenge_id', 'state'])
    .select(['challenge_id', sql<IdeaState>`state`.as('state'), sql<number>`count(*)::int`.as('ideas')])
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ challenge_id }) => challenge_id)].map(([id, of]) => [
      id,
      new Map(of.map(({ state, ideas }) => [state, ideas])),
    ]),
  );
}

/** Whom ideas are pitched for, by id; ideas of their author alone are left out. */
export async function names(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('crowd_innovation.idea')
    .where('community_id', '=', ctx.community.id)
    .where('id', 'in', ids)
    .where('by_name', 'is not', null)
    .select(['id', 'by_name'])
    .execute();
  return new Map(rows.map(({ id, by_name }) => [id, by_name ?? '']));
}
