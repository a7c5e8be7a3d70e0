import { sql, statement } from '@polyphony/core';
import type { Ctx } from '../extension.ts';

/** What a ballot needs to know of its challenge, at one moment by the database's clock. */
export interface VoteLook {
  readonly now: Date;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly published: boolean;
  /** Null until the first ballot. */
  readonly hash: string | null;
  /** As they were frozen. */
  readonly settings: unknown;
}

// the one statement of every ballot besides its write, so it is built once and prepared
const look = statement<{ community: number; challenge: string }>()(
  'crowd-innovation.vote-look',
  (_db, p) =>
    sql<VoteLook>`
    select clock_timestamp() as now, v.opens_at as "opensAt", v.closes_at as "closesAt", r.challenge_id is not null as published,
      f.hash, f.settings
    from crowd_innovation.challenge c
      left join crowd_innovation.phase v on v.community_id = c.community_id and v.challenge_id = c.id and v.kind = 'vote'
      left join crowd_innovation.result r on r.community_id = c.community_id and r.challenge_id = c.id
      left join crowd_innovation.frozen f on f.community_id = c.community_id and f.challenge_id = c.id
    where c.community_id = ${p.community} and c.id = ${p.challenge}`,
);

/** Looks at the vote of a challenge. The caller holds the challenge, so nothing of this changes before it has written. */
export async function lookAtVote(ctx: Ctx, challengeId: string): Promise<VoteLook | undefined> {
  const [row] = await look.run(ctx.db, { community: ctx.community.id, challenge: challengeId });
  return row;
}
