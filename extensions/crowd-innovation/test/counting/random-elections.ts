import * as fc from 'fast-check';
import type { Test } from 'tap';
import { minus } from '../../counting/rational.ts';
import {
  BALLOT_KINDS,
  createElection,
  hasPoints,
  parseAmount,
  type Election,
  type ElectionDraft,
} from '../../counting/index.ts';

/** Small elections of every kind, with free projects, unloved projects, empty ballots, cents and many ties. */
export const anyElection: fc.Arbitrary<Election> = elections(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 24 }).map(String) },
    { weight: 1, arbitrary: fc.constant('0') },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 900 }).map((cents) => (cents / 100).toFixed(2)) },
  ),
  fc.integer({ min: 0, max: 60 }).map(String),
);

const HUGE = 60n * 10n ** 20n;
const hairlineCost = fc.integer({ min: -1, max: 1 }).map((hair) => String(HUGE + BigInt(hair)));
const hairlineBudget = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: -2, max: 2 }))
    .map(([times, hair]) => String(BigInt(times) * HUGE + BigInt(hair)));

/** Amounts that no double tells apart: their sums differ by one part in ten to the twentieth. */
export const hairlineElection: fc.Arbitrary<Election> = elections(hairlineCost, hairlineBudget(4));

/** Too many purses and rounds for a count to get right by luck. */
export const crowdedElection: fc.Arbitrary<Election> = elections(
  fc.integer({ min: 5, max: 90 }).map(String),
  fc.integer({ min: 50, max: 300 }).map(String),
  { projects: 11, ballots: 60 },
);

/** Both at once: small differences, and many roundings to lose them in. */
export const crowdedHairlineElection: fc.Arbitrary<Election> = elections(hairlineCost, hairlineBudget(12), {
  projects: 11,
  ballots: 60,
});

function elections(
  cost: fc.Arbitrary<string>,
  budget: fc.Arbitrary<string>,
  size?: { readonly projects: number; readonly ballots: number },
): fc.Arbitrary<Election> {
  const [most, voters] = [size?.projects ?? 6, size?.ballots ?? 9];
  return fc
    .record({
      kind: fc.constantFrom(...BALLOT_KINDS),
      budget,
      costs: fc.array(cost, { minLength: size?.projects ?? 1, maxLength: most }),
      hands: fc.array(fc.array(fc.tuple(fc.nat(most - 1), fc.nat(4)), { maxLength: 5 }), {
        minLength: size?.ballots ?? 0,
        maxLength: voters,
      }),
    })
    .map(({ kind, budget, costs, hands }) => {
      const projects = costs.map((cost, place) => ({ id: `p${(place * 7) % 11}`, cost }));
      const ballots = hands.map((hand, i) => {
        const chosen = [...new Map(hand.filter(([place]) => place < projects.length))];
        const named = kind === 'choose-1' ? chosen.slice(0, 1) : chosen;
        const ids = named.map(([place]) => projects[place]!.id);
        const points = hasPoints(kind) ? { points: named.map(([, given]) => String(given)) } : {};
        return { id: `v${i}`, projects: kind === 'knapsack' ? affordable(projects, ids, budget) : ids, ...points };
      });
      return createElection({ kind, budget, projects, ballots });
    });
}

function affordable(projects: ElectionDraft['projects'], ids: readonly string[], budget: string): string[] {
  let left = parseAmount(budget);
  return ids.filter((id) => {
    const rest = minus(left, parseAmount(String(projects.find((project) => project.id === id)?.cost)));
    if (rest.numerator < 0n) return false;
    left = rest;
    return true;
  });
}

/** Fails with the smallest counterexample, or passes once, whatever the number of runs. */
export function holds<T>(t: Test, runs: number, property: fc.IPropertyWithHooks<T>): void {
  fc.assert(property, { numRuns: runs });
  t.pass(`held ${runs} times`);
}
