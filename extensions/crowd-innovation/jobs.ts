import { work, type Context, type Work } from '@polyphony/core';
import type { Ctx } from './extension.ts';
import { ballotUnsent, voteOpened } from './notifications.ts';
import { announceVote, remindOfBallots, type Planned } from './services/announcing.ts';
import { voteOf } from './services/phases.ts';
import * as store from './store/challenges.ts';

/** The vote of a challenge where it stands as planned and no result is out; read past access, as a job is nobody. */
async function voteAsPlanned(ctx: Context, { challenge, at }: Planned, end: 'opensAt' | 'closesAt') {
  const stored = (await store.read(ctx as Ctx, [challenge])).get(challenge);
  const vote = stored && !stored.publishedAt ? voteOf(stored.phases) : undefined;
  return vote?.[end].toISOString() === at;
}

export const jobs = (): readonly Work[] => [
  work(announceVote, async (ctx, planned, { id }) => {
    if (await voteAsPlanned(ctx, planned, 'opensAt'))
      await ctx.notify(voteOpened, { challenge: planned.challenge }, { key: id });
  }),
  work(remindOfBallots, async (ctx, planned, { id }) => {
    if (await voteAsPlanned(ctx, planned, 'closesAt'))
      await ctx.notify(ballotUnsent, { challenge: planned.challenge }, { key: id });
  }),
];
