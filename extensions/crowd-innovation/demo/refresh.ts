import type { Demo, DemoMade, Resolver } from '@polyphony/core';
import { isVoteOver } from '../services/challenges.ts';
import { challenges } from '../services/index.ts';
import { instantOf, localText } from '../services/local-time.ts';
import type { FrozenSettings } from '../services/settings-hash.ts';
import { hashOf } from '../services/settings-hash.ts';
import * as store from '../store/challenges.ts';
import * as demoStore from '../store/demo.ts';
import * as resultStore from '../store/results.ts';

const DAY = 86_400_000;
/** How long the vote is open when somebody comes back to the demo, as when it was made. */
const OPEN_FOR_DAYS = 12;

/**
 * Opens the vote of the demo again where it has closed and nobody has published it. A real vote is never moved: this moves
 * made-up ones alone, with their frozen settings, hash and ballots, so that what is shown goes on being consistent.
 */
export async function refresh(demo: Demo, { spaces = [] }: DemoMade, r: Resolver): Promise<void> {
  if (spaces.length === 0) return;
  const officer = await demo.as('officer');
  const stored = await store.read(officer, spaces);
  for (const id of stored.keys())
    await officer.transaction(async (tx) => {
      if (!(await store.lock(tx, id, 'alone'))) return;
      const challenge = await r.get(challenges).get(tx, id);
      if (!challenge.vote || !isVoteOver(challenge) || challenge.publishedAt) return;
      const days = Math.ceil((challenge.now.getTime() - challenge.vote.closesAt.getTime()) / DAY) + OPEN_FOR_DAYS;
      const later = laterBy(days, tx.community.timeZone);
      await store.replacePhases(
        tx,
        id,
        challenge.phases.map((phase) => ({
          ...phase,
          opensAt: later(phase.opensAt),
          closesAt: phase.closesAt && later(phase.closesAt),
        })),
      );
      await store.update(tx, id, {});
      await demoStore.moveBallots(tx, id, days);
      const frozen = await resultStore.frozen(tx, id);
      if (!frozen) return;
      const settings = frozen.settings as FrozenSettings;
      const vote = settings.vote && {
        opensAt: later(new Date(settings.vote.opensAt)).toISOString(),
        closesAt: later(new Date(settings.vote.closesAt)).toISOString(),
      };
      const moved = { ...settings, vote };
      await demoStore.freezeAgain(tx, id, { settings: moved, hash: hashOf(moved) });
    });
}

/** The same time of the day by the clocks of the community, so many days later. */
const laterBy = (days: number, zone: string) => (instant: Date) => {
  const day = localText(new Date(instant.getTime() + days * DAY), zone).slice(0, 10);
  return instantOf(`${day}${localText(instant, zone).slice(10)}`, zone) ?? new Date(instant.getTime() + days * DAY);
};
