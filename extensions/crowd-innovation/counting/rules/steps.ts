import { amountText, type Amount } from '../amount.ts';
import type { RuleOptions } from '../award-rule.ts';
import type { Profile } from '../profile.ts';
import { rational } from '../rational.ts';
import type { TieBreak } from '../tie-break.ts';
import type { StartStep, Tie } from '../trace.ts';

/** The tie among several projects, as a trace carries it; undefined where there are fewer than two. */
export function tieOf({ election }: Profile, { by, compare }: TieBreak, tied: readonly number[]): Tie | undefined {
  if (tied.length < 2) return undefined;
  return { among: tied.toSorted(compare).map((project) => election.projects[project]!.id), by };
}

/** An amount in units of the profile as text in the major unit. */
export const money = ({ moneyScale }: Profile, units: bigint): Amount => amountText(rational(units, moneyScale));

/** How every trace begins. */
export function startStep(profile: Profile, rule: string, options: RuleOptions): StartStep {
  const { election, cost, votes, score } = profile;
  return {
    step: 'start',
    rule,
    options,
    budget: money(profile, profile.budget),
    ballots: profile.voters,
    projects: election.projects.map(({ id }, p) => {
      return { id, cost: money(profile, cost[p]!), votes: votes[p]!, score: amountText(score[p]!) };
    }),
  };
}
