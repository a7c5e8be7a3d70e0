import type { Profile } from '../profile.ts';
import { tieBreakOf, type TieBreak, type TieRule } from '../tie-break.ts';

/** What a project is worth to a ballot that supports it: what it costs, 1, or the points given to it. */
export type Satisfaction = 'cost' | 'cardinality' | 'points';

/**
 * An election as equal shares sees it. The utility of a project for a ballot is `units * worth`: units are 1, or the
 * points of the ballot; worth belongs to the project alone, so that `rho = price per unit / worth`.
 */
export interface Market {
  readonly profile: Profile;
  readonly satisfaction: Satisfaction;
  readonly tieBreak: TieBreak;
  /** Per supporter of a project (see {@link Profile}). */
  readonly supporterUnits: Float64Array;
  readonly worth: readonly bigint[];
  /** Costs and worths as the nearest doubles, for the bounds of `quote.ts` only. */
  readonly costDouble: Float64Array;
  readonly worthDouble: Float64Array;
  /** Per project: all units of its supporters together. */
  readonly unitsDouble: Float64Array;
  readonly desk: Desk;
  /** Supported projects, by whether they cost anything. */
  readonly priced: readonly number[];
  readonly free: readonly number[];
}

/** Room to work in, written over by every run, so that a thousand runs need no more memory than one. */
export interface Desk {
  /** For `quote.ts`, as long as the longest list of supporters. */
  readonly perUnit: Float64Array;
  readonly money: Float64Array;
  readonly units: Float64Array;
  /** For `purses.ts`: the payments of group g, from `namedFrom[g]` on. */
  readonly paidRound: Uint16Array | Int32Array;
  /** Absent where all units are 1. */
  readonly paidUnits?: Float64Array;
}

export function marketOf(profile: Profile, satisfaction: Satisfaction, tieRule: TieRule, seed?: string): Market {
  const tieBreak = tieBreakOf(tieRule, profile, seed);
  const byPoints = satisfaction === 'points';
  const worth = profile.cost.map((cost) => (satisfaction === 'cost' ? cost : 1n));
  const supported = [...profile.cost.keys()].filter((project) => profile.votes[project]! > 0);
  return {
    profile,
    satisfaction,
    tieBreak,
    worth,
    supporterUnits: byPoints ? profile.supporterPoints : new Float64Array(profile.supporters.length).fill(1),
    costDouble: Float64Array.from(profile.cost, Number),
    worthDouble: Float64Array.from(worth, Number),
    unitsDouble: byPoints ? profile.points : profile.votes,
    desk: deskOf(profile, byPoints),
    priced: supported.filter((project) => profile.cost[project]! > 0n),
    // all of these are taken, so their order decides nothing and an unbroken tie among them is none
    free: supported.filter((project) => profile.cost[project] === 0n).sort((a, b) => tieBreak.compare(a, b) || a - b),
  };
}

function deskOf({ named, supportersFrom }: Profile, byPoints: boolean): Desk {
  const most = supportersFrom.reduce((length, from, p) => Math.max(length, from - (supportersFrom[p - 1] ?? 0)), 0);
  return {
    perUnit: new Float64Array(most),
    money: new Float64Array(most),
    units: new Float64Array(most),
    // half the size stays in the cache of the processor, which is most of the cost of a payment
    paidRound: supportersFrom.length < 2 ** 16 ? new Uint16Array(named.length) : new Int32Array(named.length),
    ...(byPoints && { paidUnits: new Float64Array(named.length) }),
  };
}
