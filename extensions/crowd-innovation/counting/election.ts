import { amountText, parseDecimal } from './amount.ts';
import { ballotFault, type BallotLimits } from './ballot.ts';
import { CountingError } from './errors.ts';
import type { Rational } from './rational.ts';

/** What a ballot is and how it scores a project; see the table in the README of this folder. */
export const BALLOT_KINDS = ['choose-1', 'approval', 'cumulative', 'score', 'ordinal', 'knapsack'] as const;
export type BallotKind = (typeof BALLOT_KINDS)[number];

/** Something that can be awarded money. `cost` is in the major unit of the currency. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly cost: Rational;
}

/**
 * One anonymous ballot. `projects` are ids, for an ordinal ballot the best first; `points` stand beside them, one for
 * one, on cumulative and score ballots only. A ballot without projects counts as a voter who supports nothing.
 */
export interface Ballot {
  readonly id: string;
  readonly projects: readonly string[];
  readonly points?: readonly Rational[];
}

/** All that a count needs to know. `projects` keep the order in which they were registered. */
export interface Election {
  readonly budget: Rational;
  readonly projects: readonly Project[];
  readonly kind: BallotKind;
  readonly limits: BallotLimits;
  readonly ballots: readonly Ballot[];
}

/** A number as a caller may have it: exact, whole, or decimal text. Never a double. */
export type NumberLike = Rational | bigint | string;

export interface ElectionDraft {
  readonly budget: NumberLike;
  readonly projects: readonly { readonly id: string; readonly name?: string; readonly cost: NumberLike }[];
  readonly kind: BallotKind;
  readonly limits?: BallotLimits;
  readonly ballots: readonly {
    readonly id: string;
    readonly projects: readonly string[];
    readonly points?: readonly NumberLike[];
  }[];
}

/** Where the parts of a draft stand in the file that it was read from, so that an error can name the line. */
export interface DraftLines {
  readonly budget: number | undefined;
  readonly projects: readonly number[];
  readonly ballots: readonly number[];
}

/**
 * Checks a draft and makes it an election. Throws `election-invalid` for what no rule could count: a number that is
 * none, a negative amount, an id given twice, an unknown project on a ballot, a ballot that is not of its kind. Limits
 * of length and points are not held here: a published ballot is counted as it is (see `ballotProblem` for casting).
 */
export function createElection(draft: ElectionDraft, lines?: DraftLines): Election {
  const budget = amount(draft.budget, 'The budget', lines?.budget);
  const projects = readProjects(draft, lines);
  const known = new Map(projects.map((project) => [project.id, project]));
  const seen = new Map<string, number>();
  const ballots = draft.ballots.map((given, index): Ballot => {
    const line = lines?.ballots[index];
    if (given.id === '') throw invalid('A ballot has no id; give it one.', line);
    const first = seen.get(given.id);
    if (first !== undefined) {
      const where = lines ? ` (first on line ${lines.ballots[first]})` : '';
      throw invalid(`Two ballots have the id "${given.id}"${where}; give every ballot an id of its own.`, line);
    }
    seen.set(given.id, index);
    const points = given.points?.map((value) => amount(value, `The points of ballot "${given.id}"`, line));
    const ballot = { id: given.id, projects: given.projects, ...(points && { points }) };
    const fault = ballotFault({ kind: draft.kind, budget, projects: known }, ballot);
    if (fault) throw invalid(fault, line);
    return ballot;
  });
  return { budget, projects, kind: draft.kind, limits: draft.limits ?? {}, ballots };
}

function readProjects(draft: ElectionDraft, lines?: DraftLines): Project[] {
  const seen = new Map<string, number>();
  return draft.projects.map(({ id, name, cost }, index) => {
    const line = lines?.projects[index];
    if (id === '') throw invalid('A project has no id; give it one.', line);
    const first = seen.get(id);
    if (first !== undefined) {
      const where = lines ? ` (first on line ${lines.projects[first]})` : '';
      throw invalid(`Two projects have the id "${id}"${where}; give every project an id of its own.`, line);
    }
    seen.set(id, index);
    return { id, name: name ?? id, cost: amount(cost, `The cost of project "${id}"`, line) };
  });
}

function amount(value: NumberLike, what: string, line?: number): Rational {
  const parsed =
    typeof value === 'bigint'
      ? { numerator: value, denominator: 1n }
      : typeof value === 'string'
        ? parseDecimal(value)
        : value;
  if (!parsed) throw invalid(`${what} is "${String(value)}"; write it as a number such as 12000 or 12000.50.`, line);
  if (parsed.numerator < 0n) throw invalid(`${what} is ${amountText(parsed)}; it cannot be below zero.`, line);
  return parsed;
}

const invalid = (message: string, line?: number): CountingError => new CountingError('election-invalid', message, line);
