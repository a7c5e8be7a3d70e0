import { sql } from 'kysely';
import { reads, viewer, type Viewer } from '../access/index.ts';
import { statement } from '../database/statement.ts';
import { isListed, isOwn, itemColumns, joinAuthor, type ItemRow } from './item-row.ts';

/** Those of `ids` that the viewer may see, the author's own among them. One statement, however many. */
export const itemsById = statement<Viewer & { ids: readonly string[] }>()(
  'core.items',
  (_db, p) =>
    sql<ItemRow>`
    with ${viewer(p)}
    select ${itemColumns(sql`v.readable`)}
    from core.content c
    cross join lateral (select coalesce(${isOwn(p)}, false) own, ${reads(p, sql`c.rule_id`)} may_read offset 0) w
    cross join lateral (select w.own or w.may_read readable offset 0) v
    ${joinAuthor(p)}
    where c.community_id = ${p.community} and c.id = any (${p.ids}::uuid[]) and (${isListed(p)} or w.own)`,
);
