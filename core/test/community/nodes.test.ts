/** Several nodes on one database agree on the configuration, whoever wrote it and whatever the connection does. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import t from 'tap';
import { startPlatform, type Platform } from '@polyphony/core/testing';
import type { App } from '../../app.ts';
import { settingsToken } from '../../tokens.ts';

const owner = async <T>(platform: Platform, work: (client: Client) => Promise<T>) => {
  const client = new Client({ connectionString: platform.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
const purposeOf = (app: App, slug = 'aid') => app.communities.bySlug(slug)?.purpose;

/** Waits, generously; how long it took is for the reader, not for the verdict. */
async function until(what: () => boolean): Promise<number> {
  const began = performance.now();
  while (!what() && performance.now() - began < 30_000) await sleep(5);
  return Math.round(performance.now() - began);
}

t.test('a change is served by the other node, told or found', async (t) => {
  const platform = await startPlatform(t, { communities: { aid: { purpose: 'first' }, food: {} } });
  const { app: second, url } = await platform.node();
  t.equal(purposeOf(second), 'first', 'it starts with what was applied');
  await until(() => second.following?.listening() === true);
  t.ok(second.following?.listening(), 'it hears');

  const told: number[] = [];
  for (let at = 0; at < 10; at += 1) {
    await platform.configure('aid', { purpose: `told ${at}` });
    told.push(await until(() => purposeOf(second) === `told ${at}`));
    t.equal(purposeOf(second), `told ${at}`);
  }
  t.comment(`told: ${told.join(', ')} ms after the first node served it`);
  t.match(await (await fetch(`${url}/c/aid/`)).text(), 'told 9');

  // nobody may connect while it is cut, so that looking is all there is
  const found: number[] = [];
  await owner(platform, async (client) => {
    for (let at = 0; at < 5; at += 1) {
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'polyphony configuration' and datname = current_database()`,
      );
      await until(() => second.following?.listening() === false);
      await platform.configure('aid', { purpose: `found ${at}` });
      found.push(await until(() => purposeOf(second) === `found ${at}`));
      t.equal(purposeOf(second), `found ${at}`);
    }
  });
  t.comment(`with the hearing connection cut: ${found.join(', ')} ms`);
  await until(() => second.following?.listening() === true);
  t.ok(second.following?.listening(), 'it hears again');
  t.equal(second.communities.state().served, platform.app.communities.state().served);
});

t.test('a manager on one node is served by all, and files and restarts keep it', async (t) => {
  const platform = await startPlatform(t, { communities: { aid: { extensions: { groups: {} } } } });
  const { app: second } = await platform.node();
  const manager = await platform.member('aid', { roles: ['manager'] });
  const settings = platform.get(settingsToken);
  await settings.change(platform.context('aid', manager), { extension: 'groups', values: { label: 'Circles' } });
  const labelOf = (app: App) => {
    const groups = app.communities.bySlug('aid')?.extensions.get('groups') as { label: string } | undefined;
    return groups?.label;
  };
  await until(() => labelOf(second) === 'Circles');
  t.equal(labelOf(second), 'Circles');
  await platform.configure('aid', { purpose: 'Changed', extensions: { groups: {} } });
  t.equal(labelOf(platform.app), 'Circles');
  const { app: third } = await platform.node({ files: 'follow' });
  t.equal(labelOf(third), 'Circles', 'a node that starts applies no file that was applied already');
  t.equal(third.communities.active('aid')?.revision, platform.app.communities.active('aid')?.revision);
});

t.test('nodes that apply the same files at the same time write one revision, and enable runs once', async (t) => {
  const platform = await startPlatform(t, { communities: { aid: {}, food: {} } });
  const others = await Promise.all([1, 2, 3].map(() => platform.node({ files: 'follow' })));
  const apps = [platform.app, ...others.map(({ app }) => app)];
  for (let at = 0; at < 5; at += 1) {
    for (const slug of ['aid', 'food'])
      writeFileSync(
        path.join(platform.configDirectory, 'communities', `${slug}.yaml`),
        `name: ${slug}\naccess: open\npurpose: together ${at}\nextensions: { groups: {} }\n`,
      );
    await Promise.all(apps.map(({ communities }) => communities.reload()));
    await Promise.all(apps.map(({ communities }) => communities.converge()));
    for (const app of apps) t.equal(purposeOf(app, 'food'), `together ${at}`);
  }
  const { rows } = await owner(platform, (client) =>
    client.query<{ slug: string; count: number }>(
      'select slug, count(*)::int as count from platform.revision r join platform.community c on c.id = r.community_id group by slug order by slug',
    ),
  );
  t.same(rows, [
    { slug: 'aid', count: 6 },
    { slug: 'food', count: 6 },
  ]);
});

t.test('a community whose file goes away goes with it, on every node, and comes back as it was', async (t) => {
  const platform = await startPlatform(t, { communities: { aid: { extensions: { groups: {} } }, food: {} } });
  const { app: second } = await platform.node();
  const manager = await platform.member('aid', { roles: ['manager'] });
  await platform
    .get(settingsToken)
    .change(platform.context('aid', manager), { extension: 'groups', values: { label: 'Circles' } });
  const file = (slug: string) => path.join(platform.configDirectory, 'communities', `${slug}.yaml`);
  const before = platform.app.communities.active('aid');
  rmSync(file('aid'));
  await platform.app.communities.reload();
  await until(() => second.communities.bySlug('aid') === undefined);
  for (const app of [platform.app, second]) t.equal(app.communities.bySlug('aid'), undefined);
  t.equal((await platform.visitor('aid').get('/')).status, 404);

  await platform.configure('aid', { extensions: { groups: {} } });
  await until(() => second.communities.bySlug('aid') !== undefined);
  t.match(second.communities.bySlug('aid')?.extensions.get('groups'), { label: 'Circles' });
  t.equal(platform.app.communities.active('aid')?.id, before?.id);
  t.equal((await manager.get('/api/me')).status, 200, 'members are members still');

  for (const slug of ['aid', 'food']) rmSync(file(slug));
  await platform.app.communities.reload();
  t.equal(platform.app.communities.all().length, 2, 'an empty folder is a mistake');
  t.match(platform.app.communities.problems(), [{ file: 'communities', reason: /2 communities are live/ }]);
});
