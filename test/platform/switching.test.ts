/** Operators turn extensions on and off in a file while the platform runs. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { startPlatform, watchConfiguration, type Client, type Platform } from '@polyphony/core/testing';

const on = { extensions: { groups: {}, 'crowd-innovation': {} } };
const off = { extensions: { groups: {}, 'crowd-innovation': { enabled: false } } };

/** Everything of an answer that two requests for nothing have in common. */
async function bare(
  client: Client,
  method: string,
  pathname: string,
  kind: 'none' | 'form' | 'json',
  browser: boolean,
) {
  const answer = await client.request(method, pathname, {
    browser,
    ...(kind === 'form' ? { form: { title: 'x' } } : kind === 'json' ? { json: { title: 'x' } } : {}),
  });
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !['date', 'x-request-id'].includes(name)));
  return { status: answer.status, headers, text: answer.text };
}

const pathsOf = (platform: Platform, extension: string) => {
  const built = platform.app.registry.built.get(extension);
  const fill = (pattern: string) => pattern.replaceAll(/:\w+/g, 'some-name');
  return [
    ...(built?.routes ?? []).map((route) => `/api${fill(route.path)}`),
    ...(built?.pages ?? []).map((page) => fill(page.path)),
  ];
};

t.test('what is off cannot be told from what was never there', async (t) => {
  const platform = await startPlatform(t, { communities: { aid: off, food: on } });
  const visitor = platform.visitor('aid');
  const member = await platform.member('aid');
  const manager = await platform.member('aid', { roles: ['manager'] });
  const paths = pathsOf(platform, 'crowd-innovation');
  t.ok(paths.length > 15, `${paths.length} paths`);
  let compared = 0;
  for (const [who, client] of Object.entries({ visitor, member, manager }))
    for (const pathname of new Set(paths))
      for (const [method, kind] of [
        ['GET', 'none'],
        ['HEAD', 'none'],
        ['POST', 'form'],
        ['POST', 'json'],
        ['PUT', 'json'],
        ['DELETE', 'none'],
      ] as const)
        for (const browser of who === 'visitor' ? [false] : [false, true]) {
          const unknown = pathname.startsWith('/api') ? '/api/no-such-thing' : '/no-such-thing';
          const [given, expected] = [
            await bare(client, method, pathname, kind, browser),
            await bare(client, method, unknown, kind, browser),
          ];
          compared += 1;
          if (JSON.stringify(given) !== JSON.stringify(expected))
            t.same(given, expected, `${who} ${method} ${kind} ${pathname}`);
          if (given.status !== 404) t.equal(given.status, 404, `${who} ${method} ${pathname}`);
        }
  t.ok(compared > 400);
  t.comment(`${compared} pairs of answers are equal`);
});

t.test('turning on and off shows everywhere within two seconds, in that community only, and keeps data', async (t) => {
  const platform = await startPlatform(t, { communities: { aid: off, other: off } });
  const watcher = watchConfiguration(
    platform.configDirectory,
    () => platform.app.communities.reload(),
    platform.app.log,
  );
  t.teardown(() => watcher.close());
  const write = (slug: string, text: string) =>
    writeFileSync(path.join(platform.configDirectory, 'communities', `${slug}.yaml`), text);
  const file = (enabled: boolean) =>
    `name: aid\naccess: open\njoin: open\nextensions:\n  groups: {}\n  crowd-innovation: { enabled: ${enabled} }\n`;

  const surfaces = async (slug: string) => {
    const visitor = platform.visitor(slug);
    const manager = await platform.member(slug, { roles: ['manager'] });
    const [page, api, home, description, me] = await Promise.all([
      visitor.get('/challenges'),
      visitor.get('/api/challenges'),
      visitor.get('/'),
      visitor.get('/api/openapi.json'),
      manager.get('/api/me'),
    ]);
    return {
      page: page.status === 200,
      api: api.status === 200,
      navigation: /href="[^"]*\/challenges"/.test(home.text),
      openapi: JSON.stringify(JSON.parse(description.text)).includes('/api/challenges'),
      permissions: (me.body.permissions as string[]).some((name) => name.startsWith('crowd-innovation.')),
    };
  };
  const all = (value: boolean) => ({ page: value, api: value, navigation: value, openapi: value, permissions: value });
  const becomes = async (enabled: boolean) => {
    const began = performance.now();
    write('aid', file(enabled));
    while (
      platform.app.communities.bySlug('aid')?.extensions.has('crowd-innovation') !== enabled &&
      performance.now() - began < 5000
    )
      await sleep(10);
    return performance.now() - began;
  };

  t.same(await surfaces('aid'), all(false), 'off at first');
  t.ok((await becomes(true)) < 2000, 'on within two seconds');
  t.same(await surfaces('aid'), all(true), 'on everywhere');
  t.same(await surfaces('other'), all(false), 'and nowhere else');

  const manager = await platform.member('aid', { roles: ['manager'] });
  const day = 86_400_000;
  const at = (days: number) => new Date(Date.now() + days * day).toISOString();
  const made = await manager.post('/api/challenges', {
    title: 'A fund that stays',
    summary: 'Whatever is switched',
    pot: { amount: '100000', currency: 'EUR', exponent: 2 },
    phases: [
      { kind: 'pitch', opensAt: at(-1), closesAt: at(1) },
      { kind: 'vote', opensAt: at(2), closesAt: at(3) },
    ],
    ballot: { kind: 'approval' },
    rule: { rule: 'greedy' },
  });
  t.equal(made.status, 201, made.text);

  t.ok((await becomes(false)) < 2000, 'off within two seconds');
  t.same(await surfaces('aid'), all(false), 'off everywhere');
  t.ok((await becomes(true)) < 2000);
  t.match((await platform.visitor('aid').get('/api/challenges')).text, 'A fund that stays', 'data was kept');
});

t.test('a broken file changes nothing and says file, line and key', async (t) => {
  const platform = await startPlatform(t, { communities: { aid: on } });
  const before = platform.app.communities.bySlug('aid');
  const broken: readonly (readonly [string, RegExp])[] = [
    ['name: aid\naccess: opened\n', /aid\.yaml:2:9 access: must be one of open, listed, closed.*Did you mean open/],
    ['name: aid\njion: open\n', /aid\.yaml:2:1 jion: is not a known key here.*Did you mean join/],
    [
      'name: aid\nextensions:\n  group: {}\n',
      /aid\.yaml:3:3 extensions\.group: there is no extension group installed.*Did you mean groups/,
    ],
    [
      'name: aid\nextensions:\n  groups:\n    settings: { lable: X }\n',
      /aid\.yaml:4:17 extensions\.groups\.settings\.lable: is not a known key here.*Did you mean label/,
    ],
    [
      'name: aid\nroles:\n  judge: { permissions: [crowd-innovation.ballot.cats] }\n',
      /aid\.yaml:3:\d+ roles\.judge\.permissions\.0: there is no permission.*Did you mean crowd-innovation\.ballot\.cast/,
    ],
    ['name: aid\ntimeZone: America/Torronto\n', /aid\.yaml:2:11 timeZone: .*Did you mean America\/Toronto/],
    ['name: [aid\n', /aid\.yaml:\d+:\d+ /],
    [
      'name: aid\npurpose: $env:NOT_SET_ANYWHERE\n',
      /aid\.yaml:2:10 purpose: the environment has no variable NOT_SET_ANYWHERE/,
    ],
    ['access: open\n', /aid\.yaml:1:1 needs the key name/],
    ['name: aid\nname: again\n', /aid\.yaml:2:1 /],
    ['name: aid\nbrand: { colour: green }\n', /aid\.yaml:2:18 brand\.colour: must look like/],
  ];
  const health = async () =>
    (await fetch(`${platform.url}/api/platform/health`)).json() as Promise<{
      status: string;
      configuration: { message: string; line: number; file: string }[];
    }>;
  for (const [text, message] of broken) {
    await platform.configure('aid', text);
    t.equal(platform.app.communities.bySlug('aid'), before, 'the last good view serves');
    const { status, configuration } = await health();
    t.equal(status, 'degraded');
    t.match(configuration[0]?.message, message);
    t.equal((await platform.visitor('aid').get('/')).status, 200);
  }
  await platform.configure('aid', { ...on, purpose: 'Mended' });
  t.equal((await health()).status, 'ok');
  t.equal(platform.app.communities.bySlug('aid')?.purpose, 'Mended');
});
