import { checkedOptions, type AwardRule, type Outcome, type RuleOptions } from './award-rule.ts';
import type { Election } from './election.ts';
import { CountingError } from './errors.ts';
import { equalShares } from './rules/equal-shares.ts';
import { equalSharesWithComparison } from './rules/equal-shares-with-comparison.ts';
import { greedy } from './rules/greedy.ts';
import { greedyPerCost } from './rules/greedy-per-cost.ts';
import { phragmen } from './rules/phragmen.ts';

/** A rule and its options as they are declared, frozen and published; options left out have their defaults. */
export interface CountSettings {
  readonly rule: string;
  readonly options: RuleOptions;
}

/** The rules that come with the extension. */
export const awardRules: readonly AwardRule[] = [
  greedy,
  greedyPerCost,
  equalShares,
  equalSharesWithComparison,
  phragmen,
];

/** The rule of that id among `rules`. Throws `rule-unknown`. */
export function awardRule(id: string, rules: readonly AwardRule[] = awardRules): AwardRule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule) return rule;
  const known = rules.map((candidate) => candidate.id).join(', ');
  throw new CountingError('rule-unknown', `There is no rule "${id}"; choose one of: ${known}.`);
}

/** Counts an election. Throws a {@link CountingError} where the settings are not those of a rule, or a tie stays open. */
export function count(election: Election, settings: CountSettings, rules: readonly AwardRule[] = awardRules): Outcome {
  const rule = awardRule(settings.rule, rules);
  return rule.count(election, checkedOptions(rule, settings.options));
}
