/** One's own account: name, password, address, and where one is signed in. */
import { Client as Database } from 'pg';
import t from 'tap';
import { startPlatform, type Platform } from '../../testing/index.ts';
import { browser, leadsTo, linkTo, mailsTo, newAddress, opens, PASSWORD } from './people.ts';

const platform = await startPlatform(t, {
  communities: { food: { extensions: { groups: {} } }, garden: {} },
  only: ['groups'],
});
const database = new Database(platform.ownerUrl);
await database.connect();
t.teardown(() => database.end());

const signIn = (email: string, password = PASSWORD, slug = 'food', on: Platform = platform) =>
  on.visitor(slug).post('/api/auth/sign-in', { email, password });
/** A member in a browser of their own. */
async function signedIn(email = newAddress(), agent?: string, slug = 'food') {
  const member = await platform.member(slug, { email });
  const who = browser(platform, slug, agent);
  await who.get('/sign-in');
  t.equal((await who.post('/sign-in', { email, password: PASSWORD })).status, 303);
  return { who, email, member };
}

t.test('a name is changed, and others see it at once', async (t) => {
  const { who, member } = await signedIn();
  await who.get('/me');
  t.equal(leadsTo(await who.post('/me', { name: ' Amina of the Mill ' })), '/me?said=core.me.nameSaved');
  const other = await platform.member('food');
  t.match((await other.get('/people')).text, 'Amina of the Mill');
  t.equal((await member.put('/api/me', { name: 'Amina' })).body.name, 'Amina');
  t.equal((await member.get('/api/me')).body.name, 'Amina');
  t.equal((await who.post('/me', { name: '   ' })).status, 422);
});

t.test('a password is changed by who knows it, and every other session ends at once', async (t) => {
  const { who, email, member } = await signedIn();
  const elsewhere = await platform.member('garden', { email });
  await who.get('/me/password');
  const wrong = await who.post('/me/password', { current: 'not the password', password: 'four words are enough' });
  t.equal(wrong.status, 403);
  t.match(wrong.text, 'This is not the password that you have now');
  t.equal((await who.post('/me/password', { password: 'four words are enough' })).status, 403, 'it has to be given');
  t.equal((await who.post('/me/password', { current: PASSWORD, password: 'short' })).status, 422);
  t.equal((await member.get('/api/me')).status, 200, 'nothing has happened so far');

  const done = await who.post('/me/password', { current: PASSWORD, password: 'four words are enough' });
  t.equal(leadsTo(done), '/me?said=core.password.saved', done.text);
  t.equal((await who.get('/me')).status, 200, 'this browser stays signed in');
  t.equal((await member.get('/api/me')).status, 401);
  t.equal((await elsewhere.get('/api/me')).status, 401, 'in other communities, too');
  t.equal((await signIn(email)).status, 401);
  t.equal((await signIn(email, 'four words are enough')).status, 200);
  t.match((await mailsTo(platform, 'food', email)).at(-1)?.subject, 'password for food has changed');
});

t.test('who has no password sets one', async (t) => {
  const email = newAddress();
  const view = platform.app.communities.bySlug('food');
  if (!view) throw new Error('no community');
  await platform.app.identity.addMember(view, { email, name: 'Rowan', roles: [] });
  await platform.visitor('food').post('/api/auth/link', { email });
  const who = browser(platform, 'food');
  await opens(who, await linkTo(platform, 'food', email));
  t.match((await who.get('/me')).text, 'Set a password');
  t.notMatch((await who.get('/me/password')).text, 'name="current"');
  t.equal((await who.post('/me/password', { password: 'four words are enough' })).status, 303);
  t.equal((await signIn(email, 'four words are enough')).status, 200);
});

t.test(
  'an open session alone sets no password: a quarter of an hour after signing in a new link is asked for',
  async (t) => {
    const { who, email } = await signedIn();
    await database.query(`update platform.account set password_hash = null where email = $1`, [email]);
    await database.query(
      `update platform.session set created_at = created_at - interval '16 minutes'
    where account_id = (select id from platform.account where email = $1)`,
      [email],
    );
    await who.get('/me/password');
    const late = await who.post('/me/password', { password: 'four words are enough' });
    t.equal(late.status, 403);
    t.match(late.text, 'Sign out, have a link mailed to you');
    await who.get('/me/email');
    t.equal((await who.post('/me/email', { email: newAddress() })).status, 403);
  },
);

t.test('who is signed in and has forgotten the password has a link mailed', async (t) => {
  const { who, email } = await signedIn();
  await who.get('/me/password');
  t.equal(leadsTo(await who.post('/me/password/forgotten')), '/me?said=core.password.linkSent');
  t.equal((await opens(who, await linkTo(platform, 'food', email), { password: 'four words are enough' })).status, 303);
  t.equal((await signIn(email, 'four words are enough')).status, 200);
});

t.test('an address changes when the link that was mailed to the new one is used, where one is signed in', async (t) => {
  const { who, email, member } = await signedIn();
  const wanted = newAddress();
  await who.get('/me/email');
  t.equal((await who.post('/me/email', { email: wanted, current: 'not the password' })).status, 403);
  const asked = await who.post('/me/email', { email: wanted, current: PASSWORD });
  t.equal(leadsTo(asked), '/me?said=core.address.linkSent', asked.text);
  t.equal((await signIn(email)).status, 200, 'nothing changes yet');
  const link = await linkTo(platform, 'food', wanted);

  // the address may have a mistake in it: whoever reads that mail is not who asked
  const stranger = browser(platform, 'food');
  const page = await stranger.get(link);
  t.equal(page.status, 200);
  t.match(page.text, 'Sign in with your present address first');
  t.equal((await stranger.post(link)).status, 401);

  t.equal(leadsTo(await opens(who, link)), '/me?said=core.link.said.addressChanged');
  t.match((await who.get('/me')).text, wanted);
  t.equal((await member.get('/api/me')).status, 401, 'other sessions end');
  t.equal((await signIn(email)).status, 401);
  t.equal((await signIn(wanted)).status, 200);
  t.match((await mailsTo(platform, 'food', email)).at(-1)?.subject, 'address for food has changed');
});

t.test('an address that has an account of its own is not taken, and the form does not say so', async (t) => {
  const owned = newAddress();
  await platform.member('garden', { email: owned });
  const { who, email } = await signedIn();
  await who.get('/me/email');
  const free = await who.post('/me/email', { email: newAddress(), current: PASSWORD });
  const asked = await who.post('/me/email', { email: owned, current: PASSWORD });
  t.same([asked.status, leadsTo(asked), asked.text], [free.status, leadsTo(free), free.text]);
  const mail = (await mailsTo(platform, 'food', owned)).at(-1);
  t.match(mail?.subject, 'in use already');
  t.notMatch(mail?.text, /garden/);
  t.notMatch(mail?.text, /\/link\//);
  t.equal((await signIn(email)).status, 200);
});

t.test('of two who want the same address the first who confirms it has it', async (t) => {
  const wanted = newAddress();
  const [one, other] = [await signedIn(), await signedIn()];
  const links = [];
  for (const { who } of [one, other]) {
    await who.get('/me/email');
    await who.post('/me/email', { email: wanted, current: PASSWORD });
    links.push(await linkTo(platform, 'food', wanted));
  }
  t.equal((await opens(one.who, links[0] ?? '')).status, 303);
  const late = await opens(other.who, links[1] ?? '');
  t.equal(late.status, 409);
  t.match(late.text, 'belongs to another account');
  t.equal((await signIn(other.email)).status, 200, 'they keep theirs');
});

t.test('sessions are listed by their browser, and ended at once', async (t) => {
  const email = newAddress();
  const { who, member } = await signedIn(email);
  const phone = browser(
    platform,
    'food',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  );
  await phone.get('/sign-in');
  await phone.post('/sign-in', { email, password: PASSWORD });
  await platform.member('garden', { email });
  const page = await who.get('/me/sessions');
  t.match(page.text, 'Firefox, Linux');
  t.match(page.text, 'Safari, iOS');
  const list = (await who.get('/api/me/sessions')).body.items as {
    id: string;
    agent: string | null;
    own: boolean;
    kind: string;
  }[];
  t.equal(list.length, 3, 'those of this community alone');
  t.equal(list.filter(({ own }) => own).length, 1);
  const phones = list.find(({ agent }) => agent?.startsWith('Safari'))?.id ?? '';
  const stranger = await signedIn();
  await stranger.who.get('/me/sessions');
  t.equal((await stranger.who.post(`/me/sessions/${phones}/end`)).status, 404, 'nobody ends those of others');
  t.equal((await stranger.member.delete(`/api/me/sessions/${phones}`)).status, 404);
  t.equal((await phone.get('/me')).status, 200);
  t.equal(leadsTo(await who.post(`/me/sessions/${phones}/end`)), '/me/sessions?said=core.sessions.ended');
  t.equal((await phone.get('/me')).status, 303);
  t.equal((await member.get('/api/me')).status, 200);
  t.equal((await who.post('/me/sessions/end-others')).status, 303);
  t.equal((await member.get('/api/me')).status, 401);
  t.equal((await who.get('/me')).status, 200);
});

t.test('a cookie that is used goes on, and the browser hears of it', async (t) => {
  const { who, email } = await signedIn();
  await database.query(
    `update platform.session set seen_at = now() - interval '2 hours', expires_at = now() + interval '1 day'
      where account_id = (select id from platform.account where email = $1) and kind = 'cookie'`,
    [email],
  );
  const answer = await who.get('/');
  t.match(answer.headers.get('set-cookie'), /Max-Age=2592000/);
  const { rows } = await database.query<{ days: number }>(
    `select (extract(epoch from expires_at - now()) / 86400)::int as days from platform.session
      where account_id = (select id from platform.account where email = $1) and kind = 'cookie'`,
    [email],
  );
  t.equal(rows[0]?.days, 30);
  t.equal((await who.get('/')).headers.get('set-cookie'), null, 'once an hour is enough');
});

t.test('the present password is guessed as often as at the sign-in, and no more', async (t) => {
  const strict = await startPlatform(t, {
    communities: { food: {} },
    platform: { limits: { signInPerAccount: 4 } },
    only: ['groups'],
  });
  const email = newAddress();
  const member = await strict.member('food', { email });
  const statuses = [];
  for (let n = 0; n < 5; n++)
    statuses.push(
      (await member.put('/api/me/password', { current: `guess number ${n}`, password: 'four words are enough' }))
        .status,
    );
  t.same(statuses, [403, 403, 403, 429, 429], 'one was the sign-in of this test');
  t.equal((await signIn(email, PASSWORD, 'food', strict)).status, 429);
});

t.test('a route that says how often it may be asked is asked so often by each, and then not', async (t) => {
  const [one, other] = [await platform.member('food'), await platform.member('food')];
  const ask = (who: typeof one) => who.put('/api/me/email', { email: 'no address', current: PASSWORD });
  const statuses = [];
  for (let n = 0; n < 21; n++) statuses.push((await ask(one)).status);
  t.same(statuses, [...Array.from({ length: 20 }, () => 400), 429]);
  t.ok((await ask(one)).headers.get('retry-after'));
  t.equal((await ask(other)).status, 400, 'others are not held up');
  t.equal((await one.put('/api/me', { name: 'Amina' })).status, 200, 'nor other routes');
});

t.test('a password that an operator replaces opens nothing any more, nor does what it had opened', async (t) => {
  const email = newAddress();
  const member = await platform.member('food', { email });
  const view = platform.app.communities.bySlug('food');
  if (!view) throw new Error('no community');
  const add = (password: string) =>
    platform.app.identity.addMember(view, { email, name: 'Rowan', roles: [], password });
  await add(PASSWORD);
  t.equal((await member.get('/api/me')).status, 200, 'the same one changes nothing');
  await add('four words are enough');
  t.equal((await member.get('/api/me')).status, 401);
  t.equal((await signIn(email)).status, 401);
  t.equal((await signIn(email, 'four words are enough')).status, 200);
});
