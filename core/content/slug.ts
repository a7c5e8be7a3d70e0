import slugify from '@sindresorhus/slugify';
import { sql, type Kysely } from 'kysely';

/** Words that stand in paths where a slug could stand, such as `/groups/new`. */
const reserved = new Set(['new', 'edit']);

/** A slug from words, at most 80 characters and cut between words where possible; empty where nothing can be written so. */
export function slugOf(words: string): string {
  const slug = slugify(words.slice(0, 400));
  if (slug.length <= 80) return slug;
  const cut = slug.lastIndexOf('-', 80);
  return slug.slice(0, cut > 40 ? cut : 80);
}

/**
 * Takes `base`, or else `base-2`, `base-3` and so on, until `attempt` says that it got it. Who gets a slug is decided by the
 * unique key where `attempt` inserts, so two who ask at the same time never get the same one.
 */
export async function takeSlug(
  base: string,
  { attempt, free }: { attempt(slug: string): Promise<boolean>; free(base: string): Promise<number> },
): Promise<string> {
  if (!reserved.has(base) && (await attempt(base))) return base;
  for (;;) {
    const slug = `${base}-${await free(base)}`;
    if (await attempt(slug)) return slug;
  }
}

/** The first free number from 2 on, in a table with a unique key of community, kind and slug. */
export async function freeNumber(
  db: Kysely<any>,
  table: 'core.content' | 'core.space',
  { community, kind, base }: { readonly community: number; readonly kind: string; readonly base: string },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select n from (select generate_series(2, 1000000) n) numbers
    where (select true from ${sql.table(table)} t where t.community_id = ${community} and t.kind = ${kind}
      and t.slug = ${base}::text || '-' || n) is null
    limit 1`.execute(db);
  return rows[0]!.n;
}
