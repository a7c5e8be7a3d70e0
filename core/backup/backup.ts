import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EmbeddedServer } from '../database/embedded.ts';
import { coreVersion } from '../package-version.ts';
import { copyCluster } from './cluster.ts';
import { copyFile, copyTree, flushed, LINKED_LIMIT } from './copy.ts';
import { BackupError, damaged, readManifest, writeManifest, type BackedUpFile, type Manifest } from './manifest.ts';

export interface BackupSource {
  readonly server: EmbeddedServer;
  /** With `postgres/` and `secret`. */
  readonly dataDirectory: string;
  readonly configDirectory: string;
}

/** Whether a folder can be filled: it is missing, or there is nothing in it. */
export const isVacant = async (directory: string): Promise<boolean> =>
  !existsSync(directory) || (await readdir(directory)).length === 0;

/**
 * Copies a running installation with the embedded server into `directory`: the database as of one moment not before the call,
 * the secret that sessions and the logins of the database follow from, and the configuration. Made aside and renamed when every
 * file of it was read again and found as written: the folder is whole or absent.
 * @throws BackupError
 */
export async function backUp(
  { server, dataDirectory, configDirectory }: BackupSource,
  directory: string,
): Promise<Manifest> {
  if (!(await isVacant(directory)))
    throw new BackupError(`${directory} is not empty. Name a folder that does not exist yet.`);
  const aside = `${directory}.${process.pid}.part`;
  await mkdir(aside, { recursive: true, mode: 0o700 });
  try {
    const begunAt = new Date().toISOString();
    const home = path.join(dataDirectory, 'postgres');
    const cluster = await copyCluster(
      server.url('postgres'),
      path.join(home, 'cluster'),
      path.join(aside, 'postgres/cluster'),
      'postgres/cluster',
    );
    const single: (BackedUpFile | undefined)[] = [
      copyFile(path.join(home, 'password'), path.join(aside, 'postgres/password'), 'postgres/password'),
      copyFile(path.join(dataDirectory, 'secret'), path.join(aside, 'secret'), 'secret'),
    ];
    const config = copyTree(configDirectory, path.join(aside, 'config'), 'config');
    const refused = [...cluster.refused, ...config.refused];
    if (refused.length > 0)
      throw new BackupError(
        `${refused.join(', ')}: links to folders, to nothing or to more than ${LINKED_LIMIT / 1_000_000} MB are not backed up. Put what they lead to in their place.`,
      );
    const manifest: Manifest = {
      format: 1,
      version: coreVersion,
      postgres: Number(await readFile(path.join(aside, 'postgres/cluster/PG_VERSION'), 'utf8')),
      begunAt,
      endedAt: new Date().toISOString(),
      startLsn: cluster.startLsn,
      stopLsn: cluster.stopLsn,
      directories: [...cluster.directories, ...config.directories],
      files: [...cluster.files, ...single.flatMap((file) => file ?? []), ...config.files],
    };
    flushed();
    await writeManifest(aside, manifest);
    const bad = damaged(aside, await readManifest(aside));
    if (bad.length > 0)
      throw new BackupError(`The copy is not what was read: ${bad.slice(0, 5).join(', ')}. Is the disk sound?`);
    await rename(aside, directory);
    return manifest;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}
