import { contribute, nextStep, type Context, type Contribution, type Resolver } from '@polyphony/core';
import { ballots, challenges } from './services/index.ts';

/** What a new member may do: vote, where a vote is on. Done by a ballot that was sent. */
export const haveYourSay = (r: Resolver): Contribution =>
  contribute(
    nextStep,
    {
      id: 'crowd-innovation.vote',
      look: async (ctx: Context) => {
        if (!ctx.can('crowd-innovation.ballot.cast')) return null;
        const { items } = await r.get(challenges).list(ctx, { limit: 100 });
        const open = items.find(({ standing }) => standing === 'vote');
        if (!open) return null;
        const paper = await r.get(ballots).paper(ctx, open.id);
        return {
          label: ctx.t('crowd-innovation.step.vote', { challenge: open.title }),
          href: `/challenges/${open.slug}/ballot`,
          done: paper.sent !== null,
        };
      },
    },
    10,
  );
