/** A request that is repeated with its key is done once, and every repetition gets the answer of the first. */
import path from 'node:path';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../fixtures/trouble');
const extensions = { notes: {}, 'at-before': {} };
const begin = (t: { teardown(work: () => unknown): void }) =>
  startPlatform(t, {
    root,
    only: ['notes', 'at-before'],
    communities: { home: { extensions }, other: { extensions } },
  });

t.test('a thousand requests with one key: one effect, equal answers', async (t) => {
  const platform = await begin(t);
  const ada = await platform.member('home');
  const key = crypto.randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () =>
      ada.request('POST', '/api/notes', { json: { text: 'once' }, headers: { 'idempotency-key': `"${key}"` } }),
    ),
  );
  t.same([...new Set(answers.map(({ status }) => status))], [201]);
  t.equal(new Set(answers.map(({ text }) => text)).size, 1, 'byte by byte');
  t.equal(new Set(answers.map(({ headers }) => headers.get('location'))).size, 1);
  t.equal(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true').length, 999);
  const { body } = await ada.get('/api/notes');
  t.same(
    body.filter((text: string) => text === 'once'),
    ['once'],
  );
});

t.test('a key is for one request of one member in one community', async (t) => {
  const platform = await begin(t);
  const ada = await platform.member('home');
  const grace = await platform.member('home');
  const far = await platform.member('other');
  const headers = { 'idempotency-key': 'the same for all' };
  const keyed = { 'idempotency-key': 'same-for-all' };
  const write = (who: typeof ada, text: string, given: Record<string, string> = keyed) =>
    who.request('POST', '/api/notes', { json: { text }, headers: given });

  t.equal((await write(ada, 'x', headers)).status, 400, 'a key is no sentence');
  const first = await write(ada, 'mine');
  t.equal(first.status, 201);
  const reused = await write(ada, 'something else');
  t.equal(reused.status, 422);
  t.equal(reused.body.code, 'core.idempotency-key-reused');
  for (const who of [grace, far]) {
    const own = await write(who, 'mine');
    t.equal(own.status, 201);
    t.not(own.body.id, first.body.id, 'somebody else with the same key is somebody else');
  }

  const refused = { 'idempotency-key': 'refused' };
  const once = await write(ada, 'refuse', refused);
  t.equal(once.status, 422);
  const again = await write(ada, 'refuse', refused);
  t.equal(again.text, once.text, 'a refusal is an answer too');
  t.equal(again.headers.get('content-type'), once.headers.get('content-type'));

  const failing = { 'idempotency-key': 'failing' };
  t.equal((await write(ada, 'throw', failing)).status, 503);
  t.equal(
    (await write(ada, 'throw', failing)).headers.get('idempotent-replayed'),
    null,
    'a failure is none: it is tried again',
  );
  t.equal((await ada.get('/api/notes')).body.filter((text: string) => text === 'mine').length, 2);
});
