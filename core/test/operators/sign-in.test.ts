/** The way into the console: who comes in, for how long, and that no token of a community is good for it. */
import '@fastify/jwt';
import { request } from 'node:http';
import t from 'tap';
import { startPlatform } from '../../testing/index.ts';
import { answers, ask, bearer, cookieOf, operator, pages, PASSWORD, send, sendJson } from './console.ts';

const platform = await startPlatform(t, { communities: { alder: {}, birch: { access: 'closed' } }, only: [] });
const { operators } = platform.app;
const signIn = (email: string, password = PASSWORD) => sendJson(platform, '/api/platform/sign-in', { email, password });
const here = (headers: Record<string, string>) => ask(platform, '/api/platform/communities', { headers });
const signer = platform.app.server.jwt;
const sidOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid;

t.test('an operator signs in for twelve hours, in a browser and with a program', async (t) => {
  const email = 'oak@op.example';
  t.same(await operators.add({ email, password: PASSWORD }), { existed: false, hasPassword: true });
  const before = Date.now();
  const form = await send(platform, '/sign-in', { email, password: PASSWORD, next: '/health' });
  t.same([form.status, form.headers.get('location')], [303, '/health']);
  const [line = ''] = form.headers.getSetCookie();
  for (const part of [/^polyphony-platform=/, /Path=\//, /HttpOnly/, /SameSite=Strict/, /Max-Age=43200/])
    t.match(line, part);
  t.notMatch(line, /Secure|Domain/);
  t.equal((await ask(platform, '/health', { headers: { cookie: cookieOf(form) } })).status, 200);

  const { status, body, headers } = await signIn('OAK@op.example');
  t.equal(status, 200);
  t.equal(headers.get('cache-control'), 'no-store');
  t.equal(headers.getSetCookie().length, 0);
  const hours = (Date.parse(body.expiresAt) - before) / 3_600_000;
  t.ok(hours > 11.9 && hours < 12.1, `${hours} hours`);
  t.equal((await here(bearer(body.token))).status, 200);
});

t.test('over TLS the browser itself guards the name of the cookie', async (t) => {
  const secure = await startPlatform(t, { communities: {}, only: [], platform: { trustProxy: true } });
  await secure.app.operators.add({ email: 'oak@op.example', password: PASSWORD });
  const tls = { 'x-forwarded-proto': 'https' };
  const form = await send(secure, '/sign-in', { email: 'oak@op.example', password: PASSWORD }, tls);
  t.match(form.headers.getSetCookie()[0], /^__Host-polyphony-platform=.*Path=\/.*Secure/);
  const page = (cookie: string) => ask(secure, '/health', { headers: { ...tls, cookie } });
  t.equal((await page(cookieOf(form))).status, 200);
  t.equal((await page(cookieOf(form).replace('__Host-', ''))).status, 303, 'a name that others may set is not read');
});

t.test('a password that is replaced closes what the one before had opened', async (t) => {
  const email = 'elm@op.example';
  await operators.add({ email, password: PASSWORD });
  const { body } = await signIn(email);
  t.equal((await here(bearer(body.token))).status, 200);
  await operators.add({ email, password: 'four words are enough' });
  t.equal((await here(bearer(body.token))).status, 401);
});

t.test('nobody hears why they were not let in, and it takes as long', async (t) => {
  await operators.add({ email: 'right@op.example', password: PASSWORD });
  await operators.add({ email: 'bare@op.example' });
  await platform.app.identity.addMember(platform.app.communities.bySlug('alder')!, {
    email: 'manager@alder.example',
    name: 'Manager',
    roles: ['manager'],
    password: PASSWORD,
  });
  const cases = {
    'an unknown address': ['nobody@op.example', PASSWORD],
    'a wrong password': ['right@op.example', 'not this one'],
    'no password yet': ['bare@op.example', PASSWORD],
    'a manager who is no operator': ['manager@alder.example', PASSWORD],
  } as const;
  const fastest = new Map<string, number>();
  for (let round = 0; round < 10; round += 1)
    for (const [name, [email, password]] of Object.entries(cases)) {
      const started = performance.now();
      const { status, body } = await signIn(email, password);
      fastest.set(name, Math.min(fastest.get(name) ?? Infinity, performance.now() - started));
      t.same([status, body.code], [401, 'core.operator-credentials'], name);
      t.notMatch(body.detail, /join/i);
      const page = await send(platform, '/sign-in', { email, password });
      t.equal(page.status, 401);
      t.notMatch(page.text, password);
      t.same(page.headers.getSetCookie(), []);
    }
  // the password alone takes tens of milliseconds: one that was not looked at would show
  const usual = fastest.get('a wrong password') ?? 0;
  for (const [name, time] of fastest) t.ok(time > usual / 3, `${name}: ${Math.round(time)} of ${Math.round(usual)} ms`);
});

t.test('an account is guessed at ten times, whether here or in its communities, and over all ways in', async (t) => {
  const strict = await startPlatform(t, {
    communities: { alder: {} },
    only: [],
    platform: { limits: { signInPerAccount: 3, signInPerAddress: 100 } },
  });
  await strict.app.operators.add({ email: 'oak@op.example', password: PASSWORD });
  const guess = (path: string) => sendJson(strict, path, { email: 'oak@op.example', password: 'a wild guess' });
  t.equal((await guess('/c/alder/api/auth/sign-in')).status, 401);
  t.equal((await guess('/api/platform/sign-in')).status, 401);
  t.equal((await send(strict, '/sign-in', { email: 'oak@op.example', password: 'x' })).status, 401);
  const late = await sendJson(strict, '/api/platform/sign-in', { email: 'Oak@op.example', password: PASSWORD });
  t.same([late.status, late.body.code], [429, 'core.too-many'], 'with the right password too');
  t.ok(Number(late.headers.get('retry-after')) > 0);
  const page = await send(strict, '/sign-in', { email: 'oak@op.example', password: PASSWORD });
  t.equal(page.status, 429);
  t.match(page.text, /Try again in/);
  t.equal((await guess('/c/alder/api/auth/sign-in')).status, 429);
});

t.test('signing out ends this session at once, and no other', async (t) => {
  const oak = await operator(platform);
  const out = await send(platform, '/sign-out', { _csrf: oak.csrf }, { cookie: oak.cookie });
  t.same([out.status, out.headers.get('location')], [303, '/sign-in?said=signed-out']);
  t.match(out.headers.getSetCookie()[0], /^polyphony-platform=;/);
  t.equal((await oak.page('/health')).status, 303, 'the cookie is worth nothing, also where it was kept');
  t.match((await ask(platform, '/sign-in?said=signed-out')).text, /You are signed out/);
  t.equal((await here(bearer(oak.token))).status, 200);
  t.equal((await sendJson(platform, '/api/platform/sign-out', {}, bearer(oak.token))).status, 204);
  t.equal((await here(bearer(oak.token))).status, 401);
});

t.test('who is no operator any more is out at once, and stays out when the role comes back', async (t) => {
  const oak = await operator(platform);
  t.equal((await here(bearer(oak.token))).status, 200);
  t.equal(await operators.remove(oak.email.toUpperCase()), true);
  t.equal((await here(bearer(oak.token))).status, 401);
  t.equal((await oak.page('/communities')).status, 303);
  t.equal((await signIn(oak.email)).status, 401);
  t.equal(await operators.remove(oak.email), false);
  t.same(await operators.add({ email: oak.email }), { existed: false, hasPassword: true }, 'the password was kept');
  t.equal((await here(bearer(oak.token))).status, 401, 'a session that was ended does not wake');
  t.equal((await oak.page('/communities')).status, 303);
});

t.test('a token of a community opens nothing here, and one of the console opens no community', async (t) => {
  // the same person is both, so that nothing but the token can be wrong
  const email = 'both@op.example';
  const member = await platform.member('alder', { email, roles: ['manager'] });
  const both = await operator(platform, email, 'correct horse battery'); // the one that members of tests have
  const oak = await operator(platform);
  const memberCookie = (await member.cookie()) ?? '';
  const memberToken = /=([\w.-]+)/.exec(memberCookie)?.[1] ?? '';
  const consoleToken = both.cookie.split('=')[1] ?? '';
  t.equal((await member.get('/api/me')).status, 200);

  const key = platform.app.communities.bySlug('alder')?.key ?? '';
  const signed = (sid: string, aud: string) => signer.sign({ sid }, { aud, expiresIn: 60_000 });
  const foreign = {
    'a bearer token of the community': member.token ?? '',
    'a cookie of the community': memberToken,
    'a session of the community under the platform’s name': signed(sidOf(member.token ?? ''), 'platform'),
    'a session of the console under the community’s name': signed(sidOf(both.token), key),
    'nobody’s session': signed(crypto.randomUUID(), 'platform'),
    'no audience': signer.sign({ sid: sidOf(both.token) }, { expiresIn: 60_000 }),
  };
  for (const [name, token] of Object.entries(foreign)) {
    for (const path of answers) {
      t.equal((await ask(platform, path, { headers: bearer(token) })).status, 401, `${name}: ${path}`);
      const cookie = `polyphony-platform=${token}`;
      t.equal((await ask(platform, path, { headers: { cookie } })).status, 401, `${name}, as a cookie: ${path}`);
    }
    for (const path of pages)
      t.equal((await ask(platform, path, { headers: { cookie: `polyphony-platform=${token}` } })).status, 303, name);
  }
  for (const token of [
    both.token,
    consoleToken,
    oak.token,
    foreign['a session of the console under the community’s name'],
  ]) {
    t.equal((await ask(platform, '/c/alder/api/me', { headers: bearer(token) })).status, 401);
    t.equal((await ask(platform, '/c/alder/api/me', { headers: { cookie: `polyphony-alder=${token}` } })).status, 401);
    t.equal(
      (await ask(platform, '/c/alder/api/me', { headers: { cookie: `polyphony-platform=${token}` } })).status,
      401,
    );
    t.equal((await ask(platform, '/c/birch/', { headers: { cookie: `polyphony-birch=${token}` } })).status, 401);
  }
  t.equal((await here(bearer(consoleToken))).status, 401, 'a cookie is no bearer token');
  t.equal((await here({ cookie: `polyphony-platform=${both.token}` })).status, 401, 'nor the other way round');
  t.equal((await here({ cookie: both.cookie, authorization: 'Bearer x' })).status, 401, 'a bad token is not rescued');
  t.equal((await here({ cookie: both.cookie })).status, 200);
});

t.test('another site sends nothing in an operator’s name', async (t) => {
  const oak = await operator(platform);
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  for (const fields of [{ _csrf: oak.csrf }, {}] as Record<string, string>[])
    t.equal((await send(platform, '/sign-out', fields, { cookie: oak.cookie, ...evil })).status, 403);
  t.equal((await send(platform, '/sign-out', {}, { cookie: oak.cookie })).status, 403, 'a form without its token');
  t.equal((await oak.page('/health')).status, 200, 'still signed in');
  const own = { email: oak.email, password: PASSWORD };
  const stranger = await send(platform, '/sign-in', own, evil);
  t.equal(stranger.status, 403);
  t.same(stranger.headers.getSetCookie(), []);
  t.equal((await sendJson(platform, '/api/platform/sign-in', own, evil)).status, 403);
  t.equal(
    (
      await ask(platform, '/api/platform/sign-in', {
        method: 'POST',
        body: JSON.stringify(own),
        headers: { 'content-type': 'text/plain' },
      })
    ).status,
    415,
  );
});

t.test('after signing in they are where they wanted to go, and never elsewhere', async (t) => {
  const { email } = await operator(platform);
  const lands = async (next: string) =>
    (await send(platform, '/sign-in', { email, password: PASSWORD, next })).headers.get('location');
  t.equal(await lands('/extensions/groups?x=1'), '/extensions/groups?x=1');
  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/sign-out',
    '/sign-in?next=/',
    '/api/platform/communities',
    '',
  ])
    t.equal(await lands(next), '/communities', next);
});

t.test('the console is on the platform’s own hosts alone', async (t) => {
  const oak = await operator(platform);
  const at = (host: string, path: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { host, ...bearer(oak.token), cookie: oak.cookie };
      request(`${platform.url}${path}`, { headers, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .once('error', reject)
        .end();
    });
  const { host } = new URL(platform.url);
  for (const path of [...pages, ...answers]) {
    t.equal(await at(host, path), 200, path);
    t.equal(await at('rebound.example', path), 404, path);
  }
  t.equal(await at('rebound.example', '/sign-in'), 404);
});

t.test('a password that is too weak is refused, and nothing was changed', async (t) => {
  await t.rejects(operators.add({ email: 'weak@op.example', password: 'short' }), { code: 'core.weak-password' });
  t.notOk((await operators.list()).some(({ email }) => email === 'weak@op.example'));
  const empty = await send(platform, '/sign-in', { email: 'no address', password: '' });
  t.equal(empty.status, 422);
  t.match(empty.text, /href="#field-email"/);
  t.match(empty.text, /value="no address"/);
  t.equal((await sendJson(platform, '/api/platform/sign-in', { email: 'x', password: 1 })).status, 400);
});
