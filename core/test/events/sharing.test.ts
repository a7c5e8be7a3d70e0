/** Jobs of one community, and of one extension, leave room for those of others. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import t from 'tap';
import { createSlots, type Holder } from '../../events/slots.ts';
import { startPlatform, type Platform } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../../../test/fixtures/events');

t.test('of eight places a community and an extension have four at most, and a queue three', (t) => {
  const slots = createSlots(8);
  const hold = (queue: string, extension: string, community: number): Holder => {
    const holder = { queue, extension, community };
    slots.take(holder);
    return holder;
  };
  t.same(slots.closedTo('a/x', 'a'), []);
  hold('a/x', 'a', 1);
  const last = hold('a/x', 'a', 1);
  t.same(slots.closedTo('a/x', 'a'), [1], 'two of a queue for one community');
  hold('a/x', 'a', 2);
  t.equal(slots.closedTo('a/x', 'a'), undefined, 'three of a queue');
  t.same(slots.closedTo('a/y', 'a'), []);
  hold('a/y', 'a', 1);
  t.equal(slots.closedTo('a/z', 'a'), undefined, 'four of an extension');
  hold('b/x', 'b', 1);
  t.same(slots.closedTo('b/y', 'b'), [1], 'four of a community');
  hold('b/y', 'b', 2);
  hold('b/z', 'b', 3);
  slots.free(last);
  t.same(slots.closedTo('b/y', 'b'), []);
  hold('c/x', 'c', 4);
  hold('c/y', 'c', 5);
  t.equal(slots.closedTo('d/x', 'd'), undefined, 'all are taken');
  t.end();
});

const until = async (what: string, done: () => Promise<boolean>) => {
  const end = Date.now() + 60_000;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await sleep(20);
  }
};
const entries = async (platform: Platform, slug: string) =>
  ((await platform.visitor(slug).get('/api/logbook')).body as unknown[]).length;

t.test('a community with much to do holds up no other', async (t) => {
  const slow = { extensions: { bell: {}, logbook: { settings: { milliseconds: 250 } } } };
  const platform = await startPlatform(t, { root, communities: { busy: slow, quiet: slow } });
  await platform.visitor('busy').post('/api/bell', { ring: 'much', times: 60 });
  await platform.app.work();
  await until('it has begun', async () => (await entries(platform, 'busy')) > 0);
  await platform.visitor('quiet').post('/api/bell', { ring: 'once' });
  let most = 0;
  await until('the other was told', async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int n from pgboss.job where state = 'active' and name like 'logbook/%'
      and data ->> 'community' = (select id::text from platform.community where slug = 'busy')`.execute(
      platform.app.platform,
    );
    most = Math.max(most, rows[0]?.n ?? 0);
    return (await entries(platform, 'quiet')) === 1;
  });
  t.ok((await entries(platform, 'busy')) < 60, 'long before the busy one was done');
  t.ok(most <= 4, `at most half of the places: ${most}`);
});

t.test('an extension that hangs is stopped at its limit, named, and holds up no other', async (t) => {
  const moody = (mood: string) => ({ extensions: { bell: {}, logbook: {}, grumpy: { settings: { mood } } } });
  const platform = await startPlatform(t, { root, communities: { one: moody('hangs'), two: moody('hangs') } });
  for (const slug of ['one', 'two']) await platform.visitor(slug).post('/api/bell', { ring: 'noon', times: 20 });
  await platform.app.work();
  await until(
    'the others were told',
    async () => (await entries(platform, 'one')) + (await entries(platform, 'two')) === 40,
  );
  await until('it was noticed', async () =>
    platform.app.registry.runs
      .incidents()
      .some(({ extension, place, timeouts }) => extension === 'grumpy' && place === 'event' && timeouts > 0),
  );
  t.pass();
});
