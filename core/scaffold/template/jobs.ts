import { schedule, type Resolver, type Schedule } from '@polyphony/core';
import type { Ctx } from './extension.ts';
import * as store from './store/items.ts';

const DAY = 86_400_000;

/** Work at fixed times, by the clock of the community. */
export const schedules = (_r: Resolver): readonly Schedule[] => [
  schedule({
    id: 'sample-items.tidy',
    cron: '30 4 * * *',
    async handler(ctx, { slot }) {
      const { keepDays } = (ctx as Ctx).settings;
      await store.removeBefore(ctx as Ctx, new Date(slot.getTime() - keepDays * DAY));
    },
  }),
];
