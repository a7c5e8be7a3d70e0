import { sql } from 'kysely';
import type { Scope } from '../access/index.ts';
import { freeNumber, takeSlug } from './slug.ts';

export interface NewItem {
  readonly id: string;
  readonly kind: string;
  readonly authorId: string;
  readonly rule: number;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  /** Empty: the item has none. */
  readonly slug: string;
  readonly publishAt: Date | null;
  /** BCP 47. */
  readonly language: string;
}

/** Inserts a published item under the nearest free slug. */
export async function insertItem({ db, community }: Scope, item: NewItem): Promise<void> {
  const insert = async (slug: string | null) => {
    const { rows } = await sql`
      insert into core.content (community_id, id, kind, status, author_id, rule_id, publish_at, title, summary, body, slug, language)
      values (${community.id}, ${item.id}, ${item.kind}, 1, ${item.authorId}, ${item.rule},
        coalesce(${item.publishAt}::timestamptz, now()), ${item.title}, ${item.summary}, ${item.body}, ${slug},
        ${item.language})
      on conflict (community_id, kind, slug) do nothing returning id`.execute(db);
    return rows.length === 1;
  };
  if (item.slug === '') await insert(null);
  else
    await takeSlug(item.slug, {
      attempt: insert,
      free: (base) => freeNumber(db, 'core.content', { community: community.id, kind: item.kind, base }),
    });
}

export interface ItemChanges {
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly body?: string | undefined;
  readonly rule?: number | undefined;
  readonly status?: 2 | undefined;
}

/** Changes what is given; false where the item is gone, withdrawn, or no longer of that version. */
export async function changeItem(
  { db, community }: Scope,
  id: string,
  changes: ItemChanges,
  version?: number,
): Promise<boolean> {
  const { rows } = await sql`
    update core.content set title = coalesce(${changes.title ?? null}, title), summary = coalesce(${changes.summary ?? null}, summary),
      body = coalesce(${changes.body ?? null}, body), rule_id = coalesce(${changes.rule ?? null}, rule_id),
      status = coalesce(${changes.status ?? null}::smallint, status), version = version + 1, updated_at = clock_timestamp()
    where community_id = ${community.id} and id = ${id} and status <> 2 and version = coalesce(${version ?? null}, version)
    returning id`.execute(db);
  return rows.length === 1;
}

/** How many of these spaces there are in the community. */
export async function countSpaces({ db, community }: Scope, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int n from core.space where community_id = ${community.id} and id = any (${ids}::uuid[])`.execute(
    db,
  );
  return rows[0]!.n;
}

export async function placeItem(
  { db, community }: Scope,
  id: string,
  spaces: readonly string[],
  by: string,
): Promise<void> {
  await sql`
    insert into core.placement (community_id, content_id, space_id, placed_by)
    select ${community.id}::int, ${id}::uuid, space, ${by}::uuid from unnest(${spaces}::uuid[]) space
    on conflict do nothing`.execute(db);
}
