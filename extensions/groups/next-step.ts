import { contribute, nextStep, type Context, type Contribution, type Resolver } from '@polyphony/core';
import { groups } from './services/groups.ts';

/** What a new member may do: join a group. Done by being in one; nothing where there is none to join. */
export const joinAGroup = (r: Resolver): Contribution =>
  contribute(
    nextStep,
    {
      id: 'groups.join',
      look: async (ctx: Context) => {
        // the actor's own come first on a page
        const { items } = await r.get(groups).list(ctx, { limit: 100 });
        if (items.length === 0) return null;
        return {
          label: ctx.t('groups.step.join'),
          text: ctx.t('groups.step.joinText'),
          href: '/groups',
          done: items.some(({ membership }) => membership?.state === 'member'),
        };
      },
    },
    20,
  );
