/**
 * Search over items of every kind. What is found is decided by the same pieces of SQL as every list: whoever sees an item finds it by
 * its title and summary, and by its body only who may read it, or a search would tell what a locked body says.
 *
 * First come those that say it in title or summary, then those that say it in the body, each newest first. So the order depends on
 * nothing that the viewer cannot see, and pages go by key as everywhere.
 */
import { sql, type RawBuilder } from 'kysely';
import { moment, reads, sees, viewer, type Viewer, type ViewerSlots } from '../access/index.ts';
import { statement } from '../database/statement.ts';
import { itemColumns, joinAuthor, type ItemRow } from './item-row.ts';

export interface SearchParameters extends Viewer {
  readonly words: string;
  /** BCP 47, of the community: what was typed is understood in each of them. */
  readonly languages: readonly string[];
  readonly kinds: readonly string[];
  readonly space: string | null;
  readonly author: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
  /** Place after which to begin: 0 for titles or 1 for bodies, moment and id. */
  readonly part: number;
  readonly at: string;
  readonly id: string;
  readonly limit: number;
}
type Slots = ViewerSlots & { readonly [K in keyof SearchParameters]: RawBuilder<SearchParameters[K]> };

export interface FoundRow extends ItemRow {
  readonly part: number;
  /** The words around what was found in a body that the viewer may read. */
  readonly excerpt: string | null;
}

/** Marks around what was found: characters for private use, which no text is kept with. */
const MARKS = { from: '\uE000', to: '\uE001' } as const;

/** Text by turns with what was found in it. */
export const excerptOf = (marked: string): readonly { readonly text: string; readonly found: boolean }[] =>
  marked
    .split(new RegExp(`${MARKS.from}|${MARKS.to}`))
    .map((text, index) => ({ text, found: index % 2 === 1 }))
    .filter(({ text }) => text !== '');

/** Rows that are walked, newest first, before the index of words is asked: a word that is everywhere is among them often enough. */
const PROBE = 1000;

/** What is published and meets the filters, in `core.content_words w`. */
const meets = (p: Slots) => sql`
  w.community_id = ${p.community} and w.status = 1 and w.publish_at <= ${moment} and w.unpublish_at > ${moment}
  and w.kind = any (${p.kinds}::text[])
  and (${p.author}::uuid is null or w.author_id = ${p.author})
  and (${p.since}::timestamptz is null or w.publish_at >= ${p.since}) and (${p.until}::timestamptz is null or w.publish_at < ${p.until})
  and (${p.space}::uuid is null or exists (
    select from place join core.placement l on l.community_id = ${p.community} and l.space_id = place.id and l.content_id = w.id))`;

/**
 * Matches of one part behind the place of the page, newest first: from the newest rows where they fill the page, else from the
 * index of words. `offset 0` keeps the planner from walking all rows in their order for the sake of a limit.
 */
const matches = (p: Slots, name: 'titles' | 'bodies', part: number, wanted: RawBuilder<unknown>) => {
  const further = sql`(${p.part}::int < ${sql.lit(part)} or (${p.part}::int = ${sql.lit(part)}
    and (w.publish_at, w.id) < (${p.at}::timestamptz, ${p.id}::uuid)))`;
  const newestFirst = sql`order by publish_at desc, id desc limit ${p.limit}::int`;
  const [newest, probed, all] = ['newest', 'probed', 'all'].map((step) => sql.ref(`${name}_${step}`));
  return sql`
    ${newest} as materialized (
      select w.id, w.publish_at from (
        select w.* from core.content_words w
        where w.community_id = ${p.community} and w.status = 1 and ${further}
        order by w.publish_at desc, w.id desc limit ${sql.lit(PROBE)}) w
      where ${meets(p)} and ${wanted} ${newestFirst}),
    ${probed} as materialized (select count(*) = ${p.limit}::int filled from ${newest}),
    ${all} as materialized (
      select w.id, w.publish_at from core.content_words w
      where not (select filled from ${probed}) and ${meets(p)} and ${further} and ${wanted} offset 0),
    ${sql.ref(name)} as materialized (
      select ${sql.lit(part)}::int part, id, publish_at from ${newest} where (select filled from ${probed})
      union all (select ${sql.lit(part)}::int, id, publish_at from ${all} ${newestFirst}))`;
};

export const itemsByWords = statement<SearchParameters>()('core.search', (_db, p) => {
  const query = sql`(select query from asked)`;
  // a reader who leaves out a word means the body too; to others it says nothing
  const titled = sql`w.see_text @@ ${query} and ${sees(p, sql`w.rule_id`)}
    and (w.read_text @@ ${query} or not ${reads(p, sql`w.rule_id`)})`;
  const told = sql`(select count(*) from titles) < ${p.limit}::int and w.read_text @@ ${query} and not w.see_text @@ ${query}
    and ${reads(p, sql`w.rule_id`)}`;
  return sql<FoundRow>`
    with ${viewer(p)},
    asked as materialized (select core.search_query(${p.languages}::text[], ${p.words}) query),
    place as materialized (
      select s.id from core.space s
      where s.community_id = ${p.community} and s.id = ${p.space}::uuid and ${reads(p, sql`s.access_rule`)}),
    ${matches(p, 'titles', 0, titled)},
    ${matches(p, 'bodies', 1, told)},
    page as materialized (
      select * from titles union all select * from bodies order by part, publish_at desc, id desc limit ${p.limit}::int)
    select page.part, ${itemColumns(sql`v.readable`)},
      case when v.readable and page.part = 1 then ts_headline(core.search_config(c.language), left(c.body, 20000), ${query},
        ${sql.lit(`StartSel=${MARKS.from}, StopSel=${MARKS.to}, MaxWords=30, MinWords=12, MaxFragments=1`)}) end excerpt
    from page
    join core.content c on c.community_id = ${p.community} and c.id = page.id
    cross join lateral (select ${reads(p, sql`c.rule_id`)} readable offset 0) v
    ${joinAuthor(p)}
    order by page.part, c.publish_at desc, c.id desc`;
});
