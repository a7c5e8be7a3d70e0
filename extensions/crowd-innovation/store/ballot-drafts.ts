import { sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { Choices } from './ballots.ts';
import { json } from './challenges.ts';

/** Makes one member's changes to one ballot wait for each other until the transaction ends: each starts from what the last one left. */
export async function hold(ctx: Ctx, challengeId: string, memberId: string): Promise<void> {
  const key = `crowd-innovation.ballot ${ctx.community.id} ${challengeId} ${memberId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(ctx.db);
}

export async function save(ctx: Ctx, challengeId: string, memberId: string, choices: Choices): Promise<void> {
  await ctx.db
    .insertInto('crowd_innovation.ballot_draft')
    .values({
      community_id: ctx.community.id,
      challenge_id: challengeId,
      member_id: memberId,
      choices: json(choices),
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['community_id', 'challenge_id', 'member_id'])
        .doUpdateSet({ choices: json(choices), updated_at: sql<Date>`clock_timestamp()` }),
    )
    .execute();
}

export async function discard(ctx: Ctx, challengeId: string, memberId: string): Promise<void> {
  await ctx.db
    .deleteFrom('crowd_innovation.ballot_draft')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .where('member_id', '=', memberId)
    .execute();
}

/** When a result is published: what was not sent then never was a ballot. */
export async function discardAll(ctx: Ctx, challengeId: string): Promise<void> {
  await ctx.db
    .deleteFrom('crowd_innovation.ballot_draft')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .execute();
}
