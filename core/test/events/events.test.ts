/** Events, through the routes of an extension that emits and of one that listens. */
import path from 'node:path';
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform, type Client } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../../../test/fixtures/events');
const all = { bell: {}, logbook: {}, grumpy: {} };
const heard = async (who: Client) =>
  ((await who.get('/api/logbook')).body as { what: string }[]).map(({ what }) => what);

t.test('who listens hears of what was kept, and of nothing that was not', async (t) => {
  const platform = await startPlatform(t, {
    root,
    communities: { one: { extensions: all }, two: { extensions: all }, bare: { extensions: { bell: {} } } },
  });
  for (const { id, status } of platform.app.registry.records) t.same(status, { state: 'admitted' }, id);
  const [one, two, bare] = ['one', 'two', 'bare'].map((slug) => platform.visitor(slug)) as [Client, Client, Client];
  await platform.settle();

  t.equal((await one.post('/api/bell', { ring: 'noon' })).status, 204);
  t.same(await heard(one), [], 'not before it is delivered');
  await platform.settle();
  t.same(await heard(one), ['noon']);
  t.same(await heard(two), [], 'another community hears nothing');

  t.equal((await one.post('/api/bell', { ring: 'never', wrong: 'later' })).status, 500);
  t.equal(
    (await one.post('/api/bell', { ring: 'never', wrong: 'secret' })).status,
    500,
    'an event that is not declared',
  );
  t.equal(
    (await one.post('/api/bell', { ring: 'never', wrong: 'payload' })).status,
    500,
    'a payload that does not fit',
  );
  t.equal((await bare.post('/api/bell', { ring: 'unheard' })).status, 204);
  await platform.settle();
  t.same(await heard(one), ['noon'], 'what is rolled back was never told');

  const count = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int n from pgboss.job where name like '%polished'`.execute(platform.app.platform);
    return rows[0]?.n;
  };
  t.equal(await count(), 0, 'an event that nobody listens to leaves nothing behind');
});

t.test('whether a listener is on is asked when it is told', async (t) => {
  const platform = await startPlatform(t, { root, communities: { one: { extensions: all } } });
  const one = platform.visitor('one');
  await one.post('/api/bell', { ring: 'first' });
  await platform.configure('one', { extensions: { bell: {} } });
  await platform.settle();
  await one.post('/api/bell', { ring: 'while off' });
  await platform.settle();
  await platform.configure('one', { extensions: all });
  await one.post('/api/bell', { ring: 'on again' });
  await platform.settle();
  t.same(await heard(one), ['on again']);
});

t.test('core tells of members who come and go', async (t) => {
  const platform = await startPlatform(t, { root, communities: { one: { extensions: all } } });
  const manager = await platform.member('one', { roles: ['manager'] });
  await platform.member('one', { roles: ['manager'] });
  await platform.settle();
  t.same(await heard(manager), ['joined', 'joined']);
  t.equal((await manager.form('/me/leave', {})).status, 303);
  await platform.settle();
  t.same(await heard(platform.visitor('one')), ['joined', 'joined', 'left']);
});

t.test('a listener that fails is tried again alone', async (t) => {
  for (const mood of ['throws', 'hangs']) {
    const platform = await startPlatform(t, {
      root,
      communities: { one: { extensions: { ...all, grumpy: { settings: { mood } } } } },
    });
    const one = platform.visitor('one');
    await one.post('/api/bell', { ring: 'noon' });
    await platform.settle({ ahead: true });
    t.same((await one.get('/api/logbook')).body, [{ what: 'noon', calls: 1 }], `${mood}: the other was told once`);
    const { rows } = await sql<{ tries: number; output: { message: string } }>`
      select source_retry_count as tries, source_output as output from pgboss.job where name = 'dead-letters'`.execute(
      platform.app.platform,
    );
    t.equal(rows.length, 1, 'what failed for good is kept');
    t.equal(rows[0]?.tries, 2);
    t.match(rows[0]?.output.message, mood === 'throws' ? 'no noise please' : 'took longer than 1 s');
  }
});
