/**
 * Lists of content. There are two statements: the feed of a community, of one kind or of all, and what lies in one space.
 *
 * The feed probes: it walks the newest `probe` rows and keeps what the viewer sees. Where that fills the page (the common
 * case) it is done. Otherwise few rows are visible, so it turns round and merges, newest first, the rows of each rule that
 * the viewer meets. Both ways give the same rows. Why, with figures: core/access/README.md.
 */
import { sql } from 'kysely';
import { reads, sees, undenied, viewer, type Viewer } from '../access/index.ts';
import { statement } from '../database/statement.ts';
import { isListed, isPublished, itemColumns, joinAuthor, type ItemRow } from './item-row.ts';

export interface FeedParameters extends Viewer {
  /** Place after which to begin: moment and id. */
  readonly at: string;
  readonly id: string;
  readonly limit: number;
  /** Rows that the probe may walk; null: 400, or 2,000 for a viewer who meets more than 300 rules. */
  readonly probe: number | null;
}

const feed = (filter: 'all' | 'kind') =>
  statement<FeedParameters & { readonly kind: string | null }>()(`core.feed-${filter}`, (_db, p) => {
    const ofKind = filter === 'kind' ? sql`and c.kind = ${p.kind}` : sql``;
    const further = sql`(c.publish_at, c.id) < (${p.at}::timestamptz, ${p.id}::uuid)`;
    const newestFirst = sql`order by c.publish_at desc, c.id desc`;
    // `offset 0` and `limit` keep the planner from turning the look-up by atom into a walk over the whole index
    const rulesOf = (end: ReturnType<typeof sql>) => sql`
      unnest((select atoms from me)) mine (atom)
      cross join lateral (
        select k.rule_id from core.access_rule_atom k where k.community_id = ${p.community} and k.atom_id = mine.atom ${end}) k`;
    return sql<ItemRow>`
      with ${viewer(p)},
      breadth as materialized (select count(*) n from (select 1 from ${rulesOf(sql`limit 301`)} limit 301) rules),
      probe as materialized (
        select c.id, c.publish_at from (
          select c.id, c.publish_at, c.rule_id from core.content c
          where c.community_id = ${p.community} and ${isPublished} ${ofKind} and ${further} ${newestFirst}
          limit (select coalesce(${p.probe}::int, case when n <= 300 then 400 else 2000 end) from breadth)) c
        where ${sees(p, sql`c.rule_id`)} limit ${p.limit}::int),
      probed as materialized (select count(*) = ${p.limit}::int filled from probe),
      met as materialized (
        select distinct k.rule_id from ${rulesOf(sql`offset 0`)}
        where not (select filled from probed) and ${undenied(p, sql`k.rule_id`)}),
      newest as materialized (
        select met.rule_id from met cross join lateral (
          select c.publish_at, c.id from core.content c
          where c.community_id = ${p.community} and c.rule_id = met.rule_id and ${isPublished} ${ofKind} and ${further} ${newestFirst}
          limit 1) c
        ${newestFirst} limit ${p.limit}::int),
      merged as materialized (
        select c.id, c.publish_at from newest cross join lateral (
          select c.id, c.publish_at from core.content c
          where c.community_id = ${p.community} and c.rule_id = newest.rule_id and ${isPublished} ${ofKind} and ${further} ${newestFirst}
          limit ${p.limit}::int) c
        ${newestFirst} limit ${p.limit}::int),
      page as (select id from probe where (select filled from probed) union all select id from merged)
      select ${itemColumns(sql`v.readable`)}
      from page
      join core.content c on c.community_id = ${p.community} and c.id = page.id
      cross join lateral (select ${reads(p, sql`c.rule_id`)} readable offset 0) v
      ${joinAuthor(p)}
      ${newestFirst}`;
  });

/** Everything in the community that the viewer may see, newest first. `kind` is ignored. */
export const feedOfAll = feed('all');
/** Everything of one kind. */
export const feedOfKind = feed('kind');

/**
 * What lies in one space, newest first. Empty for those who may not read the space itself: which items lie in it is
 * knowledge about the space.
 */
export const feedOfSpace = statement<
  Omit<FeedParameters, 'probe'> & { readonly space: string; readonly kind: string | null }
>()(
  'core.feed-space',
  (_db, p) => sql<ItemRow>`
    with ${viewer(p)},
    place as materialized (
      select s.id from core.space s
      where s.community_id = ${p.community} and s.id = ${p.space} and ${reads(p, sql`s.access_rule`)})
    select ${itemColumns(sql`v.readable`)}
    from place
    join core.placement l on l.community_id = ${p.community} and l.space_id = place.id
    join core.content c on c.community_id = ${p.community} and c.id = l.content_id
    cross join lateral (select ${reads(p, sql`c.rule_id`)} readable offset 0) v
    ${joinAuthor(p)}
    where ${isListed(p)} and (${p.kind}::text is null or c.kind = ${p.kind})
      and (c.publish_at, c.id) < (${p.at}::timestamptz, ${p.id}::uuid)
    order by c.publish_at desc, c.id desc
    limit ${p.limit}::int`,
);
