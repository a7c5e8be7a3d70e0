import { sql } from 'kysely';
import t from 'tap';
import { communityDb, TenantPool } from '../../database/tenant.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { seedCommunities } from './communities.ts';

const { ownerUrl, applicationUrl } = await createTestDatabase(t);
const [first = 0, second = 0] = await seedCommunities(ownerUrl, 2);
const pool = new TenantPool({ url: applicationUrl });
t.teardown(() => pool.end());
const db = communityDb<any>(pool, first);
const other = communityDb<any>(pool, second);

const atom = async (on: typeof db, community: number, key: string) =>
  (
    await sql<{
      id: number;
    }>`insert into core.access_atom (community_id, realm, key) values (${community}, 'role', ${key}) returning id`.execute(
      on,
    )
  ).rows[0]?.id;
const openedBy = async (atoms: unknown) =>
  (
    await sql<{ rule_id: number }>`select rule_id from core.access_rule_atom where atom_id = ${atoms}`.execute(db)
  ).rows.map(({ rule_id }) => rule_id);

t.test('the reverse index of rules follows every change of who may see', async (t) => {
  const [a, b] = [await atom(db, first, 'a'), await atom(db, first, 'b')];
  const { rows } = await sql<{ id: number }>`
    insert into core.access_rule (community_id, name, see, read) values (${first}, 'default', ${[a]}, ${[a]}) returning id`.execute(
    db,
  );
  const rule = rows[0]?.id;
  t.strictSame(await openedBy(a), [rule]);
  await sql`update core.access_rule set see = ${[b]} where id = ${rule}`.execute(db);
  t.strictSame(await openedBy(a), []);
  t.strictSame(await openedBy(b), [rule]);
  await sql`delete from core.access_rule where id = ${rule}`.execute(db);
  t.strictSame(await openedBy(b), []);
});

t.test('a rule cannot name an atom of another community', async (t) => {
  const foreign = await atom(other, second, 'theirs');
  await t.rejects(
    sql`insert into core.access_rule (community_id, canon, see, read) values (${first}, 'x', ${[foreign]}, '{}')`.execute(
      db,
    ),
    { code: '23503' },
  );
});

t.test('atoms that are interned at the same time are one atom, with one id', async (t) => {
  const intern = () =>
    sql<{ id: number }>`insert into core.access_atom (community_id, realm, key) values (${first}, 'role', 'same')
      on conflict (community_id, realm, key) do update set key = excluded.key returning id`.execute(db);
  const ids = (await Promise.all(Array.from({ length: 30 }, intern))).map(({ rows }) => rows[0]?.id);
  t.equal(new Set(ids).size, 1);
});

t.test('a row cannot refer to a row of another community, whoever writes it', async (t) => {
  const { rows } = await sql<{ id: string }>`select id from core.member limit 1`.execute(other);
  const write = sql`insert into core.space (community_id, id, kind, slug, title, joining, created_by)
    values (${first}, gen_random_uuid(), 'group', 'g', 'G', 'open', ${rows[0]?.id})`;
  await t.rejects(write.execute(db), { code: '23503' });
});

t.test('two communities can use the same slug, and one cannot use it twice for a kind', async (t) => {
  const write = (on: typeof db, community: number) =>
    sql`insert into core.space (community_id, id, kind, slug, title, joining) values (${community}, gen_random_uuid(), 'group', 'same', 'Same', 'open')`.execute(
      on,
    );
  await write(db, first);
  await write(other, second);
  await t.rejects(write(db, first), { code: '23505' });
});

t.test('the feed is read in the order of its index, without a sort', async (t) => {
  const { rows } = await db.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    return sql<{
      'QUERY PLAN': string;
    }>`explain select id from core.content where community_id = ${sql.lit(first)} and status = 1
      and publish_at <= now() and unpublish_at > now() order by publish_at desc, id desc limit 20`.execute(tx);
  });
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  t.match(plan, /Index Scan using content_feed/);
  t.notMatch(plan, /Sort/);
});
