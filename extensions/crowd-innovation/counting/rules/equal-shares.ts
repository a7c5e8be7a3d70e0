import { amountText } from '../amount.ts';
import type { AwardRule, RuleOption, RuleOptions } from '../award-rule.ts';
import { profileOf, type Profile } from '../profile.ts';
import { marketOf, type Market, type Satisfaction } from '../shares/market.ts';
import { equalShare, raiseUntilAbove, raiseUntilExhaustive, type RaisedShare } from '../shares/raising.ts';
import { recorder } from '../shares/recording.ts';
import { runShares } from '../shares/rounds.ts';
import { rational } from '../rational.ts';
import type { TieRule } from '../tie-break.ts';
import type { TraceStep } from '../trace.ts';
import { money, startStep } from './steps.ts';
import { belowMinimum, grouped, minimumScoreOption, takeInOrder } from './taking-in-order.ts';

export const equalSharesOptions: readonly RuleOption[] = [
  {
    name: 'satisfaction',
    kind: 'choice',
    title: 'What a funded project is worth to a voter: its cost, one each, or the points given',
    choices: ['cost', 'cardinality', 'points'],
    default: 'cost',
  },
  {
    name: 'completion',
    kind: 'choice',
    title: 'What happens with money that nobody could spend',
    choices: ['none', 'add1', 'add1-exhaustive', 'greedy', 'add1-greedy'],
    default: 'none',
  },
  {
    name: 'tieBreak',
    kind: 'choice',
    title: 'How ties are broken',
    choices: ['id', 'cost-then-votes', 'lot'],
    default: 'id',
  },
  minimumScoreOption,
  { name: 'seed', kind: 'seed', title: 'Seed of the lot, as hexadecimal digits' },
];

/** The Method of Equal Shares (Peters and Skowron): every voter holds an equal share, supporters pay together. */
export const equalShares: AwardRule = {
  id: 'equal-shares',
  title: 'Equal shares',
  options: equalSharesOptions,
  count(election, options) {
    const profile = profileOf(election);
    const { winners, left, steps } = shareOut(profile, options);
    return {
      rule: this.id,
      options,
      winners: winners.map((project) => election.projects[project]!.id),
      spent: money(profile, profile.budget - left),
      trace: [startStep(profile, this.id, options), ...steps],
    };
  },
};

/** Equal shares with its completion, under {@link equalSharesOptions}. */
export function shareOut(
  profile: Profile,
  options: RuleOptions,
): { readonly winners: readonly number[]; readonly left: bigint; readonly steps: readonly TraceStep[] } {
  const { satisfaction, completion, tieBreak, seed } = options;
  const market = marketOf(profile, satisfaction as Satisfaction, tieBreak as TieRule, seed as string | undefined);
  const { share, raised, because, next } = raise(market, String(completion));
  const steps: TraceStep[] = [
    {
      step: 'share',
      share: amountText(share),
      raised: Number(raised),
      because,
      ...(next && { next: { share: amountText(next.share), cost: money(profile, next.cost) } }),
    },
  ];
  const run = runShares(market, share, recorder(market, steps));
  const left = profile.budget - run.cost;
  if (completion !== 'greedy' && completion !== 'add1-greedy') return { winners: run.winners, left, steps };

  const taken = new Set(run.winners);
  const rest = [...profile.cost.keys()].filter((project) => !taken.has(project));
  const remainder = takeInOrder(profile, left, {
    list: 'remainder',
    by: 'votes',
    tieBreak: market.tieBreak,
    ...belowMinimum(options, (project) => rational(BigInt(profile.votes[project]!))),
    groups: grouped(rest, (a, b) => profile.votes[b]! - profile.votes[a]!),
  });
  return {
    winners: [...run.winners, ...remainder.winners],
    left: remainder.left,
    steps: [...steps, ...remainder.steps],
  };
}

function raise(market: Market, completion: string): RaisedShare {
  if (completion === 'add1' || completion === 'add1-greedy') return raiseUntilAbove(market);
  if (completion === 'add1-exhaustive') return raiseUntilExhaustive(market);
  return { share: equalShare(market), raised: 0n, because: 'not-raised' };
}
