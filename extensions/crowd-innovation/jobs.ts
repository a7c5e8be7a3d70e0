import { on, schedule, work, type Listener, type Schedule, type Work } from '@polyphony/core';
import { phaseChanged } from './events.ts';
import type { Ctx } from './extension.ts';
import { ballotUnsent, voteOpened } from './notifications.ts';
import { announce, announcePhases, announceVote, remindOfBallots } from './services/announcing.ts';
import { isOpen, voteOf } from './services/phases.ts';
import * as store from './store/challenges.ts';
import { untold } from './store/phase-changes.ts';

/** A challenge without a result, with its vote; read past access, as a job is nobody. */
async function undecided(ctx: Ctx, id: string) {
  const stored = (await store.read(ctx, [id])).get(id);
  const vote = stored && !stored.publishedAt ? voteOf(stored.phases) : undefined;
  return vote && { vote, now: stored!.now };
}

export const jobs = (): readonly Work[] => [
  work(announcePhases, (ctx, { challenge }) => announce(ctx, challenge)),
  work(announceVote, (ctx, { challenge }) => announce(ctx, challenge)),
  work(remindOfBallots, async (ctx, { challenge, at }, { id }) => {
    if ((await undecided(ctx, challenge))?.vote.closesAt.toISOString() === at)
      await ctx.notify(ballotUnsent, { challenge }, { key: id });
  }),
];

/** Finds what was never planned: dates that something else has moved, and challenges of before this was told at all. */
export const schedules = (): readonly Schedule[] => [
  schedule({
    id: 'crowd-innovation.untold-phases',
    cron: '7 * * * *',
    async handler(ctx) {
      for (const challenge of await untold(ctx)) await announce(ctx, challenge);
    },
  }),
];

export const mailsOfPhases = (): Listener =>
  on(phaseChanged, async (ctx, { challenge, phase, change }, { id }) => {
    if (phase !== 'vote' || change !== 'opened') return;
    const found = await undecided(ctx, challenge);
    if (found && isOpen(found.vote, found.now)) await ctx.notify(voteOpened, { challenge }, { key: id });
  });
