import { Client, Pool, type ClientBase, type PoolClient, type PoolConfig } from 'pg';
import { columnTypes } from './column-types.ts';
import { coded, DatabaseError } from './errors.ts';
import { sendPrefixed, type Prefix } from './prefixed-query.ts';

export interface TenantPoolOptions {
  /** The application's login, `postgres://..`; the owner's has no business here. */
  readonly url: string;
  /** Connections at most. Default 10. */
  readonly max?: number;
  /** Milliseconds that one statement may run; 0 is for ever. Default 15,000. */
  readonly statementTimeout?: number;
  /** Milliseconds that one statement may wait for a row lock; 0 is for ever. Default 10,000. */
  readonly lockTimeout?: number;
  /** Milliseconds that an open transaction may sit idle before the server ends it. Default 30,000. */
  readonly idleTransactionTimeout?: number;
  /** Milliseconds to wait for a free or new connection. Default 20,000. */
  readonly connectTimeout?: number;
  /** How many communities share the pool; where there are several, one of them has at most half of it. Default 1. */
  readonly communities?: () => number;
  readonly applicationName?: string;
  /** Told of connections that were cut while no statement ran on them; one that ran fails and says so itself. */
  readonly onLost?: (error: Error) => void;
}

export interface PoolLoad {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

export const BEGIN: Prefix = { statement: 'app_begin', values: [] };
/** The settings of exactly one transaction; an empty id shows nothing of any community. */
export const scope = (communityId: string): Prefix => ({ statement: 'app_scope', values: [communityId] });

/** What `scope` and `BEGIN` run. Milliseconds are literals in the text, so each pool may have its own. */
const prepared = (options: TenantPoolOptions) => {
  const local = {
    statement_timeout: options.statementTimeout ?? 15_000,
    lock_timeout: options.lockTimeout ?? 10_000,
    idle_in_transaction_session_timeout: options.idleTransactionTimeout ?? 30_000,
  };
  // limits travel with each transaction and not with the connection: a transaction pooler refuses or mixes up the latter
  const limits = Object.entries(local).map(
    ([name, ms]) => `set_config('${name}', '${Math.max(0, Math.trunc(ms))}', true)`,
  );
  return `select set_config('app.community_id', $1, true), ${limits.join(', ')}`;
};

/**
 * The pool that every community shares. Use it through `communityDb` and `platformDb` only: a connection has no community
 * of its own and remembers none.
 */
export class TenantPool {
  readonly #pool: Pool;
  readonly #url: string;
  readonly #max: number;
  readonly #patience: number;
  readonly #communities: () => number;
  /** By community: connections that it holds, and who waits for one. */
  readonly #lines = new Map<string, { held: number; readonly waiting: { readonly go: () => void }[] }>();
  /** Part of every statement's name; a new value makes every connection prepare its statements afresh. */
  #generation = 0;

  constructor(options: TenantPoolOptions) {
    const scopeSql = prepared(options);
    const { onLost = () => {} } = options;
    this.#url = options.url;
    this.#max = options.max ?? 10;
    this.#patience = options.connectTimeout ?? 20_000;
    this.#communities = options.communities ?? (() => 1);
    this.#pool = new Pool({
      connectionString: options.url,
      max: options.max ?? 10,
      connectionTimeoutMillis: options.connectTimeout ?? 20_000,
      application_name: options.applicationName ?? 'polyphony',
      keepAlive: true,
      maxLifetimeSeconds: 3600, // statements of former generations go with the connection
      types: columnTypes,
      onConnect: async (client: ClientBase) => {
        // prepared here, so that a prefix is Bind and Execute only
        await client.query({ name: BEGIN.statement, text: 'begin' });
        await client.query('rollback');
        await client.query({ name: scope('').statement, text: scopeSql, values: [''] });
      },
    } as PoolConfig);
    this.#pool.on('error', () => {}); // an idle connection was cut; the line below reports it
    // without a listener, a connection that is cut in use ends the process; one cut while the pool is ended is nobody's loss
    this.#pool.on('connect', (client) =>
      client.on('error', (error) => {
        if (!this.#pool.ending) onLost(error);
      }),
    );
  }

  /**
   * A connection for a community ('' for the platform), to be given back with `release`.
   * @throws DatabaseError `database.busy` where none became free in time
   */
  async connect(community = ''): Promise<PoolClient> {
    if (community !== '') await this.#turn(community);
    try {
      return await this.#pool.connect();
    } catch (error) {
      this.#leave(community);
      throw coded(error);
    }
  }

  release(client: PoolClient, discard: boolean, community = '') {
    this.#leave(community);
    client.release(discard);
  }

  /** Waits until a community has fewer connections than its share. */
  async #turn(community: string): Promise<void> {
    const line = this.#lines.get(community) ?? { held: 0, waiting: [] };
    this.#lines.set(community, line);
    const share = this.#communities() > 1 ? Math.ceil(this.#max / 2) : this.#max;
    if (line.held < share) {
      line.held += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiting = {
        go: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        line.waiting.splice(line.waiting.indexOf(waiting), 1);
        reject(new DatabaseError('database.busy', 'No connection to the database became free in time.'));
      }, this.#patience);
      line.waiting.push(waiting);
    });
  }

  /** The next one of the same community takes the place. */
  #leave(community: string) {
    const line = this.#lines.get(community);
    if (!line) return;
    const next = line.waiting.shift();
    if (next) next.go();
    else line.held -= 1;
    if (line.held === 0) this.#lines.delete(community);
  }

  get load(): PoolLoad {
    const inLine = [...this.#lines.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
    return { open: this.#pool.totalCount, idle: this.#pool.idleCount, waiting: this.#pool.waitingCount + inLine };
  }

  /** Ends the statement that runs on a connection, over one of its own: the pool may be used up by what is to be ended. */
  async cutShort(processId: number): Promise<void> {
    const client = new Client({ connectionString: this.#url, connectionTimeoutMillis: 2000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select pg_cancel_backend($1)', [processId]);
    } catch {
      // its own time limit ends it
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Waits for connections in use, then closes all. */
  end(): Promise<void> {
    return this.#pool.end();
  }

  async send(client: ClientBase, prefix: readonly Prefix[], text: string, values: readonly unknown[], name?: string) {
    const generation = this.#generation;
    try {
      return await sendPrefixed(client, prefix, { text, values, ...(name && { name: `${name}_${generation}` }) });
    } catch (error) {
      // many connections notice one migration at the same time, and one new generation serves them all
      if (isStale(error) && generation === this.#generation) this.#generation += 1;
      throw coded(error);
    }
  }
}

/** `cached plan must not change result type` after a migration, or a prepared statement that a pooler or a reset dropped. */
export function isStale(error: unknown): boolean {
  const { code, routine } = error as { code?: string; routine?: string };
  return (code === '0A000' && routine === 'RevalidateCachedQuery') || code === '26000';
}
