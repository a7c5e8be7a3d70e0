import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { sql, type Kysely } from 'kysely';
import type { Log } from '../contract/context.ts';
import { CHANNEL } from './revisions.ts';

export interface FollowingOptions {
  /** To the server itself: behind a transaction pooler nothing is heard, which is noticed, and then polling does the work. */
  readonly url: string;
  readonly platform: Kysely<any>;
  /** Shows what is new; cheap where nothing is. */
  readonly converge: () => Promise<void>;
  readonly log: Log;
  /** Milliseconds between two looks while nothing can be heard. Default 250. */
  readonly unheard?: number;
  /** Milliseconds between two looks, each with a test of the hearing, while it works. Default 5,000. */
  readonly heard?: number;
}

export interface Following {
  /** Whether a change is told to this node, so that it need not look for it. */
  listening(): boolean;
  close(): Promise<void>;
}

/** A call that takes longer was not heard: the connection lives for the system and is deaf. Milliseconds. */
const DEAF = 2000;
const BACK_OFF = [100, 250, 500, 1000, 2000, 5000] as const;

/**
 * Follows the version row of the database: told by NOTIFY, which is a hint and may be lost, and by looking, which is sure. The
 * connection counts as hearing only after it has heard this node's own call, and each look calls again.
 */
export function followConfiguration(options: FollowingOptions): Following {
  const { url, platform, converge, log, unheard = 250, heard = 5000 } = options;
  const own = `${CHANNEL}_${randomBytes(8).toString('hex')}`;
  let client: Client | undefined;
  let hearing = false;
  /** When this node called itself and has not heard it yet. */
  let called: number | undefined;
  let failures = 0;
  let closed = false;
  let failing = false;
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let next: NodeJS.Timeout | undefined;
  let reconnect: NodeJS.Timeout | undefined;

  const call = async () => {
    if (called !== undefined) return;
    called = performance.now();
    await sql`select pg_notify(${own}, '')`.execute(platform);
  };

  async function look() {
    try {
      await converge();
      if (failing) log.info({}, 'the configuration can be read again');
      failing = false;
      if (client && called !== undefined && performance.now() - called > DEAF) lose(client);
      if (client) await call();
    } catch (error) {
      if (!failing) log.error({ err: error }, 'the configuration could not be read; what is shown goes on');
      failing = true;
    }
  }

  /** One look at a time; whatever is told meanwhile makes another one follow at once. */
  function soon() {
    if (closed) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    clearTimeout(next);
    looking = look().finally(() => {
      looking = undefined;
      if (closed) return;
      if (lookAgain) {
        lookAgain = false;
        soon();
      } else next = setTimeout(soon, hearing ? heard : unheard).unref();
    });
  }

  function lose(lost: Client) {
    if (client !== lost) return;
    client = undefined;
    hearing = false;
    lost.end().catch(() => {});
    if (closed) return;
    reconnect = setTimeout(() => void connect(), BACK_OFF[Math.min(failures, BACK_OFF.length - 1)]).unref();
    failures += 1;
    soon(); // from now on by looking
  }

  async function connect() {
    if (closed) return;
    const fresh = new Client({
      connectionString: url,
      application_name: 'polyphony configuration',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
    });
    client = fresh;
    fresh.on('error', () => lose(fresh));
    fresh.on('end', () => lose(fresh));
    fresh.on('notification', ({ channel }) => {
      if (channel === own) {
        called = undefined;
        failures = 0;
        hearing = true;
      } else soon();
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
      await fresh.query(`listen ${own}`);
      called = undefined;
      soon(); // what came before anybody listened; calls, and so finds out whether it hears
    } catch {
      lose(fresh);
    }
  }

  void connect();
  soon();
  return {
    listening: () => hearing,
    async close() {
      closed = true;
      clearTimeout(next);
      clearTimeout(reconnect);
      const last = client;
      client = undefined;
      await last?.end().catch(() => {});
      await looking;
    },
  };
}
