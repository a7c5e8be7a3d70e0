import { createHash } from 'node:crypto';
import { CountingError } from './errors.ts';
import { compareIds, type Profile } from './profile.ts';

/** How a tie was broken: in registered order, by id, by lower cost and then more votes, or by lot. */
export type TieRule = 'registered' | 'id' | 'cost-then-votes' | 'lot';

/** An order among projects (their places in the registered order) that are otherwise equal. */
export interface TieBreak {
  readonly by: TieRule;
  /** Below zero where `a` goes first; zero where the tie stays unbroken. */
  compare(a: number, b: number): number;
}

/** @param seed hexadecimal, for `lot` only: the order is ascending SHA-256 of the bytes of the seed, then of the id. */
export function tieBreakOf(by: TieRule, { election, cost, votes }: Profile, seed?: string): TieBreak {
  if (by === 'registered') return { by, compare: (a, b) => a - b };
  if (by === 'cost-then-votes') {
    return { by, compare: (a, b) => (cost[a] === cost[b] ? votes[b]! - votes[a]! : cost[a]! < cost[b]! ? -1 : 1) };
  }
  const ids = election.projects.map(({ id }) => id);
  const keys = by === 'lot' ? ids.map((id) => lot(id, seed)) : ids;
  return { by, compare: (a, b) => compareIds(keys[a]!, keys[b]!) };
}

/** The first of several tied projects. Throws `tie-unbroken`, naming two, where the order does not tell them apart. */
export function firstOf(tieBreak: TieBreak, tied: readonly number[], profile: Profile): number {
  const [first, second] = tied.toSorted(tieBreak.compare);
  if (first === undefined) throw new RangeError('A tie needs at least one project');
  if (second !== undefined && tieBreak.compare(first, second) === 0) throw unbroken(first, second, profile);
  return first;
}

export function unbroken(a: number, b: number, { election }: Profile): CountingError {
  const [one, other] = [a, b].map((place) => `"${election.projects[place]?.name}" (${election.projects[place]?.id})`);
  const message = `${one} and ${other} are tied, with equal cost and equal votes; count again with the tie-break id or lot.`;
  return new CountingError('tie-unbroken', message);
}

function lot(id: string, seed: string | undefined): string {
  if (seed === undefined || !/^(?:[0-9a-f]{2})+$/i.test(seed)) {
    const message = 'Breaking ties by lot needs a seed: give one as pairs of hexadecimal digits, such as 5f3a09.';
    throw new CountingError('option-invalid', message);
  }
  return createHash('sha256').update(Buffer.from(seed, 'hex')).update(id, 'utf8').digest('hex');
}
