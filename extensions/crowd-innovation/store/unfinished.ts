import { sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';

export interface Unfinished {
  readonly title: string;
  readonly closesAt: Date;
  /** False: it is over, and nobody has published what came of it. */
  readonly isRunning: boolean;
}

/** Votes with ballots that have no published result: those that run, and those that wait to be counted. */
export async function unfinishedVotes({ db, community }: Ctx): Promise<readonly Unfinished[]> {
  const { rows } = await sql<Unfinished>`
    select s.title, p.closes_at as "closesAt", p.closes_at > clock_timestamp() as "isRunning"
    from crowd_innovation.phase p
    join core.space s on s.community_id = p.community_id and s.id = p.challenge_id
    where p.community_id = ${community.id} and p.kind = 'vote' and p.opens_at <= clock_timestamp()
      and exists (select from crowd_innovation.ballot b
        where b.community_id = p.community_id and b.challenge_id = p.challenge_id and b.choices is not null)
      and not exists (select from crowd_innovation.result r
        where r.community_id = p.community_id and r.challenge_id = p.challenge_id)
    order by p.closes_at, s.title`.execute(db);
  return rows;
}
