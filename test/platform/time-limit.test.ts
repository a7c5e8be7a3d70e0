/** A handler that never answers is given up in its time, whatever the request carried. */
import path from 'node:path';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../fixtures/trouble');

t.test('a handler that hangs is given up, with a body as without one, and told by its signal', async (t) => {
  const platform = await startPlatform(t, {
    root,
    only: ['at-route'],
    communities: { home: { extensions: { 'at-route': {} } } },
    platform: { limits: { inFlight: 2 } },
  });
  const visitor = platform.visitor('home');
  const ada = await platform.member('home');
  const signals = async () => (await visitor.get('/api/at-route/signals')).body;
  const told = ['not set', 'took longer than 700 ms'];

  t.match(await visitor.get('/api/at-route/hangs'), { status: 503, body: { code: 'core.unavailable' } });
  t.match(await visitor.post('/api/at-route/hangs', { text: 'x' }), {
    status: 503,
    body: { code: 'core.unavailable' },
  });
  t.same(await signals(), told, 'not set while there is time');
  t.equal((await ada.form('/at-route/hangs', { text: 'x' })).status, 503);
  t.same(await signals(), told);
  const keyed = await visitor.request('POST', '/api/at-route/hangs', {
    json: { text: 'keyed' },
    headers: { 'idempotency-key': 'hangs' },
  });
  t.equal(keyed.status, 503);
  t.same(await signals(), told);

  const both = await Promise.all([1, 2].map(() => visitor.post('/api/at-route/hangs', { text: 'x' })));
  t.same(
    both.map(({ status, body }) => [status, body.code]),
    [
      [503, 'core.unavailable'],
      [503, 'core.unavailable'],
    ],
    'both slots were free again',
  );
  await signals();

  const gone = new AbortController();
  const left = fetch(`${visitor.base}/api/at-route/hangs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(platform.url).origin },
    body: '{"text":"x"}',
    signal: gone.signal,
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  gone.abort();
  await Promise.allSettled([left]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.same(await signals(), ['not set', 'the client has gone'], 'a client that goes is told of at once');

  const figures = await (await fetch(`${platform.url}/metrics`)).text();
  for (const [place, id] of [
    ['route', 'GET /api/at-route/hangs'],
    ['route', 'POST /api/at-route/hangs'],
    ['page', 'POST /at-route/hangs'],
  ])
    t.match(
      figures,
      `polyphony_extension_errors_total{extension="at-route",place="${place}",id="${id}",outcome="timeout"}`,
    );
});
