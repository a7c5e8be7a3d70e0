/**
 * A PostgreSQL of our own, for an installation without `database.url` and for tests. It listens on 127.0.0.1 with a password,
 * lives in a process group of its own (Ctrl-C must not stop it before requests have drained), and survives a `kill -9` of the
 * platform: the next start adopts it.
 *
 *     <dataDir>/cluster     the data directory
 *     <dataDir>/password    of the superuser `postgres`, mode 0600
 *     <dataDir>/server.log
 *     <dataDir>/users/      who uses it now
 */
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { findBinaries, launcherFor } from './embedded-binaries.ts';
import { ensureDatabase, ensurePassword, initialise, SUPERUSER, type Site } from './embedded-cluster.ts';
import { lastWords, launch, running, type Launched } from './embedded-launch.ts';
import { alive, isServerOf, readPostmaster, takeOver, usersOf, type Users } from './embedded-process.ts';
import { DatabaseError } from './errors.ts';

export interface EmbeddedOptions {
  /** A directory of its own; made with mode 0700 if it is missing. */
  readonly dataDir: string;
  /** Gives durability away for speed: for tests only. Default false. */
  readonly volatile?: boolean;
  /** The database that `ownerUrl` names, made if it is missing. Default `polyphony`. */
  readonly database?: string;
  /** A directory with `initdb` and `postgres`, instead of the installed package's. */
  readonly binaries?: string;
  /** False: as root, never try a user namespace. Default true. */
  readonly namespaces?: boolean;
}

export interface EmbeddedServer {
  /** The owner's URL of a database; default the one of `options.database`. */
  url(database?: string): string;
  readonly ownerUrl: string;
  readonly port: number;
  readonly pid: number;
  /** It was running already, started by another process. */
  readonly adopted: boolean;
  /**
   * Leaves the server, and stops it (fast: running statements are ended) unless somebody else uses it. End every pool first.
   * `evenIfUsed` stops it in any case.
   */
  stop(options?: { readonly evenIfUsed?: boolean }): Promise<void>;
}

/** Milliseconds that a server may take to answer: after a crash it first replays its log. */
const PATIENCE = 60_000;
/** A wrong version, a damaged directory or a full disk does not pass by waiting. */
const LASTING =
  /incompatible with server|could not open|No space left|invalid value|unrecognized configuration|Permission denied/i;

/**
 * Starts the server of a data directory, or adopts the one that is running there. Makes the directory at the first time.
 * @throws DatabaseError `database.binaries-*`, `database.root-refused`, `database.initdb-failed`, `database.start-failed`,
 * `database.unresponsive`, `database.password-missing`
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(options.dataDir);
  const cluster = path.join(dataDir, 'cluster');
  const users = usersOf(dataDir);
  users.enter(); // before looking: whoever is just leaving sees that somebody came
  try {
    const password = ensurePassword(dataDir, cluster);
    const server = (await adopt(cluster, password)) ?? (await start(options, dataDir, cluster, password));
    const url = (database = options.database ?? 'polyphony') =>
      `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
    await ensureDatabase(url('postgres'), options.database ?? 'polyphony');
    return Object.freeze({
      url,
      ownerUrl: url(),
      port: server.port,
      pid: server.pid,
      adopted: server.child === undefined,
      stop: ({ evenIfUsed = false } = {}) => stop(server, cluster, users, evenIfUsed),
    });
  } catch (error) {
    users.leave();
    throw error;
  }
}

type Running = Pick<Launched, 'pid' | 'port'> & { readonly child?: ChildProcess };

/** The server that is running in the directory, proven by signing in and asking it where its data is. */
async function adopt(cluster: string, password: string): Promise<Running | undefined> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const postmaster = readPostmaster(cluster);
    if (!postmaster) return undefined;
    if (!isServerOf(postmaster.pid, cluster)) {
      if (alive(postmaster.pid)) takeOver(cluster);
      return undefined; // left by a crash; the next server looks after the rest of it
    }
    if (postmaster.ready && (await answers(postmaster.port, password, cluster))) return postmaster;
    if (Date.now() > deadline)
      throw new DatabaseError(
        'database.unresponsive',
        `The PostgreSQL server of ${cluster} (pid ${postmaster.pid}, port ${postmaster.port}) runs and does not answer. Look at server.log beside it; "kill -INT ${postmaster.pid}" ends it.`,
      );
    await sleep(50); // it is starting, replaying its log, or on its way out
  }
}

async function answers(port: number, password: string, cluster: string): Promise<boolean> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === cluster;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function start(options: EmbeddedOptions, dataDir: string, cluster: string, password: string): Promise<Running> {
  const binaries = await findBinaries(options.binaries);
  const launcher = launcherFor(dataDir, binaries, options.namespaces);
  const site: Site = { dataDir, cluster, volatile: options.volatile ?? false, binaries, launcher };
  if (!existsSync(cluster)) initialise(site);
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const launched = await launch(site, deadline);
    if (launched) return launched;
    // another process was faster, took the port, or parts of a killed server are still on their way out
    const adopted = await adopt(cluster, password);
    if (adopted) return adopted;
    const reason = lastWords(dataDir);
    if (Date.now() > deadline || LASTING.test(reason))
      throw new DatabaseError('database.start-failed', `PostgreSQL did not start in ${cluster}: ${reason}`);
    await sleep(100);
  }
}

async function stop({ pid, child }: Running, cluster: string, users: Users, evenIfUsed: boolean): Promise<void> {
  users.leave();
  if (!evenIfUsed && users.others()) return;
  const gone = () => (child ? !running(child) : !isServerOf(pid, cluster));
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5000],
  ] as const) {
    if (gone()) return;
    try {
      process.kill(pid, signal);
    } catch {
      return; // it ended at this very moment
    }
    for (const until = Date.now() + patience; !gone() && Date.now() < until;) await sleep(15);
  }
}
