import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { planFor } from '../../lifecycle/plan.ts';
import { extensionNamed, turnOff, turnOn } from '../../lifecycle/switching.ts';
import { disableLines, enableLines } from '../../cli/print-plan.ts';
import { openLibrary } from './library.ts';

const FILE = `# Readers of the town
name: Readers   # of all ages
access: open
join: open
extensions: {}
`;

t.test('turning on and off by command is the line that an operator would write', async (t) => {
  const { platform, stock } = await openLibrary(t, { readers: {} });
  const { app, configDirectory } = platform;
  const place = { configDirectory };
  const file = path.join(configDirectory, 'communities/readers.yaml');
  await platform.configure('readers', FILE);
  const text = () => readFileSync(file, 'utf8');
  const manager = await platform.member('readers', { roles: ['manager'] });
  await platform.member('readers');
  const view = () => app.communities.bySlug('readers')!;
  const lending = { id: 'lending', slug: 'readers' };

  await t.test('what it needs is named, and nothing is switched silently', async (t) => {
    await t.rejects(turnOn(app, place, { ...lending, withDependencies: false }), {
      message:
        /lending needs library, which is off in readers: add the line " {2}library: \{\}" under extensions\n.*--with-dependencies/,
    });
    t.equal(text(), FILE);
  });

  await t.test('a slip is answered with the name that was meant', async (t) => {
    t.throws(() => extensionNamed(app, 'libary'), { message: /Did you mean library\?/ });
    await t.rejects(turnOn(app, place, { id: 'library', slug: 'reader', withDependencies: false }), {
      message: /There are: readers/,
    });
  });

  await t.test('the plan says who gains what, and the settings as they come', async (t) => {
    const plan = await planFor(app, view(), extensionNamed(app, 'library'));
    t.match(plan.roles, [
      { role: 'member', members: 2, permissions: ['library.read'] },
      { role: 'manager', members: 1, permissions: ['library.buy'] },
    ]);
    t.match(plan, {
      routes: ['GET /api/library'],
      navigation: ['/library'],
      settings: [{ name: 'shelves', default: '3' }],
      rows: [],
      dependents: [],
    });
    const lines = enableLines(plan, 'readers').join('\n');
    t.match(lines, /To turn on Library \(library 1\.2\.0\) in readers means/);
    t.match(lines, /manager \(1 person\): library\.buy/);
  });

  await t.test('asked for, dependencies are turned on with it, and the running platform follows', async (t) => {
    const change = await turnOn(app, place, { ...lending, withDependencies: true });
    t.equal(text(), FILE, 'nothing is written before that is wanted');
    await change.write();
    t.equal(text(), FILE.replace('extensions: {}', 'extensions:\n  library: {}\n  lending: {}'));
    await app.communities.reload();
    t.same([...view().extensions.keys()], ['library', 'lending']);
    t.equal((await manager.get('/api/library')).status, 200);
  });

  await t.test('what others need stays on, and they are named', async (t) => {
    await t.rejects(turnOff(app, place, { id: 'library', slug: 'readers' }), {
      message: /lending is on in readers and needs library/,
    });
    const plan = await planFor(app, view(), extensionNamed(app, 'library'));
    t.same(plan.dependents, ['lending']);
  });

  await t.test('off again: settings and rows are kept, and the plan counts them', async (t) => {
    await stock('readers', manager, 3);
    const plan = await planFor(app, view(), extensionNamed(app, 'library'));
    const rows = Object.fromEntries(plan.rows.map(({ table, rows: count }) => [table, count]));
    t.same(rows, {
      'library.copy': 3,
      'library.a_shelf': 1,
      'core.placement': 3,
      'core.content': 3,
      'core.access_grant': 2,
      'core.space_member': 1,
      'core.space': 1,
    });
    t.match(disableLines(plan, 'readers').join('\n'), /Rows that stay, unseen:[^]*14 rows in 7 tables/);
    for (const id of ['lending', 'library']) {
      await (await turnOff(app, place, { id, slug: 'readers' })).write();
      await app.communities.reload();
    }
    t.match(text(), /library: \{ enabled: false \}\n {2}lending: \{ enabled: false \}\n/);
    t.equal((await manager.get('/api/library')).status, 404);
    t.match((await turnOff(app, place, { id: 'library', slug: 'readers' })).changes, false);
  });

  await t.test('a change that the whole check refuses is not written', async (t) => {
    const wrong = text().replace('join: open', 'join: opne');
    writeFileSync(file, wrong);
    await t.rejects(turnOn(app, place, { id: 'library', slug: 'readers', withDependencies: false }), {
      message: /would be refused[^]*join: must be one of .* Did you mean open\?/,
    });
    t.equal(text(), wrong);
  });
});
