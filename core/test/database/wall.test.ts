import { sql } from 'kysely';
import t from 'tap';
import { grantApplication } from '../../database/logins.ts';
import { migrateSchema, openOwner } from '../../database/migrate.ts';
import { communityDb, TenantPool } from '../../database/tenant.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { seedCommunities, seen } from './communities.ts';

const { ownerUrl, applicationUrl } = await createTestDatabase(t);
const [first = 0, second = 0] = await seedCommunities(ownerUrl, 2);
const owner = openOwner(ownerUrl);
const pool = new TenantPool({ url: applicationUrl });
t.teardown(async () => {
  await pool.end();
  await owner.end();
});
const role = new URL(applicationUrl).username;

let made = 0;
const build = (definition: (schema: string) => string) => {
  const schema = `made_${++made}`;
  const up = async (db: Parameters<typeof sql.raw>[0] extends string ? any : never) => {
    await sql.raw(definition(schema)).execute(db);
  };
  return { schema, migrations: { '001-made': { up, down: async () => {} } }, owner };
};
const TABLE = 'community_id int not null, id uuid not null, primary key (community_id, id)';

t.test('whatever would leave a hole in the wall is refused by name, and nothing of it is kept', async (t) => {
  const cases: readonly [what: string, code: string, definition: (schema: string) => string][] = [
    ['a table without a community', 'wall-missing-column', (s) => `create table ${s}.hole (id uuid primary key)`],
    [
      'a community that is text',
      'wall-missing-column',
      (s) => `create table ${s}.hole (community_id text, id uuid, primary key (community_id, id))`,
    ],
    ['no primary key', 'wall-primary-key', (s) => `create table ${s}.hole (community_id int not null, id uuid)`],
    [
      'a key that starts with something else',
      'wall-primary-key',
      (s) => `create table ${s}.hole (community_id int, id uuid, primary key (id, community_id))`,
    ],
    [
      'a reference without its community',
      'wall-foreign-key',
      (s) =>
        `create table ${s}.hole (${TABLE}, other uuid, unique (id)); alter table ${s}.hole add foreign key (other) references ${s}.hole (id)`,
    ],
    [
      'a policy of its own',
      'wall-policy',
      (s) => `create table ${s}.hole (${TABLE}); create policy all_see on ${s}.hole using (true)`,
    ],
    ['a view with the rights of its owner', 'wall-view', (s) => `create view ${s}.hole as select * from core.member`],
    ['a materialized view', 'wall-view', (s) => `create materialized view ${s}.hole as select * from core.member`],
    [
      'a function with the rights of its owner',
      'wall-definer',
      (s) =>
        `create function ${s}.hole() returns bigint language sql security definer as 'select count(*) from core.member'`,
    ],
  ];
  for (const [what, code, definition] of cases) {
    const schema = build(definition);
    await t.rejects(
      migrateSchema(schema),
      { code: `database.${code}`, message: new RegExp(`${schema.schema}\\.hole`) },
      what,
    );
    t.equal((await owner.query('select from pg_namespace where nspname = $1', [schema.schema])).rowCount, 0);
  }
});

t.test('a table of an extension is behind the wall without a word about it in its migration', async (t) => {
  const schema = build(
    (
      s,
    ) => `create table ${s}.note (${TABLE}, member_id uuid, foreign key (community_id, member_id) references core.member (community_id, id));
      create view ${s}.notes with (security_invoker = true) as select * from ${s}.note`,
  );
  await migrateSchema(schema);
  await grantApplication(owner, [schema.schema], role);
  for (const id of [first, second])
    await owner.query(`insert into ${schema.schema}.note values ($1, gen_random_uuid())`, [id]);
  const db = communityDb<any>(pool, first);
  for (const name of ['note', 'notes']) {
    const { rows } = await sql`select community_id from ${sql.table(`${schema.schema}.${name}`)}`.execute(db);
    t.strictSame(rows, [{ community_id: first }], name);
  }
  await t.rejects(
    sql`insert into ${sql.table(`${schema.schema}.note`)} values (${second}, gen_random_uuid())`.execute(db),
    { code: '42501' },
  );
});

t.test('every table of core is behind the wall, and the owner is not', async (t) => {
  const { rows } = await owner.query<{ name: string; on: boolean; forced: boolean; policies: number }>(
    `select relname as name, relrowsecurity as on, relforcerowsecurity as forced,
       (select count(*)::int from pg_policy where polrelid = c.oid) as policies
     from pg_class c where relnamespace = 'core'::regnamespace and relkind = 'r' and relname not like 'kysely%'`,
  );
  t.ok(rows.length > 10, 'the tables are there');
  t.strictSame(
    rows.filter((table) => !table.on || table.forced || table.policies !== 1),
    [],
  );
  const all = await owner.query<{ communities: number[] }>(
    'select array_agg(distinct community_id) communities from core.member',
  );
  t.strictSame(all.rows[0]?.communities, [first, second], 'a back-fill and a backup see all');
});

t.test('a connection to which no community was ever sent sees nothing', async (t) => {
  const client = await pool.connect();
  t.match((await client.query(seen.compile(communityDb(pool, first)).sql)).rows, [{ communities: null, rows: 0n }]);
  client.release();
});
