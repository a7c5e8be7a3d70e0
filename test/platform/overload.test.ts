/** Where more is asked than can be answered, some are told so at once, and the others notice nothing. */
import path from 'node:path';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../fixtures/trouble');

t.test('a crowd in one community leaves the others their room, and probes are always answered', async (t) => {
  const extensions = { notes: {}, 'at-route': {} };
  const platform = await startPlatform(t, {
    root,
    only: ['notes', 'at-route'],
    communities: { home: { extensions, languages: ['en', 'fr'] }, other: { extensions } },
    platform: { limits: { inFlight: 4 } },
  });
  const home = platform.visitor('home');
  const other = platform.visitor('other');
  const probe = async (name: string) => (await fetch(`${platform.url}${name}`)).status;
  const hanging = (count: number, who = home) =>
    Array.from({ length: count }, () => who.get('/api/at-route/hangs-long'));

  const crowd = hanging(2);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const api = await home.get('/api/notes');
  t.equal(api.status, 503);
  t.equal(api.body.code, 'core.overloaded');
  t.match(api.headers.get('retry-after'), /^[123]$/);
  const page = await home.request('GET', '/', { headers: { 'accept-language': 'fr' } });
  t.equal(page.status, 503);
  t.match(page.headers.get('retry-after'), /^[123]$/);
  t.match(page.text, /Beaucoup de monde/);
  t.equal((await home.post('/api/notes', { text: 'x'.repeat(100_000) })).status, 503, 'a body is not waited for');
  t.equal((await other.get('/api/notes')).status, 200, 'half of the slots are not theirs to take');

  const second = hanging(2, other);
  await new Promise((resolve) => setTimeout(resolve, 200));
  t.equal((await other.get('/api/notes')).status, 503, 'all are taken');
  for (const name of ['/healthz', '/readyz', '/c/home/healthz', '/api/platform/health'])
    t.equal(await probe(name), 200);
  t.same(
    (await Promise.all([...crowd, ...second])).map(({ status }) => status),
    [503, 503, 503, 503],
    'a handler that hangs is given up',
  );
  t.equal((await home.get('/api/notes')).status, 200, 'and its slot is free again');
  t.equal((await other.get('/api/notes')).status, 200);
});

t.test('a client that goes away leaves its slot', async (t) => {
  const platform = await startPlatform(t, {
    root,
    only: ['at-route'],
    communities: { home: { extensions: { 'at-route': {} } } },
    platform: { limits: { inFlight: 2 } },
  });
  const gone = new AbortController();
  const left = [1, 2].map(() => fetch(`${platform.url}/c/home/api/at-route/hangs-long`, { signal: gone.signal }));
  await new Promise((resolve) => setTimeout(resolve, 150));
  t.equal((await platform.visitor('home').get('/')).status, 503);
  gone.abort();
  await Promise.allSettled(left);
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.equal((await platform.visitor('home').get('/')).status, 200);
});

t.test(
  'whoever is sent away gets what guards every other answer, in their language, also on a page that does not exist',
  async (t) => {
    const platform = await startPlatform(t, {
      root,
      only: ['at-route'],
      communities: { home: { extensions: { 'at-route': {} }, languages: ['en', 'fr'] } },
      platform: { limits: { inFlight: 2 } },
    });
    const home = platform.visitor('home');
    const usual = await home.get('/');
    const hanging = [1, 2].map(() => home.get('/api/at-route/hangs-long'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const page = await home.request('GET', '/', { headers: { cookie: 'polyphony-home-language=fr' } });
    t.equal(page.status, 503);
    t.match(page.text, /<html[^>]* lang="fr"/, 'as they chose');
    t.match((await home.request('GET', '/', { headers: { 'accept-language': 'en' } })).text, /<html[^>]* lang="en"/);
    for (const name of [
      'content-security-policy',
      'referrer-policy',
      'x-content-type-options',
      'strict-transport-security',
    ])
      t.equal(page.headers.get(name), usual.headers.get(name), name);
    t.equal(page.headers.get('cache-control'), 'no-store');
    t.match(page.headers.get('x-request-id'), /^[\da-f-]{36}$/);
    t.equal((await home.get('/nowhere')).status, 503);
    t.equal((await fetch(`${platform.url}/`)).status, 503, 'on the platform too');
    t.equal((await home.request('HEAD', '/')).text, '', 'HEAD has no body');
    await Promise.all(hanging);
  },
);
