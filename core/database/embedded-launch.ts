/** Starts the server's process and waits until it takes connections. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from './embedded-cluster.ts';
import { readPostmaster } from './embedded-process.ts';

export interface Launched {
  readonly pid: number;
  readonly port: number;
  readonly child: ChildProcess;
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'jit=off', // our statements are short; compiling one costs more than it ever saves
  'timezone=UTC',
  'log_timezone=UTC',
];
const VOLATILE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const LOG_BYTES = 5_000_000;

/** Starts a server in a process group of its own. Undefined if it ended before it was ready; its log says why. */
export async function launch(
  { dataDir, cluster, volatile, binaries, launcher }: Site,
  deadline: number,
): Promise<Launched | undefined> {
  const port = await freePort();
  const settings = [...SETTINGS, ...(volatile ? VOLATILE : [])].flatMap((setting) => ['-c', setting]);
  const [command, args] = launcher.command(binaries.postgres, ['-D', cluster, '-p', String(port), ...settings]);
  const log = logOf(dataDir);
  const output = openSync(log, existsSync(log) && statSync(log).size > LOG_BYTES ? 'w' : 'a', 0o600);
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', output, output],
    cwd: dataDir,
    ...launcher.options,
  });
  closeSync(output);
  child.on('error', () => {}); // then there is no pid, and the log stays as it was
  child.unref();
  while (running(child) && Date.now() < deadline) {
    const postmaster = readPostmaster(cluster);
    // another pid: somebody was faster, and ours is about to end
    if (postmaster?.ready && postmaster.pid === child.pid) return { pid: child.pid, port, child };
    await sleep(15);
  }
  return undefined;
}

/** Whether a process that this one started has not ended yet. */
export const running = (child: ChildProcess) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;

const logOf = (dataDir: string) => path.join(dataDir, 'server.log');

/** The last lines that a server wrote. */
export const lastWords = (dataDir: string): string => {
  const log = logOf(dataDir);
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-6).join(' | ') : 'it wrote no log';
};

/** Free at this moment; should another process take it first, the launch fails and is tried again. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
