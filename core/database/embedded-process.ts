/** What can be known about the server of a data directory, from the outside: its pid file, and who else uses it. */
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** `postmaster.pid`: pid, directory, start, port, socket directory, address, shared memory, status; one a line. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  let text: string;
  try {
    text = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  return pid > 0 ? { pid, port: Number(lines[3] ?? 0), ready: (lines[7] ?? '').trim() === 'ready' } : undefined;
}

/**
 * Puts this process's number into a pid file whose own was given to a stranger, whom a server would take for its living
 * predecessor. A server disregards the number of its parent, and still finds by the rest of the file whether processes of the
 * predecessor hold its shared memory; without the file, both would write to the same data.
 */
export function takeOver(cluster: string): void {
  const file = path.join(cluster, 'postmaster.pid');
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [process.pid, ...rest].join('\n'));
}

/** A process that has ended and was not collected by its parent (a container without an init leaves such) is not alive. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Is it the server of this directory, and not something else that was given the number after a crash or in another container? */
export function isServerOf(pid: number, cluster: string): boolean {
  if (!alive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === cluster; // a postmaster works in its data directory
    } catch {
      return false;
    }
  }
  try {
    return /postgres/.test(execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

/**
 * Who uses one server now: a file for each use, which begins with the pid. Whoever leaves last stops the server, so a command
 * beside a running platform does not take its database away, and nothing lives on after both.
 */
export interface Users {
  enter(): void;
  leave(): void;
  /** Whether another living process, or another part of this one, uses the server. */
  others(): boolean;
}

export function usersOf(dataDir: string): Users {
  const directory = path.join(dataDir, 'users');
  const own = `${process.pid}-${randomBytes(4).toString('hex')}`;
  return {
    enter() {
      mkdirSync(directory, { recursive: true });
      writeFileSync(path.join(directory, own), '');
    },
    leave() {
      rmSync(path.join(directory, own), { force: true });
    },
    others() {
      const [living, killed] = partition(readdirSync(directory), (use) => alive(Number.parseInt(use, 10)));
      for (const use of killed) rmSync(path.join(directory, use), { force: true });
      return living.some((use) => use !== own);
    },
  };
}

const partition = <T>(items: readonly T[], test: (item: T) => boolean) =>
  [items.filter(test), items.filter((item) => !test(item))] as const;
