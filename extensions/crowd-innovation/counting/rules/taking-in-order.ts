import { parseDecimal } from '../amount.ts';
import type { RuleOption, RuleOptions } from '../award-rule.ts';
import type { Profile } from '../profile.ts';
import { compare, type Rational } from '../rational.ts';
import { unbroken, type TieBreak } from '../tie-break.ts';
import type { ConsideredStep } from '../trace.ts';
import { money, tieOf } from './steps.ts';

/** A list to spend along: projects by place, the best first, where equal ones stand together in one group. */
export interface OrderedList {
  readonly list: ConsideredStep['list'];
  readonly by: ConsideredStep['by'];
  readonly groups: readonly (readonly number[])[];
  readonly tieBreak: TieBreak;
  readonly stopAtFirstMisfit?: boolean;
  readonly belowMinimum?: (project: number) => boolean;
}

/** For every rule that spends what is left along a list, where a project that nobody chose would have its turn too. */
export const minimumScoreOption: RuleOption = {
  name: 'minimumScore',
  kind: 'decimal',
  title: 'Leave out projects with a lower score',
};

/** Whether a score, or a number of votes, is below `minimumScore`; undefined where none is declared. */
export function belowMinimum(options: RuleOptions, score: (project: number) => Rational) {
  const minimum = parseDecimal(String(options['minimumScore'] ?? ''));
  return minimum && { belowMinimum: (project: number) => compare(score(project), minimum) < 0 };
}

export interface Taken {
  readonly winners: readonly number[];
  readonly left: bigint;
  readonly steps: readonly ConsideredStep[];
}

/** Takes one project after the other, each that costs at most what is left of `budget` (in units of the profile). */
export function takeInOrder(profile: Profile, budget: bigint, order: OrderedList): Taken {
  const { list, by, tieBreak } = order;
  const winners: number[] = [];
  const steps: ConsideredStep[] = [];
  let [left, stopped] = [budget, false];
  for (const group of order.groups) {
    const tied = group.toSorted(tieBreak.compare);
    for (const [position, project] of tied.entries()) {
      const decision = decide(project);
      if (decision === 'does-not-fit') {
        const twin = tied.find((other) => winners.includes(other) && tieBreak.compare(other, project) === 0);
        if (twin !== undefined) throw unbroken(twin, project, profile);
        stopped = order.stopAtFirstMisfit ?? false;
      }
      const open = decision === 'taken' || decision === 'does-not-fit';
      const tie = open ? tieOf(profile, tieBreak, tied.slice(position)) : undefined;
      const id = profile.election.projects[project]!.id;
      steps.push({
        step: 'considered',
        list,
        by,
        project: id,
        left: money(profile, left),
        decision,
        ...(tie && { tie }),
      });
      if (decision !== 'taken') continue;
      winners.push(project);
      left -= profile.cost[project]!;
    }
  }
  return { winners, left, steps };

  function decide(project: number): ConsideredStep['decision'] {
    if (order.belowMinimum?.(project)) return 'below-minimum-score';
    if (stopped) return 'after-stop';
    return profile.cost[project]! <= left ? 'taken' : 'does-not-fit';
  }
}

/** Projects in order of `compare`, those that compare as equal in one group. */
export function grouped(projects: readonly number[], compare: (a: number, b: number) => number): number[][] {
  const groups: number[][] = [];
  for (const project of projects.toSorted(compare)) {
    const last = groups.at(-1);
    if (last && compare(last[0]!, project) === 0) last.push(project);
    else groups.push([project]);
  }
  return groups;
}
