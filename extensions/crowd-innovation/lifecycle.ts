import type { Lifecycle } from '@polyphony/core';
import type { Ctx } from './extension.ts';
import { unfinishedVotes } from './store/unfinished.ts';

const day = (date: Date) => date.toISOString().slice(0, 10);

/** People who voted were promised a count. */
export const lifecycle: Lifecycle = Object.freeze({
  uninstallBlockers: async (ctx: Ctx) =>
    (await unfinishedVotes(ctx)).map(({ title, closesAt, isRunning }) =>
      isRunning
        ? `the vote of "${title}" runs until ${day(closesAt)}`
        : `the vote of "${title}" ended on ${day(closesAt)} and its result is not published`,
    ),
});
