import type { AwardRule, RuleOption, RuleOptions } from '../award-rule.ts';
import { profileOf, type Profile } from '../profile.ts';
import { compare } from '../rational.ts';
import { tieBreakOf } from '../tie-break.ts';
import type { ConsideredStep } from '../trace.ts';
import { money, startStep } from './steps.ts';
import { belowMinimum, grouped, minimumScoreOption, takeInOrder, type Taken } from './taking-in-order.ts';

export const greedyOptions: readonly RuleOption[] = [
  {
    name: 'equalScores',
    kind: 'choice',
    title: 'Order of equal scores: as the projects were registered, or by id',
    choices: ['registered', 'id'],
    default: 'registered',
  },
  minimumScoreOption,
  {
    name: 'stopAtFirstMisfit',
    kind: 'switch',
    title: 'Stop at the first project that does not fit, instead of skipping it',
    default: false,
  },
];

/** What most cities publish: by score, each project that still fits. */
export const greedy: AwardRule = {
  id: 'greedy',
  title: 'Most votes first',
  options: greedyOptions,
  count(election, options) {
    const profile = profileOf(election);
    const { winners, left, steps } = takeByScore(profile, options, 'rule');
    return {
      rule: this.id,
      options,
      winners: winners.map((project) => election.projects[project]!.id),
      spent: money(profile, profile.budget - left),
      trace: [startStep(profile, this.id, options), ...steps],
    };
  },
};

/** The greedy rule on the whole budget, under {@link greedyOptions}. */
export function takeByScore(profile: Profile, options: RuleOptions, list: ConsideredStep['list']): Taken {
  const score = (project: number) => profile.score[project]!;
  return takeInOrder(profile, profile.budget, {
    list,
    by: 'score',
    groups: grouped([...profile.score.keys()], (a, b) => compare(score(b), score(a))),
    tieBreak: tieBreakOf(options['equalScores'] === 'id' ? 'id' : 'registered', profile),
    stopAtFirstMisfit: options['stopAtFirstMisfit'] === true,
    ...belowMinimum(options, score),
  });
}
