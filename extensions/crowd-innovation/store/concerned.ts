import { sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

/** Members who have chosen something that they have not sent. */
export async function withUnsentBallot(ctx: Ctx, challengeId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select member_id as id from crowd_innovation.ballot_draft
    where community_id = ${ctx.community.id} and challenge_id = ${challengeId} and jsonb_array_length(choices) > 0`.execute(
    ctx.db,
  );
  return ids(rows);
}

/** Whom a result concerns: that somebody sent a ballot is known here, what is on it is not asked for. */
export async function votersAndAuthors(ctx: Ctx, challengeId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select member_id as id from crowd_innovation.ballot
    where community_id = ${ctx.community.id} and challenge_id = ${challengeId} and choices is not null
    union
    select author_id from crowd_innovation.idea
    where community_id = ${ctx.community.id} and challenge_id = ${challengeId} and state <> 'withdrawn' and author_id is not null`.execute(
    ctx.db,
  );
  return ids(rows);
}
