import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { findBinaries } from '../database/embedded-binaries.ts';
import { startEmbedded } from '../database/embedded.ts';
import { isVacant } from './backup.ts';
import { copyFile, flushed } from './copy.ts';
import { BackupError, damaged, readManifest, type Manifest } from './manifest.ts';

export interface Restored {
  readonly manifest: Manifest;
  /** What was found in the restored database. */
  readonly counts: Readonly<Record<'communities' | 'accounts' | 'members', number>>;
  /** Tables that were read from end to end; a damaged page fails, as the server keeps checksums. */
  readonly tables: number;
  readonly rows: number;
  readonly checksums: boolean;
  /** Indexes that were compared with their tables. */
  readonly indexes: number;
  /** `restored`, or `kept` where there was configuration already; then `differs` names files that are not as in the backup. */
  readonly configuration: { readonly state: 'restored' | 'kept'; readonly differs: readonly string[] };
}

/** Whether a file or folder of a backup is configuration; the rest belongs into the data directory. */
const isConfig = (name: string) => name === 'config' || name.startsWith('config/');

/**
 * Puts a backup into an empty data directory: every checksum is compared before anything is written, the server recovers
 * once and every table is read, and only then the folder gets its name.
 * @throws BackupError
 */
export async function restore(
  directory: string,
  { dataDirectory, configDirectory }: { readonly dataDirectory: string; readonly configDirectory: string },
): Promise<Restored> {
  if (!(await isVacant(dataDirectory)))
    throw new BackupError(`${dataDirectory} is not empty. Move it away, or name another folder with --data.`);
  const manifest = await readManifest(directory);
  const { major } = await findBinaries();
  if (major !== manifest.postgres)
    throw new BackupError(
      `The backup is of PostgreSQL ${manifest.postgres}, and PostgreSQL ${major} is installed. Restore it with the release that made it (${manifest.version}), then update.`,
    );
  const bad = damaged(directory, manifest);
  if (bad.length > 0)
    throw new BackupError(
      `The backup is damaged: ${bad.slice(0, 5).join(', ')}${bad.length > 5 ? ` and ${bad.length - 5} more` : ''}. Nothing was restored; use another one.`,
    );

  const aside = `${dataDirectory}.${process.pid}.part`;
  try {
    await put(manifest, directory, aside, (name) => !isConfig(name));
    const found = await recover(aside);
    flushed();
    await rename(aside, dataDirectory);
    return { manifest, ...found, configuration: await restoreConfiguration(manifest, directory, configDirectory) };
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}

/** Copies what is chosen of the backup, `strip` left out of the names. */
async function put(manifest: Manifest, from: string, to: string, chosen: (name: string) => boolean, strip = '') {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const place = (name: string) => path.join(to, name.slice(strip.length));
  for (const name of manifest.directories)
    if (chosen(name)) {
      await mkdir(place(name), { recursive: true, mode: 0o700 });
      await chmod(place(name), 0o700); // PostgreSQL refuses a directory that others can read
    }
  for (const { path: name, sha256 } of manifest.files) {
    if (!chosen(name)) continue;
    const copied = copyFile(path.join(from, name), place(name), name);
    if (copied?.sha256 !== sha256) throw new BackupError(`${name} changed while it was restored. Nothing was kept.`);
  }
}

/** Starts the server in the folder once, so that it replays its log, and reads everything. */
async function recover(
  dataDirectory: string,
): Promise<Pick<Restored, 'counts' | 'tables' | 'rows' | 'checksums' | 'indexes'>> {
  const server = await startEmbedded({ dataDir: path.join(dataDirectory, 'postgres') });
  try {
    const client = new Client({ connectionString: server.ownerUrl });
    client.on('error', () => {});
    await client.connect();
    try {
      const one = async (text: string) => Number((await client.query<{ n: string }>(text)).rows[0]?.n);
      const counts = {
        communities: await one('select count(*) as n from platform.community where removed_at is null'),
        accounts: await one('select count(*) as n from platform.account where erased_at is null'),
        members: await one('select count(*) as n from core.member where removed_at is null and erased_at is null'),
      };
      const { rows: tables } = await client.query<{ schema: string; name: string }>(
        `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r'`,
      );
      let rows = 0;
      for (const { schema, name } of tables)
        rows += await one(`select count(*) as n from ${escapeIdentifier(schema)}.${escapeIdentifier(name)}`);
      const { rows: checked } = await client.query<{ on: boolean }>(
        `select current_setting('data_checksums') = 'on' as on`,
      );
      return {
        counts,
        tables: tables.length,
        rows,
        checksums: checked[0]?.on ?? false,
        indexes: await checkIndexes(client),
      };
    } finally {
      await client.end();
    }
  } catch (error) {
    throw new BackupError(`The restored database does not work: ${(error as Error).message}. Nothing was kept.`, {
      cause: error,
    });
  } finally {
    await server.stop({ evenIfUsed: true });
  }
}

/** Every entry of a table is in its indexes, by PostgreSQL's own amcheck; what this makes is undone. */
async function checkIndexes(client: Client): Promise<number> {
  const { rowCount } = await client.query(`select from pg_available_extensions where name = 'amcheck'`);
  if (!rowCount) return 0; // a server of one's own without it
  await client.query('begin');
  try {
    await client.query('create extension if not exists amcheck');
    const { rows } = await client.query<{ n: number }>(`
      select count(*)::int as n from (
        select bt_index_check(i.indexrelid, true)
        from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
        where a.amname = 'btree' and c.relkind = 'i' and i.indisvalid and c.relpersistence = 'p' offset 0
      ) checked`);
    return rows[0]?.n ?? 0;
  } finally {
    await client.query('rollback');
  }
}

/** Into a missing or empty folder; what an operator has written there is left alone. */
async function restoreConfiguration(
  manifest: Manifest,
  directory: string,
  configDirectory: string,
): Promise<Restored['configuration']> {
  if (await isVacant(configDirectory)) {
    await put(manifest, directory, configDirectory, isConfig, 'config');
    return { state: 'restored', differs: [] };
  }
  const differs: string[] = [];
  for (const { path: name } of manifest.files.filter((file) => isConfig(file.path))) {
    const own = path.join(configDirectory, name.slice('config/'.length));
    const same = existsSync(own) && (await readFile(own)).equals(await readFile(path.join(directory, name)));
    if (!same) differs.push(name.slice('config/'.length));
  }
  return { state: 'kept', differs };
}
