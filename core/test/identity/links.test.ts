/** Mailed links: they work once, for a while, for whoever has the mailbox, and tell nobody whether there is an account. */
import { Client as Database } from 'pg';
import t from 'tap';
import { startPlatform } from '../../testing/index.ts';
import { browser, leadsTo, linkTo, mailsTo, newAddress, opens, PASSWORD, plain } from './people.ts';

const platform = await startPlatform(t, {
  communities: {
    food: { extensions: { groups: {} } },
    garden: {},
    circle: { access: 'closed', join: 'invitation', safeguarding: 'high' },
  },
  only: ['groups'],
});
const database = new Database(platform.ownerUrl);
await database.connect();
t.teardown(() => database.end());

const signIn = (email: string, password = PASSWORD, slug = 'food') =>
  platform.visitor(slug).post('/api/auth/sign-in', { email, password });
/** A member with a mailed link. */
async function withLink(purpose: 'sign-in' | 'reset' = 'sign-in', next?: string, slug = 'food') {
  const email = newAddress();
  const member = await platform.member(slug, { email });
  const asked = await platform.visitor(slug).post('/api/auth/link', { email, purpose, ...(next ? { next } : {}) });
  t.equal(asked.status, 202, asked.text);
  return { email, member, link: await linkTo(platform, slug, email) };
}
const expire = (link: string) =>
  database.query(`update platform.link set expires_at = now() - interval '1 second' where id = $1`, [
    link.slice('/link/'.length).split('.')[0],
  ]);
/** Asks for a link at the page of signing in. */
async function asks(email: string, slug = 'food', fields: Record<string, string> = {}) {
  const who = browser(platform, slug);
  await who.get('/sign-in');
  return who.post('/sign-in', { email, how: 'link', ...fields });
}

t.test('a link signs in without a password and leads back to the page that was left', async (t) => {
  const email = newAddress();
  await platform.member('food', { email });
  const rowan = browser(platform, 'food');
  t.equal(leadsTo(await rowan.get('/people?q=a')), '/sign-in?next=%2Fpeople%3Fq%3Da');
  await rowan.get('/sign-in?next=%2Fpeople%3Fq%3Da');
  t.equal(leadsTo(await rowan.post('/sign-in', { email, how: 'link', next: '/people?q=a' })), '/sign-in/sent');
  t.match((await rowan.get('/sign-in/sent')).text, 'If there is an account with this address');
  const used = await opens(rowan, await linkTo(platform, 'food', email));
  t.equal(leadsTo(used), '/people?q=a&said=core.signIn.done', used.text);
  t.equal((await rowan.get('/people?q=a')).status, 200);
});

t.test('it leads nowhere but into the community', async (t) => {
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '/api/me', '/sign-in', 'x']) {
    const { link } = await withLink('sign-in', next);
    t.equal(leadsTo(await opens(browser(platform, 'food'), link)), '/?said=core.signIn.done', next);
  }
});

t.test('whoever only fetches a link uses nothing up, a hundred times', async (t) => {
  const { link } = await withLink();
  const scanner = browser(platform, 'food');
  for (let n = 0; n < 50; n++) {
    t.equal((await scanner.get(link)).status, 200);
    const head = await fetch(`${platform.url}/c/food${link}`, { method: 'HEAD' });
    t.equal(head.status, 200);
    t.same(head.headers.getSetCookie(), []);
  }
  t.equal(scanner.cookies.size, 0);
  t.equal((await scanner.get('/me')).status, 303, 'and is signed in by none of it');
  t.equal((await opens(browser(platform, 'food'), link)).status, 303, 'it still works');
});

t.test('a link works once: of a hundred at the same time, one', async (t) => {
  const { link, email } = await withLink();
  const token = link.slice('/link/'.length);
  const before = await database.query(
    'select count(*)::int n from platform.session s join platform.account a on a.id = s.account_id where a.email = $1',
    [email],
  );
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => platform.visitor('food').post('/api/auth/link/use', { token })),
  );
  t.same(answers.map(({ status }) => status).sort(), [200, ...Array.from({ length: 99 }, () => 410)]);
  const after = await database.query(
    'select count(*)::int n from platform.session s join platform.account a on a.id = s.account_id where a.email = $1',
    [email],
  );
  t.equal(after.rows[0].n - before.rows[0].n, 1, 'one session');
  const page = await browser(platform, 'food').get(link);
  t.equal(page.status, 410);
  t.match(page.text, 'does not work any more');
  t.match(answers.find(({ status }) => status === 410)?.body.code, 'core.link-spent');
});

t.test('a link that is too old opens nothing', async (t) => {
  const { link } = await withLink();
  await expire(link);
  const late = browser(platform, 'food');
  t.equal((await late.get(link)).status, 410);
  t.equal((await late.post(link)).status, 410);
  t.equal((await late.get('/me')).status, 303);
  const { rows } = await database.query<{ purpose: string; minutes: number }>(
    `select distinct purpose, (extract(epoch from expires_at - created_at) / 60)::int as minutes from platform.link
      where expires_at > now()`,
  );
  for (const { purpose, minutes } of rows) if (purpose === 'sign-in') t.equal(minutes, 30);
});

t.test('a token that was not made here is an unknown page, and an unknown thing', async (t) => {
  const { link } = await withLink();
  const token = link.slice('/link/'.length);
  const [id = '', mac = ''] = token.split('.');
  for (const wrong of [
    'x',
    `${crypto.randomUUID()}.${mac}`,
    `${id}.${mac.slice(0, -1)}`,
    `${id}.`,
    id,
    `${id}.${'A'.repeat(43)}`,
  ]) {
    t.equal((await browser(platform, 'food').get(`/link/${encodeURIComponent(wrong)}`)).status, 404, wrong);
    t.equal((await browser(platform, 'food').post(`/link/${encodeURIComponent(wrong)}`)).status, 404, wrong);
    t.equal((await platform.visitor('food').post('/api/auth/link/use', { token: wrong })).status, 404, wrong);
  }
  t.equal((await browser(platform, 'garden').get(link)).status, 404, 'nor in another community');
  t.equal((await opens(browser(platform, 'food'), link)).status, 303, 'the real one still works');
});

t.test('asking for a link answers the same for every address', async (t) => {
  const known = newAddress();
  const elsewhere = newAddress();
  const removed = newAddress();
  await platform.member('food', { email: known });
  await platform.member('garden', { email: elsewhere });
  await platform.member('food', { email: removed });
  await database.query(
    `update core.member set removed_at = now() where account_id = (select id from platform.account where email = $1)`,
    [removed],
  );
  const all = [newAddress(), known, elsewhere, removed];
  const byApi = await Promise.all(all.map((email) => platform.visitor('food').post('/api/auth/link', { email })));
  for (const answer of byApi) t.same(plain(answer), plain(byApi[0] ?? answer));
  const byPage = await Promise.all(all.map((email) => asks(email)));
  for (const answer of byPage) t.same(plain(answer), plain(byPage[0] ?? answer));
  const reset = await Promise.all(
    all.map(async (email) => {
      const who = browser(platform, 'food');
      await who.get('/sign-in/help');
      return who.post('/sign-in/help', { email });
    }),
  );
  for (const answer of reset) t.same(plain(answer), plain(reset[0] ?? answer));
  const wrong = await Promise.all(all.map((email) => signIn(email, 'not the password')));
  for (const answer of wrong) t.same(plain(answer), plain(wrong[0] ?? answer));
  t.equal(wrong[0]?.status, 401);

  const subjects = [];
  for (const email of all) subjects.push((await mailsTo(platform, 'food', email)).map(({ subject }) => subject)[0]);
  t.match(subjects[0], 'no account with this address');
  t.match(subjects[1], 'sign-in link for food');
  t.equal(subjects[2], subjects[0], 'what somebody has elsewhere is not told');
  t.match(subjects[3], 'has ended');
});

t.test('who is no member any more learns it with the right password, and with no other', async (t) => {
  const email = newAddress();
  const member = await platform.member('food', { email });
  await database.query('update core.member set removed_at = now() where id = $1', [member.memberId]);
  const right = await signIn(email);
  t.equal(right.status, 403);
  t.equal(right.body.code, 'core.membership-ended');
  t.same(plain(await signIn(email, 'not the password')), plain(await signIn(newAddress(), 'not the password')));
});

t.test('a new password is chosen by a link, and everything that was open is shut', async (t) => {
  const { email, member, link } = await withLink('reset');
  const other = browser(platform, 'food');
  await other.get('/sign-in');
  await other.post('/sign-in', { email, password: PASSWORD });
  t.equal((await other.get('/me')).status, 200);
  await platform.visitor('food').post('/api/auth/link', { email });
  const signInLink = await linkTo(platform, 'food', email);

  const rowan = browser(platform, 'food');
  const weak = await opens(rowan, link, { password: 'short' });
  t.equal(weak.status, 422);
  t.match(weak.text, 'at least 10 characters');
  const done = await rowan.post(link, { password: 'four words are enough' });
  t.equal(leadsTo(done), '/?said=core.link.said.passwordSet', 'a weak one spent nothing');
  t.equal((await rowan.get('/me')).status, 200);
  t.equal((await other.get('/me')).status, 303, 'other browsers are signed out');
  t.equal((await member.get('/api/me')).status, 401, 'and programs');
  t.equal((await signIn(email)).status, 401);
  t.equal((await signIn(email, 'four words are enough')).status, 200);
  t.equal((await browser(platform, 'food').get(signInLink)).status, 410, 'links of before are void');
  t.match((await mailsTo(platform, 'food', email)).at(-1)?.subject, 'password for food has changed');
});

t.test('nobody’s mailbox is filled: six requests in an hour are five mails, and the answer is the same', async (t) => {
  const strict = await startPlatform(t, {
    communities: { food: {} },
    platform: { limits: { mailPerAddress: 5 } },
    only: ['groups'],
  });
  const email = newAddress();
  await strict.member('food', { email });
  const answers = [];
  for (let n = 0; n < 8; n++) answers.push(await strict.visitor('food').post('/api/auth/link', { email }));
  for (const answer of answers) t.same(plain(answer), plain(answers[0] ?? answer));
  t.equal((await mailsTo(strict, 'food', email)).length, 5);
  let last;
  for (let n = 0; n < 60; n++) last = await strict.visitor('food').post('/api/auth/link', { email: newAddress() });
  t.equal(last?.status, 429, 'one network address asks for so many and no more');
  t.ok(last?.headers.get('retry-after'));
});

t.test('a closed door says nothing about links but to who has one', async (t) => {
  const { link, email } = await withLink('sign-in', undefined, 'circle');
  const door = await browser(platform, 'circle').get('/nowhere');
  for (const path of [
    '/link/x',
    `/link/${crypto.randomUUID()}.${'A'.repeat(43)}`,
    '/link',
    `${link}x/y`,
    '/sign-in/sent',
    '/sign-in/help',
    '/join',
    '/join/confirm',
  ])
    t.same(plain(await browser(platform, 'circle').get(path)), plain(door), path);
  const foreign = (await withLink()).link;
  t.same(plain(await browser(platform, 'circle').get(foreign)), plain(door), 'a link of another community');
  const refusal = await platform.visitor('circle').post('/api/nowhere');
  t.same(plain(await platform.visitor('circle').post('/api/auth/link/use', { token: 'x' })), plain(refusal));

  const asked = await asks(email, 'circle');
  const unknown = await asks(newAddress(), 'circle');
  t.equal(leadsTo(asked), '/sign-in?said=core.mailed.said');
  t.same(plain(asked), plain(unknown));
  const mails = await mailsTo(platform, 'circle', email);
  for (const { subject, text, from } of mails) {
    t.equal(subject, 'Your sign-in link');
    t.notMatch(`${from?.name}${text?.replaceAll(/http\S+/g, '')}`, /circle/i);
  }
  const all = await platform.mails('circle');
  t.equal(all.filter(({ state }) => state === 'dropped').length, 1, 'a stranger gets no mail from here');

  const rowan = browser(platform, 'circle');
  t.equal((await rowan.get(link)).status, 200);
  t.match(leadsTo(await rowan.post(link)), 'said=core.signIn.done');
  t.equal((await rowan.get('/me')).status, 200);
  t.equal((await browser(platform, 'circle').get(link)).status, 410, 'a link that was used says so');
});
