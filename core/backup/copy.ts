/**
 * Copies of files that are hashed on the way. They block: the process has nothing else to do, and for 1,500 small files the
 * asynchronous calls cost several times what the copying does.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { BackedUpFile } from './manifest.ts';

const buffer = Buffer.allocUnsafe(1 << 20);

/** Undefined where a file or folder is gone, which a running server does to them. */
function unlessGone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Reads a file to its present end. Undefined where it is gone. */
export function readThrough(
  file: string,
  take: (chunk: Buffer) => void = () => {},
): Omit<BackedUpFile, 'path'> | undefined {
  const source = unlessGone(() => openSync(file, 'r'));
  if (source === undefined) return undefined;
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for (;;) {
      const count = readSync(source, buffer, 0, buffer.length, bytes);
      if (count === 0) return { bytes, sha256: hash.digest('hex') };
      const chunk = buffer.subarray(0, count);
      hash.update(chunk);
      take(chunk);
      bytes += count;
    }
  } finally {
    closeSync(source);
  }
}

/**
 * Copies one file, readable by this user only. A server may write to it meanwhile; what it writes is in its log as well.
 * Undefined where it is gone.
 */
export function copyFile(from: string, to: string, name: string): BackedUpFile | undefined {
  let target: number | undefined;
  try {
    const read = readThrough(from, (chunk) => {
      target ??= openSync(to, 'wx', 0o600);
      for (let at = 0; at < chunk.length;) at += writeSync(target, chunk, at);
    });
    if (read?.bytes === 0) target = openSync(to, 'wx', 0o600);
    return read && { path: name, ...read };
  } finally {
    if (target !== undefined) closeSync(target);
  }
}

export interface CopiedTree {
  readonly directories: readonly string[];
  readonly files: readonly BackedUpFile[];
  /** Links that lead to no file of bounded size: they are not copied, and a copy without them is not whole. */
  readonly refused: readonly string[];
}

/** Bytes of a file that a link may lead to: configuration is small, and what a link leads to may be anything. */
export const LINKED_LIMIT = 16_000_000;

/** What of a tree is copied: `skip` leaves a file or folder out, `hollow` keeps a folder without what is in it. */
export interface Selection {
  readonly skip?: (name: string) => boolean;
  readonly hollow?: (name: string) => boolean;
}

/**
 * Copies a folder. Of a link to a file what it leads to is copied, as a file; a link to a folder could lead around in a circle,
 * and is refused. Paths in the answer begin with `prefix`, those that `select` is asked for do not.
 */
export function copyTree(from: string, to: string, prefix: string, select: Selection = {}): CopiedTree {
  const directories: string[] = [];
  const files: BackedUpFile[] = [];
  const refused: string[] = [];
  const walk = (folder: string) => {
    directories.push(path.posix.join(prefix, folder));
    mkdirSync(path.join(to, folder), { recursive: true, mode: 0o700 });
    if (folder !== '' && select.hollow?.(folder)) return;
    const entries = unlessGone(() => readdirSync(path.join(from, folder), { withFileTypes: true })) ?? [];
    for (const entry of entries) {
      const name = path.posix.join(folder, entry.name);
      if (select.skip?.(name)) continue;
      if (entry.isDirectory()) walk(name);
      else if (entry.isSymbolicLink() && !leadsToFile(path.join(from, name)))
        refused.push(path.posix.join(prefix, name));
      else if (entry.isFile() || entry.isSymbolicLink()) {
        const copied = copyFile(path.join(from, name), path.join(to, name), path.posix.join(prefix, name));
        if (copied) files.push(copied);
      }
    }
  };
  walk('');
  return { directories, files, refused };
}

function leadsToFile(link: string): boolean {
  const found = statSync(link, { throwIfNoEntry: false });
  return found !== undefined && found.isFile() && found.size <= LINKED_LIMIT;
}

/** Returns when everything that was written is on the disk. Once for all: to flush each of 1,500 files takes half a minute. */
export const flushed = (): void => void spawnSync('sync');
