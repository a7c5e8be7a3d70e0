import { sql } from 'kysely';
import { Client } from 'pg';
import t from 'tap';
import { statement, type Builder } from '../../database/statement.ts';
import { communityDb, TenantPool } from '../../database/tenant.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { seedCommunities } from './communities.ts';

interface Tables {
  'core.member': { id: string; community_id: number; display_name: string; joined_at: Date };
}

const { ownerUrl, applicationUrl, name } = await createTestDatabase(t);
const [community = 0] = await seedCommunities(ownerUrl, 2);
const admin = new Client({ connectionString: ownerUrl });
await admin.connect();
t.teardown(() => admin.end());
const everything = statement()('test.everything', () => sql<Record<string, unknown>>`select * from core.member`);

const withPool = async (max: number, work: (pool: TenantPool) => Promise<void>) => {
  const pool = new TenantPool({ url: applicationUrl, max });
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
};

t.test('a value that changes is one parameter, a constant is part of the text', async (t) => {
  const search = statement<{ name: string; limit: number }>()('test.search', (db: Builder<Tables>, p) =>
    db
      .selectFrom('core.member')
      .select(['id', 'display_name'])
      .where((is) => is.or([is('display_name', '=', p.name), is('display_name', 'like', p.name)]))
      .where('display_name', '<>', "O'Hara")
      .limit(p.limit),
  );
  t.match(search.sql, /"display_name" = \$1 or "display_name" like \$1/);
  t.match(search.sql, /<> 'O''Hara' limit \$2/);
  await withPool(1, async (pool) => {
    t.match(await search.run(communityDb(pool, community), { name: 'Member 2', limit: 5 }), [
      { display_name: 'Member 2' },
    ]);
  });
});

t.test('is prepared once on a connection and then run by name', async (t) => {
  await withPool(1, async (pool) => {
    const db = communityDb<any>(pool, community);
    await everything.run(db, {});
    await everything.run(db, {});
    const { rows } = await sql<{ n: bigint; runs: bigint }>`
      select count(*) n, sum(generic_plans + custom_plans)::bigint runs from pg_prepared_statements where name like 'test.everything_%'`.execute(
      db,
    );
    t.strictSame(rows, [{ n: 1n, runs: 2n }]);
  });
});

t.test('survives a change of its table, on every connection', async (t) => {
  await withPool(5, async (pool) => {
    const db = communityDb<any>(pool, community);
    const many = () => Promise.all(Array.from({ length: 20 }, () => everything.run(db, {})));
    await many();
    await admin.query('alter table core.member add column extra int');
    for (const rows of await many()) t.ok(rows[0] && 'extra' in rows[0]);
    await admin.query('alter table core.member drop column extra');
    for (const rows of await many()) t.notOk(rows[0] && 'extra' in rows[0]);
  });
});

t.test('fails once inside a transaction after such a change, and not a second time', async (t) => {
  await withPool(1, async (pool) => {
    const inTransaction = () =>
      communityDb<any>(pool, community)
        .transaction()
        .execute((tx) => everything.run(tx, {}));
    await inTransaction();
    await admin.query('alter table core.member add column extra int');
    await t.rejects(inTransaction(), { code: '0A000' });
    t.equal((await inTransaction()).length, 3);
    await admin.query('alter table core.member drop column extra');
  });
});

t.test('survives a pooler that drops prepared statements', async (t) => {
  await withPool(1, async (pool) => {
    const db = communityDb<any>(pool, community);
    await everything.run(db, {});
    await sql`deallocate all`.execute(db);
    t.equal((await everything.run(db, {})).length, 3);
  });
});

t.test('says why it could not reconnect after a change, and releases its connection once', async (t) => {
  const elsewhere = new Client({ connectionString: ownerUrl.replace(`/${name}`, '/postgres') });
  await elsewhere.connect();
  t.teardown(() => elsewhere.end());
  await withPool(1, async (pool) => {
    const db = communityDb<any>(pool, community);
    await everything.run(db, {});
    await admin.query('alter table core.member add column extra int');
    await elsewhere.query(`alter database ${name} with allow_connections false`);
    await t.rejects(everything.run(db, {}), { code: '55000' }, 'the reason, not a complaint about a second release');
    await elsewhere.query(`alter database ${name} with allow_connections true`);
    t.equal((await everything.run(db, {})).length, 3);
    t.strictSame(pool.load, { open: 1, idle: 1, waiting: 0 });
  });
});
