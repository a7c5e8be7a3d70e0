import { setTimeout as sleep } from 'node:timers/promises';
import { constantFrom, record, sample } from 'fast-check';
import { sql, type Kysely } from 'kysely';
import { Client } from 'pg';
import t from 'tap';
import { statement } from '../../database/statement.ts';
import { communityDb, platformDb, TenantPool } from '../../database/tenant.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { seedCommunities, seen } from './communities.ts';

type Db = Kysely<any>;
const OPERATIONS = 2000;

const { ownerUrl, applicationUrl } = await createTestDatabase(t);
const communities = await seedCommunities(ownerUrl, 25);
const [first = 0, second = 0] = communities;
const pool = new TenantPool({ url: applicationUrl, max: 5 });
const admin = new Client({ connectionString: ownerUrl });
await admin.connect();
t.teardown(async () => {
  await admin.end();
  await pool.end();
});
const namedSeen = statement()('test.seen', () => seen);

t.test('no statement ever sees another community, whatever went wrong before it', async (t) => {
  const seed = Number(process.env.POLYPHONY_TEST_SEED ?? Math.trunc(Math.random() * 0x7fffffff));
  t.comment(`POLYPHONY_TEST_SEED=${seed}`);
  let checks = 0;
  const wrong: unknown[] = [];
  const check = async (db: Db, community: number) => {
    for (const row of await (checks++ % 2 ? namedSeen.run(db, {}) : seen.execute(db).then(({ rows }) => rows)))
      if (row.setting !== String(community) || String(row.communities) !== String(community) || row.rows !== 3n)
        wrong.push({ community, row });
  };
  const within = (db: Db, community: number, work: (tx: Db) => Promise<unknown> = async () => {}) =>
    db.transaction().execute(async (tx) => {
      await check(tx, community);
      await work(tx);
      await check(tx, community);
    });

  const operations: Record<string, (db: Db, community: number) => Promise<unknown>> = {
    'a plain statement': (db) => sql`select count(*) from core.member`.execute(db),
    'a failing statement': (db) => sql`select 1/0`.execute(db),
    'a statement that does not parse': (db) => sql`selec 1`.execute(db),
    'a value that does not fit': (db) => sql`select ${'x'}::int`.execute(db),
    'a value that cannot be sent': (db) => sql`select ${{ toPostgres: () => JSON.parse('{') }}::int`.execute(db),
    'a transaction': (db, c) =>
      within(db, c, (tx) => sql`update core.member set display_name = display_name`.execute(tx)),
    'a transaction without statements': (db) => db.transaction().execute(async () => {}),
    'a transaction that throws': (db, c) =>
      within(db, c, async () => {
        throw new Error('no');
      }),
    'a transaction whose statement fails': (db, c) => within(db, c, (tx) => sql`select 1/0`.execute(tx)),
    'a transaction whose first statement fails': (db) => db.transaction().execute((tx) => sql`selec`.execute(tx)),
    'a swallowed error inside a transaction': (db, c) =>
      within(db, c, (tx) => sql`select 1/0`.execute(tx).catch(() => {})),
    'a savepoint': async (db, c) => {
      const tx = await db.startTransaction().execute();
      try {
        await check(tx, c);
        const inner = await tx.savepoint('a "b').execute();
        await sql`select 1/0`.execute(inner).catch(() => {});
        await inner.rollbackToSavepoint('a "b').execute();
        await check(tx, c);
        await tx.commit().execute();
      } catch (error) {
        await tx
          .rollback()
          .execute()
          .catch(() => {});
        throw error;
      }
    },
    'a killed backend': (db) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(db),
    'a backend killed inside a transaction': (db, c) =>
      within(db, c, async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() pid`.execute(tx);
        await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        await sleep(5);
      }),
    'a cancelled statement': (db) =>
      db.transaction().execute(async (tx) => {
        await sql`set local statement_timeout = 2`.execute(tx);
        await sql`select pg_sleep(1)`.execute(tx);
      }),
    'code that sets another community': (db) => sql`select set_config('app.community_id', '999', false)`.execute(db),
    'code that sets another community in a transaction': (db) =>
      db.transaction().execute((tx) => sql`select set_config('app.community_id', '999', false)`.execute(tx)),
    'a reset': (db) => sql`reset all`.execute(db),
    'dropped prepared statements': (db) => sql`deallocate all`.execute(db),
    'a discarded session': (db) => sql`discard all`.execute(db),
    'a row for another community': async (db, c) => {
      const other = c === first ? second : first;
      await sql`insert into core.member (community_id, id, display_name) values (${other}, gen_random_uuid(), 'Foreign')`.execute(
        db,
      );
      wrong.push({ inserted: other });
    },
  };

  const plan = sample(
    record({ community: constantFrom(...communities), operation: constantFrom(...Object.keys(operations)) }),
    { numRuns: OPERATIONS, seed },
  );
  const dbs = new Map(communities.map((id) => [id, communityDb<any>(pool, id)] as const));
  const failed: unknown[] = [];
  let next = 0;
  const worker = async () => {
    for (let step = plan[next++]; step; step = plan[next++]) {
      const { community, operation } = step;
      const db = dbs.get(community) ?? communityDb<any>(pool, community);
      await operations[operation]?.(db, community).catch(() => {}); // most of them fail on purpose
      // a connection that another one killed may fail once, and never twice
      await check(db, community)
        .catch(() => check(db, community))
        .catch((error: unknown) => failed.push({ operation, error: String(error) }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));

  t.strictSame(wrong, [], 'no wrong row');
  t.strictSame(failed, [], 'no connection was left unusable');
  t.ok(checks > OPERATIONS, `${checks} checks`);
  t.equal(pool.load.waiting, 0);
  t.ok(pool.load.open <= 5, 'no connection was leaked');
  await Promise.all(Array.from({ length: 20 }, () => check(communityDb(pool, first), first)));
  t.equal(pool.load.idle, pool.load.open, 'every connection came back');
});

t.test('a statement that forgets the community sees its own rows only', async (t) => {
  const db = communityDb<any>(pool, first);
  t.strictSame((await seen.execute(db)).rows, [{ setting: String(first), communities: [first], rows: 3n }]);
  const { numAffectedRows } = await sql`update core.member set display_name = display_name`.execute(db);
  t.equal(numAffectedRows, 3n);
  t.equal((await sql`delete from core.member where community_id = ${second}`.execute(db)).numAffectedRows, 0n);
});

t.test('a row of another community cannot be written', async (t) => {
  const db = communityDb<any>(pool, first);
  await t.rejects(
    sql`insert into core.member (community_id, id, display_name) values (${second}, gen_random_uuid(), 'Foreign')`.execute(
      db,
    ),
    { code: '42501' },
  );
  await t.rejects(sql`update core.member set community_id = ${second}`.execute(db), { code: '42501' });
});

t.test('the platform sees its own tables and no row of any community', async (t) => {
  const db = platformDb<any>(pool);
  t.strictSame((await seen.execute(db)).rows, [{ setting: '', communities: null, rows: 0n }]);
  const { rows } = await sql<{ n: bigint }>`select count(*) n from platform.community`.execute(db);
  t.equal(rows[0]?.n, 25n);
});

t.test('a transaction whose error was swallowed does not pretend to have been kept', async (t) => {
  const lost = communityDb<any>(pool, first)
    .transaction()
    .execute(async (tx) => {
      await sql`update core.member set display_name = 'Changed'`.execute(tx);
      await sql`select 1/0`.execute(tx).catch(() => {});
    });
  await t.rejects(lost, { name: 'AbortedTransactionError' });
  const { rows } = await sql<{ n: bigint }>`select count(*) n from core.member where display_name = 'Changed'`.execute(
    communityDb(pool, first),
  );
  t.equal(rows[0]?.n, 0n);
});

t.test('a connection that dies idle, at work or between two statements does not end the process', async (t) => {
  const lost: string[] = [];
  const own = new TenantPool({
    url: applicationUrl,
    max: 1,
    applicationName: 'dies',
    onLost: ({ message }) => lost.push(message),
  });
  const db = communityDb<any>(own, first);
  const kill = () =>
    admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dies'`);

  await seen.execute(db);
  await kill();
  await sleep(50);
  t.equal(lost.length, 1, 'idle: reported');
  t.match((await seen.execute(db)).rows, [{ rows: 3n }]);

  await Promise.all([t.rejects(sql`select pg_sleep(30)`.execute(db), { code: '57P01' }), sleep(100).then(kill)]);
  t.match((await seen.execute(db)).rows, [{ rows: 3n }]);

  const transaction = db.transaction().execute(async (tx) => {
    await seen.execute(tx);
    await kill();
    await sleep(50);
    await seen.execute(tx);
  });
  await t.rejects(transaction);
  t.ok(lost.length >= 2, 'between two statements: reported');
  t.match((await seen.execute(db)).rows, [{ rows: 3n }]);
  await own.end();
});

t.test('whoever gets no connection in time is told by a code, and the next one gets one', async (t) => {
  const own = new TenantPool({ url: applicationUrl, max: 1, connectTimeout: 500 });
  const db = communityDb<any>(own, first);
  const client = await own.connect();
  await t.rejects(seen.execute(db), { code: 'database.busy' });
  client.release();
  t.match((await seen.execute(db)).rows, [{ rows: 3n }]);
  await own.end();
});

t.test('limits of time travel with each transaction, and none is left on the connection', async (t) => {
  const own = new TenantPool({ url: applicationUrl, max: 1, statementTimeout: 50, lockTimeout: 40 });
  const db = communityDb<any>(own, first);
  await t.rejects(sql`select pg_sleep(5)`.execute(db), { code: '57014' });
  await admin.query('begin');
  await admin.query('lock table core.log');
  await t.rejects(sql`select from core.log`.execute(db), { code: '55P03' });
  await admin.query('rollback');
  const client = await own.connect();
  t.match((await client.query('show statement_timeout')).rows, [{ statement_timeout: '0' }]);
  client.release();
  await own.end();
});

t.test('a bigint is exact, and a date is the day that was written', async (t) => {
  const { rows } =
    await sql`select 9007199254740993::bigint big, array[1, null]::bigint[] list, '2026-03-01'::date as day,
    '2026-03-01T12:00:00Z'::timestamptz as at, 2::int as small`.execute(platformDb(pool));
  t.strictSame(rows, [
    { big: 9007199254740993n, list: [1n, null], day: '2026-03-01', at: new Date('2026-03-01T12:00:00Z'), small: 2 },
  ]);
});

t.test('what cannot be a community, an isolation level or a stream is refused by name', async (t) => {
  for (const id of [0, -1, 1.5, Number.NaN, 2 ** 31])
    t.throws(() => communityDb(pool, id), { code: 'database.community-id' });
  const db = communityDb<any>(pool, first);
  const serializable = db
    .transaction()
    .setIsolationLevel('serializable')
    .execute(async () => {});
  await t.rejects(serializable, { code: 'database.isolation-level' });
  await t.rejects(db.selectFrom('core.member').selectAll().stream().next(), { code: 'database.streaming' });
});
