import { Kysely, PostgresAdapter, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { columnTypes } from './column-types.ts';

/** The owner's connections, to the server itself and never through a transaction pooler. */
export type Owner = Pool;

/** A small pool of the owner's login, which migrates, grants and backs up. End it when done: the application never needs it. */
export function openOwner(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 2, application_name: 'polyphony owner', types: columnTypes });
  pool.on('error', () => {}); // whoever runs a statement hears of it; an idle one that was cut is nobody's loss
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
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
