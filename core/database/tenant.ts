/**
 * A Kysely driver that makes it impossible to run a statement for the wrong community.
 *
 * Row-level security compares `community_id` with the setting `app.community_id`. This driver sends
 *
 *     Bind/Execute  set_config('app.community_id', <community>, true)    -- local to the transaction
 *     Bind/Execute  the statement
 *     Sync                                                               -- the transaction ends here
 *
 * in ONE network message. PostgreSQL runs everything up to a Sync as one implicit transaction, so the setting holds for
 * exactly this statement, costs no extra round trip, and is gone when the answer arrives. No connection remembers
 * anything: there is no state to get wrong after an error, a rollback, a reset or behind a transaction pooler. If the
 * first part fails, the server skips the second.
 *
 * A transaction sends `begin` and the setting with its first statement, so it costs one trip (commit) more than its
 * statements. A transaction without statements costs none.
 */
import { createHash } from 'node:crypto';
import {
  AbortedTransactionError,
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely';
import type { PoolClient } from 'pg';
import { coded, DatabaseError, isLost } from './errors.ts';
import { BEGIN, isStale, scope, type TenantPool } from './tenant-pool.ts';
import type { Prefix } from './prefixed-query.ts';

export { TenantPool, type PoolLoad, type TenantPoolOptions } from './tenant-pool.ts';

/** A compiled query with a name is prepared once on each connection and then run by name. */
export type NamedQuery = CompiledQuery & { readonly statementName?: string };

/** A name that cannot belong to two texts, within PostgreSQL's 63 bytes. */
export const statementName = (key: string, sql: string) =>
  `${key.slice(0, 40)}_${createHash('sha256').update(sql).digest('hex').slice(0, 12)}`;

/** The connection of a transaction, for who has to end what runs on it. */
export interface OpenConnection {
  /** Asks the server to end the statement that runs now, if one does. Behind a pooler its own time limit ends it. */
  cutShort(): Promise<void>;
}

/** Answered by the connection itself: it never leaves the process. */
const WHICH_CONNECTION = CompiledQuery.raw('-- which connection');

/** The connection that a transaction of `communityDb` or `platformDb` holds. */
export async function connectionOf(transaction: Kysely<any>): Promise<OpenConnection | undefined> {
  const { rows } = await transaction.executeQuery<OpenConnection>(WHICH_CONNECTION as CompiledQuery<OpenConnection>);
  return rows[0];
}

const lost = () =>
  new DatabaseError('database.connection-lost', 'The connection of this transaction was lost; repeat the request.');
const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

class TenantConnection implements DatabaseConnection, OpenConnection {
  readonly #pool: TenantPool;
  readonly #community: string;
  readonly #scope: Prefix;
  /** Undefined once it was given back. */
  #client: PoolClient | undefined;
  #transaction: 'none' | 'wanted' | 'open' = 'none';
  #broken = false;
  /** Statements that were sent and not answered. */
  #running = 0;

  constructor(pool: TenantPool, client: PoolClient, community: string, scope: Prefix) {
    this.#pool = pool;
    this.#community = community;
    this.#client = client;
    this.#scope = scope;
  }

  async executeQuery<R>(query: NamedQuery): Promise<QueryResult<R>> {
    if ((query as CompiledQuery) === WHICH_CONNECTION) return { rows: [this as unknown as R] };
    if (this.#transaction !== 'none') return this.#send(query);
    try {
      return await this.#send(query);
    } catch (error) {
      if (!isStale(error)) throw error;
      // refused before it ran, so it is safe to run it again, on another connection
      this.#giveBack(true);
      this.#client = await this.#pool.connect(this.#community);
      this.#broken = false;
      return this.#send(query);
    }
  }

  async #send<R>(query: NamedQuery): Promise<QueryResult<R>> {
    if (this.#broken || !this.#client) throw lost();
    const prefix = { none: [this.#scope], wanted: [BEGIN, this.#scope], open: [] }[this.#transaction];
    if (this.#transaction === 'wanted') this.#transaction = 'open';
    this.#running += 1;
    try {
      const { rows, rowCount, command } = await this.#pool.send(
        this.#client,
        prefix,
        query.sql,
        query.parameters,
        query.statementName,
      );
      return { rows: (rows ?? []) as R[], ...(writes.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }) };
    } catch (error) {
      this.#broken ||= isLost(error) || isStale(error);
      throw error;
    } finally {
      this.#running -= 1;
    }
  }

  async cutShort() {
    const { processID } = (this.#client ?? {}) as { readonly processID?: number };
    if (this.#running > 0 && processID) await this.#pool.cutShort(processID);
  }

  begin(settings: TransactionSettings) {
    if (settings.isolationLevel || settings.accessMode)
      throw new DatabaseError(
        'database.isolation-level',
        'Facts are protected by constraints, conditional updates and row locks, never by an isolation level: start the transaction without one.',
      );
    this.#transaction = 'wanted';
  }

  async end(word: 'commit' | 'rollback') {
    const wasOpen = this.#transaction === 'open';
    this.#transaction = 'none';
    if (!wasOpen) return;
    if (this.#broken || !this.#client) {
      if (word === 'commit') throw lost();
      return; // the server has rolled back, or will when the connection closes
    }
    let command: string;
    try {
      ({ command } = await this.#client.query(word));
    } catch (error) {
      this.#broken = true; // whatever state it is in, nobody else shall have it
      throw coded(error);
    }
    // one of its statements failed and somebody swallowed the error: PostgreSQL answers `commit` with ROLLBACK
    if (word === 'commit' && command !== 'COMMIT') throw new AbortedTransactionError();
  }

  async run(sql: string) {
    await this.#send(CompiledQuery.raw(sql));
  }

  release() {
    this.#giveBack(this.#broken || this.#transaction !== 'none');
  }

  /** At most once for each client: a pool throws at the second time, and the caller would never hear of the first error. */
  #giveBack(discard: boolean) {
    const client = this.#client;
    this.#client = undefined;
    if (client) this.#pool.release(client, discard, this.#community);
  }

  // Kysely's interface asks for a generator, and this one refuses before it could yield anything
  // oxlint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new DatabaseError(
      'database.streaming',
      'Page by key instead of streaming: a stream holds a connection for as long as its reader likes.',
    );
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

class TenantDriver implements Driver {
  readonly #pool: TenantPool;
  readonly #setting: string;
  readonly #scope: Prefix;

  constructor(pool: TenantPool, setting: string) {
    this.#pool = pool;
    this.#setting = setting;
    this.#scope = scope(setting);
  }
  async init() {}
  async acquireConnection() {
    return new TenantConnection(this.#pool, await this.#pool.connect(this.#setting), this.#setting, this.#scope);
  }
  async beginTransaction(connection: TenantConnection, settings: TransactionSettings) {
    connection.begin(settings);
  }
  async commitTransaction(connection: TenantConnection) {
    await connection.end('commit');
  }
  async rollbackTransaction(connection: TenantConnection) {
    await connection.end('rollback');
  }
  async savepoint(connection: TenantConnection, name: string) {
    await connection.run(`savepoint ${quoted(name)}`);
  }
  async rollbackToSavepoint(connection: TenantConnection, name: string) {
    await connection.run(`rollback to ${quoted(name)}`);
  }
  async releaseSavepoint(connection: TenantConnection, name: string) {
    await connection.run(`release ${quoted(name)}`);
  }
  async releaseConnection(connection: TenantConnection) {
    connection.release();
  }
  async destroy() {} // the pool outlives the view of one community
}

function scopedDb<DB>(pool: TenantPool, setting: string): Kysely<DB> {
  const dialect: Dialect = {
    createDriver: () => new TenantDriver(pool, setting),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
  return new Kysely<DB>({ dialect });
}

/**
 * The `ctx.db` of one community: every statement and every transaction is held inside it by row-level security.
 * Make it once for each community and keep it in its view; it is cheap, but not free. `destroy()` leaves the pool alone.
 * @throws DatabaseError `database.community-id` unless the id is a positive 32-bit integer
 */
export function communityDb<DB>(pool: TenantPool, communityId: number): Kysely<DB> {
  if (!Number.isInteger(communityId) || communityId < 1 || communityId > 0x7fffffff)
    throw new DatabaseError(
      'database.community-id',
      `A community's id is a positive 32-bit integer, not ${String(communityId)}.`,
    );
  return scopedDb<DB>(pool, String(communityId));
}

/** The database without a community: sees `platform`, and of every per-community table no row at all. */
export function platformDb<DB>(pool: TenantPool): Kysely<DB> {
  return scopedDb<DB>(pool, '');
}
