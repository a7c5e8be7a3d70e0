/**
 * The one decision, as pieces of SQL. A statement begins with `with ${viewer(p)}` and asks `sees` or `reads` of the rule of a
 * row. Grants are read inside the statement, so there is no cache of them and a change is effective with the next statement
 * on every node. Why this shape, with figures: README.md of this folder.
 */
import { sql, type RawBuilder } from 'kysely';
import { NOBODY, type Viewer } from './scope.ts';

/** Parameters of a statement about a viewer: `statement<Viewer & { .. }>()(key, (_db, p) => ..)`. */
export type ViewerSlots = { readonly [K in keyof Viewer]: RawBuilder<Viewer[K]> };

/** The moment of the statement, not of its transaction: a transaction that waited for a lock must not see what has lapsed. */
export const moment = sql`statement_timestamp()`;

/**
 * Common table expressions: `self (id)` has a row while the viewer is a member, `me (atoms, ever)` has one row with all that is
 * held now, conjunctions included. `atoms` leaves out those of an inactive realm; `ever` does not, and denials ask that: whom a rule
 * keeps out stays out where the extension that says who they are is off.
 */
export const viewer = (p: ViewerSlots) => sql`
  self as materialized (
    select m.id from core.member m
    where m.community_id = ${p.community} and m.id = ${p.member} and m.removed_at is null and m.erased_at is null),
  held as materialized (
    select coalesce(array_agg(distinct g.atom_id) filter (where e.active), '{}')::int[] atoms,
      coalesce(array_agg(distinct g.atom_id), '{}')::int[] ever
    from core.access_grant g
    join core.access_atom a on a.community_id = ${p.community} and a.id = g.atom_id
    left join core.access_realm e on e.community_id = ${p.community} and e.realm = a.realm
    where g.community_id = ${p.community} and g.member_id in (${sql.lit(NOBODY)}::uuid, (select id from self))
      and g.valid_from <= ${moment} and g.valid_until > ${moment}),
  together as materialized (
    select a.id, a.parts <@ held.atoms active from held
    join core.access_atom a on a.community_id = ${p.community} and a.realm = '&' and a.parts[1] = any (held.ever) and a.parts <@ held.ever),
  me as materialized (
    select held.atoms || array(select id from together where active) atoms, held.ever || array(select id from together) ever
    from held)`;

const mine = sql`(select atoms from me)`;
const ever = sql`(select ever from me)`;
const rule = (p: ViewerSlots, test: RawBuilder<unknown>, id: RawBuilder<unknown>) =>
  sql<boolean>`coalesce((select ${test} from core.access_rule r where r.community_id = ${p.community} and r.id = ${id}), false)`;

/** Whether the viewer may see what this rule guards. No rule: nobody. */
export const sees = (p: ViewerSlots, id: RawBuilder<unknown>) =>
  rule(p, sql`r.see && ${mine} and not r.deny && ${ever}`, id);
/** Whether the viewer may read it. What cannot be seen cannot be read. */
export const reads = (p: ViewerSlots, id: RawBuilder<unknown>) =>
  rule(p, sql`r.read && ${mine} and r.see && ${mine} and not r.deny && ${ever}`, id);
/** Whether nothing is held that this rule denies; asked where something else than the rule opens, such as authorship. */
export const undenied = (p: ViewerSlots, id: RawBuilder<unknown>) => rule(p, sql`not r.deny && ${ever}`, id);
