import type { Context, DemoRemains } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import * as demoStore from '../store/demo.ts';

/** Ballots that real people sent in challenges of the demo. */
export async function real(ctx: Context, { people, spaces }: DemoRemains): Promise<readonly string[]> {
  const ballots = await demoStore.ballotsOfOthers(ctx as Ctx, spaces, people);
  return ballots > 0 ? [`${ballots} ${ballots === 1 ? 'ballot' : 'ballots'}`] : [];
}

/** Challenges of the demo with all that hangs on them, and the demo people's ballots in votes of real people. */
export async function remove(ctx: Context, { people, spaces }: DemoRemains): Promise<void> {
  await demoStore.removeChallenges(ctx as Ctx, spaces);
  await demoStore.removeBallotsOf(ctx as Ctx, people);
}
