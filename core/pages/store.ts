/** The one place that names `core.page_revision`. */
import { sql } from 'kysely';
import type { Scope } from '../access/index.ts';
import type { PageName } from '../contract/services.ts';
import { statement } from '../database/statement.ts';

export interface Revision {
  readonly id: string;
  readonly page: PageName;
  readonly language: string;
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly note: string;
  readonly agree_again: boolean;
  readonly created_by: string | null;
  readonly created_at: Date;
}

const columns = sql`id, page, language, version, title, body, note, agree_again, created_by, created_at`;

/** The newest revision in each language, also of what was taken back. */
const newest = statement<{ community: number; pages: readonly string[] }>()(
  'core.pages-newest',
  (_db, p) => sql<Revision>`
    select distinct on (page, language) ${columns} from core.page_revision
    where community_id = ${p.community} and page = any (${p.pages}::text[])
    order by page, language, version desc`,
);
export const newestRevisions = ({ db, community }: Scope, pages: readonly PageName[]): Promise<readonly Revision[]> =>
  newest.run(db, { community: community.id, pages });

/** Which of some pages say something in at least one language. */
const written = statement<{ community: number; pages: readonly string[] }>()(
  'core.pages-written',
  (_db, p) => sql<{ page: PageName }>`
    select distinct page from (
      select distinct on (page, language) page, title from core.page_revision
      where community_id = ${p.community} and page = any (${p.pages}::text[])
      order by page, language, version desc) newest
    where title <> ''`,
);
export const writtenPages = async (
  { db, community }: Scope,
  pages: readonly PageName[],
): Promise<readonly PageName[]> => (await written.run(db, { community: community.id, pages })).map(({ page }) => page);

/** Versions of a page in one language, newest first, from `before` down. */
export async function revisionsOf(
  { db, community }: Scope,
  page: PageName,
  language: string,
  { before = 0x7fffffff, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<readonly Revision[]> {
  const { rows } = await sql<Revision>`
    select ${columns} from core.page_revision
    where community_id = ${community.id} and page = ${page} and language = ${language} and version < ${before}
    order by version desc limit ${limit}`.execute(db);
  return rows;
}

export async function revisionAt(
  { db, community }: Scope,
  page: PageName,
  version: number,
): Promise<Revision | undefined> {
  const { rows } = await sql<Revision>`
    select ${columns} from core.page_revision
    where community_id = ${community.id} and page = ${page} and version = ${version}`.execute(db);
  return rows[0];
}

/** The newest version of a page in any language, and the newest after which members are asked to agree again; 0 for none. */
export async function versionsOf({ db, community }: Scope, page: PageName): Promise<{ newest: number; again: number }> {
  const { rows } = await sql<{ newest: number; again: number }>`
    select coalesce(max(version), 0) as newest, coalesce(max(version) filter (where agree_again), 0) as again
    from core.page_revision where community_id = ${community.id} and page = ${page}`.execute(db);
  return rows[0] ?? { newest: 0, again: 0 };
}

export interface NewRevision {
  readonly id: string;
  readonly page: PageName;
  readonly language: string;
  readonly title: string;
  readonly body: string;
  readonly note: string;
  readonly agreeAgain: boolean;
  readonly by: string | null;
}

/**
 * Adds a version on top of `base`, the newest in its language that its author knew (0 for none). Undefined where that is no
 * longer the newest, or where another language of the page took the same number at this moment.
 */
export async function insertRevision(
  { db, community }: Scope,
  { id, page, language, title, body, note, agreeAgain, by }: NewRevision,
  base: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    insert into core.page_revision (community_id, id, page, language, version, title, body, note, agree_again, created_by)
    select ${community.id}::int, ${id}::uuid, ${page}::text, ${language}::text, coalesce(max(version), 0) + 1, ${title}::text,
      ${body}::text, ${note}::text, ${agreeAgain}::boolean, ${by}::uuid
    from core.page_revision where community_id = ${community.id} and page = ${page}
    having coalesce(max(version) filter (where language = ${language}), 0) = ${base}
    on conflict (community_id, page, version) do nothing returning version`.execute(db);
  return rows[0]?.version;
}

/** What some people wrote, as when the demo is taken out. What others wrote since stays, under its own number. */
export async function removeRevisionsBy({ db, community }: Scope, people: readonly string[]): Promise<void> {
  await sql`
    delete from core.page_revision where community_id = ${community.id} and created_by = any (${[...people]}::uuid[])`.execute(
    db,
  );
}
