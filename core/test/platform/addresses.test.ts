/** Where a community answers, and what its cookies are called. */
import { request, type IncomingMessage } from 'node:http';
import t from 'tap';
import { startPlatform } from '../../testing/platform.ts';

/** A request with a `Host` of our choice, which fetch does not allow. */
const ask = (
  url: string,
  host: string,
  path: string,
  options: { method?: string; body?: string; headers?: Record<string, string> } = {},
) =>
  new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = request(
      { hostname, port, path, method: options.method ?? 'GET', headers: { host, ...options.headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });

t.test('a community answers on its hosts and under its path, and nowhere else', async (t) => {
  const platform = await startPlatform(t, {
    only: ['groups'],
    communities: {
      food: { name: 'Food', hosts: ['food.example'], extensions: { groups: {} } },
      aid: { name: 'Aid', hosts: ['aid.example', 'www.aid.example'] },
    },
  });
  const { url } = platform;
  const own = await ask(url, 'food.example', '/groups');
  t.equal(own.status, 200);
  t.match(own.text, 'href="/groups"', 'links begin at its own root');
  t.match(
    (await ask(url, 'WWW.AID.example:8080', '/')).text,
    '<title>Aid',
    'any of its hosts, whatever the case and port',
  );
  const below = await ask(url, 'localhost', '/c/food/groups');
  t.match(below.text, 'href="/c/food/groups"', 'links below the platform keep the path');
  t.notMatch(below.text, /c\/food\/c\/food/);
  t.equal((await ask(url, 'food.example', '/c/aid/')).status, 404, 'one community does not lead into another');
  t.equal((await ask(url, 'stranger.example', '/c/food/')).status, 404, 'an unknown host is no way in');
  t.equal((await ask(url, 'stranger.example', '/healthz')).status, 200, 'probes may come by any name');
  t.equal((await ask(url, 'localhost', '/c/nope/')).status, 404);
  t.equal((await ask(url, 'localhost', '/c/food')).status, 200, 'without the slash at the end');
});

t.test('a cookie belongs to one community, and comes with what guards it', async (t) => {
  const platform = await startPlatform(t, { only: [], communities: { food: { hosts: ['food.example'] }, aid: {} } });
  await platform.member('food', { email: 'a@test.example' });
  const form = 'email=a%40test.example&password=correct+horse+battery';
  const post = (host: string, path: string, headers: Record<string, string> = {}) =>
    ask(platform.url, host, path, {
      method: 'POST',
      body: form,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${host}`, ...headers },
    });
  const below = (await post('localhost', '/c/food/sign-in')).headers['set-cookie']?.[0];
  t.match(below, /^polyphony-food=[^;]+; Max-Age=2592000; Path=\/c\/food\/; HttpOnly; SameSite=Lax$/);
  const own = (await post('food.example', '/sign-in')).headers['set-cookie']?.[0];
  t.match(
    own,
    /^polyphony=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    'without TLS there is no __Host-',
  );
  t.equal((await post('food.example', '/sign-in', { origin: 'https://evil.example' })).status, 403);

  const proxied = await startPlatform(t, {
    only: [],
    platform: { trustProxy: true },
    communities: { food: { hosts: ['food.example'] } },
  });
  await proxied.member('food', { email: 'a@test.example' });
  const secure = await ask(proxied.url, 'internal', '/sign-in', {
    method: 'POST',
    body: form,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-host': 'food.example',
      'x-forwarded-proto': 'https',
      origin: 'https://food.example',
    },
  });
  t.match(
    secure.headers['set-cookie']?.[0],
    /^__Host-polyphony=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const under = await ask(proxied.url, 'localhost', '/c/food/sign-in', {
    method: 'POST',
    body: form,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-proto': 'https',
      origin: 'https://localhost',
    },
  });
  t.match(
    under.headers['set-cookie']?.[0],
    /^polyphony-food=[^;]+; Max-Age=2592000; Path=\/c\/food\/; HttpOnly; Secure; SameSite=Lax$/,
    'nor does a path send it in the clear',
  );
});

t.test('an address that cannot be decoded is one where nothing is', async (t) => {
  const platform = await startPlatform(t, {
    only: ['groups'],
    communities: { food: { hosts: ['food.example'], extensions: { groups: {} } } },
  });
  for (const path of ['/%ff', '/groups/%ff', '/%E0%A4%A', '/groups/%', '/c/food/%ff', '/api/%ff', '/api/groups/%c0%af'])
    for (const host of ['food.example', 'localhost', 'stranger.example']) {
      const answer = await ask(platform.url, host, path);
      t.equal(answer.status, 404, `${host}${path}`);
      t.ok(answer.headers['x-request-id'], 'the usual way');
    }
  t.equal((await ask(platform.url, 'food.example', '/groups?q=%ff')).status, 200, 'a query is taken as it is');
  t.equal((await ask(platform.url, 'food.example', '/')).status, 200, 'the process lives');
});

t.test('problems leave as RFC 9457 says, with what to mend', async (t) => {
  const platform = await startPlatform(t, { only: ['groups'], communities: { food: { extensions: { groups: {} } } } });
  const manager = await platform.member('food', { roles: ['manager'] });
  const visitor = platform.visitor('food');
  const cases = [
    [await visitor.get('/api/nope'), 404, 'core.not-found'],
    [await visitor.get('/api/me'), 401, 'core.sign-in-required'],
    [await visitor.post('/api/groups', {}), 401, 'core.sign-in-required'],
    [await (await platform.member('food')).post('/api/groups', { title: 'x' }), 403, 'core.not-permitted'],
    [await manager.post('/api/groups', { title: 3, nonsense: true }), 400, 'core.invalid'],
    [
      await manager.request('POST', '/api/groups', { headers: { 'content-type': 'application/json' } }),
      400,
      'core.invalid',
    ],
    [await manager.request('POST', '/api/groups', { form: { title: 'x' } }), 415, 'core.unsupported-media-type'],
    [await visitor.get('/api/content?limit=1000'), 400, 'core.invalid'],
    [await visitor.get('/api/content/not-an-id'), 404, 'core.not-found'],
  ] as const;
  for (const [answer, status, code] of cases) {
    t.equal(answer.status, status, answer.text);
    t.match(answer.headers.get('content-type'), /^application\/problem\+json/);
    t.match(answer.body, { type: `urn:polyphony:problem:${code}`, code, status, title: String, detail: String });
  }
  const [, , , , invalid] = cases;
  t.ok(
    (invalid[0].body.errors as { pointer: string }[]).some(({ pointer }) => pointer === '/nonsense'),
    'an unknown field is named',
  );
  const big = await manager.post('/api/groups', { title: 'x'.repeat(1_100_000) });
  t.equal(big.status, 413);
  const page = await visitor.get('/');
  const policy = page.headers.get('content-security-policy') ?? '';
  t.match(policy, "default-src 'none'");
  t.notMatch(policy, 'unsafe');
  t.equal(page.headers.get('x-content-type-options'), 'nosniff');
});
