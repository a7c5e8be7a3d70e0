/** What only made-up content may do to these tables: move its dates, and go without a trace. */
import { sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { json } from './challenges.ts';

/** Moves the dates of all ballots of a challenge by whole days, with its vote: by the clocks of the community, as a vote is. */
export async function moveBallots(ctx: Ctx, challengeId: string, days: number): Promise<void> {
  const zone = ctx.community.timeZone;
  const moved = (column: string) =>
    sql`(${sql.ref(column)} at time zone ${zone} + make_interval(days => ${days})) at time zone ${zone}`;
  await sql`
    update crowd_innovation.ballot set sent_at = ${moved('sent_at')}, updated_at = ${moved('updated_at')}
    where community_id = ${ctx.community.id} and challenge_id = ${challengeId}`.execute(ctx.db);
}

/** Replaces frozen settings. */
export async function freezeAgain(
  ctx: Ctx,
  challengeId: string,
  { settings, hash }: { readonly settings: unknown; readonly hash: string },
): Promise<void> {
  await ctx.db
    .updateTable('crowd_innovation.frozen')
    .set({ settings: json(settings), hash })
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .execute();
}

/** Ballots that stand in these challenges and are of nobody in `people`. */
export async function ballotsOfOthers(
  ctx: Ctx,
  challengeIds: readonly string[],
  people: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from crowd_innovation.ballot
    where community_id = ${ctx.community.id} and challenge_id = any(${[...challengeIds]}::uuid[])
      and choices is not null and member_id <> all(${[...people]}::uuid[])`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

/** In the order of their references: what refers goes before what it refers to. */
const hanging = [
  'award',
  'published_ballot',
  'result',
  'frozen',
  'ballot_draft',
  'phase_change',
  'ballot',
  'ballot_draft',
  'idea',
  'phase',
] as const;

export async function removeChallenges(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (const table of hanging)
    await sql`
      delete from ${sql.table(`crowd_innovation.${table}`)}
      where community_id = ${ctx.community.id} and challenge_id = any(${[...ids]}::uuid[])`.execute(ctx.db);
  await sql`
    delete from crowd_innovation.challenge
    where community_id = ${ctx.community.id} and id = any(${[...ids]}::uuid[])`.execute(ctx.db);
}

/** Made-up ballots and drafts do not count in a vote of real people. What was published stays as it was counted; only the link to the voter goes. */
export async function removeBallotsOf(ctx: Ctx, people: readonly string[]): Promise<void> {
  await sql`
    delete from crowd_innovation.ballot_draft
    where community_id = ${ctx.community.id} and member_id = any(${[...people]}::uuid[])`.execute(ctx.db);
  await sql`
    delete from crowd_innovation.ballot b
    where b.community_id = ${ctx.community.id} and b.member_id = any(${[...people]}::uuid[]) and not exists (
      select from crowd_innovation.result r where r.community_id = b.community_id and r.challenge_id = b.challenge_id)`.execute(
    ctx.db,
  );
  await sql`
    delete from crowd_innovation.ballot_draft
    where community_id = ${ctx.community.id} and member_id = any(${[...people]}::uuid[])`.execute(ctx.db);
  await sql`
    update crowd_innovation.ballot set member_id = null
    where community_id = ${ctx.community.id} and member_id = any(${[...people]}::uuid[])`.execute(ctx.db);
}
