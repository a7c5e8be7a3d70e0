import { amountText, type Amount } from './amount.ts';
import type { Ballot, BallotKind, Project } from './election.ts';
import { compare, ONE, plus, rational, ZERO, type Rational } from './rational.ts';

/** What a ballot must keep to when it is cast. Points are in the unit of the ballot. */
export interface BallotLimits {
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Cumulative: most points on one ballot. */
  readonly maxSumPoints?: Rational;
  /** Cumulative and score: most points for one project. */
  readonly maxPoints?: Rational;
}

/** Why a ballot cannot be sent as it is; a page says it through its message catalogue. */
export type BallotProblem =
  | { readonly code: 'faulty'; readonly fault: string }
  | { readonly code: 'too-few' | 'too-many'; readonly length: number; readonly limit: number }
  | { readonly code: 'too-many-points'; readonly points: Amount; readonly limit: Amount }
  | {
      readonly code: 'too-many-points-for-project';
      readonly project: string;
      readonly points: Amount;
      readonly limit: Amount;
    };

interface BallotFrame {
  readonly kind: BallotKind;
  readonly budget: Rational;
  readonly projects: ReadonlyMap<string, Project>;
}

/** Whether a ballot being cast keeps to the kind and the limits of its vote; undefined where it does. */
export function ballotProblem(frame: BallotFrame, limits: BallotLimits, ballot: Ballot): BallotProblem | undefined {
  const fault = ballotFault(frame, ballot);
  if (fault) return { code: 'faulty', fault };
  const length = ballot.projects.length;
  const { minLength, maxLength, maxPoints, maxSumPoints } = limits;
  if (minLength !== undefined && length < minLength) return { code: 'too-few', length, limit: minLength };
  if (maxLength !== undefined && length > maxLength) return { code: 'too-many', length, limit: maxLength };
  const points = ballot.points ?? [];
  const over = maxPoints === undefined ? -1 : points.findIndex((value) => compare(value, maxPoints) > 0);
  if (maxPoints !== undefined && over >= 0) {
    const [project, given] = [ballot.projects[over] ?? '', points[over] ?? ZERO];
    return { code: 'too-many-points-for-project', project, points: amountText(given), limit: amountText(maxPoints) };
  }
  const sum = points.reduce(plus, ZERO);
  if (maxSumPoints !== undefined && compare(sum, maxSumPoints) > 0) {
    return { code: 'too-many-points', points: amountText(sum), limit: amountText(maxSumPoints) };
  }
  return undefined;
}

/** What makes a ballot one that no rule could count, as a sentence; undefined where nothing does. */
export function ballotFault({ kind, budget, projects }: BallotFrame, ballot: Ballot): string | undefined {
  const name = `Ballot "${ballot.id}"`;
  const unknown = ballot.projects.find((id) => !projects.has(id));
  if (unknown !== undefined)
    return `${name} names the project "${unknown}", which is not listed; list it or correct the ballot.`;
  if (new Set(ballot.projects).size < ballot.projects.length) return `${name} names a project twice; name each once.`;
  if (kind === 'choose-1' && ballot.projects.length > 1)
    return `${name} names more than one project, where one may be chosen.`;
  if (kind === 'knapsack') {
    const total = ballot.projects.reduce((sum, id) => plus(sum, projects.get(id)?.cost ?? ZERO), ZERO);
    if (compare(total, budget) > 0)
      return `${name} costs ${amountText(total)}, above the budget of ${amountText(budget)}.`;
  }
  const wanted = hasPoints(kind) ? ballot.projects.length : 0;
  const given = ballot.points?.length ?? 0;
  if (given !== wanted) return `${name} has ${given} points for ${wanted} projects; give one number for each.`;
  return undefined;
}

/** Whether ballots of this kind carry points of their own. */
export const hasPoints = (kind: BallotKind): boolean => kind === 'cumulative' || kind === 'score';

/**
 * What each project named on the ballot scores, one for one: its points where the kind has points, the place from the
 * end where it ranks (L, L-1, .., 1), otherwise 1.
 */
export function scores(kind: BallotKind, ballot: Ballot): readonly Rational[] {
  if (hasPoints(kind)) return ballot.points ?? [];
  const { length } = ballot.projects;
  return ballot.projects.map((_, rank) => (kind === 'ordinal' ? rational(BigInt(length - rank)) : ONE));
}
