import { isDeepStrictEqual } from 'node:util';
import { readDocument, type Values } from './document.ts';
import type { RevisionRow } from './revisions.ts';

const isMap = (value: unknown): value is Values => value !== null && typeof value === 'object' && !Array.isArray(value);

/** Keys that differ, by dotted path: `+key` came, `-key` went, `key` changed. A map that came or went is one key. */
export function differences(before: unknown, after: unknown, prefix = ''): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isMap(before) || !isMap(after))
    return [`${before === undefined ? '+' : after === undefined ? '-' : ''}${prefix}`];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differences(before[key], after[key], prefix === '' ? key : `${prefix}.${key}`),
  );
}

const MOST = 6;
const listed = (keys: readonly string[]) =>
  keys.length > MOST ? `${keys.slice(0, MOST).join(', ')} and ${keys.length - MOST} more` : keys.join(', ');

/** Managers' values of the extension that a revision is about, before and after it. */
export function managedIn({ extension, previous, document }: RevisionRow): {
  readonly before: Values;
  readonly after: Values;
} {
  const of = extension ?? '';
  return {
    before: (previous && readDocument(previous).managed[of]) ?? {},
    after: readDocument(document).managed[of] ?? {},
  };
}

/** What a revision changed, in one line of English for operators. Values stay out: they may be long. */
export function describeRevision(row: RevisionRow): string {
  const { kind, restores, extension, previous, document, slug } = row;
  if (slug === null) return 'policies';
  const then = previous && readDocument(previous);
  const { before, after } =
    kind === 'manager' || kind === 'undo'
      ? managedIn(row)
      : { before: then?.declared ?? {}, after: readDocument(document).declared };
  const keys = listed(differences(before, after));
  switch (kind) {
    case 'manager':
      return `${extension}: ${keys}`;
    case 'undo':
      return `took back revision ${restores}, ${extension}: ${keys}`;
    case 'rollback':
      return `returned to revision ${restores}${keys === '' ? '' : `: ${keys}`}`;
    case 'file':
      return then ? keys || 'as before' : 'first';
  }
}
