/** A request that is repeated with its key is done once, and every repetition gets the answer of the first. */
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { Client as Database } from 'pg';
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

interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: { readonly code?: string };
}

/**
 * Sends one request `total` times before any answer is read: over few connections, each with many requests one behind the other
 * (RFC 9112, 9.3.2), since a small machine has no thousand sockets to give.
 */
async function inFlight(host: string, request: string, total: number): Promise<Received[]> {
  const url = new URL(`http://${host}`);
  const sockets = await Promise.all(
    Array.from({ length: Math.min(100, total) }, async () => {
      const socket = connect(Number(url.port), url.hostname);
      await once(socket, 'connect');
      return socket;
    }),
  );
  const answers = await Promise.all(
    sockets.map(async (socket, n) => {
      const each = Math.floor(total / sockets.length) + (n < total % sockets.length ? 1 : 0);
      socket.write(request.repeat(each));
      const received: Received[] = [];
      let text = '';
      for await (const chunk of socket.setEncoding('latin1')) {
        text += chunk;
        for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
          const [line = '', ...fields] = text.slice(0, end).split('\r\n');
          const headers = new Headers(fields.map((field) => field.split(/: (.*)/, 2) as [string, string]));
          const next = end + 4 + Number(headers.get('content-length'));
          if (text.length < next) break;
          const own = text.slice(end + 4, next);
          received.push({ status: Number(line.split(' ')[1]), headers, text: own, body: JSON.parse(own) });
          text = text.slice(next);
        }
        if (received.length === each) break;
      }
      return received;
    }),
  );
  return answers.flat();
}

t.test('a thousand requests with one key: one effect, equal answers', async (t) => {
  const platform = await begin(t);
  const ada = await platform.member('home');
  const key = crypto.randomUUID();
  const body = JSON.stringify({ text: 'once' });
  const { host, pathname } = new URL(`${ada.base}/api/notes`);
  const request = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    `authorization: Bearer ${ada.token}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    `idempotency-key: "${key}"`,
    `\r\n${body}`,
  ].join('\r\n');
  const answers: Received[] = [];
  const later: Received[] = [];
  for (let left = 1000; left > 0 && later.length < 20_000; left = 1000 - answers.length) {
    const received = await inFlight(host, request, left);
    if (received.length !== left) t.fail('a request without an answer');
    // a machine that cannot keep a thousand waiting says so, and whoever comes back with the key gets what all the others got
    for (const answer of received)
      (answer.status === 503 || answer.body.code === 'core.idempotency-key-busy' ? later : answers).push(answer);
  }
  t.comment(`${later.length} were told to come back`);
  t.same(
    later.filter(({ headers }) => !headers.get('retry-after')),
    [],
    'and when',
  );
  t.same([...new Set(answers.map(({ status }) => status))], [201]);
  t.equal(new Set(answers.map(({ text }) => text)).size, 1, 'byte by byte');
  t.equal(new Set(answers.map(({ headers }) => headers.get('location'))).size, 1);
  t.equal(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true').length, 999);
  const { body: notes } = await ada.get('/api/notes');
  t.same(
    notes.filter((text: string) => text === 'once'),
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
  const soon = await write(ada, 'throw', failing);
  t.equal(soon.status, 409, 'nobody knows what a failure did');
  t.equal(soon.body.code, 'core.idempotency-key-busy');
  t.match(Number(soon.headers.get('retry-after')) > 10, true);
  t.equal((await ada.get('/api/notes')).body.filter((text: string) => text === 'mine').length, 2);
});

t.test('what was saved and then failed is not saved twice', async (t) => {
  const platform = await begin(t);
  const ada = await platform.member('home');
  const text = 'cut after the commit';
  const send = () => ada.request('POST', '/api/notes', { json: { text }, headers: { 'idempotency-key': 'cut' } });
  t.equal((await send()).status, 500);
  t.match(await send(), { status: 409, body: { code: 'core.idempotency-key-busy' } });
  t.equal((await ada.get('/api/notes')).body.filter((one: string) => one === text).length, 1);
});

t.test('visitors of two communities with one key at the same moment are two', async (t) => {
  const platform = await begin(t);
  const both = [platform.visitor('home'), platform.visitor('other')];
  const answers = await Promise.all(
    both.map((who) =>
      who.request('POST', '/api/notes', { json: { text: 'mine' }, headers: { 'idempotency-key': 'one-key' } }),
    ),
  );
  t.same(
    answers.map(({ status, headers }) => [status, headers.get('idempotent-replayed')]),
    [
      [201, null],
      [201, null],
    ],
  );
  for (const who of both) t.equal((await who.get('/api/notes')).body.filter((one: string) => one === 'mine').length, 1);
});

t.test('a repetition has the headers of the answer, and the row says whose it is', async (t) => {
  const platform = await begin(t);
  const ada = await platform.member('home');
  const send = () =>
    ada.request('POST', '/api/notes', { json: { text: 'kept' }, headers: { 'idempotency-key': 'headers' } });
  t.equal((await send()).headers.get('cache-control'), 'private');
  const again = await send();
  t.equal(again.headers.get('idempotent-replayed'), 'true');
  t.equal(again.headers.get('cache-control'), 'private');
  const database = new Database(platform.ownerUrl);
  await database.connect();
  t.teardown(() => database.end());
  const { rows } = await database.query('select member_id from core.idempotency');
  t.same(rows, [{ member_id: ada.memberId }]);
});

t.test('a request that was given up while its key was claimed does nothing, and leaves the key', async (t) => {
  const platform = await startPlatform(t, {
    root,
    only: ['at-route'],
    communities: { home: { extensions: { 'at-route': {} } } },
  });
  const visitor = platform.visitor('home');
  const send = () =>
    visitor.request('POST', '/api/at-route/hangs', { json: { text: 'x' }, headers: { 'idempotency-key': 'late' } });
  const signals = async () => (await visitor.get('/api/at-route/signals')).body;
  const database = new Database(platform.ownerUrl);
  await database.connect();
  t.teardown(() => database.end());
  await database.query('begin; lock table core.idempotency in access exclusive mode');
  t.equal((await send()).status, 503);
  await database.query('commit');
  await new Promise((resolve) => setTimeout(resolve, 500));
  t.same(await signals(), [], 'the handler was not called');
  t.equal((await send()).status, 503);
  t.same(await signals(), ['not set', 'took longer than 700 ms'], 'the key was free');
});

t.test('of two who read the same version the second is refused, by If-Match as by the body', async (t) => {
  const platform = await startPlatform(t, { only: ['groups'], communities: { home: { extensions: { groups: {} } } } });
  const manager = await platform.member('home', { roles: ['manager'] });
  const made = await manager.post('/api/groups', { title: 'Bread', summary: 'Loaves', openness: 'open' });
  const place = `/api/groups/${made.body.id}`;
  const tag = (await manager.get(place)).headers.get('etag') ?? '';
  t.equal(tag, '"1"');
  const change = (about: string, ifMatch: string) =>
    manager.request('PATCH', place, { json: { about }, headers: { 'if-match': ifMatch } });
  const first = await change('First', tag);
  t.equal(first.status, 200, first.text);
  t.equal(first.headers.get('etag'), '"2"');
  const second = await change('Second', tag);
  t.equal(second.status, 412);
  t.match(second.body, { code: 'core.changed-meanwhile', yours: 1 });
  t.equal((await change('Third', 'W/"2"')).status, 412, 'a weak tag matches nothing');
  t.equal((await change('Fourth', '*')).status, 200);
  t.equal((await manager.patch(place, { about: 'Fifth', version: 1 })).status, 409, 'in the body as before');
});
