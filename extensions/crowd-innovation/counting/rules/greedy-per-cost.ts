import type { AwardRule } from '../award-rule.ts';
import { profileOf } from '../profile.ts';
import { rational } from '../rational.ts';
import { tieBreakOf } from '../tie-break.ts';
import { money, startStep } from './steps.ts';
import { belowMinimum, grouped, minimumScoreOption, takeInOrder } from './taking-in-order.ts';

/** By votes per cost, each project that still fits; supported projects without cost first, unsupported ones last. */
export const greedyPerCost: AwardRule = {
  id: 'greedy-per-cost',
  title: 'Most votes per cost first',
  options: [
    { name: 'tieBreak', kind: 'choice', title: 'How ties are broken', choices: ['id'], default: 'id' },
    minimumScoreOption,
  ],
  count(election, options) {
    const profile = profileOf(election);
    const { winners, left, steps } = takeInOrder(profile, profile.budget, {
      list: 'rule',
      by: 'votes-per-cost',
      tieBreak: tieBreakOf('id', profile),
      ...belowMinimum(options, (project) => rational(BigInt(profile.votes[project]!))),
      groups: grouped([...profile.cost.keys()], (a, b) => compareByCost(profile.votes, profile.cost, a, b)),
    });
    return {
      rule: this.id,
      options,
      winners: winners.map((project) => election.projects[project]!.id),
      spent: money(profile, profile.budget - left),
      trace: [startStep(profile, this.id, options), ...steps],
    };
  },
};

function compareByCost(votes: Float64Array, cost: readonly bigint[], a: number, b: number): number {
  if (votes[a] === 0 || votes[b] === 0) return Math.sign(votes[b]!) - Math.sign(votes[a]!);
  // votes(a)/cost(a) against votes(b)/cost(b), multiplied out: a cost of zero then goes first by itself
  const [left, right] = [BigInt(votes[a]!) * cost[b]!, BigInt(votes[b]!) * cost[a]!];
  return left === right ? 0 : left > right ? -1 : 1;
}
