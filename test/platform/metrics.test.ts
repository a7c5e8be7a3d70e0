/** What Prometheus reads, who may read it, and what never stands in it. */
import path from 'node:path';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../fixtures/trouble');
const TOKEN = 'a token that is long enough';

t.test('requests, errors and hooks are counted by extension, without the names of communities', async (t) => {
  const platform = await startPlatform(t, {
    root,
    only: ['notes', 'at-before', 'at-route'],
    communities: { secretive: { extensions: { notes: {}, 'at-before': {}, 'at-route': {} } } },
  });
  const visitor = platform.visitor('secretive');
  await visitor.post('/api/notes', { text: 'hello' });
  await visitor.post('/api/notes', { text: 'throw' });
  await visitor.get('/api/at-route/throws');
  const { text, headers } = await fetch(`${platform.url}/metrics`).then(async (answer) => ({
    text: await answer.text(),
    headers: answer.headers,
  }));
  t.match(headers.get('content-type'), /^text\/plain/);
  const has = (line: RegExp) => t.match(text, line);
  has(/polyphony_http_request_seconds_count\{extension="notes",method="POST",route="\/api\/notes",status="2xx"\} 1/);
  has(/polyphony_http_request_seconds_count\{extension="notes",method="POST",route="\/api\/notes",status="5xx"\} 1/);
  has(/polyphony_extension_seconds_count\{extension="at-before",place="before",id="notes.saving"\} 2/);
  has(/polyphony_extension_errors_total\{extension="at-before",place="before",id="notes.saving",outcome="throw"\} 1/);
  has(
    /polyphony_extension_errors_total\{extension="at-route",place="route",id="GET \/api\/at-route\/throws",outcome="throw"\} 1/,
  );
  has(/polyphony_requests_in_flight 0/);
  has(/polyphony_pool_connections \d/);
  has(/polyphony_jobs_dead 0/);
  has(/nodejs_eventloop_lag_seconds/);
  t.notMatch(text, /secretive/);
  t.equal((await visitor.get('/metrics')).status, 404, 'a community has none');
});

t.test('with a token in platform.yaml it is needed, on this machine too', async (t) => {
  const platform = await startPlatform(t, {
    root,
    only: ['notes'],
    communities: {},
    platform: { metrics: { token: TOKEN } },
  });
  const ask = async (token?: string) =>
    (await fetch(`${platform.url}/metrics`, { headers: token ? { authorization: `Bearer ${token}` } : {} })).status;
  t.equal(await ask(), 404);
  t.equal(await ask('another one of the same'), 404);
  t.equal(await ask(TOKEN), 200);
});
