import { newId } from '@polyphony/core';
import type { Ctx } from '../extension.ts';

/** The only place that names the table. Every statement says the community, though the database holds it too. */
export interface StoredItem {
  readonly id: string;
  readonly title: string;
  readonly authorId: string;
  readonly createdAt: Date;
}

const columns = ['id', 'title', 'author_id as authorId', 'created_at as createdAt'] as const;

const rows = ({ db, community }: Ctx) =>
  db.selectFrom('sample_items.item').select(columns).where('community_id', '=', community.id);

/** Newest first. */
export const newest = (ctx: Ctx, limit: number): Promise<readonly StoredItem[]> =>
  rows(ctx).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();

export const find = (ctx: Ctx, id: string): Promise<StoredItem | undefined> =>
  rows(ctx).where('id', '=', id).executeTakeFirst();

export const by = (ctx: Ctx, author: string): Promise<readonly StoredItem[]> =>
  rows(ctx).where('author_id', '=', author).orderBy('created_at').execute();

export async function insert({ db, community }: Ctx, item: { title: string; authorId: string }): Promise<string> {
  const id = newId();
  await db
    .insertInto('sample_items.item')
    .values({ community_id: community.id, id, title: item.title, author_id: item.authorId })
    .execute();
  return id;
}

/** True where there was one. */
export async function remove({ db, community }: Ctx, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sample_items.item')
    .where('community_id', '=', community.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function removeBy({ db, community }: Ctx, author: string): Promise<void> {
  await db
    .deleteFrom('sample_items.item')
    .where('community_id', '=', community.id)
    .where('author_id', '=', author)
    .execute();
}

export async function removeBefore({ db, community }: Ctx, moment: Date): Promise<void> {
  await db
    .deleteFrom('sample_items.item')
    .where('community_id', '=', community.id)
    .where('created_at', '<', moment)
    .execute();
}
