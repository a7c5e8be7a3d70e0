import t from 'tap';
import { startFund } from './fund.ts';

t.test('drafts came with the second migration, which goes without touching a ballot', async (t) => {
  const fund = await startFund(t);
  const challenge = await fund.open();
  const id = await challenge.idea('Bread', 100);
  await challenge.vote();
  const voter = await fund.voter();
  await voter.put(`${challenge.path}/ballot`, { choices: [id] });
  const { up, down } = await import('../migrations/002-ballot-drafts.ts');
  const { Kysely, PostgresDialect } = await import('kysely');
  const { Pool } = await import('pg');
  const db = new Kysely<any>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: fund.platform.ownerUrl }) }),
  });
  const tables = async () =>
    (await fund.sql(`select tablename from pg_tables where schemaname = 'crowd_innovation' order by 1`)).map(
      ({ tablename }) => tablename,
    );
  const before = await tables();
  t.ok(before.includes('ballot_draft'));
  await down(db);
  t.strictSame(
    await tables(),
    before.filter((name) => name !== 'ballot_draft'),
  );
  await up(db);
  t.strictSame(await tables(), before);
  await t.rejects(
    fund.sql(
      `insert into crowd_innovation.ballot_draft (community_id, challenge_id, member_id, choices)
        select community_id, challenge_id, member_id, '{}' from crowd_innovation.ballot`,
    ),
    { code: '23514' },
    'a draft is a list',
  );
  t.equal((await fund.sql('select from crowd_innovation.ballot')).length, 1);
  await db.destroy();
});
