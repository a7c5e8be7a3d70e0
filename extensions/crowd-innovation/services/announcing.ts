import { job } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { voteOf, type Phase } from './phases.ts';

/** `at` is the moment of the phase as it stood when this was planned: where it has moved since, another job is planned. */
export interface Planned {
  readonly challenge: string;
  readonly at: string;
}
/** Tells that a vote has opened. */
export const announceVote = job<Planned>('crowd-innovation.announce-vote');
/** Reminds of ballots that were not sent, a day before the end. */
export const remindOfBallots = job<Planned>('crowd-innovation.remind-of-ballots');

const DAY = 86_400_000;

/** Plans what is to be told of a vote. A phase itself is computed from its dates and needs no job. */
export async function planAnnouncements(ctx: Ctx, challenge: string, phases: readonly Phase[]): Promise<void> {
  const vote = voteOf(phases);
  if (!vote) return;
  const [opens, closes] = [vote.opensAt.toISOString(), vote.closesAt.toISOString()];
  if (vote.closesAt > ctx.now())
    await ctx.enqueue(announceVote, { challenge, at: opens }, { at: vote.opensAt, key: `${challenge} opens ${opens}` });
  const dayBefore = new Date(vote.closesAt.getTime() - DAY);
  // a vote of a day and a half or less needs no reminder
  if (dayBefore > ctx.now() && dayBefore.getTime() - vote.opensAt.getTime() > DAY / 2)
    await ctx.enqueue(
      remindOfBallots,
      { challenge, at: closes },
      { at: dayBefore, key: `${challenge} closes ${closes}` },
    );
}
