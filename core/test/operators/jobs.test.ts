/** What was given up: seen, run again and discarded by operators, in pages and by programs. */
import path from 'node:path';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';
import { refusal, startMailServer } from '../mail/server.ts';
import { ask, bearer, operator, send, sendJson } from './console.ts';

const root = path.resolve(import.meta.dirname, '../../../test/fixtures/events');
const moody = (mood: string) => ({ extensions: { bell: {}, logbook: {}, grumpy: { settings: { mood } } } });

t.test('an operator sees what was given up, runs it again, and the rest is discarded', async (t) => {
  const platform = await startPlatform(t, { root, communities: { one: moody('throws'), two: moody('throws') } });
  const boss = await operator(platform);
  const api = (path: string) => ask(platform, `/api/platform/jobs${path}`, { headers: bearer(boss.token) });
  const act = (path: string, body = {}) => sendJson(platform, `/api/platform/jobs${path}`, body, bearer(boss.token));
  const form = (path: string, fields = {}) =>
    send(platform, path, { _csrf: boss.csrf, ...fields }, { cookie: boss.cookie });

  t.match((await boss.page('/jobs')).text, 'Nothing was given up');
  for (const slug of ['one', 'two'])
    for (const ring of ['at noon', 'Dear Sam, call me']) await platform.visitor(slug).post('/api/bell', { ring });
  await platform.settle({ ahead: true });

  const { body } = await api('');
  t.match(body.dead, [{ job: 'grumpy/bell.rung', extension: 'grumpy', count: 4 }]);
  t.equal(body.items.length, 4);
  const [newest] = body.items;
  t.match(newest, {
    job: 'grumpy/bell.rung',
    extension: 'grumpy',
    attempts: 3,
    error: 'no noise please',
  });
  t.same(newest.about, { loud: 'false' }, 'ids and facts, and nothing that somebody wrote');
  t.same(body.schedules.map(({ schedule }: any) => schedule).includes('logbook.nightly'), true);
  const page = await boss.page('/jobs');
  for (const words of ['grumpy/bell.rung', 'no noise please', 'after 3 attempts', '/communities/two'])
    t.match(page.text, words);
  t.notMatch(page.text, 'call me');
  t.equal((await api('?limit=3')).body.items.length, 3);
  t.equal((await api(`?limit=3&after=${body.items[2].id}`)).body.items.length, 1);

  t.equal((await act(`/${newest.id}/replay`)).body.count, 1, 'while it still fails');
  await platform.settle({ ahead: true });
  t.equal((await api('')).body.items.length, 4, 'it comes back');

  await platform.configure('one', moody('fine'));
  await platform.configure('two', moody('fine'));
  const again = (await api('')).body.items;
  const one = await form(`/jobs/${again[0].id}/replay`);
  t.equal(one.status, 303);
  t.match((await boss.page(one.headers.get('location') ?? '')).text, 'It runs again now');
  await platform.settle();
  t.equal((await api('')).body.items.length, 3, 'what was mended is done');

  t.match((await boss.page(`/jobs/${again[1].id}/discard`)).text, 'Discard work for good?');
  t.equal((await form(`/jobs/${again[1].id}/discard`)).status, 303);
  t.equal((await act(`/${again[1].id}/discard`)).status, 404, 'it is gone');
  t.match((await boss.page('/jobs/discard?job=grumpy%2Fbell.rung')).text, 'Discard all');
  t.match((await form('/jobs/replay', { job: 'grumpy/bell.rung' })).headers.get('location'), 'count=2');
  await platform.settle();
  t.same((await api('')).body.dead, []);
});

t.test('nobody else does, and no other site makes an operator do it', async (t) => {
  const platform = await startPlatform(t, { root, communities: { one: moody('throws') } });
  await platform.visitor('one').post('/api/bell', { ring: 'noon' });
  await platform.settle({ ahead: true });
  const boss = await operator(platform);
  const [{ id }] = (await ask(platform, '/api/platform/jobs', { headers: bearer(boss.token) })).body.items;
  t.equal((await sendJson(platform, `/api/platform/jobs/${id}/discard`, {})).status, 401);
  t.equal((await send(platform, `/jobs/${id}/discard`, {})).status, 303);
  t.equal((await send(platform, `/jobs/${id}/discard`, {}, { cookie: boss.cookie })).status, 403, 'without the token');
  const foreign = { cookie: boss.cookie, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
  t.equal((await sendJson(platform, `/api/platform/jobs/${id}/discard`, {}, foreign)).status, 403);
  for (const wrong of ['x', crypto.randomUUID()])
    for (const what of ['replay', 'discard'])
      t.equal((await sendJson(platform, `/api/platform/jobs/${wrong}/${what}`, {}, bearer(boss.token))).status, 404);
  t.equal((await sendJson(platform, '/api/platform/jobs/replay', {}, bearer(boss.token))).status, 400);
  t.equal((await boss.page('/jobs/discard?job=nothing')).status, 404);
  t.equal((await ask(platform, '/api/platform/jobs', { headers: bearer(boss.token) })).body.items.length, 1);
});

t.test('a mail that was tried too often leaves when it is run again', async (t) => {
  const server = await startMailServer(t);
  server.next.push(...Array.from({ length: 9 }, () => refusal(451, 'not now')));
  const platform = await startPlatform(t, {
    root: path.resolve(import.meta.dirname, '../../../test/fixtures/herald'),
    communities: { one: { extensions: { herald: {} } } },
    platform: { mail: { url: `smtp://127.0.0.1:${server.port}`, from: 'platform@test.example' } },
  });
  const ann = await platform.member('one', { email: 'ann@test.example' });
  await ann.post('/api/herald', { title: 'Bread', to: 'members' });
  await platform.settle({ ahead: true });
  t.same(await platform.mails('one'), [{ kind: 'herald.news', state: 'failed' }]);
  t.equal(server.next.length, 0, 'it was tried nine times');
  t.equal(await platform.app.jobs.deadLetters.replay({ job: 'core.send-mail' }), 1);
  await platform.settle();
  t.match(await platform.mails('one'), [{ state: 'sent' }]);
  t.same(
    server.taken.map(({ envelope }) => envelope),
    [['ann@test.example']],
    'once',
  );
});
