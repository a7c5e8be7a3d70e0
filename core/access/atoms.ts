import { sql } from 'kysely';
import { AUDIENCE_LIMITS, type Audience, type Holding } from '../contract/audience.ts';
import { coreProblems } from '../contract/core-problems.ts';
import type { Scope } from './scope.ts';

/** Something that a member can hold. A realm belongs to one extension. */
export interface Atom {
  readonly realm: string;
  readonly key: string;
}
/** One way to meet a rule: an atom, or several of which all are needed. */
export type Clause = Atom | readonly Atom[];

/** Held by every member, and by visitors where the community is open. */
export const everyone: Atom = Object.freeze({ realm: 'core', key: 'everyone' });
/** Held by every member. */
export const member: Atom = Object.freeze({ realm: 'core', key: 'member' });
/** Realms of core, whose atoms have forms of their own in an audience; no other form reaches them. */
const OWN_REALMS: ReadonlySet<string> = new Set(['core', 'space', 'space-role', 'role', '&']);

/**
 * The atom of something that members hold. Ids of spaces are one whatever their case.
 * @throws `core.audience-unknown` where a realm of core is named as if it were an extension's
 */
export function atomOf(holding: Holding): Atom {
  if (holding === 'everyone') return everyone;
  if (holding === 'member') return member;
  if ('realm' in holding) {
    if (OWN_REALMS.has(holding.realm)) throw coreProblems.audienceUnknown();
    return { realm: holding.realm, key: holding.key };
  }
  if (!('space' in holding)) return { realm: 'role', key: holding.role };
  const space = holding.space.toLowerCase();
  return holding.role === undefined
    ? { realm: 'space', key: space }
    : { realm: 'space-role', key: `${space}:${holding.role}` };
}

/** What an atom is in the words of the contract. */
export function holdingOf({ realm, key }: Atom): Holding {
  if (realm === 'core') return key === 'everyone' ? 'everyone' : 'member';
  if (realm === 'role') return { role: key };
  if (realm === 'space') return { space: key };
  if (realm !== 'space-role') return { realm, key };
  const end = key.indexOf(':');
  return { space: key.slice(0, end), role: key.slice(end + 1) };
}

/** The conjunctions of an audience; nobody meets an empty list. */
const waysInto = (audience: Audience): readonly (readonly Holding[])[] => {
  if (audience === 'never') return [];
  if (typeof audience !== 'object') return [[audience]];
  if ('any' in audience) return audience.any.map((one) => (typeof one === 'object' && 'all' in one ? one.all : [one]));
  return 'all' in audience ? [audience.all] : [[audience]];
};

/** Everything that an audience names. */
export const holdingsIn = (audience: Audience): readonly Holding[] => waysInto(audience).flat();

/**
 * The clauses of an audience of the contract; nobody meets an empty list.
 *
 * @throws `core.audience-too-large` where it has more parts than are decided quickly
 */
export function clausesOf(audience: Audience): readonly Clause[] {
  const ways = waysInto(audience);
  if (ways.length > AUDIENCE_LIMITS.clauses || ways.some((all) => all.length > AUDIENCE_LIMITS.holdings))
    throw coreProblems.audienceTooLarge({ ...AUDIENCE_LIMITS });
  // all of nothing would be met by everybody
  if (ways.some((all) => all.length === 0)) throw coreProblems.audienceUnknown();
  return ways.map((all) => all.map(atomOf));
}

/** The audience of the contract that these clauses are. */
export function audienceOf(clauses: readonly (readonly Atom[])[]): Audience {
  const ways = clauses.map((atoms) => {
    const all = atoms.map(holdingOf);
    return all.length === 1 ? all[0]! : { all };
  });
  return ways.length === 0 ? 'never' : ways.length === 1 ? ways[0]! : { any: ways };
}

/** One text for each atom. */
export const nameOf = (atom: Atom) => JSON.stringify([atom.realm, atom.key]);

/** Numbers of atoms, in their order; unknown ones are written down, safely under concurrency. */
export async function atomIds(scope: Scope, atoms: readonly Atom[]): Promise<readonly number[]> {
  if (atoms.length === 0) return [];
  const wanted = new Map(atoms.map((atom) => [nameOf(atom), atom]));
  const known = new Map<string, number>();
  const note = (rows: readonly (Atom & { id: number })[]) => rows.forEach((row) => known.set(nameOf(row), row.id));
  const missing = () => [...wanted].filter(([name]) => !known.has(name)).map(([, atom]) => atom);

  note(await find(scope, [...wanted.values()]));
  if (missing().length > 0) note(await add(scope, missing()));
  // somebody else wrote them first, and `on conflict` has waited for the commit
  if (missing().length > 0) note(await find(scope, missing()));
  return atoms.map((atom) => known.get(nameOf(atom))!);
}

type Row = Atom & { id: number };
const columns = (atoms: readonly Atom[]) =>
  sql`unnest(${atoms.map((atom) => atom.realm)}::text[], ${atoms.map((atom) => atom.key)}::text[]) wanted (realm, key)`;

const find = async ({ db, community }: Scope, atoms: readonly Atom[]) =>
  (
    await sql<Row>`
      select a.id, a.realm, a.key from ${columns(atoms)}
      join core.access_atom a on a.community_id = ${community.id} and a.realm = wanted.realm and a.key = wanted.key`.execute(
      db,
    )
  ).rows;

// in one order, so that two writers of the same atoms wait for each other and not in a circle
const add = async ({ db, community }: Scope, atoms: readonly Atom[]) =>
  (
    await sql<Row>`
      insert into core.access_atom (community_id, realm, key)
      select ${community.id}::int, realm, key from ${columns(atoms)} order by realm, key
      on conflict do nothing returning id, realm, key`.execute(db)
  ).rows;

/**
 * Numbers of several lists of clauses, each list sorted and without repetition. A conjunction is an atom of its own, of realm
 * `&`: it has the same number whatever the order of its parts, and members come to hold it when their grants are read.
 *
 * All lists of one rule come in one call, and what is new is written in one order: two who write rules with the same new
 * atoms at the same time wait for each other, and never in a circle.
 */
export async function clauseIds(
  scope: Scope,
  lists: readonly (readonly Clause[])[],
): Promise<readonly (readonly number[])[]> {
  const parts = lists.map((list) => list.map((clause) => (isAtom(clause) ? [clause] : clause)));
  const atoms = parts.flat(2);
  const ids = await atomIds(scope, atoms);
  const idOf = new Map(atoms.map((atom, index) => [nameOf(atom), ids[index]!]));
  const keyOf = (clause: readonly Atom[]) => {
    // an empty conjunction would be met by everybody
    if (clause.length === 0) throw new RangeError('A clause of an audience rule needs at least one atom');
    return [...new Set(clause.map((atom) => idOf.get(nameOf(atom))!))].sort(ascending).join('&');
  };
  const keys = parts.map((list) => list.map(keyOf));
  const clauses = new Map<string, number>();
  for (const key of [...new Set(keys.flat())].sort())
    clauses.set(key, key.includes('&') ? await conjunction(scope, key) : Number(key));
  return keys.map((list) => [...new Set(list.map((key) => clauses.get(key)!))].sort(ascending));
}

const isAtom = (clause: Clause): clause is Atom => !Array.isArray(clause);
const ascending = (a: number, b: number) => a - b;

async function conjunction({ db, community }: Scope, key: string): Promise<number> {
  const find = () =>
    sql<{ id: number }>`
      select id from core.access_atom where community_id = ${community.id} and realm = '&' and key = ${key}`.execute(
      db,
    );
  // held by few comes first, as the index looks conjunctions up by their first part; what all hold has the lowest numbers
  const parts = key.split('&').map(Number).toReversed();
  const add = () =>
    sql<{ id: number }>`
      insert into core.access_atom (community_id, realm, key, parts) values (${community.id}, '&', ${key}, ${parts}::int[])
      on conflict do nothing returning id`.execute(db);
  const { rows } = await find();
  return (rows[0] ?? (await add()).rows[0] ?? (await find()).rows[0])!.id;
}
