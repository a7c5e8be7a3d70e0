/** What operators see of the installation, and what they do not see of its members. */
import path from 'node:path';
import t from 'tap';
import { repositoryRoot } from '../../testing/locate.ts';
import { startPlatform } from '../../testing/platform.ts';
import { answers, ask, bearer, cookieOf, operator, pages, send } from './console.ts';

const fixtures = (name: string) => path.join(repositoryRoot, 'test/fixtures', name);

t.test('nobody but an operator gets further than the way in, whether or not there is something', async (t) => {
  const platform = await startPlatform(t, { communities: { hidden: { access: 'closed', name: 'Hidden Circle' } } });
  const manager = await platform.member('hidden', { roles: ['manager'] });
  for (const address of [
    ...pages,
    '/communities/hidden',
    '/communities/nowhere',
    '/extensions/groups',
    '/extensions/no',
  ]) {
    const { status, headers, text } = await ask(platform, address, {
      headers: { cookie: (await manager.cookie()) ?? '' },
    });
    t.same([status, headers.get('location')], [303, `/sign-in?next=${encodeURIComponent(address)}`]);
    t.equal(text, '');
  }
  for (const address of answers) {
    const { status, body, headers } = await ask(platform, address);
    t.same([status, body.code], [401, 'core.operator-required'], address);
    t.match(headers.get('content-type'), 'application/problem+json');
  }
  for (const address of ['/', '/sign-in'])
    t.notMatch((await ask(platform, address)).text, /Hidden Circle|c\/hidden/, `${address} names no closed community`);
  const oak = await operator(platform);
  t.match((await oak.page('/communities')).text, 'Hidden Circle');
  t.match((await oak.page('/communities/hidden')).text, 'Hidden Circle');
  for (const address of ['/communities/nowhere', '/extensions/no']) {
    const { status, text } = await oak.page(address);
    t.equal(status, 404);
    t.match(text, '<h1', 'on a page of the console');
  }
  t.equal((await oak.page('/sign-in')).headers.get('location'), '/communities');
  t.match((await oak.page('/')).text, /href="\/communities"[^>]*><span>Open the console/);
  t.notMatch((await ask(platform, '/')).text, 'Open the console');
});

t.test('of members there are numbers, and nothing else', async (t) => {
  const platform = await startPlatform(t, {
    communities: {
      open: { extensions: { groups: { settings: { label: 'CanarySetting' } } } },
      shut: { access: 'closed', extensions: { groups: {} } },
    },
  });
  for (const slug of ['open', 'shut']) {
    await platform.member(slug, { name: 'CanaryMember', email: `canary-${slug}@canary.example` });
    const boss = await platform.member(slug, { name: 'CanaryBoss', roles: ['manager'] });
    await boss.post('/api/groups', { title: 'CanaryGroup', summary: 'CanaryWords', openness: 'open' });
  }
  const oak = await operator(platform);
  const seen = [
    ...pages,
    '/communities/open',
    '/communities/shut',
    '/extensions/groups',
    '/extensions/crowd-innovation',
  ];
  for (const address of seen) {
    const { status, text } = await oak.page(address);
    t.equal(status, 200, address);
    t.notMatch(text, /canary/i, address);
    for (const view of platform.app.communities.all()) t.notMatch(text, view.key, 'nor what tokens are for');
  }
  for (const address of answers)
    t.notMatch((await ask(platform, address, { headers: bearer(oak.token) })).text, /canary/i);
  const page = (await oak.page('/communities/open')).text;
  t.match(page, /<dt>Members<\/dt><dd>2<\/dd>/);
  t.match(page, /<dt>Managers<\/dt><dd>1<\/dd>/);
  t.match(page, /1 own setting[\s\S]*<code>label<\/code>/, 'which setting, and not what it says');
});

t.test('a file with mistakes is shown with its place, while what it said before goes on', async (t) => {
  const platform = await startPlatform(t, {
    communities: { river: { name: 'River Friends', extensions: { groups: {} } } },
  });
  const oak = await operator(platform);
  const list = async () => (await oak.page('/communities')).text;
  t.match(await list(), 'Healthy');
  await platform.configure('river', 'name: River Friends\nacess: open\n');
  await platform.configure('never', 'name: Never\nextensions:\n  grops: {}\n');
  await platform.configure('Bad Name', 'name: Bad\n');
  const text = await list();
  t.match(text, 'communities/river.yaml:2:1');
  t.match(text, /File refused<\/span>/);
  t.match(text, /Did you mean: <code>access<\/code>/);
  t.match(text, 'communities/never.yaml:3:3');
  t.match(text, 'File refused, nothing is shown');
  t.match(text, /Files that no community comes from[\s\S]*Bad Name\.yaml:1:1/);
  const river = (await oak.page('/communities/river')).text;
  t.match(river, 'What the file said before goes on');
  t.match(river, /communities\/river\.yaml<\/code>/);
  t.match(river, /href="\/c\/river\/"/);
  t.equal((await platform.visitor('river').get('/groups')).status, 200);
  t.match((await oak.page('/communities/never')).text, 'nobody can open the community yet');
  t.match((await oak.page('/health')).text, /Something needs you[\s\S]*communities\/river\.yaml:2:1/);
  const { items } = (await ask(platform, '/api/platform/communities', { headers: bearer(oak.token) })).body;
  t.match(items, [
    { slug: 'never', state: 'missing', address: null, members: null },
    {
      slug: 'river',
      state: 'refused',
      access: 'open',
      problems: [{ line: 2, suggestion: 'access' }],
      extensions: { groups: { state: 'on' } },
    },
  ]);
  await platform.configure('river', { name: 'River Friends', extensions: { groups: { enabled: false } } });
  t.match((await oak.page('/communities/river')).text, /Healthy[\s\S]*Its settings are kept/);
});

t.test('an extension is on, off, waits for another, or failed with a reason and what to do', async (t) => {
  const platform = await startPlatform(t, {
    root: fixtures('broken'),
    phaseLimit: 1500,
    only: ['healthy', 'throws-at-import', 'needs-failed', 'twice'],
    communities: {
      home: { extensions: { healthy: {}, 'throws-at-import': {}, 'needs-failed': {}, twice: {} } },
      other: { extensions: {} },
    },
  });
  const oak = await operator(platform);
  const { items } = (await ask(platform, '/api/platform/extensions', { headers: bearer(oak.token) })).body;
  const standings = Object.fromEntries(items.map((item: any) => [item.id, item.communities]));
  t.match(standings['healthy'], { home: { state: 'on' }, other: { state: 'off', kept: false } });
  t.match(standings['throws-at-import'], {
    home: { state: 'failed', reason: /thrown at import/ },
    other: { state: 'off' },
  });
  t.match(standings['needs-failed'].other, { state: 'needs', needs: ['throws-at-import'] });
  t.match(
    standings['twice'].home,
    { state: 'failed', reason: /already declared/ },
    'also where its routes did not mount',
  );

  const matrix = (await oak.page('/extensions')).text;
  t.match(matrix, /<td role="cell" class="failed">[\s\S]*?thrown at import/);
  t.match(matrix, /Needs throws-at-import|Needs Throws/i);
  for (const role of ['table', 'rowgroup', 'row', 'columnheader', 'rowheader', 'cell'])
    t.match(matrix, `role="${role}"`);
  const home = (await oak.page('/communities/home')).text;
  t.match(home, /An extension does not run[\s\S]*thrown at import[\s\S]*To mend it:/);
  const failed = (await oak.page('/extensions/throws-at-import')).text;
  t.match(failed, /It does not run\.[\s\S]*thrown at import/);
  t.match((await oak.page('/extensions/needs-failed')).text, 'href="/extensions/throws-at-import"');
  t.match(
    (await oak.page('/extensions/throws-at-import')).text,
    /What needs it[\s\S]*href="\/extensions\/needs-failed"/,
  );
  t.match((await oak.page('/health')).text, /failed \(admit\)[\s\S]*thrown at import/);
});

t.test('the page of an extension lists what it adds, and the line that turns it on does so', async (t) => {
  const platform = await startPlatform(t, { communities: { river: {} } });
  const oak = await operator(platform);
  for (const one of platform.app.registry.built.values()) {
    const { id, definition, pages: own, blocks, jobs, notifications, schedules, listeners } = one;
    const text = (await oak.page(`/extensions/${id}`)).text.replaceAll('&quot;', '"');
    for (const [permission, { title }] of Object.entries(definition.permissions ?? {})) {
      t.match(text, permission);
      t.match(text, title);
    }
    for (const part of [
      ...own.filter(({ kind }) => kind !== 'action').map((page) => page.path),
      ...Object.keys(definition.settings.properties),
    ])
      t.match(text, `<code>${part}</code>`, `${id}: ${part}`);
    for (const part of [...blocks, ...notifications, ...jobs.map(({ job }) => job)]) t.match(text, part.id);
    for (const event of [...(definition.events ?? []), ...listeners.map((listener) => listener.event)])
      t.match(text, `<code>${event.id}</code>`, `${id}: ${event.id}`);
    for (const { id: schedule, cron } of schedules)
      for (const part of [schedule, cron]) t.ok(text.includes(`>${part}</code>`), part);
    const line = /<code class="code-line">([^<]+)<\/code>/.exec(text)?.[1] ?? '';
    t.equal(line, `  ${id}: {}`);
    await platform.configure('river', `name: River\naccess: open\nextensions:\n${line}\n`);
    t.match((await oak.page(`/extensions/${id}`)).text, /standing--on/);
  }
});

t.test('health tells how much mail and work there is, and what was given up', async (t) => {
  const platform = await startPlatform(t, {
    root: fixtures('herald'),
    communities: { food: { extensions: { herald: {} } } },
  });
  const oak = await operator(platform);
  const health = async () => (await oak.page('/health')).text;
  t.match(await health(), /All is well[\s\S]*Nothing was given up/);
  const ada = await platform.member('food');
  await ada.post('/api/herald/count', { name: 'never', failures: 9 });
  t.match(await health(), /To be done now<\/dt><dd>1<\/dd>/);
  await platform.settle();
  t.match(await health(), /tried again<\/dt><dd>1<\/dd>/);
  await platform.settle({ ahead: true });
  await platform.settle({ ahead: true });
  t.match(await health(), /Given up<\/h3><ul[^>]*><li><p><code>herald\.[\w-]+<\/code><\/p><p[^>]*>Once/);
  await platform
    .visitor('food')
    .post('/api/auth/sign-up', { email: 'new@test.example', name: 'New', password: PASSWORD_OF_MEMBERS });
  t.match(await health(), /Waiting<\/th><td class="n">1<\/td>/);
  await platform.settle();
  t.match(await health(), /Sent<\/th><td class="n">1<\/td>/);
  t.match(await health(), /[+-]?\d+ ms \(give or take \d+ ms\)/);
  t.match(
    (await ask(platform, '/api/platform/health')).body,
    { status: 'degraded' },
    'probes on this machine hear of it',
  );
});
const PASSWORD_OF_MEMBERS = 'correct horse battery';

t.test('the console speaks the language that the browser prefers', async (t) => {
  const platform = await startPlatform(t, { communities: { river: {} } });
  const oak = await operator(platform);
  const french = (await oak.page('/extensions', { 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.8' })).text;
  t.match(french, /<html lang="fr"/);
  t.match(french, 'Pour en mettre une en marche');
  t.notMatch(french, /core\.operators\./);
  t.match((await ask(platform, '/sign-in', { headers: { 'accept-language': 'fr' } })).text, 'Connexion au pilotage');
  t.match((await oak.page('/extensions', { 'accept-language': 'de' })).text, /<html lang="en"/);
});

t.test('the demo has an operator, with one click, and only a demo has', async (t) => {
  const platform = await startPlatform(t, { communities: {}, demo: true });
  const door = (await ask(platform, '/')).text;
  const form = /<form action="\/sign-in"[\s\S]*?<\/form>/.exec(door)?.[0] ?? '';
  const fields = Object.fromEntries(
    [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  t.equal(fields['email'], 'operator@demo.example');
  const signedIn = await send(platform, '/sign-in', fields);
  t.same([signedIn.status, signedIn.headers.get('location')], [303, '/communities']);
  const cookie = cookieOf(signedIn);
  for (const address of [...pages, '/communities/our-food-future', '/extensions/groups'])
    t.equal((await ask(platform, address, { headers: { cookie } })).status, 200, address);
  t.match((await ask(platform, '/sign-in')).text, 'operator@demo.example');

  await platform.app.createDemo();
  t.equal((await platform.app.operators.list()).length, 1);
  await platform.app.operators.remove('operator@demo.example');
  await platform.app.createDemo();
  t.same(await platform.app.operators.list(), [], 'who was sent away does not come back with the next start');

  const plain = await startPlatform(t, { communities: {} });
  await plain.app.createDemo();
  t.same(await plain.app.operators.list(), []);
  t.notMatch((await ask(plain, '/')).text, 'operator@demo');
  t.notMatch((await ask(plain, '/sign-in')).text, 'operator@demo');
});
