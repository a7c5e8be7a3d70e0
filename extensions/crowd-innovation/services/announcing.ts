import { job } from '@polyphony/core';
import { phaseChanged } from '../events.ts';
import type { Ctx } from '../extension.ts';
import * as challenges from '../store/challenges.ts';
import * as phaseChanges from '../store/phase-changes.ts';
import { voteOf, type Phase } from './phases.ts';

/** Tells of what has changed by then. */
export const announcePhases = job<{ challenge: string }>('crowd-innovation.announce-phases');

/** What the release before this one planned; until 0.3.0 such jobs may still be waiting. */
export const announceVote = job<{ challenge: string }>('crowd-innovation.announce-vote');

/** `at` is the end of the vote as it stood when this was planned: where it has moved since, another job is planned. */
export interface Planned {
  readonly challenge: string;
  readonly at: string;
}
/** Reminds of ballots that were not sent, a day before the end. */
export const remindOfBallots = job<Planned>('crowd-innovation.remind-of-ballots');

const DAY = 86_400_000;

/** Plans what is to be told of a challenge. A phase itself is computed from its dates and needs no job. */
export async function planAnnouncements(ctx: Ctx, challenge: string, phases: readonly Phase[]): Promise<void> {
  const moments = new Set(
    phases.flatMap(({ opensAt, closesAt }) => [opensAt.getTime(), closesAt?.getTime() ?? []].flat()),
  );
  for (const moment of moments) {
    const at = new Date(moment);
    await ctx.enqueue(announcePhases, { challenge }, { at, key: `${challenge} ${at.toISOString()}` });
  }
  const vote = voteOf(phases);
  if (!vote) return;
  const dayBefore = new Date(vote.closesAt.getTime() - DAY);
  const closes = vote.closesAt.toISOString();
  // a vote of a day and a half or less needs no reminder
  if (dayBefore > ctx.now() && dayBefore.getTime() - vote.opensAt.getTime() > DAY / 2)
    await ctx.enqueue(
      remindOfBallots,
      { challenge, at: closes },
      { at: dayBefore, key: `${challenge} closes ${closes}` },
    );
}

/**
 * Tells of every change of phase that nobody has told of. Of all who try at one moment, on any node, one writes it down; the event
 * is in the same transaction, so what is written down is told, and what is told is written down.
 */
export const announce = (ctx: Ctx, challenge: string): Promise<void> =>
  ctx.transaction(async (tx) => {
    // no dates are changed meanwhile
    if (!(await challenges.lock(tx, challenge, 'share'))) return;
    for (const change of await phaseChanges.record(tx, challenge))
      await tx.emit(phaseChanged, { challenge, ...change });
  });
