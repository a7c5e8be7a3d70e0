/** The way in: signing up, confirming the address, and what somebody sees in between. */
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform } from '../../testing/index.ts';
import { browser, joins, leadsTo, linkTo, mailsTo, newAddress, opens, PASSWORD, plain } from './people.ts';

const platform = await startPlatform(t, {
  communities: {
    food: { extensions: { groups: {} } },
    garden: { join: 'request', extensions: { groups: {} } },
    guild: { join: 'invitation' },
    shut: { join: 'closed' },
    circle: { access: 'closed', join: 'request', safeguarding: 'high', extensions: { groups: {} } },
  },
  only: ['groups'],
});
const me = (email: string, password = PASSWORD, slug = 'food') =>
  platform.visitor(slug).post('/api/auth/sign-in', { email, password });

t.test(
  'who signs up is a member once they open the link in their mail, and comes back to the page that they left',
  async (t) => {
    const rowan = browser(platform, 'food');
    const email = newAddress();
    const asked = await joins(rowan, email, { password: PASSWORD, next: '/groups?after=x' });
    t.equal(asked.status, 303, asked.text);
    t.equal(leadsTo(asked), '/join/confirm');
    const waiting = await rowan.get('/join/confirm');
    t.equal(waiting.status, 200);
    t.match(waiting.text, email);

    const link = await linkTo(platform, 'food', email);
    const page = await rowan.get(link);
    t.equal(page.status, 200);
    t.equal(page.headers.get('referrer-policy'), 'no-referrer');
    t.match(page.text, '<meta name="robots" content="noindex"');
    t.match(page.text, 'Rowan', 'it says with which name');
    const confirmed = await opens(rowan, link);
    t.equal(confirmed.status, 303, confirmed.text);
    t.equal(leadsTo(confirmed), '/groups?after=x&said=core.link.said.member');
    t.equal((await rowan.get('/me')).status, 200, 'the same session is a member now');
    t.equal((await me(email)).status, 200, 'the password was given in this browser, so it is kept');
    t.equal((await rowan.get('/join/confirm')).status, 303);
  },
);

t.test('whoever is on the way in sees what a visitor sees, and may do nothing more', async (t) => {
  const rowan = browser(platform, 'food');
  const email = newAddress();
  await joins(rowan, email, { password: PASSWORD });
  const manager = await platform.member('food', { roles: ['manager'] });
  const made = await manager.post('/api/groups', { title: 'Bread', summary: 'Loaves', openness: 'closed' });
  const visitor = browser(platform, 'food');
  const main = (text: string) =>
    (/<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '').replaceAll(/<input type="hidden" name="_csrf"[^>]*>/g, '');
  for (const path of ['/', '/groups', '/groups/bread', '/about', '/rules', '/more', '/nowhere']) {
    const [seen, theirs] = [await rowan.get(path), await visitor.get(path)];
    t.equal(seen.status, theirs.status, path);
    t.equal(main(seen.text), main(theirs.text), path);
    t.match(seen.text, `sent to ${email}`, 'a banner says how things stand');
  }
  for (const path of [
    '/api/community',
    '/api/content',
    '/api/groups',
    `/api/groups/${made.body.id}`,
    '/api/openapi.json',
  ])
    t.same(plain(await rowan.get(path)), plain(await visitor.get(path)), path);

  for (const path of ['/api/me', '/api/members', '/api/me/sessions']) {
    const refused = await rowan.get(path);
    t.equal(refused.status, 403, path);
    t.equal(refused.body.code, 'core.confirm-first');
    t.match(refused.body.detail, email);
  }
  for (const path of ['/me', '/people', '/manage', '/groups/new', '/me/password']) {
    const led = await rowan.get(path);
    t.equal(led.status, 303, path);
    t.equal(leadsTo(led), '/join/confirm', path);
  }
  await rowan.get('/join/confirm');
  t.equal((await rowan.post('/groups/new', { title: 'x', summary: 'y', openness: 'open' })).status, 403);
  const token = (await me(email)).body.token as string;
  const asProgram = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const write = await fetch(`${platform.url}/c/food/api/groups`, {
    method: 'POST',
    headers: asProgram,
    body: '{"title":"x","summary":"y","openness":"open"}',
  });
  t.equal(write.status, 403);
  const joining = await fetch(`${platform.url}/c/food/api/me/joining`, { headers: asProgram });
  t.match(await joining.json(), { state: 'unconfirmed', email, name: 'Rowan', reason: null });
});

t.test('in a community that is asked, a manager decides after the address is confirmed', async (t) => {
  const rowan = browser(platform, 'garden');
  const email = newAddress();
  await joins(rowan, email, { password: PASSWORD });
  const confirmed = await opens(rowan, await linkTo(platform, 'garden', email));
  t.equal(leadsTo(confirmed), '/join/confirm?said=core.link.said.asked');
  const waiting = await rowan.get('/join/confirm');
  t.match(waiting.text, 'Your request is waiting');
  const refused = await rowan.get('/api/me');
  t.equal(refused.status, 403);
  t.equal(refused.body.code, 'core.waiting-for-managers');
  const signedIn = await me(email, PASSWORD, 'garden');
  t.equal(signedIn.status, 200);
  t.match(signedIn.body, { state: 'asked', member: null });
});

t.test('signing up answers the same whether the address is new, known here, or known elsewhere', async (t) => {
  const here = newAddress();
  const elsewhere = newAddress();
  await platform.member('food', { email: here });
  await platform.member('garden', { email: elsewhere });
  const answers = [];
  for (const email of [newAddress(), here, elsewhere]) {
    const answer = await platform
      .visitor('food')
      .post('/api/auth/sign-up', { email, name: 'Rowan', password: PASSWORD });
    t.equal(answer.status, 201, answer.text);
    t.match(answer.body, { state: 'unconfirmed', member: null });
    t.same(Object.keys(answer.body).sort(), ['expiresAt', 'member', 'state', 'token']);
    answers.push(Object.keys(plain(answer).headers).sort());

    const page = browser(platform, 'food');
    const joined = await joins(page, email);
    t.same([joined.status, leadsTo(joined)], [303, '/join/confirm']);
    const [one, other] = [await page.get('/join/confirm'), email];
    t.match(one.text, other);
  }
  t.same(answers[0], answers[1]);
  t.same(answers[0], answers[2]);
  t.match((await mailsTo(platform, 'food', here)).at(-1)?.subject, 'member of food already');
  t.match((await mailsTo(platform, 'food', elsewhere)).at(-1)?.subject, 'Confirm your address');
});

t.test('the mail to a member who signs up again signs them in', async (t) => {
  const email = newAddress();
  await platform.member('food', { email, name: 'Amina' });
  const other = browser(platform, 'food');
  await joins(other, email, { name: 'Somebody', password: 'another good password' });
  const link = await linkTo(platform, 'food', email);
  const owner = browser(platform, 'food');
  await owner.get(link);
  t.equal((await opens(owner, link)).status, 303);
  t.match((await owner.get('/me')).text, 'Amina');
  t.equal((await me(email, 'another good password')).status, 401, 'what was given at the sign-up opens nothing');
  t.equal((await other.get('/join/confirm')).status, 303, 'and its session is gone');
  t.equal((await me(email)).status, 200, 'the password of the member stays');
});

t.test(
  'an address that was registered by somebody else before is its owner’s alone once they confirm it',
  async (t) => {
    const email = newAddress();
    const attacker = browser(platform, 'food');
    await joins(attacker, email, { name: 'Attacker', password: 'the attacker knows it' });
    const token = (await me(email, 'the attacker knows it')).body.token as string;
    const asAttacker = () =>
      fetch(`${platform.url}/c/food/api/me/joining`, { headers: { authorization: `Bearer ${token}` } });
    t.equal((await asAttacker()).status, 200);

    // the mail comes to the one who has the mailbox, who opens it in a browser of their own
    const victim = browser(platform, 'food');
    const link = await linkTo(platform, 'food', email);
    await victim.get(link);
    const confirmed = await opens(victim, link);
    t.match(leadsTo(confirmed), 'memberNoPassword');
    t.equal((await victim.get('/me')).status, 200);
    t.equal((await me(email, 'the attacker knows it')).status, 401, 'their password is void');
    t.equal((await asAttacker()).status, 401, 'their token is dead');
    t.equal((await attacker.get('/api/me/joining')).status, 401, 'their session is dead');
    t.equal((await attacker.get('/me')).status, 303);
  },
);

t.test('a claim of the victim’s own address confirms theirs and deletes the attacker’s', async (t) => {
  const email = newAddress();
  const attacker = browser(platform, 'food');
  await joins(attacker, email, { name: 'Attacker', password: 'the attacker knows it' });
  const attackersLink = await linkTo(platform, 'food', email);
  const victim = browser(platform, 'food');
  await joins(victim, email, { name: 'Victim', password: PASSWORD });
  const link = await linkTo(platform, 'food', email);
  t.not(link, attackersLink);
  await victim.get(link);
  t.match(leadsTo(await opens(victim, link)), 'core.link.said.member');
  t.match((await victim.get('/me')).text, 'Victim');
  t.equal((await me(email)).status, 200);
  t.equal((await me(email, 'the attacker knows it')).status, 401);
  t.equal((await attacker.get('/api/me/joining')).status, 401);
  t.equal((await opens(browser(platform, 'food'), attackersLink)).status, 410);
});

t.test('one account joins a second community, and its password stays', async (t) => {
  const email = newAddress();
  await platform.member('garden', { email });
  const rowan = browser(platform, 'food');
  await joins(rowan, email, { name: 'Rowan here', password: 'a password of this form' });
  const confirmed = await opens(rowan, await linkTo(platform, 'food', email));
  t.equal(confirmed.status, 303, confirmed.text);
  t.match((await rowan.get('/me')).text, 'Rowan here');
  t.equal((await me(email)).status, 200, 'the sign-in that they had');
  t.equal((await me(email, 'a password of this form')).status, 401);
  t.equal((await me(email, PASSWORD, 'garden')).status, 200);
});

t.test('two sign-ups of one person in two communities both lead in', async (t) => {
  const email = newAddress();
  const [here, there] = [browser(platform, 'food'), browser(platform, 'garden')];
  await joins(here, email, { password: PASSWORD });
  await joins(there, email, { password: 'another good password' });
  t.match(leadsTo(await opens(here, await linkTo(platform, 'food', email))), 'said.member');
  t.equal((await there.get('/api/me/joining')).status, 401, 'what the other form opened is void');
  const link = await linkTo(platform, 'garden', email);
  const again = browser(platform, 'garden');
  t.equal(leadsTo(await opens(again, link)), '/join/confirm?said=core.link.said.asked');
  t.equal((await me(email, PASSWORD, 'garden')).status, 200);
});

t.test('the rules are agreed to, and a form says at once all that is to be mended', async (t) => {
  const rowan = browser(platform, 'food');
  await rowan.get('/join');
  const answer = await rowan.post('/join', { name: 'Rowan', email: newAddress() });
  t.equal(answer.status, 422);
  t.match(answer.text, 'Read the rules and tick the box');
  const weak = await rowan.post('/join', { name: 'Rowan', email: newAddress(), password: 'short' });
  t.equal(weak.status, 422);
  t.match(weak.text, 'at least 10 characters');
  t.match(weak.text, 'Check 2 things', 'everything at once');
  const again = await joins(rowan, newAddress(), { password: PASSWORD, name: '' });
  t.match(again.text, 'Type it again', 'a password that is optional is not lost without a word');
  t.notMatch(again.text, PASSWORD);
});

t.test('what the managers ask is answered before it is sent', async (t) => {
  const view = platform.app.communities.bySlug('garden');
  if (!view) throw new Error('no community');
  await sql`
    insert into core.joining_question (community_id, position, question, required)
    values (${view.id}, 1, 'Where is your garden?', true), (${view.id}, 2, 'What do you grow?', false)`.execute(
    view.db,
  );
  const rowan = browser(platform, 'garden');
  const page = await rowan.get('/join');
  t.match(page.text, 'Where is your garden?');
  t.match(page.text, 'Ask to join garden');
  const email = newAddress();
  const without = await joins(rowan, email, { answer2: 'Beans' });
  t.equal(without.status, 422);
  t.match(without.text, 'Beans', 'what was written is there again');
  t.equal((await joins(rowan, email, { answer1: 'By the river' })).status, 303);
  const { rows } = await sql<{ answers: unknown }>`
    select answers from core.joining where community_id = ${view.id} and account_id in (select id from platform.account where email = ${email})`.execute(
    view.db,
  );
  t.same(rows[0]?.answers, [{ question: 'Where is your garden?', answer: 'By the river' }]);

  const program = platform.visitor('garden');
  t.same((await program.get('/api/joining')).body.questions.length, 2);
  const body = { email: newAddress(), name: 'Rowan' };
  t.equal((await program.post('/api/auth/sign-up', body)).status, 400);
  t.equal(
    (await program.post('/api/auth/sign-up', { ...body, answers: [{ position: 1, answer: 'Here' }] })).status,
    201,
  );
  await sql`delete from core.joining_question where community_id = ${view.id}`.execute(view.db);
});

t.test('where nobody signs up by themselves, the page says how one gets in', async (t) => {
  for (const [slug, words] of [
    ['guild', 'by an invitation'],
    ['shut', 'no new members'],
  ] as const) {
    const page = await browser(platform, slug).get('/join');
    t.equal(page.status, 200);
    t.match(page.text, words);
    t.notMatch(page.text, 'name="email"');
    const api = await platform.visitor(slug).post('/api/auth/sign-up', { email: newAddress(), name: 'x' });
    t.equal(api.status, 403);
    t.equal(api.body.code, 'core.joining-by-themselves');
  }
});

t.test('the mail is sent again when asked, and beginning anew deletes what was given', async (t) => {
  const rowan = browser(platform, 'food');
  const email = newAddress();
  await joins(rowan, email, { password: PASSWORD });
  await rowan.get('/join/confirm');
  t.equal(leadsTo(await rowan.post('/join/confirm/again')), '/join/confirm?said=core.waiting.sentAgain');
  const mails = await mailsTo(platform, 'food', email);
  t.equal(mails.length, 2);
  for (let n = 0; n < 4; n++) await rowan.post('/join/confirm/again');
  t.equal((await rowan.post('/join/confirm/again')).status, 429);
  t.equal(leadsTo(await rowan.post('/join/anew')), '/join');
  t.equal((await rowan.get('/join')).status, 200);
  t.equal((await me(email)).status, 401);
  const old = /\/link\/[\w.-]+/.exec(mails[0]?.text ?? '')?.[0] ?? '';
  t.equal((await rowan.get(old)).status, 410, 'its link is for nothing any more');
});

t.test('outside of a closed door somebody on the way in sees how things stand, and nothing else', async (t) => {
  const rowan = browser(platform, 'circle');
  const email = newAddress();
  t.equal((await rowan.get('/rules')).status, 200, 'the rules that one agrees to can be read');
  const joined = await joins(rowan, email, { password: PASSWORD });
  t.equal(leadsTo(joined), '/join/confirm', joined.text);
  t.equal((await rowan.get('/join/confirm')).status, 200);
  for (const path of ['/', '/groups', '/people', '/nowhere']) {
    const door = await rowan.get(path);
    t.equal(door.status, 401, path);
    t.match(door.text, 'For members');
  }
  t.equal((await rowan.get('/api/groups')).status, 403);
  t.equal((await rowan.get('/api/nowhere')).status, 403);
  const mail = (await mailsTo(platform, 'circle', email)).at(-1);
  t.equal(mail?.subject, 'Confirm your address', 'the mail names no community');
  t.notMatch(`${mail?.subject}${mail?.text?.replaceAll(/http\S+/g, '')}${mail?.from?.name}`, /circle/i);
  const link = await linkTo(platform, 'circle', email);
  const other = browser(platform, 'circle');
  t.equal((await other.get(link)).status, 200, 'the mailed link opens the door to its own page');
  t.equal(leadsTo(await opens(other, link)), '/join/confirm?said=core.link.said.asked');
  t.equal((await other.get('/join/confirm')).status, 200);
  t.equal((await other.get('/groups')).status, 401);
});

t.test('who claims an address in one community does not stand in the way of who claims it in another', async (t) => {
  const email = newAddress();
  await joins(browser(platform, 'food'), email, { password: PASSWORD });
  await joins(browser(platform, 'garden'), email, { password: 'of somebody else' });
  t.match((await me(email)).body, { state: 'unconfirmed' });
  t.equal((await me(email, 'of somebody else')).status, 401);
  await platform.visitor('food').post('/api/auth/link', { email });
  t.match((await mailsTo(platform, 'food', email)).at(-1)?.text, /\/link\//, 'and the link to confirm comes again');
});

t.test('what no column takes is refused and not a failure', async (t) => {
  const body = (name: string, language: string) =>
    `{"email":"${newAddress()}","name":"${name}","language":"${language}"}`;
  const headers = { 'content-type': 'application/json' };
  for (const [name, language] of [
    ['a\\u0000b', 'en'],
    ['Rowan', '\\u0000'],
  ] as const) {
    const { status } = await fetch(`${platform.url}/c/food/api/auth/sign-up`, {
      method: 'POST',
      headers,
      body: body(name, language),
    });
    t.equal(status, 400, name);
  }
});
