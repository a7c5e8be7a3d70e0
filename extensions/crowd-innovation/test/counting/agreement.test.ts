import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import t from 'tap';
import { count, replay, type Election } from '../../counting/index.ts';
import { naiveGreedy, naivePerCost, naivePhragmen, naiveShares, type NaiveOptions } from './naive.ts';
import { anyElection, crowdedElection, crowdedHairlineElection, hairlineElection, holds } from './random-elections.ts';

const elections = { small: anyElection, crowded: crowdedElection, hairline: hairlineElection };

const rules: Readonly<Record<string, (election: Election) => string[]>> = {
  greedy: naiveGreedy,
  'greedy-per-cost': naivePerCost,
  phragmen: naivePhragmen,
};

for (const [rule, naive] of Object.entries(rules)) {
  for (const [size, sized] of Object.entries(elections)) {
    t.test(`${rule} agrees with the definition on ${size} elections`, async (t) => {
      const agrees = fc.property(sized, (election) => {
        assert.deepEqual(count(election, { rule, options: {} }).winners, naive(election));
      });
      holds(t, size === 'crowded' ? 40 : 300, agrees);
    });
  }
}

const satisfaction = fc.constantFrom<NaiveOptions['satisfaction']>('cost', 'cardinality', 'points');
const completion = fc.constantFrom<NaiveOptions['completion']>(
  'none',
  'add1',
  'add1-exhaustive',
  'greedy',
  'add1-greedy',
);

function agree(election: Election, options: NaiveOptions): void {
  const { winners, trace } = count(election, { rule: 'equal-shares', options: { ...options } });
  const naive = naiveShares(election, options);
  // where everything supported is funded in the end, the share that it took to get there decides only the order
  const anyOrder = trace.some((step) => step.step === 'share' && step.because === 'all-supported-funded');
  assert.deepEqual(anyOrder ? winners.toSorted() : winners, anyOrder ? naive.toSorted() : naive);
  // replaying adds up what everyone paid, to the last part of a unit
  assert.deepEqual(replay(trace).winners, winners);
}

t.test('equal shares agrees with the definition, whatever its options', async (t) => {
  holds(t, 800, fc.property(anyElection, fc.record({ satisfaction, completion }), agree));
});

t.test('equal shares agrees with the definition on crowded elections', async (t) => {
  holds(t, 60, fc.property(crowdedElection, fc.record({ satisfaction, completion }), agree));
});

t.test('no rounding decides equal shares: amounts that no double tells apart are told apart', async (t) => {
  // raising shares of this size by one unit at a time would not end
  const once = fc.constantFrom<NaiveOptions['completion']>('none', 'greedy');
  holds(t, 600, fc.property(hairlineElection, fc.record({ satisfaction, completion: once }), agree));
  holds(t, 60, fc.property(crowdedHairlineElection, fc.record({ satisfaction, completion: once }), agree));
});
