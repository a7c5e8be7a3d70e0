/** A closed community says nothing to anybody outside. */
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

t.test('a visitor gets the same answer for every path, and no byte from inside', async (t) => {
  const canary = `canary${crypto.randomUUID().replaceAll('-', '')}`;
  const platform = await startPlatform(t, {
    communities: {
      circle: {
        access: 'closed',
        join: 'invitation',
        safeguarding: 'high',
        extensions: { groups: {}, 'crowd-innovation': {} },
      },
    },
  });
  const manager = await platform.member('circle', { roles: ['manager'], name: `Name ${canary}` });
  const made = await manager.post('/api/groups', { title: `Group ${canary}`, summary: canary, openness: 'open' });
  t.equal(made.status, 201, made.text);
  const { id } = made.body as { id: string };

  const visitor = platform.visitor('circle');
  const registry = platform.app.registry;
  const fill = (pattern: string) =>
    pattern.replaceAll(/:(\w+)/g, (_match, name: string) => (name === 'group' || name === 'id' ? id : 'anything'));
  const all = [registry.core, ...registry.built.values()];
  const pages = all.flatMap((built) => built.pages.map((page) => fill(page.path)));
  const routes = all.flatMap((built) =>
    built.routes.map((route) => [route.method, `/api${fill(route.path)}`] as const),
  );
  const door = await visitor.get('/there-is-no-such-page');
  t.equal(door.status, 401);
  t.notMatch(door.text, canary);
  const plain = (headers: Headers) =>
    Object.fromEntries([...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)));

  let asked = 0;
  for (const path of new Set([
    ...pages,
    '/',
    '/sign-in',
    '/join',
    '/nope',
    '/groups/',
    `/groups/${id}?x=1`,
    '/favicon.ico',
    '/%ff',
    '/groups/%E0%A4%A',
    `/groups/${'x'.repeat(300)}`,
    '/robots.txt',
  ])) {
    const answer = await visitor.get(path);
    t.same(
      [answer.status, answer.text, plain(answer.headers)],
      [door.status, door.text, plain(door.headers)],
      `GET ${path}`,
    );
    asked += 1;
  }
  const refusal = await visitor.get('/api/no-such-thing');
  t.equal(refusal.status, 401);
  for (const [method, path] of [...routes, ['GET', '/api/nope'], ['POST', '/api/nope'], ['DELETE', '/api']] as const) {
    // the way in, which says the same inside and outside
    if (['/api/auth/sign-in', '/api/auth/link', '/api/auth/link/use'].includes(path)) continue;
    const answer = await visitor.request(method, path, method === 'GET' ? {} : { json: {} });
    t.same([answer.status, answer.text], [refusal.status, refusal.text], `${method} ${path}`);
    asked += 1;
  }
  t.equal((await visitor.form('/groups/new', { title: 'x' })).text, door.text, 'a form');
  t.equal(
    (
      await visitor.request('POST', '/api/auth/sign-up', {
        json: { email: 'a@b.example', password: 'long enough words', name: 'A' },
      })
    ).status,
    401,
    'no sign-up',
  );

  const wrong = await visitor.request('POST', '/sign-in', {
    form: { email: 'who@test.example', password: 'not the password' },
    headers: {},
  });
  t.equal(wrong.status, 401);
  t.notMatch(wrong.text, canary);
  t.match((await manager.get('/groups')).text, canary, 'members see it');
  t.comment(`${asked} paths answered alike`);
});

t.test('signing in at the door leads to where the person knocked', async (t) => {
  const platform = await startPlatform(t, {
    communities: { circle: { access: 'closed', extensions: { groups: {} } } },
  });
  await platform.member('circle', { email: 'rowan@test.example' });
  const answer = await platform.visitor('circle').request('POST', '/sign-in', {
    form: { email: 'rowan@test.example', password: 'correct horse battery' },
    headers: { referer: `${platform.url}/c/circle/groups?after=x` },
  });
  t.equal(answer.status, 303);
  t.match(answer.headers.get('location'), /^\/c\/circle\/groups\?after=x&said=/);
  for (const referer of ['https://evil.example/c/circle/groups', `${platform.url}//evil.example`, 'nonsense']) {
    const other = await platform.visitor('circle').request('POST', '/sign-in', {
      form: { email: 'rowan@test.example', password: 'correct horse battery' },
      headers: { referer },
    });
    t.match(other.headers.get('location'), /^\/c\/circle\/\?said=/, referer);
  }
});
