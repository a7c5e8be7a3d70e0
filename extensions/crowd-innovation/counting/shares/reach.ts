import { compare, rational, type Rational } from '../rational.ts';
import type { Market } from './market.ts';
import type { Run } from './rounds.ts';

/** Which projects the supporters could pay for, each on its own, if they all still held the whole share. */
export interface Reach {
  /** Whether all supported projects together cost more than the budget, from which share on, and where all are in reach. */
  readonly canExceed: boolean;
  readonly exceededAt: Rational;
  readonly allAt: Rational;
  within(share: Rational): Run & { readonly nextAt?: Rational };
}

export function reachOf({ profile, priced, free }: Market): Reach {
  const { cost, votes, moneyScale, budget } = profile;
  const atShare = priced
    .map((project) => ({ project, share: rational(cost[project]!, BigInt(votes[project]!) * moneyScale) }))
    .sort((a, b) => compare(a.share, b.share));
  let total = 0n;
  const exceeding = atShare.find(({ project }) => (total += cost[project]!) > budget);
  return {
    canExceed: exceeding !== undefined,
    exceededAt: exceeding?.share ?? rational(0n),
    allAt: atShare.at(-1)?.share ?? rational(0n),
    within(share) {
      const first = atShare.findIndex((entry) => compare(entry.share, share) > 0);
      const inside = first < 0 ? atShare : atShare.slice(0, first);
      const winners = [...free, ...inside.map(({ project }) => project)];
      const nextAt = atShare[first]?.share;
      return { winners, cost: winners.reduce((sum, project) => sum + cost[project]!, 0n), ...(nextAt && { nextAt }) };
    },
  };
}
