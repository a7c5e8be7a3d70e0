import type { AwardRule } from '../award-rule.ts';
import { profileOf, type Profile } from '../profile.ts';
import type { TraceStep } from '../trace.ts';
import { equalSharesOptions, shareOut } from './equal-shares.ts';
import { greedyOptions, takeByScore } from './greedy.ts';
import { money, startStep } from './steps.ts';

/** Equal shares, unless strictly more voters have more funded approvals under greedy: then that result stands. */
export const equalSharesWithComparison: AwardRule = {
  id: 'equal-shares-with-comparison',
  title: 'Equal shares, compared with most votes first',
  options: [...new Set([...equalSharesOptions, ...greedyOptions])],
  count(election, options) {
    const profile = profileOf(election);
    const shares = shareOut(profile, options);
    const byScore = takeByScore(profile, options, 'comparison');
    const comparison = compareResults(profile, shares.winners, byScore.winners);
    const { winners, left } = comparison.stands === 'greedy' ? byScore : shares;
    return {
      rule: this.id,
      options,
      winners: winners.map((project) => election.projects[project]!.id),
      spent: money(profile, profile.budget - left),
      trace: [startStep(profile, this.id, options), ...shares.steps, ...byScore.steps, comparison],
    };
  },
};

function compareResults(profile: Profile, shares: readonly number[], byScore: readonly number[]) {
  const { groups, count, namedFrom, named } = profile;
  const [inShares, inByScore] = [new Set(shares), new Set(byScore)];
  let [moreWithShares, moreWithGreedy] = [0, 0];
  for (let group = 0; group < groups; group += 1) {
    let lead = 0;
    for (let i = namedFrom[group]!; i < namedFrom[group + 1]!; i += 1) {
      lead += Number(inByScore.has(named[i]!)) - Number(inShares.has(named[i]!));
    }
    if (lead > 0) moreWithGreedy += count[group]!;
    if (lead < 0) moreWithShares += count[group]!;
  }
  const stands = moreWithGreedy > moreWithShares ? 'greedy' : 'equal-shares';
  return { step: 'comparison', moreWithGreedy, moreWithShares, stands } as const satisfies TraceStep;
}
