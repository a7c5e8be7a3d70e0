/** Rows that go: exported, deleted and counted again in one transaction, so that they are in the export or in the database. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { ExtensionDefinition } from '../contract/definition.ts';
import { openOwner, ownerDb } from '../database/owner.ts';
import { lockMigrations } from '../database/migrate.ts';
import { schemaOf } from '../registry/record.ts';
import { exportName, exportRows, type Exported } from './export.ts';
import { belongingsOf } from './rows.ts';
import { Refusal } from './switching.ts';

export interface Dropping {
  readonly ownerUrl: string;
  readonly extension: { readonly id: string; readonly version: string; readonly definition: ExtensionDefinition };
  /** Where a folder for the export is made. */
  readonly exports: string;
  /** Only this one; all of them if left out. */
  readonly community?: { readonly id: number; readonly key: string; readonly slug: string } | undefined;
  /** Milliseconds that it waits for whoever still writes to the tables; ten seconds if left out. */
  readonly patience?: number;
}

/** Something of another extension refers to what would go: a row, or a view or a constraint. */
const REFERRED_TO = '23503';
const DEPENDED_ON = '2BP01';
/** Somebody writes there: no lock in time, two that wait for each other, or a row that changed meanwhile. */
const IN_USE: ReadonlySet<string> = new Set(['55P03', '40P01', '40001']);

/** Deletes what belongs to an extension in one community. Throws, with nothing changed, where anything else refers to it. */
export const purgeRows = (dropping: Dropping): Promise<Exported> =>
  inTransaction(dropping, async (tx, { community, extension }) => {
    await sql`
      delete from platform.extension_state where community_id = ${community?.id ?? 0} and extension = ${extension.id}`.execute(
      tx,
    );
  });

/** Deletes what belongs to an extension in all communities, and its schema with the ledger. @throws Refusal while others write */
export const dropRows = (dropping: Dropping): Promise<Exported> =>
  inTransaction({ ...dropping, community: undefined }, async (tx, { extension }) => {
    await sql`delete from platform.extension_state where extension = ${extension.id}`.execute(tx);
    await dropSchema(tx, schemaOf(extension.id));
  });

const relationsOf = async (db: Kysely<any>, schema: string): Promise<readonly Relation[]> =>
  (
    await sql<Relation>`
      select c.relname as name, c.relkind as kind from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${schema} and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') order by c.relname`.execute(db)
  ).rows;

interface Relation {
  readonly name: string;
  readonly kind: 'r' | 'p' | 'v' | 'm' | 'S' | 'f';
}

const tablesOf = (schema: string, relations: readonly Relation[]) =>
  relations.filter(({ kind }) => kind === 'r' || kind === 'p').map(({ name }) => `${schema}.${name}`);

/** Drops what is in a schema and then the schema, never by cascade: that would take what others have built upon it. */
async function dropSchema(tx: Transaction<any>, schema: string): Promise<void> {
  const relations = await relationsOf(tx, schema);
  const drop = async (what: string, names: readonly string[]) => {
    if (names.length === 0) return;
    await sql`drop ${sql.raw(what)} if exists ${sql.join(names.map((name) => sql.table(name)))}`.execute(tx);
  };
  const named = (kind: Relation['kind']) =>
    relations.filter((one) => one.kind === kind).map(({ name }) => `${schema}.${name}`);
  await drop('materialized view', named('m'));
  await drop('view', named('v'));
  await drop('foreign table', named('f'));
  await drop('table', tablesOf(schema, relations));
  await drop('sequence', named('S'));
  const routines = await sql<{ name: string }>`
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = ${schema} and p.prokind <> 'a'`.execute(tx);
  for (const { name } of routines.rows) await sql`drop routine ${sql.raw(name)}`.execute(tx);
  const types = await sql<{ name: string }>`
    select t.typname as name from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname = ${schema} and t.typtype in ('e', 'd', 'c')`.execute(tx);
  await drop(
    'type',
    types.rows.map(({ name }) => `${schema}.${name}`),
  );
  await sql`drop schema if exists ${sql.id(schema)}`.execute(tx);
}

const PATIENCE = 10_000;

async function inTransaction(
  dropping: Dropping,
  then: (tx: Transaction<any>, dropping: Dropping) => Promise<void>,
): Promise<Exported> {
  const { ownerUrl, extension, exports, community, patience = PATIENCE } = dropping;
  const owner = openOwner(ownerUrl);
  try {
    const db = ownerDb(owner);
    const schema = schemaOf(extension.id);
    // where all of it goes, nobody may write meanwhile: what is committed after the snapshot would be in no export
    const locked = community ? [] : tablesOf(schema, await relationsOf(db, schema));
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        await sql`set local lock_timeout = ${sql.lit(patience)}`.execute(tx);
        // before anything else, as neither statement takes the snapshot
        if (locked.length > 0)
          await sql`lock table ${sql.join(locked.map((name) => sql.table(name)))} in access exclusive mode`.execute(tx);
        // nobody migrates meanwhile
        await lockMigrations(tx, schema);
        const found = tablesOf(schema, await relationsOf(tx, schema));
        if (!community && found.join() !== locked.join())
          throw new Refusal([`The tables of ${extension.id} changed meanwhile; run the command again.`]);
        const belongings = await belongingsOf(tx, extension.id, extension.definition, community?.id);
        const name = exportName(extension.id, community?.slug ?? 'all', (name) => existsSync(path.join(exports, name)));
        const exported = await exportRows(tx, belongings, path.join(exports, name), {
          extension: extension.id,
          version: extension.version,
          community: community ? { slug: community.slug, key: community.key } : null,
        });
        for (const { table, where } of belongings) {
          const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} t where ${where}`.execute(tx);
          const written = exported.tables.find((one) => one.table === table)?.rows ?? 0;
          if (Number(numAffectedRows) !== written)
            throw new Error(
              `${written} rows of ${table} were exported and ${numAffectedRows} would go. Nothing was deleted; run the command again.`,
            );
        }
        await then(tx, dropping);
        return exported;
      });
  } catch (error) {
    const { code, table, schema, detail } = error as Partial<Record<'code' | 'table' | 'schema' | 'detail', string>>;
    if (code !== undefined && IN_USE.has(code))
      throw new Refusal([
        `A platform that runs still uses the tables of ${extension.id}, so nothing was deleted. Wait for what it is doing, or stop it, and run the command again.`,
      ]);
    if (code === DEPENDED_ON)
      throw new Refusal([
        `Something else is built upon it, so nothing was deleted; remove that first: ${detail ?? ''}`,
      ]);
    if (code !== REFERRED_TO) throw error;
    throw new Error(
      `Rows of ${schema}.${table} refer to what would go. Nothing was deleted; purge what they belong to first.`,
      {
        cause: error,
      },
    );
  } finally {
    await owner.end();
  }
}
