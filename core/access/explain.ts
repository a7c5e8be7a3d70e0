/**
 * Why somebody sees an item or does not. The verdict is not worked out here a second time: `core/access/service.ts` asks the same statement that
 * every page asks, with the other person as viewer. These statements fetch what the rule consists of, and what of it that person holds.
 */
import { sql } from 'kysely';
import { statement } from '../database/statement.ts';
import { NOBODY, type Viewer } from './scope.ts';
import { moment, viewer } from './viewer.ts';

export interface ItemFacts {
  readonly rule_id: number;
  readonly status: number;
  readonly own: boolean;
  readonly publish_at: Date;
  readonly unpublish_at: Date | null;
  readonly published: boolean;
  readonly at: Date;
}

export const factsOfItem = statement<Viewer & { content: string }>()(
  'core.item-facts',
  (_db, p) => sql<ItemFacts>`
    select c.rule_id, c.status, c.author_id is not distinct from ${p.member}::uuid own, c.publish_at,
      nullif(c.unpublish_at, 'infinity') unpublish_at, c.publish_at <= ${moment} and c.unpublish_at > ${moment} published, ${moment} at
    from core.content c where c.community_id = ${p.community} and c.id = ${p.content}::uuid`,
);

export interface RulePart {
  readonly to: 'see' | 'read' | 'deny';
  /** Number of the way into the rule, counted in each part. */
  readonly way: number;
  readonly met: boolean;
  readonly realm: string;
  readonly key: string;
  readonly active: boolean;
  readonly held: boolean;
  readonly valid_from: Date | null;
  readonly valid_until: Date | null;
}

/** What a rule asks for, part by part, and what the viewer holds of it: now, or else what lapsed last or begins next. */
export const partsOfRule = statement<Viewer & { rule: number }>()(
  'core.rule-parts',
  (_db, p) => sql<RulePart>`
    with ${viewer(p)},
    ways as (
      select w.* from core.access_rule r cross join lateral (
        select 'see' as "to", * from unnest(r.see) with ordinality one (atom, way)
        union all select 'read', * from unnest(r.read) with ordinality one (atom, way)
        union all select 'deny', * from unnest(r.deny) with ordinality one (atom, way)) w
      where r.community_id = ${p.community} and r.id = ${p.rule}::int),
    parts as (
      select w."to", w.way, w.atom = any (h.atoms) met, h.atoms, coalesce(part.atom, w.atom) atom
      from ways w
      -- a denial holds also where the extension of its realm is off
      cross join lateral (select case w."to" when 'deny' then me.ever else me.atoms end atoms from me) h
      join core.access_atom a on a.community_id = ${p.community} and a.id = w.atom
      left join lateral unnest(a.parts) part (atom) on true)
    select parts."to", parts.way::int, parts.met, a.realm, a.key, coalesce(e.active, false) active,
      parts.atom = any (parts.atoms) held,
      nullif(g.valid_from, '-infinity') valid_from, nullif(g.valid_until, 'infinity') valid_until
    from parts
    join core.access_atom a on a.community_id = ${p.community} and a.id = parts.atom
    left join core.access_realm e on e.community_id = ${p.community} and e.realm = a.realm
    left join lateral (
      select g.valid_from, g.valid_until from core.access_grant g
      where g.community_id = ${p.community} and g.atom_id = a.id and g.member_id in (${sql.lit(NOBODY)}::uuid, (select id from self))
      order by (g.valid_from <= ${moment} and g.valid_until > ${moment}) desc, g.valid_until desc limit 1) g on true
    order by array_position(array['see', 'read', 'deny'], parts."to"), parts.way, a.realm, a.key`,
);
