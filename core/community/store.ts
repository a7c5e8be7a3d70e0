import { sql, type Kysely } from 'kysely';
import { newId } from '../contract/id.ts';
import type { CommunityDocument } from './schema.ts';

/** The community's row; made the first time its file is seen. */
export async function ensureCommunity(
  db: Kysely<any>,
  slug: string,
): Promise<{ readonly id: number; readonly key: string }> {
  await sql`insert into platform.community (key, slug) values (${newId()}, ${slug}) on conflict (slug) do nothing`.execute(
    db,
  );
  const { rows } = await sql<{
    id: number;
    key: string;
  }>`select id, key from platform.community where slug = ${slug}`.execute(db);
  const row = rows[0];
  if (!row) throw new Error(`the community ${slug} could not be recorded`);
  return row;
}

/** Whether the newest revision that came from a file came from this one. */
export async function applied(db: Kysely<any>, communityId: number, fileHash: string): Promise<boolean> {
  const { rows } = await sql<{ hash: string }>`
    select file_hash as hash from platform.revision where community_id = ${communityId} and file_hash is not null order by id desc limit 1`.execute(
    db,
  );
  return rows[0]?.hash === fileHash;
}

export async function recordRevision(
  db: Kysely<any>,
  communityId: number,
  revision: { readonly document: CommunityDocument; readonly fileHash: string; readonly source: string },
): Promise<void> {
  await sql`
    insert into platform.revision (community_id, document, file_hash, source)
    values (${communityId}, ${JSON.stringify(revision.document)}::jsonb, ${revision.fileHash}, ${revision.source})`.execute(
    db,
  );
}

export async function lastRevision(db: Kysely<any>, slug: string): Promise<CommunityDocument | undefined> {
  const { rows } = await sql<{ document: CommunityDocument }>`
    select r.document from platform.revision r join platform.community c on c.id = r.community_id
    where c.slug = ${slug} order by r.id desc limit 1`.execute(db);
  return rows[0]?.document;
}

export async function statesOf(db: Kysely<any>, communityId: number): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ extension: string; state: string }>`
    select extension, state from platform.extension_state where community_id = ${communityId}`.execute(db);
  return new Map(rows.map(({ extension, state }) => [extension, state]));
}

export async function setExtensionState(
  db: Kysely<any>,
  communityId: number,
  extension: string,
  state: 'enabling' | 'enabled' | 'disabled',
): Promise<void> {
  await sql`
    insert into platform.extension_state (community_id, extension, state) values (${communityId}, ${extension}, ${state})
    on conflict (community_id, extension) do update set state = excluded.state, changed_at = now()`.execute(db);
}
