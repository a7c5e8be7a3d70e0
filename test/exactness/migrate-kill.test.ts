/** A schema is as it was, or as the release wants it, wherever the process that migrates is killed; and two never do it twice. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { coreMigrations, platformMigrations } from '@polyphony/migrations';
import { Client } from 'pg';
import t from 'tap';
import {
  bareEnvironment,
  commandFile,
  commandIn,
  createTestDatabase,
  type TestDatabase,
} from '@polyphony/core/testing';
import { loadMigrations, migrateSchema, openOwner, type Migrations } from '../../core/database/migrate.ts';
import { countingProxy } from './counting-proxy.ts';

/** Six with every run of the tests; `npm run test:kill` asks for fifty. */
const KILLS = Number(process.env.POLYPHONY_MIGRATION_KILLS ?? 3);
const root = path.resolve(import.meta.dirname, '../..');
t.setTimeout(900_000);

const crowd = await loadMigrations(pathToFileURL(path.join(root, 'extensions/crowd-innovation/migrations/')));
const firstOf = (migrations: Migrations, count: number): Migrations =>
  Object.fromEntries(Object.entries(migrations).slice(0, count));

const environment = (database: TestDatabase, ownerUrl = database.ownerUrl) => ({
  DATABASE_URL: database.applicationUrl,
  DATABASE_OWNER_URL: ownerUrl,
  POLYPHONY_SECRET: 'a secret of a migration that is long enough',
});
const migrate = async (database: TestDatabase) => {
  const { code, text } = await commandIn(environment(database))('migrate');
  if (code !== 0) throw new Error(text);
  return text;
};

/** Everything that a migration makes, by schema: definitions, ledger, and what was filled in. */
async function shape(url: string): Promise<Readonly<Record<string, string>>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ schema: string; line: string }>(`
      select * from (
        select n.nspname as schema, format('%s %s %s %s %s', c.relkind, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull) as line
          from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
          where a.attnum > 0 and not a.attisdropped
        union all select n.nspname, format('constraint %s %s', o.conname, pg_get_constraintdef(o.oid)) from pg_constraint o join pg_namespace n on n.oid = o.connamespace
        union all select schemaname, indexdef from pg_indexes
        union all select schemaname, format('policy %s %s %s', tablename, policyname, qual) from pg_policies
        union all select n.nspname, format('function %s', p.proname) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        union all select n.nspname, 'schema' from pg_namespace n
      ) found where schema in ('platform', 'core', 'crowd_innovation', 'groups', 'pgboss') order by 1, 2`);
    const lines = new Map<string, string[]>();
    for (const { schema, line } of rows) lines.set(schema, [...(lines.get(schema) ?? []), line]);
    for (const [schema, of] of lines) {
      const ledger = `${schema}.kysely_migration`;
      const { rows: there } = await client.query('select to_regclass($1) is not null as there', [ledger]);
      if (!there[0].there) continue;
      const { rows: names } = await client.query(
        `select name, to_jsonb(l) ->> 'compatible' as says from ${ledger} l order by 1`,
      );
      of.push(`ledger ${JSON.stringify(names)}`);
    }
    // what 002 of the platform fills in
    if (lines.get('platform')?.some((line) => line.includes('account_claim'))) {
      const { rows: confirmed } = await client.query('select count(confirmed_at)::int as n from platform.account');
      lines.get('platform')?.push(`confirmed ${confirmed[0].n}`);
    }
    return Object.fromEntries([...lines].map(([schema, of]) => [schema, of.join('\n')]));
  } finally {
    await client.end();
  }
}

/** An installation of an earlier release, with an account that the next one has to fill something in for. */
async function earlier(database: TestDatabase): Promise<void> {
  const owner = openOwner(database.ownerUrl);
  try {
    await migrateSchema({ owner, schema: 'platform', migrations: firstOf(platformMigrations, 1) });
    await migrateSchema({ owner, schema: 'core', migrations: firstOf(coreMigrations, 2) });
    await migrateSchema({ owner, schema: 'crowd_innovation', migrations: firstOf(crowd, 1) });
    await owner.query(
      `insert into platform.account (id, email, email_normalised) select gen_random_uuid(), n || '@x.example', n || '@x.example' from generate_series(1, 20) n`,
    );
  } finally {
    await owner.end();
  }
}

/** Runs a migration by way of a proxy and kills it at one of its messages. Returns how many there were, and whether it was killed. */
async function killedAt(database: TestDatabase, point: number, when: 'before' | 'after') {
  let kill = () => {};
  const proxy = await countingProxy(database.ownerUrl, { point, when, act: () => kill() });
  const child = spawn(process.execPath, [commandFile, 'migrate'], {
    cwd: root,
    env: bareEnvironment(environment(database, proxy.url)),
    stdio: 'ignore',
  });
  kill = () => child.kill('SIGKILL');
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, by) => resolve(by)));
  await proxy.close();
  await settled(database);
  return { messages: proxy.count, killed: signal === 'SIGKILL' };
}

/** Waits until the server has noticed that the process is gone, and has kept or undone what was under way. */
async function settled({ ownerUrl, name }: TestDatabase): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (;;) {
      const { rows } = await client.query(
        'select count(*)::int n from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
        [name],
      );
      if (rows[0].n === 0) return;
      await sleep(10);
    }
  } finally {
    await client.end();
  }
}

t.test('killed at any message, a migration has happened or has not', async (t) => {
  await createTestDatabase(t); // makes the login of the application
  const fresh = async () => createTestDatabase(t, { migrated: false });
  const starts = [
    { name: 'an empty database', prepare: async () => {} },
    { name: 'an earlier release', prepare: earlier },
  ];
  const seen = { before: 0, after: 0 };
  for (const [at, { name, prepare }] of starts.entries()) {
    const whole = await fresh();
    await prepare(whole);
    const before = await shape(whole.ownerUrl);
    const { messages } = await killedAt(whole, Number.MAX_SAFE_INTEGER, 'after');
    const after = await shape(whole.ownerUrl);
    t.ok(messages > 60, `${name}: ${messages} messages`);
    t.ok(after['core'] !== before['core'] && after['pgboss'] !== undefined, 'there was something to do');

    const kills = Math.ceil((KILLS - at) / starts.length);
    for (let kill = 0; kill < kills; kill++) {
      const database = await fresh();
      await prepare(database);
      const point = 1 + Math.floor(((kill + 0.5) / kills) * messages);
      const { killed } = await killedAt(database, point, kill % 2 === 0 ? 'before' : 'after');
      t.ok(killed, `${name}: killed at message ${point} of ${messages}`);
      const found = await shape(database.ownerUrl);
      for (const schema of Object.keys(after)) {
        const is = found[schema] === before[schema] ? 'before' : found[schema] === after[schema] ? 'after' : undefined;
        if (is === undefined) t.equal(found[schema], after[schema], `${schema} is between, at message ${point}`);
        else seen[is] += 1;
      }
      await migrate(database);
      t.same(await shape(database.ownerUrl), after, 'the next run completes it');
    }
  }
  t.ok(seen.before > 0 && seen.after > 0, 'kills came before and after');
  t.comment(`${KILLS} kills: ${seen.before} schemas as before, ${seen.after} as after, none between`);
});

t.test('two processes that migrate together apply each migration once', async (t) => {
  const reference = await createTestDatabase(t, { migrated: false });
  await migrate(reference);
  const database = await createTestDatabase(t, { migrated: false });
  const outputs = await Promise.all([migrate(database), migrate(database), migrate(database)]);
  const applied = outputs.flatMap((text) =>
    [...text.matchAll(/^(\S+) +applied: (.+)$/gm)].flatMap(([, id, names = '']) =>
      names.split(', ').map((name) => `${id} ${name}`),
    ),
  );
  t.equal(new Set(applied).size, applied.length, 'none twice');
  t.ok(applied.includes('platform 001-foundation') && applied.includes('crowd-innovation 001-challenges'));
  t.same(await shape(database.ownerUrl), await shape(reference.ownerUrl));
  t.match(await migrate(database), /core +nothing to do/);
});
