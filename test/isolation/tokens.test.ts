/** Who is who: a token opens what it was made for, for as long as its session lasts, and nothing that another site sent. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { Client as Database } from 'pg';
import t, { type Test } from 'tap';
import { startPlatform, type Client } from '@polyphony/core/testing';
import { exchange } from './exchange.ts';

const platform = await startPlatform(t, {
  communities: {
    alder: { hosts: ['alder.test'], extensions: { groups: {} } },
    birch: { hosts: ['birch.test'], extensions: { groups: {} } },
  },
  only: ['groups'],
});
const database = new Database(platform.ownerUrl);
await database.connect();
t.teardown(() => database.end());
const base = `${platform.url}/c/alder`;
const keyOf = (slug: string) => platform.app.communities.bySlug(slug)?.key ?? '';
const [here, there] = [keyOf('alder'), keyOf('birch')];
const manager = await platform.member('alder', { roles: ['manager'] });

type Json = Readonly<Record<string, unknown>>;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;
const tokenIn = (cookie: string | undefined) => /=([\w.-]+)/.exec(cookie ?? '')?.[1] ?? '';
/** With the platform's own secret, so that only what is said in it can be wrong. */
const signed = (claims: Json, aud: string | null = here, options: Json = {}) =>
  signer.sign({ exp: now + 3600, ...claims }, { ...(aud === null ? {} : { aud }), ...options });
const signer = (platform.app.server as unknown as { jwt: { sign(claims: Json, options: Json): string } }).jwt;
const now = Math.floor(Date.now() / 1000);

const groupsNow = async () => Number((await database.query('select count(*) n from core.space')).rows[0].n);
const newGroup = JSON.stringify({ title: 'Bread', summary: 'Loaves', openness: 'open' });
const newGroupForm = new URLSearchParams({ title: 'Bread', summary: 'Loaves', openness: 'open' }).toString();
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const origin = new URL(platform.url).origin;

/** As bearer, reading and writing; and as cookie, reading and writing. */
async function isWorthless(t: Test, name: string, token: string): Promise<void> {
  const before = await groupsNow();
  const asBearer = { authorization: `Bearer ${token}` };
  const asCookie = { cookie: `polyphony-alder=${token}`, origin };
  const answers = [
    await exchange(`${base}/api/me`, { headers: asBearer }),
    await exchange(`${base}/api/groups`, { method: 'POST', headers: { ...asBearer, ...json }, body: newGroup }),
    await exchange(`${base}/api/me`, { headers: asCookie }),
    await exchange(`${base}/api/groups`, { method: 'POST', headers: { ...asCookie, ...json }, body: newGroup }),
    await exchange(`${base}/me`, { headers: asCookie }),
  ];
  t.same(
    answers.map(({ status }) => status),
    [401, 401, 401, 401, 303],
    name,
  );
  t.match(answers[4]?.headers.location, /^\/c\/alder\/sign-in\?/, name);
  t.equal(await groupsNow(), before, `${name}: nothing was saved`);
}

t.test('forged, altered, outlived and foreign tokens open nothing', async (t) => {
  const good = manager.token ?? '';
  const [head = '', body = '', signature = ''] = good.split('.');
  const claims = claimsOf(good);
  t.equal(
    (await exchange(`${base}/api/me`, { headers: { authorization: `Bearer ${good}` } })).status,
    200,
    'the real one does',
  );
  t.equal(
    (await exchange(`${base}/api/me`, { headers: { authorization: `Bearer ${signed({ sid: claims.sid })}` } })).status,
    200,
  );

  const other = await platform.member('birch', { roles: ['manager'] });
  const member = await platform.member('alder');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const jwk = publicKey.export({ format: 'jwk' });
  const rs256 = (header: Json) => {
    const text = `${part({ alg: 'RS256', typ: 'JWT', ...header })}.${body}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };
  const hs256 = (key: string, header: Json = {}) => {
    const text = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${body}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const forged: Readonly<Record<string, string>> = {
    'no algorithm': `${part({ alg: 'none', typ: 'JWT' })}.${body}.`,
    'no algorithm, in capitals': `${part({ alg: 'NONE' })}.${body}.`,
    'no algorithm, with the signature': `${part({ alg: 'none' })}.${body}.${signature}`,
    'no signature': `${head}.${body}.`,
    'two parts': `${head}.${body}`,
    'a key of somebody': rs256({}),
    'a key that it brings along': rs256({ jwk }),
    'a key that it points to': rs256({ jku: 'https://keys.example/jwks', kid: '../../dev/null' }),
    'a public key taken for the secret': hs256(pem),
    'an empty secret': hs256(''),
    'a secret of somebody': hs256('a secret that is long enough for tests onlY'),
    'another algorithm of the same secret': signed({ sid: claims.sid }, here, { algorithm: 'HS512' }),
    'the claims of another': `${head}.${part({ ...claims, sid: claimsOf(member.token ?? '').sid })}.${signature}`,
    'a longer life': `${head}.${part({ ...claims, exp: now + 10 ** 9 })}.${signature}`,
    'a signature cut short': good.slice(0, -3),
    'a signature with more': `${good}AAAA`,
    'the signature of another': `${head}.${body}.${(member.token ?? '').split('.')[2]}`,
    'an end in the past': signed({ sid: claims.sid, iat: now - 100, exp: now - 1 }),
    'no end': signer.sign({ sid: claims.sid }, { aud: here }),
    'a beginning in the future': signed({ sid: claims.sid, nbf: now + 3600 }),
    'the other community': signed({ sid: claims.sid }, there),
    'the token of the other community': other.token ?? '',
    'a session of the other community': signed({ sid: claimsOf(other.token ?? '').sid }),
    'no community': signed({ sid: claims.sid }, null),
    'a community by its number': signed({ sid: claims.sid }, '1'),
    'a community by its name': signed({ sid: claims.sid }, 'alder'),
    'a session that never was': signed({ sid: crypto.randomUUID() }),
    'a session that is no id': signed({ sid: "' or true --" }),
    'a session that is a list': signed({ sid: [claims.sid] }),
    'no session': signed({ sub: manager.memberId }),
    'no token': 'x',
  };
  for (const [name, token] of Object.entries(forged)) await isWorthless(t, name, token);
  t.comment(`${Object.keys(forged).length} kinds of tokens refused`);
});

t.test('a session ends for good, and no other with it', async (t) => {
  const member = await platform.member('alder');
  const [bearer, cookie] = [member.token ?? '', tokenIn(await member.cookie())];
  t.equal((await member.post('/api/auth/sign-out')).status, 204);
  await isWorthless(t, 'signed out', bearer);
  t.equal((await member.get('/me')).status, 200, 'the browser stays signed in');
  t.equal((await member.form('/sign-out', {})).status, 303);
  await isWorthless(t, 'signed out in the browser', cookie);

  const late = await platform.member('alder');
  await database.query(`update platform.session set expires_at = now() where id = $1`, [
    claimsOf(late.token ?? '').sid,
  ]);
  await isWorthless(t, 'a session at its end, though the token has time left', late.token ?? '');
});

t.test('who is removed, erased or has lost a role has lost it with the next request', async (t) => {
  for (const [name, change] of Object.entries({
    removed: 'update core.member set removed_at = now() where id = $1',
    erased: 'update core.member set erased_at = now() where id = $1',
    'without an account': `update platform.account set email = null, email_normalised = null, password_hash = null, erased_at = now()
      where id = (select account_id from core.member where id = $1)`,
  })) {
    const member = await platform.member('alder', { roles: ['manager'] });
    const cookie = tokenIn(await member.cookie());
    t.equal((await member.get('/api/me')).status, 200);
    await database.query(change, [member.memberId]);
    await isWorthless(t, name, member.token ?? '');
    await isWorthless(t, `${name}, in the browser`, cookie);
  }
  const former = await platform.member('alder', { roles: ['manager'] });
  t.equal((await former.get('/manage')).status, 200);
  await database.query(`update core.member set roles = '{}' where id = $1`, [former.memberId]);
  t.equal((await former.get('/manage')).status, 403);
  t.equal((await former.post('/api/groups', JSON.parse(newGroup))).status, 403);
});

t.test('a token of one kind is not taken for the other, and a bad one is not rescued', async (t) => {
  const cookie = (await manager.cookie()) ?? '';
  const asBearer = { authorization: `Bearer ${tokenIn(cookie)}` };
  t.equal((await exchange(`${base}/api/me`, { headers: asBearer })).status, 401, 'a cookie as bearer');
  const asCookie = { cookie: `polyphony-alder=${manager.token}` };
  t.equal((await exchange(`${base}/me`, { headers: asCookie })).status, 303, 'a bearer as cookie');
  t.equal((await exchange(`${base}/me`, { headers: { cookie } })).status, 200, 'each as itself');
  for (const authorization of ['Bearer x', 'Basic YTpi', 'Bearer', '', `bearer ${tokenIn(cookie)}`])
    t.equal(
      (await exchange(`${base}/api/me`, { headers: { cookie, authorization } })).status,
      401,
      `"${authorization}" beside a cookie`,
    );
});

t.test('the host decides the community, and a token follows its community', async (t) => {
  const authorization = `Bearer ${manager.token}`;
  const at = (host: string, path: string, more: Record<string, string> = {}) =>
    exchange(`${platform.url}${path}`, { headers: { host, authorization, ...more } });
  t.equal((await at('alder.test', '/api/me')).status, 200);
  t.equal((await at('birch.test', '/api/me')).status, 401);
  t.equal((await at('birch.test', '/c/alder/api/me')).status, 404, 'a host of its own has nobody else below it');
  t.equal(
    (await at('birch.test', '/api/me', { 'x-forwarded-host': 'alder.test' })).status,
    401,
    'no proxy is believed',
  );
  t.equal((await at('unknown.test', '/c/alder/api/me')).status, 404, 'an unknown host has no communities');
});

t.test('what another site makes a browser send is refused, and nothing is saved', async (t) => {
  const cookie = (await manager.cookie()) ?? '';
  const tokenOf = async (client: Client) =>
    /name="_csrf" value="([^"]+)"/.exec((await client.get('/me')).text)?.[1] ?? '';
  const csrf = await tokenOf(manager);
  const [another, elsewhere] = [await platform.member('alder'), await platform.member('birch')];
  const before = await groupsNow();
  const sendForm = (headers: Record<string, string>, token?: string) =>
    exchange(`${base}/groups/new`, {
      method: 'POST',
      headers: { cookie, ...form, ...headers },
      body: token === undefined ? newGroupForm : `${newGroupForm}&_csrf=${encodeURIComponent(token)}`,
    });
  const sendJson = (headers: Record<string, string>) =>
    exchange(`${base}/api/groups`, { method: 'POST', headers: { cookie, ...json, ...headers }, body: newGroup });

  const refused: Readonly<Record<string, Promise<{ status: number }>>> = {
    'a form without its token': sendForm({ origin }),
    'with an empty token': sendForm({ origin }, ''),
    'with a wrong token': sendForm({ origin }, csrf.replaceAll(/[a-m]/g, 'n')),
    'with the token of another member': sendForm({ origin }, await tokenOf(another)),
    'with the token of another community': sendForm({ origin }, await tokenOf(elsewhere)),
    'with a second token after a wrong one': sendForm({ origin }, `x&_csrf=${csrf}`),
    'from another site': sendForm({ origin: 'https://evil.example' }, csrf),
    'from a host that begins alike': sendForm({ origin: `${origin}.evil.example` }, csrf),
    'from nowhere': sendForm({ origin: 'null' }, csrf),
    'from another port': sendForm({ origin: 'http://127.0.0.1:1' }, csrf),
    'that says another site': sendForm({ 'sec-fetch-site': 'cross-site' }, csrf),
    'that says a neighbouring site': sendForm({ 'sec-fetch-site': 'same-site', origin }, csrf),
    'JSON from another site': sendJson({ origin: 'https://evil.example' }),
    'JSON that says another site': sendJson({ 'sec-fetch-site': 'cross-site', 'x-csrf-token': csrf }),
    'JSON from nobody knows where': sendJson({}),
    'JSON with a wrong token': sendJson({ 'x-csrf-token': 'x' }),
  };
  for (const [name, answer] of Object.entries(refused)) t.equal((await answer).status, 403, name);
  // what a form of another site can send without asking first
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    t.equal((await sendJson({ 'content-type': type, origin })).status, 415, `${type} to the API`);
  t.equal((await sendForm({ 'content-type': 'text/plain', origin }, csrf)).status, 415, 'plain text to a form');
  t.equal(await groupsNow(), before, 'nothing was saved');

  t.equal((await sendForm({ origin }, csrf)).status, 303, 'the form itself');
  t.equal((await sendForm({ 'sec-fetch-site': 'same-origin' }, csrf)).status, 303);
  t.equal((await sendJson({ origin })).status, 201, 'JSON of the same origin');
  t.equal((await sendJson({ 'x-csrf-token': csrf })).status, 201, 'JSON with the token');
  t.equal(await groupsNow(), before + 4);
});

t.test('nobody is signed in, up or out by another site', async (t) => {
  const credentials = { email: 'rowan@test.example', password: 'correct horse battery' };
  await platform.member('alder', credentials);
  const people = async () => Number((await database.query('select count(*) n from core.member')).rows[0].n);
  const before = await people();
  const newcomer = { email: 'nobody@test.example', password: 'a good long password', name: 'Nobody' };
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }])
    for (const [path, type, body] of [
      ['/sign-in', form, new URLSearchParams(credentials).toString()],
      ['/join', form, new URLSearchParams(newcomer).toString()],
      ['/api/auth/sign-in', json, JSON.stringify(credentials)],
      ['/api/auth/sign-up', json, JSON.stringify(newcomer)],
    ] as const) {
      const answer = await exchange(`${base}${path}`, { method: 'POST', headers: { ...type, ...headers }, body });
      t.equal(answer.status, 403, `${path} ${JSON.stringify(headers)}`);
      t.equal(answer.headers['set-cookie'], undefined);
    }
  t.equal(await people(), before);
  const cookie = (await manager.cookie()) ?? '';
  const out = await exchange(`${base}/sign-out`, {
    method: 'POST',
    headers: { cookie, ...form, origin: 'https://evil.example' },
  });
  t.equal(out.status, 403);
  t.equal((await manager.get('/me')).status, 200, 'still signed in');
  const body = new URLSearchParams(credentials).toString();
  const own = await exchange(`${base}/sign-in`, { method: 'POST', headers: { ...form, origin }, body });
  t.equal(own.status, 303);
  t.match(
    own.headers['set-cookie']?.[0],
    /^polyphony-alder=[\w.-]+; Max-Age=2592000; Path=\/c\/alder\/; HttpOnly; SameSite=Lax$/,
  );
});
