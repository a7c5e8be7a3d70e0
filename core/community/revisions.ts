/** Revisions in the database: the only place of this room that names a table. */
import { sql, type Kysely } from 'kysely';
import { newId } from '../contract/id.ts';
import type { RevisionDocument, Values } from './document.ts';
import type { Policy } from './schema.ts';

/** Where nodes are told that the version row was counted up. A hint; the row is the truth. */
export const CHANNEL = 'polyphony_configuration';

export type RevisionKind = 'file' | 'manager' | 'undo' | 'rollback';

export interface NewRevision {
  readonly document: RevisionDocument | { readonly policies: readonly Policy[] };
  /** SHA-256 of the last file applied, also where this revision comes from somewhere else. */
  readonly fileHash: string | null;
  /** The file, relative to the configuration directory. */
  readonly source: string;
  readonly kind: RevisionKind;
  /** Whose settings a manager changed. */
  readonly extension?: string | undefined;
  /** The revision taken back or returned to. */
  readonly restores?: number | undefined;
  /** Id of the member who did it, for `manager` and `undo`. */
  readonly appliedBy?: string | null | undefined;
}

/** A community as one statement sees it: its row, and its newest revision if it has one. */
export interface StoredCommunity {
  readonly id: number;
  readonly key: string;
  readonly slug: string;
  readonly removed: boolean;
  readonly revision: number | null;
  /** Of the format of its time; `readDocument` reads it. */
  readonly document: Values | null;
  readonly fileHash: string | null;
  readonly source: string | null;
  readonly kind: RevisionKind | null;
  readonly appliedAt: Date | null;
}

/** The platform's own newest revision: its policies. */
export interface StoredPolicies {
  readonly revision: number;
  readonly policies: readonly Policy[];
  readonly fileHash: string | null;
}

export async function readVersion(db: Kysely<any>): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`select version::float8 as version from platform.configuration`.execute(db);
  return rows[0]?.version ?? 0;
}

/** What changed after a version, in one statement; with 0 every community there is. Those without a revision are left out. */
export async function changedSince(db: Kysely<any>, version: number): Promise<readonly StoredCommunity[]> {
  const { rows } = await sql<StoredCommunity>`
    select c.id, c.key, c.slug, c.removed_at is not null as removed, r.id::float8 as revision, r.document,
      r.file_hash as "fileHash", r.source, r.kind, r.applied_at as "appliedAt"
    from platform.community c
    cross join lateral (
      select * from platform.revision where community_id = c.id order by id desc limit 1
    ) r
    where c.changed > ${version}
    order by c.id`.execute(db);
  return rows;
}

export async function newestPolicies(db: Kysely<any>): Promise<StoredPolicies | undefined> {
  const { rows } = await sql<StoredPolicies>`
    select id::float8 as revision, coalesce(document -> 'policies', '[]') as policies, file_hash as "fileHash"
    from platform.revision where community_id is null order by id desc limit 1`.execute(db);
  return rows[0];
}

/** The community's row; made the first time its file is seen. Not shown to anybody before it has a revision. */
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

/** One transaction's writing: all of it appears with the same version, on every node. */
export interface Writing {
  /** The version that was current when the writers' lock was taken; nobody changes anything until this ends. */
  readonly version: number;
  /** The version that what is written gets. */
  readonly next: number;
  /** Adds a revision, newest of its community; brings a removed community back. Returns its number. */
  add(communityId: number | null, revision: NewRevision): Promise<number>;
  /** Takes communities out, with everything kept. */
  remove(communityIds: readonly number[]): Promise<void>;
  /** Brings a removed community back as it was. */
  restore(communityId: number): Promise<void>;
}

/**
 * Runs `work` as the only writer of configuration, in the transaction `db`: the version row is locked first, so writers come one
 * after the other. The version counts up and nodes are told only if something was written.
 */
export async function write<T>(db: Kysely<any>, work: (writing: Writing) => Promise<T>): Promise<T> {
  const { rows } = await sql<{
    version: number;
  }>`select version::float8 as version from platform.configuration for update`.execute(db);
  const version = rows[0]?.version ?? 0;
  const next = version + 1;
  let wrote = false;
  const touch = async (ids: readonly number[], removed: boolean) => {
    wrote = true;
    await sql`
      update platform.community set changed = ${next}, removed_at = ${removed ? sql`now()` : null}
      where id = any(${[...ids]}::int[])`.execute(db);
  };
  const result = await work({
    version,
    next,
    async add(communityId, { document, fileHash, source, kind, extension, restores, appliedBy }) {
      const { rows: added } = await sql<{ id: number }>`
        insert into platform.revision (community_id, document, file_hash, source, kind, extension, restores, applied_by)
        values (${communityId}, ${JSON.stringify(document)}::jsonb, ${fileHash}, ${source}, ${kind}, ${extension ?? null},
          ${restores ?? null}, ${appliedBy ?? null})
        returning id::float8 as id`.execute(db);
      if (communityId !== null) await touch([communityId], false);
      wrote = true;
      return added[0]?.id ?? 0;
    },
    remove: (ids) => touch(ids, true),
    restore: (id) => touch([id], false),
  });
  if (wrote) {
    await sql`update platform.configuration set version = ${next}`.execute(db);
    await sql`select pg_notify(${CHANNEL}, ${String(next)})`.execute(db);
  }
  return result;
}

/** One line of the history of a community, or of the platform's policies (`slug` null). */
export interface RevisionRow {
  readonly id: number;
  readonly communityId: number | null;
  readonly slug: string | null;
  readonly at: Date;
  readonly kind: RevisionKind;
  readonly source: string;
  readonly extension: string | null;
  readonly restores: number | null;
  readonly appliedBy: string | null;
  readonly fileHash: string | null;
  readonly document: Values;
  /** Of the revision before this one of the same community; null for the first. */
  readonly previous: Values | null;
}

const revisionColumns = sql`
  r.id::float8 as id, r.community_id as "communityId", c.slug, r.applied_at as at, r.kind, r.source, r.extension,
  r.restores::float8 as restores, r.applied_by as "appliedBy", r.file_hash as "fileHash", r.document,
  (select p.document from platform.revision p
    where p.community_id is not distinct from r.community_id and p.id < r.id order by p.id desc limit 1) as previous`;

export interface HistoryFilter {
  readonly community?: number | undefined;
  readonly extension?: string | undefined;
  readonly kinds?: readonly RevisionKind[] | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function revisions(db: Kysely<any>, filter: HistoryFilter): Promise<readonly RevisionRow[]> {
  const { community, extension, kinds, before, limit } = filter;
  const { rows } = await sql<RevisionRow>`
    select ${revisionColumns} from platform.revision r left join platform.community c on c.id = r.community_id
    where ${community === undefined ? sql`true` : sql`r.community_id = ${community}`}
      and ${extension === undefined ? sql`true` : sql`r.extension = ${extension}`}
      and ${kinds === undefined ? sql`true` : sql`r.kind = any(${[...kinds]}::text[])`}
      and ${before === undefined ? sql`true` : sql`r.id < ${before}`}
    order by r.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function revisionById(db: Kysely<any>, id: number): Promise<RevisionRow | undefined> {
  const { rows } = await sql<RevisionRow>`
    select ${revisionColumns} from platform.revision r left join platform.community c on c.id = r.community_id
    where r.id = ${id}`.execute(db);
  return rows[0];
}

/** The newest revision of one community; inside `write` nothing newer can come. */
export async function newestRevision(db: Kysely<any>, communityId: number): Promise<RevisionRow | undefined> {
  return (await revisions(db, { community: communityId, limit: 1 }))[0];
}

/** `enabling`: `enable` or `disable` was begun and is not done, so that whatever is wanted has to be run, from its beginning. */
export type ExtensionState = 'enabling' | 'enabled' | 'disabled';

/** By community and extension. */
export async function statesOf(
  db: Kysely<any>,
  communityIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, ExtensionState>>> {
  const { rows } = await sql<{ community: number; extension: string; state: ExtensionState }>`
    select community_id as community, extension, state from platform.extension_state
    where community_id = any(${[...communityIds]}::int[])`.execute(db);
  const states = new Map<number, Map<string, ExtensionState>>();
  for (const { community, extension, state } of rows)
    states.set(community, (states.get(community) ?? new Map<string, ExtensionState>()).set(extension, state));
  return states;
}

export async function setExtensionState(
  db: Kysely<any>,
  communityId: number,
  extension: string,
  state: ExtensionState,
): Promise<void> {
  await sql`
    insert into platform.extension_state (community_id, extension, state) values (${communityId}, ${extension}, ${state})
    on conflict (community_id, extension) do update set state = excluded.state, changed_at = now()`.execute(db);
}
