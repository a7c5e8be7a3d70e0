/** Schedules: by the clock of each community, once for each slot. */
import path from 'node:path';
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform, type Platform } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../../../test/fixtures/events');
const on = { extensions: { logbook: {} } };
type Test = { teardown(work: () => unknown): void };

const start = (t: Test, communities: Record<string, Record<string, unknown>>) =>
  startPlatform(t, { root, communities });

/** Slots that were run, with how often where it is not once. */
async function nightsOf(platform: Platform, slug: string): Promise<string[]> {
  const { body } = await platform.visitor(slug).get('/api/logbook');
  return (body as { what: string; calls: number }[]).map(
    ({ what, calls }) => `${what.replace('night ', '')}${calls === 1 ? '' : ` ${calls} times`}`,
  );
}

/** Days of platforms in the test go by faster than those of the database; this is where the next one begins. */
async function rewind(platform: Platform, to: string) {
  await platform.settle({ until: new Date() });
  await sql`update platform.schedule set last_slot = ${to}`.execute(platform.app.platform);
}

t.test('half past two is by the clock of each community, and once for each slot', async (t) => {
  const platform = await start(t, {
    toronto: { ...on, timeZone: 'America/Toronto' },
    paris: { ...on, timeZone: 'Europe/Paris' },
    lyon: { ...on, timeZone: 'Europe/Paris' },
    off: { extensions: {}, timeZone: 'Europe/Paris' },
  });
  await rewind(platform, '2030-06-01T12:00:00Z');
  await platform.settle({ until: new Date('2030-06-02T02:00:00Z') });
  t.same(await nightsOf(platform, 'toronto'), [], 'it is still evening there');
  t.same(await nightsOf(platform, 'paris'), ['2030-06-02T00:30:00.000Z']);
  t.same(await nightsOf(platform, 'lyon'), ['2030-06-02T00:30:00.000Z']);
  await platform.settle({ until: new Date('2030-06-02T08:00:00Z') });
  await platform.settle({ until: new Date('2030-06-02T08:00:00Z') });
  t.same(await nightsOf(platform, 'toronto'), ['2030-06-02T06:30:00.000Z']);
  const { rows } = await sql<{ zone: string }>`
    select zone from platform.schedule where schedule = 'logbook.nightly' order by 1`.execute(platform.app.platform);
  t.same(
    rows.map(({ zone }) => zone),
    ['America/Toronto', 'Europe/Paris'],
    'one row for each zone, however many communities',
  );
});

t.test('after a time in which nothing ran, the last slot is made up for and no other', async (t) => {
  const platform = await start(t, { one: { ...on, timeZone: 'UTC' } });
  await rewind(platform, '2030-06-01T12:00:00Z');
  await platform.settle({ until: new Date('2030-06-09T12:00:00Z') });
  t.same(await nightsOf(platform, 'one'), ['2030-06-09T02:30:00.000Z']);
});

t.test('on the days on which clocks change it runs once', async (t) => {
  const platform = await start(t, { toronto: { ...on, timeZone: 'America/Toronto' } });
  await rewind(platform, '2031-03-08T12:00:00Z');
  for (const day of ['2031-03-09', '2031-03-10', '2031-03-11'])
    await platform.settle({ until: new Date(`${day}T12:00:00Z`) });
  t.same(
    await nightsOf(platform, 'toronto'),
    ['2031-03-09T07:30:00.000Z', '2031-03-10T06:30:00.000Z', '2031-03-11T06:30:00.000Z'],
    'there is no half past two when clocks go forward: an hour later by the clock',
  );
  // 02:30 is there once when clocks go back, as they go back at 02:00; where they go back at 03:00 it is there twice
  const berlin = await start(t, { berlin: { ...on, timeZone: 'Europe/Berlin' } });
  await rewind(berlin, '2031-10-25T12:00:00Z');
  for (const hour of ['00:00', '00:45', '01:15', '01:45', '12:00'])
    await berlin.settle({ until: new Date(`2031-10-26T${hour}:00Z`) });
  await berlin.settle({ until: new Date('2031-10-27T12:00:00Z') });
  t.same(
    await nightsOf(berlin, 'berlin'),
    ['2031-10-26T00:30:00.000Z', '2031-10-27T01:30:00.000Z'],
    'a time that is there twice: the first one',
  );
});

t.test('a community that moves to another zone, or comes, is part of it from then on', async (t) => {
  const platform = await start(t, { one: { ...on, timeZone: 'UTC' } });
  await rewind(platform, '2030-06-01T12:00:00Z');
  await platform.configure('one', { ...on, timeZone: 'Asia/Tokyo' });
  await platform.configure('two', { ...on, timeZone: 'UTC' });
  await rewind(platform, '2030-06-01T12:00:00Z');
  await platform.settle({ until: new Date('2030-06-02T12:00:00Z') });
  t.same(await nightsOf(platform, 'one'), ['2030-06-01T17:30:00.000Z']);
  t.same(await nightsOf(platform, 'two'), ['2030-06-02T02:30:00.000Z']);
});

t.test('of two nodes that look at the same moment one begins a slot', async (t) => {
  const platform = await start(t, { one: { ...on, timeZone: 'UTC' } });
  await rewind(platform, '2030-06-01T12:00:00Z');
  const until = new Date('2030-06-02T12:00:00Z');
  await Promise.all(Array.from({ length: 8 }, () => platform.settle({ until })));
  t.same(await nightsOf(platform, 'one'), ['2030-06-02T02:30:00.000Z']);
});

t.test('what was off begins with its next slot, and makes up for nothing', async (t) => {
  const zone = { timeZone: 'UTC' };
  const platform = await start(t, { one: { ...on, ...zone } });
  await rewind(platform, '2030-06-01T12:00:00Z');
  await platform.configure('one', { extensions: {}, ...zone });
  await platform.settle({ until: new Date('2030-06-05T12:00:00Z') });
  await platform.configure('one', { ...on, ...zone });
  await platform.settle({ until: new Date('2030-06-05T12:00:10Z') });
  t.same(await nightsOf(platform, 'one'), []);
  await platform.settle({ until: new Date('2030-06-06T12:00:00Z') });
  t.same(await nightsOf(platform, 'one'), ['2030-06-06T02:30:00.000Z']);
});
