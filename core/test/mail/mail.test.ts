/** Mail by a real server: both parts, retried, never twice, and only to those who are still to hear of it. */
import path from 'node:path';
import { sql } from 'kysely';
import { startPlatform, type Platform } from '@polyphony/core/testing';
import t from 'tap';
import { refusal, startMailServer, type Teardown } from './server.ts';

const root = path.resolve(import.meta.dirname, '../../../test/fixtures/herald');

const withServer = async (t: Teardown, community: Record<string, unknown> = {}) => {
  const server = await startMailServer(t);
  const platform = await startPlatform(t, {
    root,
    communities: { food: { languages: ['en', 'fr'], extensions: { herald: {} }, ...community } },
    platform: { mail: { url: `smtp://127.0.0.1:${server.port}`, from: 'hello@food.example' } },
  });
  return { ...server, platform };
};
const states = async (platform: Platform) => (await platform.mails('food')).map(({ state }) => state);

t.test('a mail has both parts, in the language and with the links of its reader', async (t) => {
  const { taken, platform } = await withServer(t);
  const ada = await platform.member('food', { name: 'Ada', email: 'ada@test.example' });
  t.equal((await ada.post('/api/herald', { title: 'Flour <3', to: { members: [ada.memberId] } })).status, 204);
  t.equal(taken.length, 0, 'nothing leaves within the request');
  await platform.settle();
  t.equal(taken.length, 1);
  const mail = taken[0]?.mail;
  t.strictSame(taken[0]?.envelope, ['ada@test.example']);
  t.match(mail, {
    subject: 'News: Flour <3',
    from: { name: 'food', address: 'hello@food.example' },
    text: /Ada: <b>Flour <3<\/b>/,
    html: /Ada: &lt;b>Flour &lt;3&lt;\/b>/,
  });
  const link = `http://localhost:${new URL(platform.url).port}/c/food/herald`;
  t.ok(mail?.text?.includes(`Read the news:\n${link}\n`), 'the plain part has the address');
  t.ok(mail?.html?.includes(`href="${link}"`), 'and the other one its button');
  t.notMatch(mail?.html, /<img|<script|href="javascript|src=/, 'nothing is fetched and nothing runs');
  const header = (name: string) => mail?.headers.find(({ key }) => key === name)?.value;
  t.equal(header('auto-submitted'), 'auto-generated');
  t.match(header('list-unsubscribe'), /^<http.*\/mail\/stop\//);
  t.equal(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
});

t.test('a mail leaves if and only if what it tells of was kept', async (t) => {
  const { taken, platform } = await withServer(t);
  const ada = await platform.member('food');
  t.equal((await ada.post('/api/herald', { title: 'Bread', to: 'members', fail: true })).status, 500);
  await platform.settle({ ahead: true });
  t.equal(taken.length, 0);
  t.strictSame(await platform.mails('food'), []);
});

t.test('who hears of it: members, holders of a permission, and nobody who has left or stopped it', async (t) => {
  const { taken, platform } = await withServer(t);
  const [ada, max, lea] = [
    await platform.member('food', { email: 'ada@test.example', roles: ['manager'] }),
    await platform.member('food', { email: 'max@test.example' }),
    await platform.member('food', { email: 'lea@test.example' }),
  ];
  const tell = async (body: object) => {
    taken.length = 0;
    t.equal((await ada.post('/api/herald', body)).status, 204);
    await platform.settle();
    return taken.map(({ envelope }) => envelope[0]).sort();
  };
  t.strictSame(await tell({ title: 'a', to: 'members' }), ['ada@test.example', 'lea@test.example', 'max@test.example']);
  t.strictSame(await tell({ title: 'b', to: 'managers' }), ['ada@test.example']);
  t.strictSame(await tell({ title: 'nothing', to: 'members' }), [], 'nothing to tell any more');

  await tell({ title: 'c', to: { members: [max.memberId] } });
  const stop = new URL(
    /<(.*)>/.exec(taken[0]?.mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '')?.[1] ?? '',
  );
  const address = stop.pathname.replace('/c/food', '');
  const visitor = platform.visitor('food');
  t.equal((await visitor.get(address)).status, 200, 'whoever looks at the page stops nothing');
  t.strictSame(await tell({ title: 'd', to: { members: [max.memberId] } }), ['max@test.example']);
  const stopped = await fetch(stop, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    redirect: 'manual',
  });
  t.equal(stopped.status, 303, 'one click of a mail program, without signing in');
  t.strictSame(await tell({ title: 'e', to: 'members' }), ['ada@test.example', 'lea@test.example']);
  t.match((await max.get('/me/mail')).text, /name="kinds" value="herald\.news"(?! checked)/);
  t.equal((await max.form('/me/mail', { kinds: ['herald.news'] })).status, 303);
  t.strictSame(await tell({ title: 'f', to: { members: [max.memberId] } }), ['max@test.example'], 'and wanted again');
  t.equal((await visitor.get(`${address}x`)).status, 404, 'a token that was not made here is none');

  await platform.app.communities
    .bySlug('food')
    ?.db.updateTable('core.member')
    .set({ removed_at: new Date() })
    .where('id', '=', lea.memberId as never)
    .execute();
  t.strictSame(await tell({ title: 'g', to: { members: [lea.memberId] } }), [], 'a former member hears nothing');
});

t.test('what a server refuses for now is tried again, and what it refuses for good is not', async (t) => {
  const { taken, next, platform } = await withServer(t);
  const ada = await platform.member('food');
  const tell = () => ada.post('/api/herald', { title: 'Bread', to: { members: [ada.memberId] } });
  next.push(refusal(451, 'busy'), refusal(421, 'later'));
  await tell();
  await platform.settle();
  t.strictSame([taken.length, await states(platform)], [0, ['queued']]);
  await platform.settle({ ahead: true });
  t.strictSame([taken.length, await states(platform)], [1, ['sent']]);
  await platform.settle({ ahead: true });
  t.equal(taken.length, 1, 'once');

  next.push(refusal(550, '<ada@food.example>: no such person'));
  await tell();
  await platform.settle({ ahead: true });
  await platform.settle({ ahead: true });
  t.strictSame([taken.length, await states(platform)], [1, ['sent', 'failed']]);
  const { rows } = await sql<{ error: string }>`select error from core.mail where state = 'failed'`.execute(
    platform.context('food').db,
  );
  t.match(rows[0]?.error, 'no such person');
  t.notMatch(rows[0]?.error, 'ada@', 'what is noted and logged names nobody');
});

t.test('where nobody knows whether it left, it is not sent twice', async (t) => {
  const { taken, next, platform } = await withServer(t);
  const ada = await platform.member('food');
  next.push('hang-up');
  await ada.post('/api/herald', { title: 'Bread', to: { members: [ada.memberId] } });
  await platform.settle({ ahead: true });
  await platform.settle({ ahead: true });
  t.strictSame([taken.length, await states(platform)], [0, ['unknown']]);
});

t.test('a server that cannot be reached is tried again; without any, mail is held', async (t) => {
  for (const [mail, state] of [
    [{ url: 'smtp://127.0.0.1:1', from: 'hello@food.example' }, 'queued'],
    [undefined, 'held'],
  ] as const) {
    const platform = await startPlatform(t, {
      root,
      communities: { food: { extensions: { herald: {} } } },
      platform: { mail },
    });
    const ada = await platform.member('food');
    await ada.post('/api/herald', { title: 'Bread', to: { members: [ada.memberId] } });
    await platform.settle();
    t.strictSame(await states(platform), [state]);
  }
});

t.test('where safeguarding is high a mail tells nothing on a locked screen', async (t) => {
  const { taken, platform } = await withServer(t, { safeguarding: 'high', name: 'Peer circle' });
  const ada = await platform.member('food');
  await ada.post('/api/herald', { title: 'Grief', to: { members: [ada.memberId] } });
  await platform.settle();
  const mail = taken[0]?.mail;
  t.match(mail, { subject: 'There is something new for you', from: { name: 'Messages' } });
  t.notMatch(JSON.stringify([mail?.subject, mail?.text, mail?.html]), /Grief|Peer circle|News|Read the news/);
});

t.test('a job is retried, then kept as a dead letter; an extension that is off does nothing', async (t) => {
  const { platform } = await withServer(t);
  const ada = await platform.member('food');
  const attempts = async (name: string) => (await ada.get(`/api/herald/count/${name}`)).body.attempts as number;
  await ada.post('/api/herald/count', { name: 'twice', failures: 1 });
  await ada.post('/api/herald/count', { name: 'never', failures: 9 });
  await platform.settle();
  t.strictSame([await attempts('twice'), await attempts('never')], [1, 1]);
  await platform.settle({ ahead: true });
  t.strictSame([await attempts('twice'), await attempts('never')], [2, 3], 'as often as it says, and no more');
  t.equal(await platform.settle({ ahead: true }), 0);

  await ada.post('/api/herald/count', { name: 'keyed', failures: 0, key: 'k' });
  await ada.post('/api/herald/count', { name: 'keyed', failures: 0, key: 'k' });
  t.equal(await platform.settle(), 1, 'of jobs with one key one is added');

  await ada.post('/api/herald/count', { name: 'off', failures: 0 });
  await platform.configure('food', { extensions: { herald: { enabled: false } } });
  await platform.settle();
  await platform.configure('food', { extensions: { herald: {} } });
  t.equal(await attempts('off'), 0);
});
