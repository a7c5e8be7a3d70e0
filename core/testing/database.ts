/**
 * Real databases for tests: one cluster for a run, one migrated template in it, one clone for each test. Set
 * `POLYPHONY_TEST_DATABASE_URL` (or `DATABASE_URL`) to a superuser of a server to use that one; without, a volatile server is
 * started for this process and removed when it ends.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { coreMigrations, platformMigrations } from '@polyphony/migrations';
import { Client, escapeIdentifier } from 'pg';
import { startEmbedded } from '../database/embedded.ts';
import { isServerOf, readPostmaster, usersOf } from '../database/embedded-process.ts';
import { installJobs, JOB_SCHEMA } from '../events/install.ts';
import { grantApplication, prepareDatabase } from '../database/logins.ts';
import { migrateSchema, openOwner, type Migrations } from '../database/migrate.ts';

export interface TestCluster {
  /** A superuser's URL. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Schemas of extensions, migrated in this order after `platform` and `core`. */
  readonly schemas?: Readonly<Record<string, Migrations>>;
  /** False: an empty database, in which nothing is migrated or granted. Default true. */
  readonly migrated?: boolean;
}

export interface TestDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  /** A login that owns nothing, as in production. */
  readonly applicationUrl: string;
}

const PREFIX = 'polyphony-test-';
const ROLE = 'polyphony_test_app';

/** A volatile server in a directory of its own, which `stop` removes. `POLYPHONY_TEST_POSTGRES` names other binaries. */
export async function startTestCluster(): Promise<TestCluster> {
  sweep();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), PREFIX));
  const binaries = process.env.POLYPHONY_TEST_POSTGRES;
  const server = await startEmbedded({ dataDir, volatile: true, database: 'postgres', ...(binaries && { binaries }) });
  const abandon = () => removeCluster(dataDir); // nothing can be awaited any more, and nothing in it is worth a clean end
  process.once('exit', abandon);
  return {
    url: server.url('postgres'),
    async stop() {
      process.off('exit', abandon);
      await server.stop({ evenIfUsed: true });
      removeCluster(dataDir);
    },
  };
}

/** Ends what the killed runs of former times left behind. */
function sweep(): void {
  for (const name of readdirSync(os.tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const dataDir = path.join(os.tmpdir(), name);
    try {
      if (!usersOf(dataDir).others()) removeCluster(dataDir);
    } catch {
      // another run is just making or sweeping it
    }
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

function removeCluster(dataDir: string): void {
  const directory = path.join(realpathSync(dataDir), 'cluster');
  const server = readPostmaster(directory);
  if (server && isServerOf(server.pid, directory)) {
    process.kill(server.pid, 'SIGQUIT');
    // called while the process ends, so it cannot await; a server on its way out would put files back
    for (let i = 0; i < 300 && isServerOf(server.pid, directory); i++) Atomics.wait(pause, 0, 0, 20);
  }
  // it ends early, without an error, at a file that something else removes at the same moment
  for (let i = 0; i < 5 && existsSync(dataDir); i++) rmSync(dataDir, { recursive: true, force: true });
}

let cluster: Promise<string> | undefined;
const templates = new Map<string, Promise<string>>();

const clusterUrl = (): Promise<string> =>
  (cluster ??= (async () => {
    const given = process.env.POLYPHONY_TEST_DATABASE_URL ?? process.env.DATABASE_URL;
    return given ?? (await startTestCluster()).url;
  })());

/**
 * A database for one test, or for one file if `t` is the file's. Dropped at its teardown, whoever is still connected.
 * @example const { ownerUrl, applicationUrl } = await createTestDatabase(t, { schemas: { groups: migrations } });
 */
export async function createTestDatabase(
  t: { teardown(done: () => unknown): unknown },
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const url = await clusterUrl();
  const name = `polyphony_test_${randomBytes(6).toString('hex')}`;
  const template = options.migrated === false ? 'template0' : await templateFor(url, options.schemas ?? {});
  await asSuperuser(url, (client) =>
    client.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`),
  );
  t.teardown(() =>
    asSuperuser(url, (client) => client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`)),
  );
  return { name, ownerUrl: inDatabase(url, name), applicationUrl: asApplication(url, name) };
}

const templateFor = (url: string, schemas: Readonly<Record<string, Migrations>>): Promise<string> => {
  const name = templateName({ platform: platformMigrations, core: coreMigrations, ...schemas });
  let made = templates.get(name);
  if (!made) templates.set(name, (made = makeTemplate(url, name, schemas)));
  return made;
};

/** Other migrations are another template, so a server that outlives a change of them never serves an old one. */
const templateName = (schemas: Readonly<Record<string, Migrations>>) => {
  const text = Object.entries(schemas).map(([schema, migrations]) => [
    schema,
    ...Object.entries(migrations).map(([name, { up, down }]) => [name, String(up), String(down)]),
  ]);
  return `polyphony_template_${createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 16)}`;
};

/** Made once for all processes of a run: the mark `is_template` comes last, so a half-made one is made again. */
const makeTemplate = (url: string, name: string, schemas: Readonly<Record<string, Migrations>>) =>
  asSuperuser(url, async (client) => {
    await client.query(`select pg_advisory_lock(hashtextextended('polyphony.test.template', 0))`); // goes with the connection
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (rowCount) return name;
    await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    await client.query(`create database ${escapeIdentifier(name)} template template0`);
    const ownerUrl = inDatabase(url, name);
    await prepareDatabase({ ownerUrl, applicationRole: ROLE, applicationPassword: passwordOf(url) });
    await installJobs(ownerUrl);
    const owner = openOwner(ownerUrl);
    try {
      for (const [schema, migrations] of Object.entries(schemas)) await migrateSchema({ owner, schema, migrations });
      await grantApplication(owner, [JOB_SCHEMA, ...Object.keys(schemas)], ROLE);
    } finally {
      await owner.end();
    }
    await client.query(`alter database ${escapeIdentifier(name)} with is_template true allow_connections false`);
    return name;
  });

async function asSuperuser<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const inDatabase = (url: string, name: string) => {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
};

/** The same in every process of a run, and known to nobody who does not know the server's own. */
const passwordOf = (url: string) =>
  createHash('sha256')
    .update(`${ROLE}\n${new URL(url).password}`)
    .digest('hex');

const asApplication = (url: string, name: string) => {
  const other = new URL(inDatabase(url, name));
  other.username = ROLE;
  other.password = passwordOf(url);
  return other.href;
};
