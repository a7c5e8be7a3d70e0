import { sql } from 'kysely';
import type { Audience, AudienceRule } from '../contract/audience.ts';
import { clausesOf, type Atom } from './atoms.ts';
import { NOBODY, type Scope } from './scope.ts';
import { moment } from './viewer.ts';

export interface Reached {
  readonly see: number;
  readonly read: number;
  /** Of those who met the rule before, how many no longer do. */
  readonly lose: number;
}

/** Clauses as lists of atoms, for a statement that writes nothing: a rule that is only thought of leaves no rows. */
const listed = (audience: Audience) =>
  clausesOf(audience).map((clause) => (Array.isArray(clause) ? clause : [clause as Atom]));

/** How many members of the community meet a rule at this moment. One statement, over the grants of what the rules name. */
export async function reached({ db, community }: Scope, rule: AudienceRule, before?: AudienceRule): Promise<Reached> {
  const parts = (prefix: string, { see, read, deny = 'never' }: AudienceRule) =>
    [
      [`${prefix}see`, see],
      [`${prefix}read`, read],
      [`${prefix}deny`, deny],
    ].flatMap(([part, audience]) => listed(audience as Audience).map((atoms, way) => ({ part, way, atoms })));
  const ways = [...parts('', rule), ...(before ? parts('before-', before) : [])].map((way, id) => ({ ...way, id }));
  const wanted = ways.flatMap(({ id, part, atoms }) =>
    [...new Map(atoms.map((atom) => [JSON.stringify([atom.realm, atom.key]), atom])).values()].map((atom, _, all) => ({
      id,
      part,
      size: all.length,
      ...atom,
    })),
  );
  const { rows } = await sql<Reached>`
    with wanted as (
      select w.id, w.part, w.size, a.id atom from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) w (id int, part text, size int, realm text, key text)
      join core.access_atom a on a.community_id = ${community.id} and a.realm = w.realm and a.key = w.key
      left join core.access_realm e on e.community_id = ${community.id} and e.realm = a.realm
      -- a denial holds also where the extension of its realm is off
      where e.active or w.part in ('deny', 'before-deny')),
    given as (
      select g.member_id, g.atom_id from core.access_grant g
      where g.community_id = ${community.id} and g.atom_id in (select atom from wanted) and g.valid_from <= ${moment} and g.valid_until > ${moment}),
    people as (
      select m.id from core.member m where m.community_id = ${community.id} and m.removed_at is null and m.erased_at is null),
    held as (
      select p.id member, g.atom_id atom from given g join people p on p.id = g.member_id
      union select p.id, g.atom_id from given g cross join people p where g.member_id = ${sql.lit(NOBODY)}::uuid),
    met as (
      select held.member, w.id, w.part from wanted w join held on held.atom = w.atom
      group by held.member, w.id, w.part, w.size having count(*) = w.size),
    standing as (
      select member, array_agg(distinct part) parts from met group by member),
    verdict as (
      select 'see' = any (parts) and not 'deny' = any (parts) see, 'read' = any (parts) read,
        'before-see' = any (parts) and not 'before-deny' = any (parts) before
      from standing)
    select count(*) filter (where see)::int see, count(*) filter (where see and read)::int read,
      count(*) filter (where before and not see)::int lose
    from verdict`.execute(db);
  return rows[0] ?? { see: 0, read: 0, lose: 0 };
}
