/** What a backup says of itself. It is written last, so a folder without one is no backup. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readThrough } from './copy.ts';

const MANIFEST = 'manifest.json';
const SEAL = 'manifest.sha256';

export interface BackedUpFile {
  /** Relative to the backup, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: 1;
  /** Of `@polyphony/core`. */
  readonly version: string;
  /** Major version of PostgreSQL, which alone can read the files. */
  readonly postgres: number;
  /** RFC 3339, UTC: what was acknowledged before is in it. */
  readonly begunAt: string;
  readonly endedAt: string;
  /** Positions in the write-ahead log between which the copy was made; recovery replays at least these. */
  readonly startLsn: string;
  readonly stopLsn: string;
  /** Those that PostgreSQL expects and that hold nothing are among them. */
  readonly directories: readonly string[];
  readonly files: readonly BackedUpFile[];
}

export class BackupError extends Error {}

/** The manifest, and beside it its own checksum, in the format of `sha256sum`. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  const sum = createHash('sha256').update(text).digest('hex');
  await writeFile(path.join(directory, SEAL), `${sum}  ${MANIFEST}\n`, { mode: 0o600, flush: true });
  await writeFile(path.join(directory, MANIFEST), text, { mode: 0o600, flush: true });
}

/** @throws BackupError where the folder holds no backup, or one whose manifest was changed */
export async function readManifest(directory: string): Promise<Manifest> {
  const read = (name: string) => readFile(path.join(directory, name), 'utf8').catch(() => undefined);
  const [text, seal] = [await read(MANIFEST), await read(SEAL)];
  if (text === undefined || seal === undefined)
    throw new BackupError(`${directory} holds no complete backup: ${MANIFEST} or ${SEAL} is missing.`);
  if (createHash('sha256').update(text).digest('hex') !== seal.split(' ')[0])
    throw new BackupError(`${path.join(directory, MANIFEST)} is not as it was written. Use another backup.`);
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 1)
    throw new BackupError(`${directory} was made by a newer release, in the format ${String(manifest.format)}.`);
  const stray = [...manifest.directories, ...manifest.files.map((file) => file.path)].find((name) => !isWithin(name));
  if (stray !== undefined)
    throw new BackupError(
      `${directory} names a file outside of itself: ${stray}. Nothing was read; use another backup.`,
    );
  return manifest;
}

/** Whoever can write a manifest can write its checksum; its names must not lead out of the folder. */
const isWithin = (name: unknown): boolean =>
  typeof name === 'string' &&
  !path.isAbsolute(name) &&
  name.split(/[/\\]/).every((segment) => !['', '.', '..'].includes(segment));

/** Reads every file again. Returns those that are missing or not as they were written, by path. */
export const damaged = (directory: string, { files }: Manifest): readonly string[] =>
  files.flatMap((file) => {
    const found = readThrough(path.join(directory, file.path));
    return found?.sha256 === file.sha256 && found.bytes === file.bytes ? [] : [file.path];
  });
