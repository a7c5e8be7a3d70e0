import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { coreMigrations, platformMigrations } from '@polyphony/migrations';
import { sql, type Kysely } from 'kysely';
import t from 'tap';
import { loadMigrations, migrateDown, migrateSchema, openOwner, schemaStanding } from '../../database/migrate.ts';
import { createTestDatabase } from '../../testing/database.ts';

const { ownerUrl } = await createTestDatabase(t, { migrated: false });
const owner = openOwner(ownerUrl);
t.teardown(() => owner.end());

/** A migration that makes one table in the manner of the house. */
const makes = (schema: string, table: string) => ({
  up: async (db: Kysely<any>) => {
    await sql`create table ${sql.table(`${schema}.${table}`)} (community_id int not null, id uuid not null, primary key (community_id, id))`.execute(
      db,
    );
  },
  down: async (db: Kysely<any>) => {
    await sql`drop table ${sql.table(`${schema}.${table}`)}`.execute(db);
  },
});
const fails = {
  up: async (db: Kysely<any>) => {
    await sql`select 1/0`.execute(db);
  },
  down: async () => {},
};
const tables = async (schema: string) =>
  (
    await owner.query<{ name: string }>('select tablename as name from pg_tables where schemaname = $1 order by 1', [
      schema,
    ])
  ).rows
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('kysely_'));
/** Of this database alone: other tests share the server. */
const locks = async () =>
  (
    await owner.query(
      `select from pg_locks where locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())`,
    )
  ).rowCount;

t.test('the platform and core go up, down and up again', async (t) => {
  const platform = { owner, schema: 'platform', migrations: platformMigrations };
  const core = { owner, schema: 'core', migrations: coreMigrations };
  const both = [platform, core];
  const all = ({ migrations }: typeof core) => Object.keys(migrations).toSorted();
  for (const schema of both) t.match(await migrateSchema(schema), { outcome: 'current', applied: all(schema) });
  for (const schema of [core, platform]) t.strictSame(await migrateDown(schema), all(schema).toReversed());
  t.strictSame([...(await tables('platform')), ...(await tables('core'))], []);
  for (const schema of both) t.match(await migrateSchema(schema), { applied: all(schema) });
  for (const schema of both) t.match(await migrateSchema(schema), { outcome: 'current', applied: [] });
});

t.test('a failing second migration leaves nothing of the first', async (t) => {
  const migrations = { '001-one': makes('half', 'one'), '002-two': fails };
  await t.rejects(migrateSchema({ owner, schema: 'half', migrations }), {
    code: 'database.migration-failed',
    message: /002-two of the schema half failed: division by zero/,
    cause: { code: '22012' },
  });
  const { rows } = await owner.query(`select from pg_namespace where nspname = 'half'`);
  t.equal(rows.length, 0, 'not even the schema');
  t.equal(await locks(), 0, 'nor a lock');
});

t.test('a failing later migration keeps what earlier releases brought', async (t) => {
  const one = { '001-one': makes('kept', 'one') };
  await migrateSchema({ owner, schema: 'kept', migrations: one });
  const next = { ...one, '002-two': makes('kept', 'two'), '003-three': fails };
  await t.rejects(migrateSchema({ owner, schema: 'kept', migrations: next }), { code: 'database.migration-failed' });
  t.strictSame(await tables('kept'), ['one']);
  t.match(await migrateSchema({ owner, schema: 'kept', migrations: one }), { outcome: 'current', applied: [] });
});

t.test('nodes that start together apply each migration once', async (t) => {
  const migrations = { '001-one': makes('together', 'one'), '002-two': makes('together', 'two') };
  const nodes = Array.from({ length: 4 }, () => openOwner(ownerUrl));
  const results = await Promise.all(nodes.map((owner) => migrateSchema({ owner, schema: 'together', migrations })));
  t.strictSame(
    results.flatMap(({ applied }) => applied),
    ['001-one', '002-two'],
  );
  t.ok(results.every(({ outcome }) => outcome === 'current'));
  await Promise.all(nodes.map((owner) => owner.end()));
});

t.test('an older release stands back from the tables of a newer one', async (t) => {
  const older = { '001-one': makes('newer', 'one') };
  await migrateSchema({ owner, schema: 'newer', migrations: { ...older, '002-two': makes('newer', 'two') } });
  const stands = { schema: 'newer', applied: [], unknown: ['002-two'] };
  t.strictSame(await migrateSchema({ owner, schema: 'newer', migrations: older }), { ...stands, outcome: 'ahead' });
  const other = { ...older, '002-other': makes('newer', 'other') };
  await t.rejects(migrateSchema({ owner, schema: 'newer', migrations: other }), {
    code: 'database.migrations-diverged',
  });
  t.match(await schemaStanding({ owner, schema: 'newer', migrations: other }), { outcome: 'diverged' });
});

t.test('it stays where each of the migrations that it does not know says that it may', async (t) => {
  const older = { '001-one': makes('beside', 'one') };
  const two = { ...older, '002-two': { ...makes('beside', 'two'), compatible: true } };
  await migrateSchema({ owner, schema: 'beside', migrations: two });
  const seen = () => schemaStanding({ owner, schema: 'beside', migrations: older });
  t.strictSame(await migrateSchema({ owner, schema: 'beside', migrations: older }), {
    schema: 'beside',
    outcome: 'compatible',
    applied: [],
    unknown: ['002-two'],
  });
  t.strictSame(await seen(), { schema: 'beside', outcome: 'compatible', pending: [], unknown: ['002-two'] });

  const three = { ...two, '003-three': makes('beside', 'three') };
  t.match(await schemaStanding({ owner, schema: 'beside', migrations: three }), {
    outcome: 'pending',
    pending: ['003-three'],
  });
  await migrateSchema({ owner, schema: 'beside', migrations: three });
  t.match(await seen(), { outcome: 'ahead' }, 'one that does not say so is enough');
  t.match(await migrateSchema({ owner, schema: 'beside', migrations: two }), { outcome: 'ahead' });
});

t.test('a ledger of before such declarations is read, and gets them with its next migration', async (t) => {
  const one = { '001-one': makes('early', 'one') };
  await migrateSchema({ owner, schema: 'early', migrations: one });
  await owner.query('alter table early.kysely_migration drop column compatible');
  t.match(await migrateSchema({ owner, schema: 'early', migrations: one }), { outcome: 'current' });
  t.match(await migrateSchema({ owner, schema: 'early', migrations: {} }), { outcome: 'ahead' });
  const two = { ...one, '002-two': { ...makes('early', 'two'), compatible: true } };
  await migrateSchema({ owner, schema: 'early', migrations: two });
  t.match(await migrateSchema({ owner, schema: 'early', migrations: one }), { outcome: 'compatible' });
});

t.test('a name that cannot be a schema is refused before anything is made', async (t) => {
  for (const schema of ['crowd-innovation', 'Core', 'pg_extra', '', 'a"b'])
    await t.rejects(migrateSchema({ owner, schema, migrations: {} }), { code: 'database.schema-name' });
});

t.test('migration files are read in order of their names, and compiled leftovers are passed over', async (t) => {
  const extension = await mkdtemp(path.join(os.tmpdir(), 'extension-'));
  t.teardown(() => rm(extension, { recursive: true }));
  const directory = path.join(extension, 'migrations');
  await mkdir(directory);
  await writeFile(path.join(extension, 'package.json'), '{ "type": "module" }');
  const url = pathToFileURL(directory);
  const good = 'export const up = async () => {}; export const down = async () => {};';
  for (const name of ['010-ten', '002-two', '001-one']) {
    await writeFile(path.join(directory, `${name}.js`), good);
    await writeFile(path.join(directory, `${name}.d.ts`), 'export {};');
    await writeFile(path.join(directory, `${name}.js.map`), '{}');
  }
  t.strictSame(Object.keys(await loadMigrations(url)), ['001-one', '002-two', '010-ten']);
  await writeFile(path.join(directory, '011-kind.js'), `${good} export const compatible = true;`);
  t.match((await loadMigrations(url))['011-kind'], { compatible: true }, 'what one says of itself is read');
  await writeFile(path.join(directory, '012-kind.js'), `${good} export const compatible = 'yes';`);
  await t.rejects(loadMigrations(url), { code: 'database.migration-shape', message: /neither true nor false/ });
  await rm(path.join(directory, '012-kind.js'));
  await writeFile(path.join(directory, '011-half.js'), 'export const up = async () => {};');
  await t.rejects(loadMigrations(url), { code: 'database.migration-shape', message: /011-half\.js/ });
  await writeFile(path.join(directory, 'helper.js'), good);
  await rm(path.join(directory, '011-half.js'));
  await t.rejects(loadMigrations(url), { code: 'database.migration-name', message: /helper\.js/ });
  t.strictSame(await loadMigrations(new URL('nowhere/', `${url.href}/`)), {}, 'an extension without tables');
});
