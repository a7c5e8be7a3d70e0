/**
 * Pages by key. A cursor is the place of the last row that was shown, so it depends on nothing that the viewer cannot see.
 * It is opaque to clients and trusted by nobody: a forged one is `core.invalid` or the place of another row, never more.
 */
import { sql, type RawBuilder } from 'kysely';
import { coreProblems } from '../contract/core-problems.ts';
import type { PageOf, PageRequest } from '../contract/services.ts';

/** Rows of one page, 1 to 100. */
export const limitOf = ({ limit }: PageRequest): number =>
  limit === undefined || Number.isNaN(limit) ? 20 : Math.min(100, Math.max(1, Math.trunc(limit)));

/** The canonical form, in either case. */
export const isUuid = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** A moment with its microseconds, which a `Date` would lose and with them rows between two pages. */
const isMoment = (text: unknown): text is string => {
  if (typeof text !== 'string' || !/^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === text.slice(0, 19);
};
/** The same in SQL: the `place` of a row in a page by time. */
export const microseconds = (moment: RawBuilder<unknown>) =>
  sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
/** Words are compared by their beginning, in lists and in cursors alike, so that a cursor stays short. */
export const beginning = (words: RawBuilder<unknown>) => sql<string>`left(lower(${words}), 40)`;
const isText = (text: unknown): text is string => typeof text === 'string' && text.length <= 80 && !text.includes('\0');

const encode = (parts: readonly string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
function decode(after: string, isFirst: (part: unknown) => part is string): readonly [string, string] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === 2 && isFirst(parts[0]) && isUuid(parts[1]))
      return [parts[0], parts[1]];
  } catch {
    // not even JSON
  }
  throw coreProblems.invalid(
    {},
    { fields: [{ pointer: '/after', detail: 'This is not the `next` of a page. Begin with the first page again.' }] },
  );
}

/** The place after which a page by time begins; before everything without a cursor. */
export function placeInTime(after: string | undefined): { readonly at: string; readonly id: string } {
  if (after === undefined) return { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
  const [at, id] = decode(after, isMoment);
  return { at, id };
}

/** The place after which a page by words begins. */
export function placeInText(after: string | undefined): { readonly text: string; readonly id: string } {
  if (after === undefined) return { text: '', id: '00000000-0000-0000-0000-000000000000' };
  const [text, id] = decode(after, isText);
  return { text, id };
}

/** The place after which a page of what was found begins: which part of it (0 or 1), and a place in time there. */
export function placeInParts(after: string | undefined): {
  readonly part: number;
  readonly at: string;
  readonly id: string;
} {
  if (after === undefined) return { part: 0, ...placeInTime(undefined) };
  const isPartAndMoment = (text: unknown): text is string =>
    typeof text === 'string' && /^[01] /.test(text) && isMoment(text.slice(2));
  const [place, id] = decode(after, isPartAndMoment);
  return { part: Number(place[0]), at: place.slice(2), id };
}

/** One page from `limit + 1` rows: the one too many says that there is more. */
export function pageFrom<R extends { readonly id: string; readonly place: string }, T>(
  rows: readonly R[],
  limit: number,
  item: (row: R) => T,
): PageOf<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(item), next: rows.length > limit && last ? encode([last.place, last.id]) : null };
}
