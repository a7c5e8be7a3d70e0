import { sql, type Kysely, type Transaction } from 'kysely';
import { Migrator, NO_MIGRATIONS, type MigrationResultSet } from 'kysely/migration';
import { DatabaseError } from './errors.ts';
import type { Migrations } from './migration-files.ts';
import { ownerDb, type Owner } from './owner.ts';
import { wall } from './wall.ts';

export { loadMigrations, type Migrations } from './migration-files.ts';
export { cutOff, openOwner, withOwner, type Owner } from './owner.ts';

export interface SchemaMigration {
  /** The owner's connections; direct, not through a transaction pooler. */
  readonly owner: Owner;
  /** An extension's id with underscores, or `core`, or `platform`. */
  readonly schema: string;
  readonly migrations: Migrations;
}

/**
 * - `current`: the schema is what this code expects; `applied` are the migrations that this call ran, often none.
 * - `compatible`: it is ahead of this code, by `unknown`, and the release that brought those declared each compatible.
 * - `ahead`: it is ahead of this code, which must not run on it. Nothing was changed.
 */
export interface Migrated {
  readonly schema: string;
  readonly outcome: 'current' | 'compatible' | 'ahead';
  readonly applied: readonly string[];
  readonly unknown: readonly string[];
}

/** What a start would find and do. `diverged`: it would refuse, as each side has migrations that the other lacks. */
export interface SchemaStanding {
  readonly schema: string;
  readonly outcome: 'current' | 'pending' | 'compatible' | 'ahead' | 'diverged';
  readonly pending: readonly string[];
  readonly unknown: readonly string[];
}

/** How long a change of a table waits for readers in its way, before it gives up and leaves them alone. */
const LOCK_TIMEOUT = '30s';

/**
 * Brings one schema up to its newest migration, whole or not at all: all that are pending, and the wall between communities,
 * run in one transaction, under a lock that nodes starting together wait for.
 *
 * @throws DatabaseError `database.migration-failed` (nothing was changed; the cause is kept), `database.migrations-diverged`,
 * `database.schema-name`, `database.wall-*`
 */
export async function migrateSchema(options: SchemaMigration): Promise<Migrated> {
  const { schema } = options;
  return locked(options, async (tx) => {
    const { outcome, pending, unknown } = await standing(tx, options);
    if (outcome === 'diverged') throw diverged(schema, pending, unknown);
    if (outcome !== 'pending') return { schema, outcome, applied: [], unknown };
    const applied = names(schema, await migrator(tx, options).migrateToLatest());
    await declareCompatible(tx, options);
    await wall(tx, schema);
    return { schema, outcome: 'current', applied, unknown };
  });
}

/** What `migrateSchema` would do; changes nothing and waits for nobody. */
export const schemaStanding = (options: SchemaMigration): Promise<SchemaStanding> =>
  standing(ownerDb(options.owner), options);

/** Takes every migration of a schema back, newest first, in one transaction. For tests and the conformance suite: data goes. */
export const migrateDown = (options: SchemaMigration): Promise<readonly string[]> =>
  locked(options, async (tx) => names(options.schema, await migrator(tx, options).migrateTo(NO_MIGRATIONS)));

/** Nobody else migrates or drops this schema until the transaction ends. */
export const lockMigrations = (tx: Kysely<any>, schema: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`polyphony.migrate.${schema}`}, 0))`.execute(tx);

async function locked<T>({ owner, schema }: SchemaMigration, work: (tx: Transaction<any>) => Promise<T>): Promise<T> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith('pg_'))
    throw new DatabaseError(
      'database.schema-name',
      `"${schema}" cannot be a schema: use lower case letters, digits and underscores, as in "crowd_innovation".`,
    );
  return ownerDb(owner)
    .transaction()
    .execute(async (tx) => {
      // of the transaction, so that no failure leaves it behind; the second node waits here and then finds nothing to do
      await lockMigrations(tx, schema);
      await sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`.execute(tx);
      return work(tx);
    });
}

const migrator = (tx: Kysely<any>, { schema, migrations }: SchemaMigration) =>
  new Migrator({ db: tx, migrationTableSchema: schema, provider: { getMigrations: async () => ({ ...migrations }) } });

/** The ledger beside the code. */
async function standing(db: Kysely<any>, { schema, migrations }: SchemaMigration): Promise<SchemaStanding> {
  const ledger = await readLedger(db, schema);
  const known = new Set(ledger.map(({ name }) => name));
  const pending = Object.keys(migrations).filter((name) => !known.has(name));
  const ahead = ledger.filter(({ name }) => !Object.hasOwn(migrations, name));
  const unknown = ahead.map(({ name }) => name);
  if (ahead.length === 0) return { schema, outcome: pending.length > 0 ? 'pending' : 'current', pending, unknown };
  const outcome =
    pending.length > 0 ? 'diverged' : ahead.every(({ compatible }) => compatible) ? 'compatible' : 'ahead';
  return { schema, outcome, pending, unknown };
}

/**
 * Read without the Migrator, which looks through the whole catalogue: a start with nothing to do takes three short trips.
 * The column `compatible` is ours; a ledger that an early release made has none, and then nothing is compatible.
 */
async function readLedger(
  db: Kysely<any>,
  schema: string,
): Promise<readonly { readonly name: string; readonly compatible: boolean }[]> {
  const ledger = `${schema}.kysely_migration`;
  const { rows: found } = await sql<{ there: boolean }>`select to_regclass(${ledger}) is not null as there`.execute(db);
  if (!found[0]?.there) return [];
  const { rows } = await sql<{ name: string; compatible: boolean }>`
    select name, coalesce((to_jsonb(l) ->> 'compatible')::boolean, false) as compatible
    from ${sql.table(ledger)} l order by name`.execute(db);
  return rows;
}

/**
 * Writes into the ledger what each migration says of itself. An older release cannot know what a newer one will do to the
 * tables, so the newer one leaves word of it where the older one looks.
 */
async function declareCompatible(tx: Kysely<any>, { schema, migrations }: SchemaMigration): Promise<void> {
  const ledger = sql.table(`${schema}.kysely_migration`);
  const compatible = Object.entries(migrations).flatMap(([name, step]) => (step.compatible ? [name] : []));
  await sql`alter table ${ledger} add column if not exists compatible boolean not null default false`.execute(tx);
  await sql`
    update ${ledger} set compatible = name = any(${compatible}::text[])
    where compatible is distinct from (name = any(${compatible}::text[]))`.execute(tx);
}

function names(schema: string, { error, results = [] }: MigrationResultSet): readonly string[] {
  if (!error) return results.map(({ migrationName }) => migrationName);
  const name = results.find(({ status }) => status === 'Error')?.migrationName;
  const reason = error instanceof Error ? error.message : String(error);
  throw new DatabaseError(
    'database.migration-failed',
    `The migration ${name ?? '(preparing)'} of the schema ${schema} failed: ${reason}. Nothing of it was kept; repair it and start again.`,
    { cause: error },
  );
}

const diverged = (schema: string, pending: readonly string[], unknown: readonly string[]) =>
  new DatabaseError(
    'database.migrations-diverged',
    `The schema ${schema} holds migrations that this release does not know (${unknown.join(', ')}) and lacks some that it brings (${pending.join(', ')}). ` +
      'Two releases went different ways: install the one that has both, or restore a backup.',
  );
