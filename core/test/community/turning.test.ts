/** Turning an extension on and off in one community keeps no other one waiting, however long it takes and however it ends. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { startPlatform, watchConfiguration, type Platform, type PlatformOptions } from '@polyphony/core/testing';
import type { App } from '../../app.ts';
import type { Context } from '../../contract/context.ts';
import { statesOf } from '../../community/revisions.ts';
import { settingsToken } from '../../tokens.ts';

t.setTimeout(300_000);
// they wait most of the time, so they do it together
t.jobs = 4;

type Hook = (ctx: Context) => Promise<void>;
const on = { extensions: { groups: {} } };
const off = { extensions: { groups: { enabled: false } } };

/** Communities where `groups` has hooks of a test's own, and a list of what they were called for. */
async function stage(
  t: Test,
  hooks: { enable?: Hook; disable?: Hook },
  communities: PlatformOptions['communities'],
): Promise<{ platform: Platform; calls: string[] }> {
  const calls: string[] = [];
  const counted = (name: 'enable' | 'disable') => async (ctx: Context) => {
    calls.push(`${name} ${ctx.community.slug}`);
    await hooks[name]?.(ctx);
  };
  const lifecycle = { enable: counted('enable'), disable: counted('disable') };
  const adapt: PlatformOptions['adapt'] = (id, definition) =>
    id === 'groups' ? { ...definition, lifecycle } : definition;
  return { platform: await startPlatform(t, { only: ['groups'], adapt, communities }), calls };
}

/** Saves files as an operator does; nobody waits for what comes of it. */
const save = (platform: Platform, slugs: readonly string[], rest: string) => {
  for (const slug of slugs)
    writeFileSync(
      path.join(platform.configDirectory, 'communities', `${slug}.yaml`),
      `name: ${slug}\naccess: open\njoin: open\n${rest}\n`,
    );
  return platform.app.communities.reload({ wait: false });
};
const ON = 'extensions: { groups: {} }';
const OFF = 'extensions: { groups: { enabled: false } }';

const isOn = (app: App, slug: string) => app.communities.bySlug(slug)?.extensions.has('groups') === true;
const stateOf = async ({ platform, communities }: App, slug: string) => {
  const id = communities.bySlug(slug)?.id ?? 0;
  return (await statesOf(platform, [id])).get(id)?.get('groups');
};
const timeouts = ({ registry }: App) => registry.runs.incidents().filter((incident) => incident.timeouts > 0);

/** Waits, generously; how long it took is for the reader. */
async function until(what: () => boolean | Promise<boolean>): Promise<string> {
  const began = performance.now();
  while (!(await what()) && performance.now() - began < 90_000) await sleep(10);
  return `${Math.round(performance.now() - began)} ms`;
}

t.test(
  'an extension that hangs while it is turned on in one community keeps no other one waiting',
  { buffered: true },
  async (t) => {
    const hang = Promise.withResolvers<void>();
    const late: unknown[] = [];
    const rename = (db: Context['db']) => sql`update core.member set display_name = 'too late'`.execute(db);
    const tooLate = async (work: () => Promise<unknown>) => {
      try {
        late.push(await work());
      } catch (error) {
        late.push(error);
      }
    };
    let hangs = true;
    const { platform, calls } = await stage(
      t,
      {
        async enable(ctx) {
          if (ctx.community.slug === 'lab') await hang.promise;
          if (ctx.community.slug !== 'aid' || !hangs) return;
          hangs = false;
          await hang.promise;
          await tooLate(() => rename(ctx.db));
          await tooLate(() => ctx.transaction((tx) => rename(tx.db)));
        },
      },
      { aid: {}, food: {}, art: {}, lab: {} },
    );
    t.teardown(() => hang.resolve());
    const { app } = platform;
    const { communities } = app;
    const manager = await platform.member('art', { roles: ['manager'] });
    const member = await platform.member('aid', { name: 'Ada' });
    const watcher = watchConfiguration(
      platform.configDirectory,
      (changed) => communities.reload({ wait: false, changed }),
      app.log,
    );
    t.teardown(() => watcher.close());

    await save(platform, ['aid'], `purpose: Hangs\n${ON}`);
    await until(() => calls.includes('enable aid'));
    await save(platform, ['food'], 'purpose: Meanwhile');
    t.comment(`a file: ${await until(() => communities.bySlug('food')?.purpose === 'Meanwhile')}`);
    t.equal(communities.bySlug('food')?.purpose, 'Meanwhile');
    await save(platform, ['art'], ON);
    t.comment(`an extension: ${await until(() => isOn(app, 'art'))}`);
    t.equal((await platform.visitor('art').get('/groups')).status, 200, 'turned on elsewhere');
    const settings = platform.get(settingsToken);
    await settings.change(platform.context('art', manager), { extension: 'groups', values: { label: 'Circles' } });
    t.match(communities.bySlug('art')?.extensions.get('groups'), { label: 'Circles' }, 'a manager changes a setting');
    t.same(timeouts(app), [], 'all of that while the first one still hangs');
    t.notOk(isOn(app, 'aid'));
    await save(platform, ['lab'], `purpose: Hangs\n${ON}`);
    await until(() => calls.includes('enable lab'));
    await save(platform, ['lab'], 'purpose: Mended');
    t.equal(communities.bySlug('lab')?.purpose, 'Mended', 'a file that was mended waits for nothing');

    await until(() => timeouts(app).some(({ id }) => id === 'aid') && communities.problems().length > 0);
    const health = (await (await fetch(`${platform.url}/api/platform/health`)).json()) as {
      readonly status: string;
      readonly configuration: readonly { readonly message: string }[];
      readonly incidents: readonly { readonly id: string }[];
    };
    t.equal(health.status, 'degraded');
    t.match(
      health.configuration[0]?.message,
      /^communities\/aid\.yaml.* could not be applied: groups could not be turned on: took longer than 30 s/,
    );
    t.match(
      health.incidents.find(({ id }) => id === 'aid'),
      { extension: 'groups', place: 'enable', timeouts: 1, message: 'took longer than 30 s' },
    );
    t.equal((await platform.visitor('aid').get('/')).status, 200, 'the former view goes on');
    t.notMatch((await platform.visitor('aid').get('/')).text, 'Hangs');
    t.equal((await platform.visitor('aid').get('/groups')).status, 404);
    t.equal(await stateOf(app, 'aid'), 'enabling');

    hang.resolve();
    await until(() => late.length === 2);
    t.match(
      late,
      [{ code: 'database.taken-back' }, { code: 'database.taken-back' }],
      'what comes back late writes nothing',
    );
    t.match((await member.get('/api/me')).text, 'Ada');

    t.comment(`tried again and on after ${await until(() => isOn(app, 'aid'))}`);
    t.equal((await platform.visitor('aid').get('/groups')).status, 200);
    t.same(communities.problems(), []);
    t.same(
      calls.filter((call) => !call.endsWith('lab')),
      ['enable aid', 'enable art', 'enable aid'],
    );
    await until(async () => (await stateOf(app, 'lab')) === 'disabled');
    t.same(
      calls.filter((call) => call.endsWith('lab')),
      ['enable lab', 'disable lab'],
      'what was half on is turned off',
    );
  },
);

t.test(
  'of ten communities that are changed at once, those that hang keep none of the others waiting',
  { buffered: true },
  async (t) => {
    const hang = Promise.withResolvers<void>();
    const slow = ['c0', 'c1', 'c2', 'c3', 'c4'];
    const quick = ['c5', 'c6', 'c7', 'c8', 'c9'];
    const { platform, calls } = await stage(
      t,
      { enable: async ({ community }) => (slow.includes(community.slug) ? hang.promise : undefined) },
      Object.fromEntries([...slow, ...quick].map((slug) => [slug, {}])),
    );
    t.teardown(() => hang.resolve());
    const { app } = platform;
    await save(platform, [...slow, ...quick], ON);
    const whole = app.communities.reload();
    t.comment(`the quick ones: ${await until(() => quick.every((slug) => isOn(app, slug)))}`);
    for (const slug of quick) t.ok(isOn(app, slug), slug);
    for (const slug of slow) t.notOk(isOn(app, slug), slug);
    t.same(timeouts(app), [], 'while the slow ones have not even run out of time');
    hang.resolve();
    t.same(
      (await whole).applied
        .map(({ slug }) => slug)
        .filter((slug) => slow.includes(slug))
        .sort(),
      slow,
    );
    for (const slug of slow) t.ok(isOn(app, slug), `${slug}: whoever waits for a reload waits for all of it`);
    t.equal(calls.length, 10, 'once in each');
  },
);

t.test('of two nodes one turns it on and both show it, by a file and by a policy', { buffered: true }, async (t) => {
  const { platform, calls } = await stage(t, { enable: () => sleep(700) }, { aid: {}, food: {} });
  const { app: second } = await platform.node({ files: 'follow' });
  const apps = [platform.app, second];
  await save(platform, ['aid'], ON);
  await Promise.all(apps.map(({ communities }) => communities.reload()));
  await until(() => apps.every((app) => isOn(app, 'aid')));
  for (const app of apps) t.ok(isOn(app, 'aid'));
  t.same(calls, ['enable aid']);

  const policy = '{ rule: force, extensions: [groups], communities: [food], reason: Everybody meets }';
  writeFileSync(path.join(platform.configDirectory, 'platform.yaml'), `policies:\n  - ${policy}\n`);
  await platform.app.communities.reload();
  t.ok(isOn(platform.app, 'food'), 'whoever waits for a reload waits for what a policy turns on');
  await until(() => isOn(second, 'food'));
  t.ok(isOn(second, 'food'));
  t.same(calls, ['enable aid', 'enable food']);
  for (const { communities } of apps) t.same(communities.problems(), []);
});

t.test(
  'what fails by a policy leaves the former view, and a node that starts goes without it, until it works',
  async (t) => {
    let broken = true;
    const enable = async () => {
      if (broken) throw new Error('the key does not fit');
    };
    const { platform, calls } = await stage(t, { enable }, { aid: {}, food: {} });
    const policy = '{ rule: force, extensions: [groups], communities: [aid], reason: Everybody meets }';
    writeFileSync(path.join(platform.configDirectory, 'platform.yaml'), `policies:\n  - ${policy}\n`);
    await platform.app.communities.reload();
    const wrong = [
      {
        file: 'communities/aid.yaml',
        key: 'extensions.groups',
        reason: 'groups could not be turned on: the key does not fit',
      },
    ];
    t.match(platform.app.communities.problems(), wrong);
    t.ok(platform.app.communities.bySlug('aid'));
    const { app: second, url } = await platform.node();
    t.match(second.communities.problems(), wrong);
    t.equal((await fetch(`${url}/c/aid/`)).status, 200);
    t.equal((await fetch(`${url}/c/aid/groups`)).status, 404);
    broken = false;
    const failed = calls.length;
    await until(() => isOn(platform.app, 'aid') && isOn(second, 'aid'));
    for (const app of [platform.app, second]) {
      t.ok(isOn(app, 'aid'));
      t.same(app.communities.problems(), []);
    }
    t.same(calls.slice(failed), ['enable aid'], 'both tried again, and one did it');
  },
);

t.test(
  'what could not be turned off is named and tried again, and not where it was turned on again',
  { buffered: true },
  async (t) => {
    let broken = true;
    const disable = async () => {
      if (broken) throw new Error('the books are lent out');
    };
    const { platform, calls } = await stage(t, { disable }, { aid: on, food: on });
    const { app } = platform;
    await platform.configure('aid', off);
    await platform.configure('food', off);
    const reason = 'groups could not be turned off: the books are lent out';
    t.match(app.communities.problems(), [
      { file: 'communities/aid.yaml', key: 'extensions.groups', reason },
      { file: 'communities/food.yaml', key: 'extensions.groups', reason },
    ]);
    t.match(await (await fetch(`${platform.url}/api/platform/health`)).json(), {
      status: 'degraded',
      incidents: [
        { extension: 'groups', place: 'disable', id: 'food', throws: 1 },
        { extension: 'groups', place: 'disable', id: 'aid', throws: 1 },
      ],
    });
    t.equal((await platform.visitor('aid').get('/groups')).status, 404, 'it is off all the same');

    await platform.configure('food', on);
    t.same(calls.slice(2), ['disable aid', 'disable food', 'enable food'], 'turned on from the beginning');
    broken = false;
    t.comment(`tried again after ${await until(() => app.communities.problems().length === 0)}`);
    t.equal(await stateOf(app, 'aid'), 'disabled');
    await app.communities.converge();
    t.same(calls.slice(5), ['disable aid'], 'food is not turned off any more');
    t.equal(await stateOf(app, 'food'), 'enabled');
    t.equal((await platform.visitor('food').get('/groups')).status, 200);
  },
);

t.test(
  'what is turned on again while it is being turned off is shown once it was turned on anew',
  { buffered: true },
  async (t) => {
    const hang = Promise.withResolvers<void>();
    const { platform, calls } = await stage(t, { disable: () => hang.promise }, { aid: on, food: on });
    t.teardown(() => hang.resolve());
    const { app } = platform;
    const { app: second } = await platform.node();
    await save(platform, ['aid'], OFF);
    await until(() => calls.includes('disable aid'));
    await save(platform, ['aid'], ON);
    await save(platform, ['food'], 'purpose: Meanwhile\nextensions: { groups: {} }');
    t.equal(app.communities.bySlug('food')?.purpose, 'Meanwhile');
    t.notOk(isOn(app, 'aid'));
    hang.resolve();
    await until(() => isOn(app, 'aid') && isOn(second, 'aid'));
    for (const node of [app, second]) t.ok(isOn(node, 'aid'));
    t.same(calls.slice(2), ['disable aid', 'enable aid']);
    t.equal(await stateOf(app, 'aid'), 'enabled');
  },
);

t.test('a rollback waits for what it turns on, and is refused where that fails', { buffered: true }, async (t) => {
  let broken = false;
  const enable = async () => {
    if (broken) throw new Error('the key does not fit');
  };
  const { platform, calls } = await stage(t, { enable }, { aid: on });
  const { communities } = platform.app;
  const first = communities.active('aid')?.revision ?? 0;
  await platform.configure('aid', off);
  const now = communities.active('aid')?.revision;
  broken = true;
  t.match(await communities.rollback(first), {
    problems: [{ reason: 'could not be applied: groups could not be turned on: the key does not fit' }],
  });
  t.equal(communities.active('aid')?.revision, now, 'nothing is written');
  broken = false;
  await until(async () => (await communities.rollback(first)).revision !== undefined);
  t.ok(isOn(platform.app, 'aid'));
  t.match(communities.active('aid'), { kind: 'rollback' });
  t.same(calls, ['enable aid', 'disable aid', 'enable aid', 'enable aid']);
});
