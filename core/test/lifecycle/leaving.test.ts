import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';
import { blockersIn, purge, reasonsToStay, uninstall } from '../../lifecycle/leaving.ts';
import { openLibrary, PRICE, root } from './library.ts';

const folder = (t: { teardown(work: () => void): void }) => {
  const exports = mkdtempSync(path.join(os.tmpdir(), 'polyphony-exports-'));
  t.teardown(() => rmSync(exports, { recursive: true }));
  return exports;
};
const both = { library: {}, lending: {} };
const off = { library: { enabled: false }, lending: { enabled: false } };

t.test('purging exports and deletes what an extension keeps of one community, and nothing of another', async (t) => {
  const { platform, sql, stock } = await openLibrary(t, { town: { extensions: both }, village: { extensions: both } });
  const { app, ownerUrl } = platform;
  const exports = folder(t);
  const to = { ownerUrl, exports };
  for (const slug of ['town', 'village'])
    await stock(slug, await platform.member(slug, { roles: ['manager'] }), slug === 'town' ? 4 : 2);
  const view = () => app.communities.bySlug('town')!;
  const counts = async () =>
    sql(`select c.slug, (select count(*)::int from library.copy t where t.community_id = c.id) as copies,
      (select count(*)::int from core.content t where t.community_id = c.id and kind = 'book') as books,
      (select count(*)::int from core.space t where t.community_id = c.id and kind = 'reading-room') as rooms,
      (select count(*)::int from core.member t where t.community_id = c.id) as members from platform.community c order by 1`);
  const before = await counts();

  await t.rejects(purge(app, view(), 'library', to), { message: /library is on in town: polyphony extension disable/ });
  await platform.configure('town', { extensions: off });
  t.same(await blockersIn(app, view(), 'library'), ['1 dear books are not insured'], 'asked where it is off, too');

  await t.test('what something of another extension refers to stays, whole', async (t) => {
    const [book] = await sql(`select community_id, id from library.copy where community_id = $1 limit 1`, [view().id]);
    await sql('insert into lending.loan (community_id, id, content_id) values ($1, gen_random_uuid(), $2)', [
      book.community_id,
      book.id,
    ]);
    await t.rejects(
      purge(app, view(), 'library', to),
      /Rows of lending\.loan refer to what would go\. Nothing was deleted/,
    );
    t.same(await counts(), before);
    await sql('delete from lending.loan');
  });

  const { directory, tables } = await purge(app, view(), 'library', to);
  const [town, village] = await counts();
  t.match(town, { copies: 0, books: 0, rooms: 0, members: 1 }, 'members stay');
  t.same(village, before[1]);
  t.same(
    await sql(`select from platform.extension_state where extension = 'library' and community_id = $1`, [view().id]),
    [],
  );

  t.equal(statSync(directory).mode & 0o777, 0o700);
  const manifest = JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8'));
  t.match(manifest, { extension: 'library', version: '1.2.0', community: { slug: 'town', key: view().key }, tables });
  for (const { file, rows, sha256 } of tables) {
    const text = readFileSync(path.join(directory, file));
    t.equal(createHash('sha256').update(text).digest('hex'), sha256);
    t.equal(text.toString().split('\n').length - 1, rows);
  }
  const copies = readFileSync(path.join(directory, 'library.copy.ndjson'), 'utf8');
  t.ok(copies.includes(`"price": ${PRICE}`), 'numbers are exact');
  t.same(tables.find(({ table }) => table === 'core.content')?.rows, 4);

  const again = await purge(app, view(), 'library', to);
  t.not(again.directory, directory, 'a second one is beside the first');
  t.same(
    readdirSync(exports).filter((name) => name.endsWith('.part')),
    [],
  );
});

t.test('uninstalling is refused with every reason at once, then exports all and drops the schema', async (t) => {
  const { platform, sql, stock } = await openLibrary(t, { town: { extensions: both }, village: { extensions: both } });
  const { app, ownerUrl } = platform;
  const to = { ownerUrl, exports: folder(t) };
  await stock('town', await platform.member('town', { roles: ['manager'] }), 2);
  const reasons = [
    /it is on in town/,
    /it is on in village/,
    /lending needs it: polyphony extension uninstall lending/,
    /town: 1 dear books are not insured/,
  ];
  t.match(await reasonsToStay(app, 'library'), reasons);
  t.equal((await reasonsToStay(app, 'library')).length, reasons.length);
  await t.rejects(uninstall(app, 'library', to), {
    message: /on in town[^]*on in village[^]*lending needs it[^]*not insured/,
  });
  t.same(readdirSync(to.exports), [], 'nothing is written for a refusal');

  await platform.configure('town', { extensions: off });
  await platform.configure('village', { extensions: off });
  const lending = await uninstall(app, 'lending', to);
  t.ok(existsSync(path.join(lending.directory, 'lending.loan.ndjson')));
  await sql('update library.copy set price = 1');
  // lending is installed as a package still, and so it needs the library
  await t.rejects(uninstall(app, 'library', to), { message: /lending needs it/ });
  const schemas = await sql(`select nspname as name from pg_namespace where nspname in ('library', 'lending')`);
  t.same(schemas, [{ name: 'library' }]);
});

t.test('one that nothing needs goes with its rows, its kinds and its ledger, of all communities', async (t) => {
  const { platform, sql, stock } = await openLibrary(
    t,
    { town: { extensions: { library: {} } }, village: { extensions: { library: {} } } },
    ['library'],
  );
  const to = { ownerUrl: platform.ownerUrl, exports: folder(t) };
  for (const slug of ['town', 'village']) {
    await stock(slug, await platform.member(slug, { roles: ['manager'] }), 3);
    await platform.configure(slug, { extensions: {} });
  }
  await sql('update library.copy set price = 1');

  const late = new Client({ connectionString: platform.ownerUrl });
  await late.connect();
  t.teardown(() => late.end());
  const writeLate = async () => {
    await late.query('begin');
    await late.query(
      `insert into library.a_shelf (community_id, id) select id, gen_random_uuid() from platform.community limit 1`,
    );
  };
  await writeLate();
  await t.rejects(uninstall(platform.app, 'library', { ...to, patience: 200 }), {
    message: /still uses the tables of library, so nothing was deleted/,
  });
  await late.query('rollback');
  t.same(readdirSync(to.exports), [], 'somebody who does not finish keeps it from going');

  await sql(`create view public.shelves as select id from library.a_shelf`);
  await t.rejects(uninstall(platform.app, 'library', to), { message: /built upon it.*view shelves/s });
  await sql('drop view public.shelves');
  for (const name of readdirSync(to.exports)) rmSync(path.join(to.exports, name), { recursive: true });

  await writeLate();
  const going = uninstall(platform.app, 'library', { ...to, patience: 60_000 });
  const waits = `select from pg_locks where not granted and relation = 'library.a_shelf'::regclass`;
  while ((await sql(waits)).length === 0) await sleep(20);
  await late.query('commit');
  const { tables, directory } = await going;
  t.match(path.basename(directory), /^library-all-\d{4}-\d\d-\d\d$/);
  t.match(Object.fromEntries(tables.map(({ table, rows }) => [table, rows])), {
    'library.copy': 6,
    'library.a_shelf': 3, // with the one that was written while it began
    'core.content': 6,
    'core.space': 2,
  });
  t.same(await sql(`select from pg_namespace where nspname = 'library'`), []);
  t.match(await sql(`select count(*)::int as n from core.content where kind = 'book'`), [{ n: 0 }]);
  t.match(await sql(`select count(*)::int as n from core.member`), [{ n: 2 }], 'people are as they were');
});

t.test('whoever hangs or throws when asked what is unfinished keeps the extension, and nobody waiting', async (t) => {
  const asked: string[] = [];
  const platform = await startPlatform(t, {
    root,
    only: ['library'],
    communities: { town: {}, village: {}, hamlet: {}, harbour: {} },
    adapt: (_, definition) => ({
      ...definition,
      lifecycle: {
        async uninstallBlockers({ community: { slug } }) {
          asked.push(slug);
          if (slug === 'town') await new Promise(() => {});
          if (slug === 'village') throw new Error('the catalogue is gone');
          return slug === 'hamlet' ? ['two books are lent out'] : [];
        },
      },
    }),
  });
  const { app, ownerUrl } = platform;
  const unknown = 'it could not say what is unfinished';
  const refusal = await uninstall(app, 'library', { ownerUrl, exports: folder(t) }).catch((error: unknown) => error);
  t.match(refusal, {
    reasons: [
      'hamlet: two books are lent out',
      `town: ${unknown}: took longer than 5 s`,
      `village: ${unknown}: the catalogue is gone`,
    ],
  });
  t.same(asked.toSorted(), ['hamlet', 'harbour', 'town', 'village'], 'each is asked once');
  t.match(app.registry.runs.incidents(), [
    { extension: 'library', place: 'uninstall', id: 'town', timeouts: 1 },
    { extension: 'library', place: 'uninstall', id: 'village', throws: 1 },
  ]);
});
