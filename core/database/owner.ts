import { Kysely, PostgresAdapter, PostgresDialect } from 'kysely';
import { Client, Pool } from 'pg';
import { columnTypes } from './column-types.ts';

/** The owner's connections, to the server itself and never through a transaction pooler. */
export type Owner = Pool;

/** A small pool of the owner's login, which migrates, grants and backs up. End it when done: the application never needs it. */
export function openOwner(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 2, application_name: 'polyphony owner', types: columnTypes });
  pool.on('error', () => {}); // whoever runs a statement hears of it; an idle one that was cut is nobody's loss
  pool.on('connect', (client) => client.on('error', () => {}));
  const open = new Set<number>();
  const idOf = (client: unknown) => (client as { readonly processID?: number }).processID ?? 0;
  pool.on('connect', (client) => open.add(idOf(client)));
  pool.on('remove', (client) => open.delete(idOf(client)));
  processes.set(pool, { url, open });
  return pool;
}

/** Runs `work` with the owner's connections, and ends them. */
export async function withOwner<T>(url: string, work: (owner: Owner) => Promise<T>): Promise<T> {
  const owner = openOwner(url);
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

const processes = new WeakMap<Pool, { readonly url: string; readonly open: ReadonlySet<number> }>();

/**
 * Ends every connection of an owner's pool, on the server too: what they held locked is free again, and what they had not
 * committed never was. For work that does not come to an end by itself; nobody waits for it.
 */
export async function cutOff(owner: Owner): Promise<void> {
  const { url, open } = processes.get(owner) ?? { open: new Set<number>() };
  void owner.end().catch(() => {});
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_terminate_backend(id) from unnest($1::int[]) id', [[...open]]);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Kysely's own lock is one for all schemas and outlives a failed transaction. `locked` holds a better one already. */
class UnlockedAdapter extends PostgresAdapter {
  override async acquireMigrationLock() {}
  override async releaseMigrationLock() {}
}
class OwnerDialect extends PostgresDialect {
  override createAdapter() {
    return new UnlockedAdapter();
  }
}

/** A Kysely of the owner. Row-level security does not hold it: every statement says its community itself. */
export const ownerDb = (owner: Owner): Kysely<any> => new Kysely({ dialect: new OwnerDialect({ pool: owner }) });
