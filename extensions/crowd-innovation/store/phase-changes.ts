import { sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { PhaseKind } from '../services/phases.ts';

export interface PhaseChange {
  readonly phase: PhaseKind;
  readonly number: number;
  readonly change: 'opened' | 'closed';
}

/** Every change of phase of a community, past and to come, with its number among the phases of its kind. */
const changes = (ctx: Ctx) => sql`(
  select p.challenge_id, p.kind, p.number, c.change, c.at
  from (
    select *, row_number() over (partition by challenge_id, kind order by position)::int as number
    from crowd_innovation.phase where community_id = ${ctx.community.id}) p
  cross join lateral (values ('opened', p.opens_at), ('closed', p.closes_at)) c (change, at)
  where c.at <= clock_timestamp())`;

/** Writes down what has happened by the database's clock; gives what nobody had written down, in order of time. */
export async function record(ctx: Ctx, challengeId: string): Promise<readonly PhaseChange[]> {
  const { rows } = await sql<PhaseChange & { at: Date }>`
    insert into crowd_innovation.phase_change (community_id, challenge_id, kind, number, change, at)
    select ${ctx.community.id}, d.challenge_id, d.kind, d.number, d.change, d.at from ${changes(ctx)} d
    where d.challenge_id = ${challengeId}
    on conflict do nothing returning kind as phase, number, change, at`.execute(ctx.db);
  // one closes at the moment at which the next one opens
  return rows
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.change.localeCompare(b.change))
    .map(({ phase, number, change }) => ({ phase, number, change }));
}

/** Challenges of which something was not told that happened in the last two days; later nobody wants to hear of it. */
export async function untold(ctx: Ctx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct d.challenge_id as id from ${changes(ctx)} d
    where d.at > clock_timestamp() - interval '2 days' and not exists (
      select from crowd_innovation.phase_change t
      where t.community_id = ${ctx.community.id} and t.challenge_id = d.challenge_id and t.kind = d.kind
        and t.number = d.number and t.change = d.change)`.execute(ctx.db);
  return rows.map(({ id }) => id);
}
