import { ceil, floor, minus, plus, rational, type Rational } from '../rational.ts';
import type { ShareStep } from '../trace.ts';
import type { Market } from './market.ts';
import { reachOf, type Reach } from './reach.ts';
import { runShares, type Run } from './rounds.ts';

/** The share to count with, found by raising it one unit of currency at a time, and why it stays there. */
export interface RaisedShare {
  readonly share: Rational;
  readonly raised: bigint;
  readonly because: ShareStep['because'];
  readonly next?: { readonly share: Rational; readonly cost: bigint };
}

/** B/n, what every ballot holds before any raise. */
export function equalShare({ profile: { budget, moneyScale, voters } }: Market): Rational {
  return voters === 0 ? rational(0n) : rational(budget, moneyScale * BigInt(voters));
}

/**
 * Completion add1: B/n, then floor(B/n) + 1, + 2, ..; the last share before the first whose outcome costs more than the
 * budget.
 */
export function raiseUntilAbove(market: Market): RaisedShare {
  const start = equalShare(market);
  const shareAt = (raised: bigint): Rational => (raised === 0n ? start : rational(floor(start) + raised));
  const reach = reachOf(market);
  if (!reach.canExceed) return raiseUntilAllFunded(market, shareAt, reach);
  // below this share the supporters of no more projects than the budget covers could pay, so no outcome is above it
  const firstAbove = ceil(minus(reach.exceededAt, rational(floor(start))));
  for (let raised = firstAbove > 1n ? firstAbove : 1n; ; raised += 1n) {
    const { cost } = runShares(market, shareAt(raised));
    if (cost <= market.profile.budget) continue;
    const next = { share: shareAt(raised), cost };
    return { share: shareAt(raised - 1n), raised: raised - 1n, because: 'next-above-budget', next };
  }
}

/**
 * Completion add1-exhaustive: B/n, B/n + 1, ..; the first share whose outcome leaves no project out that would fit in
 * what remains, or the last before one whose outcome costs more than the budget.
 */
export function raiseUntilExhaustive(market: Market): RaisedShare {
  const start = equalShare(market);
  const shareAt = (raised: bigint): Rational => plus(start, rational(raised));
  const reach = reachOf(market);
  if (!reach.canExceed) return raiseUntilAllFunded(market, shareAt, reach);
  for (let raised = 0n; ; raised += 1n) {
    // what is out of reach of its supporters even at first cannot be taken: skip shares that this alone decides
    const within = reach.within(shareAt(raised));
    if (within.cost <= market.profile.budget && !isExhaustive(market, within)) {
      raised = ceil(minus(within.nextAt!, start)) - 1n;
      continue;
    }
    const run = runShares(market, shareAt(raised));
    if (run.cost > market.profile.budget) {
      const next = { share: shareAt(raised), cost: run.cost };
      return { share: shareAt(raised - 1n), raised: raised - 1n, because: 'next-above-budget', next };
    }
    if (isExhaustive(market, run)) return { share: shareAt(raised), raised, because: 'exhaustive' };
  }
}

/**
 * Where all supported projects together fit in the budget, no share is ever above it, and raising ends with all of them
 * taken. One unit at a time could take as many runs as the dearest project costs, so the steps double.
 */
function raiseUntilAllFunded(market: Market, shareAt: (raised: bigint) => Rational, reach: Reach): RaisedShare {
  const wanted = market.priced.length + market.free.length;
  const missing = ceil(minus(reach.allAt, shareAt(0n)));
  for (let [raised, step] = [missing > 0n ? missing : 0n, 1n]; ; raised += step, step *= 2n) {
    const { winners } = runShares(market, shareAt(raised));
    if (winners.length === wanted) return { share: shareAt(raised), raised, because: 'all-supported-funded' };
  }
}

/** Whether no project left out would fit in what remains, unsupported projects included. */
function isExhaustive({ profile: { cost, budget } }: Market, { winners, cost: spent }: Run): boolean {
  const taken = new Set(winners);
  return cost.every((price, project) => taken.has(project) || price > budget - spent);
}
