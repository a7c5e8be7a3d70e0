/**
 * A consistent physical copy of a running server, by the low-level interface of continuous archiving (PostgreSQL manual, section
 * 25.3.4): the embedded server comes without pg_basebackup. The files are copied while they change; the write-ahead log from the
 * start of the copy to its end, which is copied after them, makes them one moment again when the server recovers.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { copyFile, copyTree, readThrough, type CopiedTree } from './copy.ts';
import { BackupError, type BackedUpFile } from './manifest.ts';

/** Their content is of this run of the server, or is copied in its own way (`pg_wal`). */
const HOLLOW: ReadonlySet<string> = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const SKIPPED: ReadonlySet<string> = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'backup_label.old',
  'tablespace_map',
  'tablespace_map.old',
  'backup_manifest',
  'current_logfiles.tmp',
  // last of all, see below
  'global/pg_control',
]);
const CONTROL = 'global/pg_control';

const skip = (name: string) =>
  SKIPPED.has(name) ||
  /(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*)$/.test(name) ||
  /\/t\d+_\d+(_\w+)?(\.\d+)?$/.test(name);

export interface CopiedCluster extends CopiedTree {
  readonly startLsn: string;
  readonly stopLsn: string;
}

/**
 * Copies the cluster that `url` (a superuser) leads to into `to`; names in the answer begin with `prefix`.
 * @throws BackupError where the server writes too little into its log, or keeps tables outside of its directory
 */
export async function copyCluster(url: string, cluster: string, to: string, prefix: string): Promise<CopiedCluster> {
  const client = new Client({ connectionString: url, application_name: 'polyphony backup' });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows: levels } = await client.query<{ level: string }>(`select current_setting('wal_level') as level`);
    if (levels[0]?.level === 'minimal')
      throw new BackupError(
        'The server runs with wal_level=minimal, which a copy of a running server cannot be made with.',
      );
    if ((await readdir(path.join(cluster, 'pg_tblspc'))).length > 0)
      throw new BackupError(
        'The server has tablespaces outside of its directory, which this backup would miss. Use pg_basebackup.',
      );
    // holds back the removal of the log from here on; temporary: it goes with this connection, whatever happens
    const slot = `polyphony_backup_${randomBytes(4).toString('hex')}`;
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [slot]);
    const { rows: started } = await client.query<{ lsn: string }>(
      `select pg_backup_start('polyphony backup', fast => true)::text as lsn`,
    );
    const tree = copyTree(cluster, to, prefix, { skip, hollow: (name) => HOLLOW.has(name) });
    // last, so that it is no older than any other file
    const control = copyFile(path.join(cluster, CONTROL), path.join(to, CONTROL), path.posix.join(prefix, CONTROL));
    if (!control) throw new BackupError(`${path.join(cluster, CONTROL)} is missing.`);
    const { rows: stopped } = await client.query<{ lsn: string; label: string; file: string }>(
      `select lsn::text, labelfile as label, pg_walfile_name(lsn) as file from pg_backup_stop(wait_for_archive => false)`,
    );
    const [start, stop] = [started[0], stopped[0]];
    if (!start || !stop) throw new BackupError('The server did not say where the copy begins and ends.');
    const label = await labelFile(to, prefix, stop.label);
    const log = await copyLog(cluster, to, prefix, stop.label, stop.file);
    return {
      startLsn: start.lsn,
      stopLsn: stop.lsn,
      directories: [...tree.directories, path.posix.join(prefix, 'pg_wal/archive_status')],
      files: [...tree.files, control, label, ...log],
      refused: tree.refused,
    };
  } finally {
    await client.end();
  }
}

/** Tells recovery where to begin; without it a server would take the torn copy for one of its own after a crash. */
async function labelFile(to: string, prefix: string, text: string): Promise<BackedUpFile> {
  const file = path.join(to, 'backup_label');
  await writeFile(file, text, { mode: 0o600, flush: true });
  const read = readThrough(file);
  if (!read) throw new BackupError(`${file} could not be written.`);
  return { path: path.posix.join(prefix, 'backup_label'), ...read };
}

/** The segments of the log from the start of the copy to its end, with the histories of timelines. */
async function copyLog(
  cluster: string,
  to: string,
  prefix: string,
  label: string,
  last: string,
): Promise<BackedUpFile[]> {
  const first = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/m.exec(label)?.[1];
  if (!first) throw new BackupError('The label of the backup does not name the log that it begins with.');
  await mkdir(path.join(to, 'pg_wal/archive_status'), { recursive: true, mode: 0o700 });
  const names = (await readdir(path.join(cluster, 'pg_wal'))).filter(
    (name) => name.endsWith('.history') || (/^[0-9A-F]{24}$/.test(name) && name >= first && name <= last),
  );
  const copied: BackedUpFile[] = [];
  for (const name of names.sort()) {
    const file = copyFile(
      path.join(cluster, 'pg_wal', name),
      path.join(to, 'pg_wal', name),
      path.posix.join(prefix, 'pg_wal', name),
    );
    if (file) copied.push(file);
  }
  for (const needed of [first, last])
    if (!copied.some((file) => file.path.endsWith(`/${needed}`)))
      throw new BackupError(`The server's log ${needed} is gone already. Run the backup again.`);
  return copied;
}
