/** A store that forgets `where community_id` reads nothing, changes nothing and writes nothing of another community. */
import t from 'tap';
import { sql as statement, type Kysely } from '@polyphony/core';
import { startWorlds } from './world.ts';

const worlds = await startWorlds(t);
const { platform, mine, theirs, sql, rowsOf } = worlds;
const tables = await worlds.tables();
const viewOf = (slug: string) => {
  const view = platform.app.communities.bySlug(slug);
  if (!view) throw new Error(`no community ${slug}`);
  return view;
};
const [here, there] = [viewOf(mine.slug), viewOf(theirs.slug)];
const before = await rowsOf(theirs);

/** Undoes what it did: the next table finds everything as it was. */
class Undo extends Error {}
const tried = async <R>(db: Kysely<any>, work: (db: Kysely<any>) => Promise<R>): Promise<R | undefined> => {
  let result: R | undefined;
  await db
    .transaction()
    .execute(async (tx) => {
      result = await work(tx);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return result;
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, message }: { code?: string; message: string }) => code ?? message,
  );
/** Refused by row-level security, or for want of a privilege. */
const REFUSED = '42501';
/** The row that is referred to is not there, or is still referred to. */
const REFERRED_TO = '23503';
type Statement = ReturnType<typeof statement>;

t.test('there are rows of both communities in every table', async (t) => {
  t.ok(tables.length > 15, tables.join(' '));
  for (const table of tables) {
    const rows = await sql(`select community_id, count(*)::int n from ${table} group by 1 having count(*) > 0`);
    if (rows.length !== 2) t.equal(rows.length, 2, `${table}: give it rows in world.ts, or nothing is shown here`);
  }
});

t.test('a list without its predicate is the list of one community', async (t) => {
  for (const table of tables) {
    const { rows } = await statement<{ community_id: number; row: string }>`
      select community_id, t::text as row from ${statement.table(table)} t`.execute(here.db);
    const [own] = await sql(`select count(*)::int n from ${table} where community_id = $1`, [here.id]);
    t.equal(rows.length, own.n, table);
    const foreign = rows.filter(
      ({ community_id, row }) =>
        community_id !== here.id || [...theirs.canary].some((character) => row.includes(character)),
    );
    if (foreign.length > 0) t.same(foreign, [], table);
    const { rows: named } = await statement`
      select from ${statement.table(table)} where community_id = ${there.id}`.execute(here.db);
    if (named.length > 0) t.fail(`${table}: ${named.length} rows by asking for the other community`);
    const { rows: nobody } = await statement`select from ${statement.table(table)}`.execute(platform.app.platform);
    if (nobody.length > 0) t.fail(`${table}: ${nobody.length} rows without any community`);
  }
});

t.test('a join, a count and a look-up by id find nothing either', async (t) => {
  const { rows } = await statement<{ title: string }>`
    select c.title from crowd_innovation.idea i join core.content c on c.id = i.id join core.member m on m.id = c.author_id`.execute(
    here.db,
  );
  t.ok(rows.length > 0 && rows.every(({ title }) => title.includes(mine.canary)));
  const byId = (table: string, id: string) =>
    here.db
      .selectFrom(table as 'core.content')
      .selectAll()
      .where('id', '=', id)
      .execute();
  t.same(await byId('core.content', theirs.challenge.vote.idea), []);
  t.same(await byId('core.space', theirs.group.open.id), []);
  t.same(await byId('core.member', theirs.member.memberId), []);
  const max = await statement<{ n: bigint }>`select count(distinct community_id) n from core.member`.execute(here.db);
  t.equal(max.rows[0]?.n, 1n);
});

/** What managers did stays written: the application adds to it, and takes and changes nothing. */
const APPEND_ONLY: ReadonlySet<string> = new Set(['core.log']);

t.test('an update or delete without its predicate touches one community', async (t) => {
  for (const table of tables) {
    const [own] = await sql(`select count(*)::int n from ${table} where community_id = $1`, [here.id]);
    const [column] = await sql(
      `select quote_ident(column_name) as name from information_schema.columns
        where table_schema || '.' || table_name = $1 and is_identity = 'NO' and column_name <> 'community_id' order by ordinal_position limit 1`,
      [table],
    );
    const set = statement.raw(`${column.name} = ${column.name}`);
    const touched = (text: Statement) =>
      tried(here.db, async (db) => (await text.execute(db)).numAffectedRows).catch(
        ({ code }: { code?: string }) => code,
      );
    const changeable = !APPEND_ONLY.has(table);
    t.equal(
      await touched(statement`update ${statement.table(table)} set ${set}`),
      changeable ? BigInt(own.n) : REFUSED,
      `update ${table} without where`,
    );
    const deleted = await touched(statement`delete from ${statement.table(table)}`);
    if (deleted !== REFERRED_TO)
      t.equal(deleted, changeable ? BigInt(own.n) : REFUSED, `delete from ${table} without where`);
    const moved = await codeOf(
      tried(here.db, (db) => statement`update ${statement.table(table)} set community_id = ${there.id}`.execute(db)),
    );
    t.equal(moved, REFUSED, `${table}: no row moves to the other community`);
    const emptied = await codeOf(statement`truncate ${statement.table(table)} cascade`.execute(here.db));
    t.equal(emptied, REFUSED, `truncate ${table}`);
  }
  t.same(await rowsOf(theirs), before);
});

t.test('a row of the other community is refused, also with a new id', async (t) => {
  for (const table of tables) {
    // those that the database works out by itself nobody can give
    const columns = await sql(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [table],
    );
    const names = statement.join(columns.map(({ name }) => statement.ref(name)));
    const [{ row }] = await sql(`select to_jsonb(t) as row from ${table} t where community_id = $1 limit 1`, [
      there.id,
    ]);
    for (const copy of [
      row,
      ...('id' in row && typeof row.id === 'string' ? [{ ...row, id: crypto.randomUUID() }] : []),
    ]) {
      const inserted = await codeOf(
        statement`
          insert into ${statement.table(table)} (${names}) overriding system value
          select ${names} from jsonb_populate_record(null::${statement.table(table)}, ${JSON.stringify(copy)}::jsonb)`.execute(
          here.db,
        ),
      );
      t.equal(inserted, REFUSED, table);
    }
  }
  t.same(await rowsOf(theirs), before);
});

t.test('no row refers across the wall, even where its own community is right', async (t) => {
  const insert = (table: string, values: Record<string, unknown>) =>
    codeOf(
      here.db
        .insertInto(table as 'core.placement')
        .values({ community_id: here.id, ...values })
        .execute(),
    );
  const [content, space] = [mine.challenge.vote.idea, mine.group.open.id];
  t.equal(await insert('core.placement', { content_id: content, space_id: theirs.group.open.id }), REFERRED_TO);
  t.equal(await insert('core.placement', { content_id: theirs.challenge.vote.idea, space_id: space }), REFERRED_TO);
  t.equal(
    await insert('core.space_member', { space_id: space, member_id: theirs.member.memberId, state: 'member' }),
    REFERRED_TO,
  );
  t.equal(
    await insert('crowd_innovation.award', {
      challenge_id: mine.challenge.vote.id,
      idea_id: theirs.challenge.vote.idea,
      amount: 1,
    }),
    REFERRED_TO,
  );
  t.same(await rowsOf(theirs), before);
});

t.test('the login of the application cannot take the wall down', async (t) => {
  for (const text of [
    'alter table core.content disable row level security',
    'drop policy tenant on core.content',
    'create policy open on core.content using (true)',
    'alter table core.content owner to current_user',
    'create view core.everything as select * from core.content',
    'create function core.everything() returns setof core.content language sql security definer as $$select * from core.content$$',
    'set role postgres',
  ])
    t.equal(await codeOf(statement.raw(text).execute(here.db)), REFUSED, text);
  const off = await codeOf(
    here.db.transaction().execute(async (tx) => {
      await statement`set local row_security = off`.execute(tx);
      return statement`select from core.content`.execute(tx);
    }),
  );
  t.equal(off, REFUSED, 'without row security there is no answer at all');
});
