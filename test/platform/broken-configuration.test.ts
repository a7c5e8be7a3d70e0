/** Files with mistakes, one each in test/fixtures/configuration: none is applied, each says where and what to do, nobody notices. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { startPlatform, type Platform } from '@polyphony/core/testing';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/configuration');

interface Expected {
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly reason: string;
  readonly suggestion?: string;
}

const table = path.join(fixtures, 'expected.json');
const expected = JSON.parse(readFileSync(table, 'utf8')) as Record<string, Expected>;
const names = readdirSync(fixtures)
  .filter((name) => name.endsWith('.yaml'))
  .sort();
const fileOf = (platform: Platform, slug: string) => path.join(platform.configDirectory, 'communities', `${slug}.yaml`);

/** About 200 requests a second, until told to stop; every answer that is no 200. */
function load(urls: readonly string[]) {
  const bad: string[] = [];
  let stopped = false;
  let sent = 0;
  const running = Array.from({ length: 20 }, async (_, at) => {
    while (!stopped) {
      const began = performance.now();
      const url = urls[(sent + at) % urls.length] ?? '';
      sent += 1;
      try {
        const answer = await fetch(url, { redirect: 'manual' });
        await answer.arrayBuffer();
        if (answer.status !== 200) bad.push(`${url}: ${answer.status}`);
      } catch (error) {
        bad.push(`${url}: ${String(error)}`);
      }
      await sleep(Math.max(0, 100 - (performance.now() - began)));
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(running);
      return { bad, sent };
    },
  };
}

t.test('sixty and more broken files are refused one after the other while people use their communities', async (t) => {
  const platform = await startPlatform(t, {
    platform: {
      hosts: ['127.0.0.1', 'platform.example'],
      policies: [
        {
          rule: 'forbid',
          extensions: ['crowd-innovation'],
          safeguarding: 'high',
          reason: 'People in need are not asked for ideas',
        },
        { rule: 'force', extensions: ['groups'], tags: ['public'], reason: 'Public communities have places to meet' },
      ],
    },
    communities: {
      aid: { hosts: ['aid.example'], purpose: 'Whole', extensions: { groups: {} } },
      food: { hosts: ['food.example'], extensions: { groups: {} } },
    },
  });
  const { communities } = platform.app;
  const before = communities.bySlug('aid');
  t.ok(names.length >= 60, `${names.length} files`);
  const began = performance.now();
  const requests = load(['/c/aid/', '/c/food/groups', '/c/aid/api/community'].map((url) => platform.url + url));
  const rewriting = process.env['REWRITE_EXPECTED'] !== undefined;
  for (const name of names) {
    writeFileSync(fileOf(platform, 'aid'), readFileSync(path.join(fixtures, name)));
    await communities.reload();
    const [problem] = communities.problems();
    if (rewriting && problem) {
      const { file: _file, ...where } = problem;
      expected[name] = where; // to be read before it is kept
    }
    t.match(problem, { file: 'communities/aid.yaml', ...expected[name] }, name);
    if (expected[name]?.suggestion === undefined) t.equal(problem?.suggestion, undefined, name);
    t.equal(communities.bySlug('aid'), before, `${name}: the last good view serves`);
  }
  if (rewriting)
    writeFileSync(
      table,
      `${JSON.stringify(Object.fromEntries(names.map((name) => [name, expected[name]])), null, 2)}\n`,
    );
  t.same(Object.keys(expected).sort(), names, 'each file has its line in expected.json');
  writeFileSync(fileOf(platform, 'aid'), Buffer.alloc(262_145, '#'));
  await communities.reload();
  t.match(communities.problems()[0]?.reason, /has 262145 bytes, and at most 262144 are read/);
  const health = (await (await fetch(`${platform.url}/api/platform/health`)).json()) as { status: string };
  t.equal(health.status, 'degraded');

  await platform.configure('aid', { purpose: 'Mended', extensions: { groups: {} } });
  t.equal(communities.bySlug('aid')?.purpose, 'Mended', 'a right file applies');
  t.same(communities.problems(), []);
  const { bad, sent } = await requests.stop();
  t.same(bad, [], 'nobody noticed');
  t.comment(`${sent} requests in ${((performance.now() - began) / 1000).toFixed(1)} s, none failed`);
});

t.test('a broken platform.yaml keeps the last good policies, and a right one applies to every node', async (t) => {
  const policy = (rule: string, reason: string) => ({ rule, extensions: ['groups'], communities: ['aid'], reason });
  const platform = await startPlatform(t, {
    platform: { policies: [policy('force', 'Everybody meets somewhere')] },
    communities: { aid: {}, food: { extensions: { groups: {} } } },
  });
  const { communities } = platform.app;
  const { app: second } = await platform.node();
  t.ok(communities.bySlug('aid')?.extensions.has('groups'), 'forced, though the file does not name it');
  t.same(communities.locksOf('aid').get('groups'), { rule: 'force', reason: 'Everybody meets somewhere' });
  t.equal(communities.locksOf('food').size, 0);
  t.equal((await platform.visitor('aid').get('/groups')).status, 200);

  const write = async (text: string) => {
    writeFileSync(path.join(platform.configDirectory, 'platform.yaml'), text);
    await communities.reload();
    await second.communities.converge();
  };
  for (const [text, wrong] of [
    ['policies: [\n', { line: 2 }],
    [
      'policies:\n  - { rule: deny, extensions: [groups], all: true, reason: No }\n',
      { line: 2, key: 'policies.0.rule' },
    ],
    [
      'policies:\n  - { rule: forbid, extensions: [gruops], all: true, reason: No }\n',
      { key: 'policies.0.extensions.0', suggestion: 'groups' },
    ],
    [
      'policies:\n  - { rule: forbid, extensions: [groups], reason: No }\n',
      { key: 'policies.0', reason: /whom it is for/ },
    ],
  ] as const) {
    await write(text);
    t.match(communities.problems(), [{ file: 'platform.yaml', ...wrong }], text);
    t.ok(communities.bySlug('aid')?.extensions.has('groups'), 'the last good policies hold');
  }
  await write('policies:\n  - { rule: forbid, extensions: [groups], all: true, reason: Not now }\n');
  for (const app of [platform.app, second]) {
    t.notOk(app.communities.bySlug('food')?.extensions.has('groups'), 'a policy wins over what is live');
    t.match(app.communities.problems(), [
      {
        file: 'communities/food.yaml',
        key: 'extensions.groups',
        reason: /a policy of the platform forbids it: Not now/,
      },
    ]);
    t.match(app.communities.locksOf('food').get('groups'), { rule: 'forbid', reason: 'Not now' });
  }
  await write('policies: []\n');
  t.ok(communities.bySlug('food')?.extensions.has('groups'), 'and lets go again');
  t.same(communities.problems(), []);
});

t.test('an extension whose package is gone takes nothing with it, and cannot be turned on', async (t) => {
  const platform = await startPlatform(t, { communities: { aid: { extensions: { groups: {} } } } });
  const member = await platform.member('aid', { roles: ['manager'] });
  await member.post('/api/groups', { title: 'Bread', summary: 'Loaves', openness: 'open' });
  const without = await platform.node({ only: [], files: 'follow' });
  const { communities } = without.app;
  t.equal((await fetch(`${without.url}/c/aid/`)).status, 200, 'the rest serves');
  t.equal((await fetch(`${without.url}/c/aid/groups`)).status, 404);
  t.match(communities.problems(), [{ key: 'extensions.groups', reason: /is not installed.*its data stay/ }]);
  writeFileSync(fileOf(platform, 'aid'), 'name: Aid\naccess: open\npurpose: x\nextensions:\n  groups: {}\n');
  await communities.reload();
  t.match(communities.problems()[0], { line: 5, column: 3, reason: /there is no extension groups installed/ });
  await platform.app.communities.reload();
  t.match((await platform.visitor('aid').get('/api/groups')).text, 'Bread', 'nothing was dropped');
});

t.test('extensions that depend on each other cannot be turned on, and the circle is named', async (t) => {
  const platform = await startPlatform(t, {
    root: path.resolve(import.meta.dirname, '../fixtures/broken'),
    only: ['healthy', 'round-a', 'round-b', 'needs-failed', 'throws-at-import'],
    communities: { home: { extensions: { healthy: {} } } },
  });
  await platform.configure('home', 'name: home\nextensions:\n  healthy: {}\n  round-a: {}\n  round-b: {}\n');
  t.match(platform.app.communities.problems(), [
    { line: 4, column: 3, key: 'extensions.round-a', reason: /depends on itself: round-a -> round-b -> round-a/ },
    { line: 5, column: 3, key: 'extensions.round-b' },
  ]);
  await platform.configure('home', 'name: home\nextensions:\n  healthy: {}\n  needs-failed: {}\n');
  t.match(platform.app.communities.problems()[0], {
    line: 4,
    column: 3,
    reason: 'needs the extension throws-at-import: add the line "  throws-at-import: {}" under extensions',
  });
  t.equal((await platform.visitor('home').get('/api/healthy')).status, 200);
});
