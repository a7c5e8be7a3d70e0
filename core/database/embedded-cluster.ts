/** The data directory of the embedded server: its password, its making, its first database. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import type { Binaries, Launcher } from './embedded-binaries.ts';
import { DatabaseError } from './errors.ts';

export const SUPERUSER = 'postgres';

/** Where a server lives and how it is run. */
export interface Site {
  readonly dataDir: string;
  /** `<dataDir>/cluster` */
  readonly cluster: string;
  readonly volatile: boolean;
  readonly binaries: Binaries;
  readonly launcher: Launcher;
}

/** The password comes before the cluster, so that two processes that start at once agree on it. */
export function ensurePassword(dataDir: string, cluster: string): string {
  const file = path.join(dataDir, 'password');
  if (!existsSync(file)) {
    if (existsSync(cluster))
      throw new DatabaseError(
        'database.password-missing',
        `${file} is gone, and nobody can sign in to the server of ${cluster} without it. Restore both from a backup.`,
      );
    const own = `${file}.${process.pid}`;
    writeFileSync(own, randomBytes(24).toString('hex'), { mode: 0o600 });
    try {
      linkSync(own, file); // whole or not at all, and never over another's
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(own);
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** Made aside and renamed, so that a data directory is whole or absent. */
export function initialise({ dataDir, cluster, volatile, launcher, binaries: { initdb, major } }: Site): void {
  const fresh = `${cluster}.${process.pid}`;
  const password = `${fresh}.password`;
  writeFileSync(password, readFileSync(path.join(dataDir, 'password')), { mode: 0o600 });
  if (launcher.options.uid !== undefined)
    chownSync(password, launcher.options.uid, launcher.options.gid ?? launcher.options.uid);
  // from 17 on the same order of text on every system; before it, what the C library calls C.UTF-8
  const locale =
    major >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8'];
  const [command, args] = launcher.command(initdb, [
    `--pgdata=${fresh}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    `--pwfile=${password}`,
    '--encoding=UTF8',
    ...locale,
    '--no-instructions',
    ...(volatile ? ['--no-sync'] : []),
  ]);
  try {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      encoding: 'utf8',
      cwd: dataDir,
      ...launcher.options,
    });
    if (status !== 0)
      throw new DatabaseError(
        'database.initdb-failed',
        `PostgreSQL could not make a data directory in ${dataDir}: ${(error?.message ?? `${stdout}${stderr}`).trim().slice(-1000)}`,
      );
    renameSync(fresh, cluster);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error; // else another process was faster
  } finally {
    rmSync(password, { force: true });
  }
}

/** Makes the database that `ownerUrl` names. */
export async function ensureDatabase(url: string, database: string): Promise<void> {
  if (database === 'postgres') return;
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`);
  } catch (error) {
    // 42P04, 23505: another process was faster
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}
