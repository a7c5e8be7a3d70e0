import { sql, type RawBuilder } from 'kysely';
import type { ContentItem } from '../contract/services.ts';
import { microseconds, moment, sees, undenied, type ViewerSlots } from '../access/index.ts';

export interface ItemRow {
  readonly id: string;
  readonly kind: string;
  readonly slug: string | null;
  readonly title: string;
  readonly summary: string;
  readonly body: string | null;
  readonly locked: boolean;
  readonly author_id: string | null;
  readonly author_name: string | null;
  readonly publish_at: Date;
  readonly version: number;
  readonly audience: ContentItem['audience'];
  /** `publish_at` with its microseconds, for cursors. */
  readonly place: string;
}

/**
 * What leaves the database of `core.content c`. A locked body never does, and neither does the name of a former member.
 * `readable` says whether this viewer may read this row.
 */
export const itemColumns = (readable: RawBuilder<unknown>) => sql`
  c.id, c.kind, c.slug, c.title, c.summary, case when ${readable} then c.body end body, not ${readable} locked, c.author_id,
  author.display_name author_name, c.publish_at, c.version,
  (select case when bool_or(a.realm = 'core' and a.key = 'everyone') then 'anyone'
      when bool_or(a.realm = 'core' and a.key = 'member') then 'members' else 'some' end
    from core.access_rule r join core.access_atom a on a.community_id = r.community_id and a.id = any(r.see)
    where r.community_id = c.community_id and r.id = c.rule_id) audience,
  ${microseconds(sql`c.publish_at`)} place`;

export const joinAuthor = (p: ViewerSlots) => sql`
  left join core.member author on author.community_id = ${p.community} and author.id = c.author_id
    and author.removed_at is null and author.erased_at is null`;

/** Inside its window now. The constant status is what makes the partial indexes usable. */
export const isPublished = sql`c.status = 1 and c.publish_at <= ${moment} and c.unpublish_at > ${moment}`;

/** What a list shows of `core.content c`. */
export const isListed = (p: ViewerSlots) => sql`${isPublished} and ${sees(p, sql`c.rule_id`)}`;

/** The author's own, also before and after its window, but not once it is withdrawn. Denial beats authorship. */
export const isOwn = (p: ViewerSlots) =>
  sql`c.status <> 2 and c.author_id = (select id from self) and ${undenied(p, sql`c.rule_id`)}`;

export const itemOf = (row: ItemRow): ContentItem => ({
  id: row.id,
  kind: row.kind,
  slug: row.slug,
  title: row.title,
  summary: row.summary,
  body: row.body,
  locked: row.locked,
  authorId: row.author_id,
  authorName: row.author_name,
  publishedAt: row.publish_at,
  version: row.version,
  audience: row.audience,
});
