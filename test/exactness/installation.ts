/** One database, one folder of configuration and one secret, for as many processes as a test starts on them. */
import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { client, createTestDatabase, type Client } from '@polyphony/core/testing';
import { Pool, type PoolClient } from 'pg';
import { startNode, type Node } from './node.ts';

type Teardown = { teardown(work: () => unknown): unknown };

export interface Installation {
  readonly ownerUrl: string;
  /** Starts one more process; `program` is the file that it runs, with its words, `npm start` unless said otherwise. */
  node(program?: readonly string[]): Promise<Node>;
  /** Runs SQL as the owner, who passes the wall between communities. */
  sql<Row = any>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The owner in a transaction, which ends with `work`. */
  within<R>(work: (client: PoolClient) => Promise<R>): Promise<R>;
  /** People with a session each; made by SQL, since a password costs 40 ms. */
  people(count: number, roles?: readonly string[]): Promise<readonly Person[]>;
}

export interface Person {
  readonly id: string;
  /** The person as a client of one process. */
  at(node: Node): Client;
}

export const COMMUNITY = 'fund';
const SECRET = 'a secret of two processes that is long enough';

/** The files of a community that votes, and nothing in `platform.yaml` but what the test says. */
export function writeConfiguration(
  directory: string,
  platform: Readonly<Record<string, unknown>> = {},
  extensions: Readonly<Record<string, unknown>> = { 'crowd-innovation': { settings: { smallestPublishedBallots: 1 } } },
): void {
  mkdirSync(path.join(directory, 'communities'), { recursive: true });
  // JSON is YAML
  writeFileSync(
    path.join(directory, 'platform.yaml'),
    JSON.stringify({ demo: false, limits: { inFlight: 5000 }, ...platform }),
  );
  const community = {
    name: 'Fund',
    access: 'open',
    join: 'open',
    extensions,
  };
  writeFileSync(path.join(directory, 'communities', `${COMMUNITY}.yaml`), JSON.stringify(community));
}

/** Extensions of a test instead of those of the repository. */
export interface Other {
  readonly root?: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** What its processes are told besides. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Makes an installation; `platform` is what stands in `platform.yaml`. */
export async function install(
  t: Teardown,
  platform: Readonly<Record<string, unknown>> = {},
  other: Other = {},
): Promise<Installation> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-installation-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  writeConfiguration(directory, platform, other.extensions);
  const database = await createTestDatabase(t);
  const pool = new Pool({ connectionString: database.ownerUrl, max: 4 });
  pool.on('error', () => {});
  t.teardown(() => pool.end());
  const sql = queriesOf(pool);

  return {
    ownerUrl: database.ownerUrl,
    sql,
    async within(work) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await work(client);
        await client.query('commit');
        return result;
      } finally {
        client.release(true);
      }
    },
    node: (program) =>
      startNode(
        t,
        {
          DATABASE_URL: database.applicationUrl,
          DATABASE_OWNER_URL: database.ownerUrl,
          POLYPHONY_SECRET: SECRET,
          POLYPHONY_CONFIG: directory,
          POLYPHONY_DATA: path.join(directory, 'data'),
          ...other.environment,
        },
        other.root,
        program,
      ),
    people: peopleOf(sql),
  };
}

/** The same with the database that the platform runs itself, and its secret in a file: all in one folder. */
export interface OwnInstallation extends Pick<Installation, 'sql' | 'people'> {
  /** What a process or a command is told by its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly dataDirectory: string;
  node(): Promise<Node>;
  /** Connects to the database, once a process has started it. */
  connect(): void;
  /** The number of the database's process. */
  readonly database: number;
}

/** Files of an installation in `directory`, or those that are there. */
export function ownInstallation(
  t: Teardown,
  directory: string,
  dataDirectory = path.join(directory, 'data'),
): OwnInstallation {
  const configDirectory = path.join(directory, 'config');
  const server = path.join(dataDirectory, 'postgres/cluster/postmaster.pid');
  const environment = { POLYPHONY_CONFIG: configDirectory, POLYPHONY_DATA: dataDirectory };
  let pool: Pool | undefined;
  const lines = () => readFileSync(server, 'utf8').split('\n');
  const sql: Installation['sql'] = async (text, values = []) => {
    if (!pool) throw new Error('connect first');
    return (await pool.query(text, [...values])).rows;
  };
  // runs after the processes have ended; a server that nobody stopped must not live on
  t.teardown(async () => {
    await pool?.end();
    // it says nothing of a server that the test has killed
    for (let signal: 'SIGQUIT' | 0 = 'SIGQUIT'; existsSync(server); signal = 0) {
      try {
        process.kill(Number(lines()[0]), signal);
      } catch {
        return;
      }
      await sleep(20);
    }
  });
  return {
    environment,
    dataDirectory,
    sql,
    people: peopleOf(sql),
    node: () => startNode(t, environment),
    connect() {
      const password = readFileSync(path.join(dataDirectory, 'postgres/password'), 'utf8').trim();
      pool = new Pool({
        connectionString: `postgres://postgres:${password}@127.0.0.1:${lines()[3]}/polyphony`,
        max: 4,
      });
      pool.on('error', () => {});
      pool.on('connect', (client) => client.on('error', () => {}));
    },
    get database() {
      return Number(lines()[0]);
    },
  };
}

/** Writes the files of an installation whose tokens the tests can sign. */
export function writeOwnInstallation(directory: string): void {
  writeConfiguration(path.join(directory, 'config'));
  mkdirSync(path.join(directory, 'data'), { mode: 0o700 });
  writeFileSync(path.join(directory, 'data/secret'), SECRET, { mode: 0o600 });
}

const queriesOf =
  (pool: Pool): Installation['sql'] =>
  async (text, values = []) =>
    (await pool.query(text, [...values])).rows;

const peopleOf =
  (sql: Installation['sql']): Installation['people'] =>
  async (count, roles = []) => {
    const [community] = await sql('select id, key from platform.community where slug = $1', [COMMUNITY]);
    if (!community) throw new Error('start a process first: it makes the community');
    const made = Array.from({ length: count }, () => ({
      account: crypto.randomUUID(),
      member: crypto.randomUUID(),
      session: crypto.randomUUID(),
    }));
    await sql(
      `with person as (select * from jsonb_to_recordset($1) as p (account uuid, member uuid, session uuid)),
          account as (insert into platform.account (id, email, email_normalised)
            select account, account || '@test.example', account || '@test.example' from person),
          member as (insert into core.member (community_id, id, account_id, display_name, roles)
            select $2::int, member, account, 'Voter ' || left(member::text, 8), $3::text[] from person),
          held as (insert into core.access_grant (community_id, member_id, atom_id, source)
            select $2::int, p.member, a.id, 'core' from person p, core.access_atom a
            where a.community_id = $2::int and a.realm = 'core' and a.key in ('everyone', 'member'))
        insert into platform.session (id, account_id, community_id, kind, expires_at)
          select session, account, $2::int, 'bearer', now() + interval '1 hour' from person`,
      [JSON.stringify(made), community.id, roles],
    );
    return made.map(({ member, session }) => {
      const token = signed({ sid: session, aud: community.key });
      return { id: member, at: ({ url }) => client({ base: `${url}/c/${COMMUNITY}`, memberId: member, token }) };
    });
  };

/** A token as the platform signs it (RFC 7515, HS256), good for an hour. */
function signed(claims: Readonly<Record<string, unknown>>): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, iat: now, exp: now + 3600 })}`;
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}
