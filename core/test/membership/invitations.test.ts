/** Coming in by invitation: single-use, expiring, never above the inviter, and silent about anything that was not issued. */
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform, type Answer, type Client } from '@polyphony/core/testing';

const steward = {
  steward: { label: 'Steward', permissions: ['core.manage', 'core.members.invite', 'core.members.manage'] },
};
const platform = await startPlatform(t, {
  communities: {
    oak: { languages: ['en', 'fr'], roles: steward },
    shut: { join: 'closed' },
    circle: { access: 'closed', join: 'invitation', safeguarding: 'high' },
  },
  only: [],
});
const manager = await platform.member('oak', { roles: ['manager'], name: 'Mara' });
const stewardOf = await platform.member('oak', { roles: ['steward'], name: 'Stefan' });
const member = await platform.member('oak', { name: 'Mo', email: 'mo@oak.example' });
const db = platform.context('oak').db;

/** The path of the newest mailed invitation of a community. */
async function link(slug = 'oak'): Promise<string> {
  await platform.settle();
  const mails = (await platform.mails(slug)).filter(({ kind }) => kind === 'core.invitation');
  const path = /\/c\/[a-z]+(\/invitations\/\S+)/.exec(mails.at(-1)?.text ?? '')?.[1];
  if (path === undefined) throw new Error(`no link in ${JSON.stringify(mails.at(-1))}`);
  return path;
}
let numbered = 0;
async function invited(
  by: Client = manager,
  more: object = {},
  slug = 'oak',
): Promise<{ id: string; path: string; email: string }> {
  numbered += 1;
  const email = `guest${numbered}@elsewhere.example`;
  const made = await by.post('/api/invitations', { email, ...more });
  if (made.status !== 201) throw new Error(made.text);
  return { id: made.body.id, path: await link(slug), email };
}
const accept = (path: string, name = 'Gia', slug = 'oak'): Promise<Answer> =>
  platform.visitor(slug).form(path, { name, rules: '0' });
/** The cookie that an answer sets. */
const cookieOf = ({ headers }: Answer) =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

t.test('the link shows who invites and spends nothing; the button makes a member, with a session', async (t) => {
  const { path } = await invited(manager, { message: 'Bring bread.', roles: ['steward'], name: 'Gia' });
  for (let look = 0; look < 3; look += 1) {
    const page = await platform.visitor('oak').get(path);
    t.equal(page.status, 200);
    t.match(page.text, /Mara invites you[\s\S]*Bring bread\.[\s\S]*Steward/);
  }
  const answer = await accept(path, 'Gia Newcomer');
  t.equal(answer.status, 303);
  t.match(answer.headers.get('location'), '/c/oak/welcome');
  const headers = { cookie: cookieOf(answer) };
  t.match((await platform.visitor('oak').request('GET', '/welcome', { headers })).text, /Welcome to oak/);
  const me = await platform.visitor('oak').request('GET', '/api/me', { headers });
  t.match(me.body, { name: 'Gia Newcomer', roles: ['steward'] });
  t.equal((await manager.get('/api/invitations?state=accepted')).body.items[0].state, 'accepted');
  const { rows } = await sql`select page, version from core.agreement where member_id = ${me.body.id}`.execute(db);
  t.same(rows, [{ page: 'rules', version: 0 }], 'what they agreed to is on record');
});

t.test('of a thousand who accept at once, one comes in and the others are told', { timeout: 120_000 }, async (t) => {
  const { path, email } = await invited();
  const answers: Answer[] = [];
  for (let wave = 0; wave < 10; wave += 1)
    answers.push(...(await Promise.all(Array.from({ length: 100 }, (_, at) => accept(path, `Guest ${wave} ${at}`)))));
  const by = Object.groupBy(answers, ({ status }) => String(status));
  t.equal(by['303']?.length, 1, 'one is in');
  t.equal(by['410']?.length, 999, 'the others find it used');
  t.match(by['410']?.[0]?.text, /This invitation has been used/);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from core.member m join platform.account a on a.id = m.account_id where a.email = ${email}`.execute(
    db,
  );
  t.equal(rows[0]?.count, 1);
});

t.test('one that was never issued tells nothing', async (t) => {
  const { path } = await invited();
  const forged = [
    `${path}x`,
    path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    '/invitations/nothing',
    `/invitations/${crypto.randomUUID()}.AAAA`,
  ];
  for (const other of forged) {
    const shown = await platform.visitor('oak').get(other);
    t.equal(shown.status, 404, other);
    t.equal((await accept(other)).status, 404, other);
  }
  const elsewhere = await platform.visitor('circle').get(path);
  const door = await platform.visitor('circle').get('/no-such-page');
  t.equal(elsewhere.status, door.status, 'a link of another community is the door of a closed one');
  t.equal(elsewhere.text, door.text, 'to the byte');
});

t.test('an expired one lets nobody in, until it is sent again', async (t) => {
  const { id, path } = await invited();
  await sql`update core.invitation set expires_at = now() - interval '1 second' where id = ${id}`.execute(db);
  t.equal((await platform.visitor('oak').get(path)).status, 410);
  t.equal((await accept(path)).status, 410);
  t.match((await manager.get('/manage/invitations?state=expired')).text, /guest/);
  const again = await manager.form(`/manage/invitations/${id}/send`, {});
  t.equal(again.status, 303);
  t.equal((await accept(await link())).status, 303);
});

t.test('a withdrawn one lets nobody in', async (t) => {
  const { id, path } = await invited();
  t.equal((await manager.delete(`/api/invitations/${id}`)).status, 204);
  t.equal((await manager.delete(`/api/invitations/${id}`)).status, 204, 'twice is once');
  t.equal((await accept(path)).status, 410);
});

t.test(
  'an account of elsewhere on the platform comes in with its own sign-in, and the inviter hears nothing of it',
  async (t) => {
    const email = 'known@elsewhere.example';
    await platform.member('circle', { email, name: 'Known' });
    const made = await manager.post('/api/invitations', { email });
    const fresh = await manager.post('/api/invitations', { email: 'unknown@elsewhere.example' });
    const shape = (answer: Answer) => Object.keys(answer.body).sort();
    t.equal(made.status, fresh.status);
    t.same(shape(made), shape(fresh));
    t.equal(
      (
        await accept(
          await link().then(async () => {
            const mails = await platform.mails('oak');
            return /(\/invitations\/\S+)/.exec(mails.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? '';
          }),
        )
      ).status,
      303,
    );
    const { rows } = await sql<{
      accounts: number;
    }>`select count(*)::int as accounts from platform.account where email_normalised = ${email}`.execute(db);
    t.equal(rows[0]?.accounts, 1, 'one account');
  },
);

t.test('a member is not invited again, and nobody twice', async (t) => {
  t.match((await manager.post('/api/invitations', { email: 'MO@oak.example' })).body, {
    status: 409,
    code: 'core.already-member',
  });
  const { email } = await invited();
  t.match((await manager.post('/api/invitations', { email: email.toUpperCase() })).body, {
    status: 409,
    code: 'core.already-invited',
  });
});

t.test('nobody offers a role above their own, and an offer lapses with the power behind it', async (t) => {
  t.equal((await stewardOf.post('/api/invitations', { email: 'up@x.example', roles: ['manager'] })).status, 403);
  t.equal((await member.post('/api/invitations', { email: 'up@x.example' })).status, 403);
  t.equal((await manager.post('/api/invitations', { email: 'up@x.example', roles: ['emperor'] })).status, 400);
  const passing = await platform.member('oak', { roles: ['manager'], name: 'Pia' });
  const { path } = await invited(passing, { roles: ['manager'] });
  t.equal((await manager.put(`/api/members/${passing.memberId}/roles`, { roles: [] })).status, 200);
  const answer = await accept(path, 'Late');
  const me = await platform.visitor('oak').request('GET', '/api/me', { headers: { cookie: cookieOf(answer) } });
  t.same(me.body.roles, [], 'a member, and no manager');
  const mine = await invited(manager, { roles: ['manager'] });
  t.equal((await stewardOf.delete(`/api/invitations/${mine.id}`)).status, 403, 'nor withdraws what is above them');
});

t.test('where nobody can come in, nobody is invited', async (t) => {
  const boss = await platform.member('shut', { roles: ['manager'] });
  t.equal((await boss.post('/api/invitations', { email: 'a@b.example' })).status, 403);
});

t.test('behind a closed door the link is the way in, and the mail says nothing of where it leads', async (t) => {
  const lead = await platform.member('circle', { roles: ['manager'], name: 'Imani' });
  await lead.post('/api/invitations', { email: 'quiet@x.example', message: 'The Monday circle' });
  const path = await link('circle');
  const mail = (await platform.mails('circle')).at(-1);
  t.notMatch(`${mail?.subject}${mail?.text?.replaceAll(/https?:\S+/g, '')}`, /circle|Imani|Monday|communit|member/i);
  t.match((await platform.visitor('circle').get(path)).text, /Imani invites you[\s\S]*The Monday circle/);
  const answer = await accept(path, 'Quiet', 'circle');
  t.equal(answer.status, 303);
  t.equal(
    (await platform.visitor('circle').request('GET', '/welcome', { headers: { cookie: cookieOf(answer) } })).status,
    200,
  );
});

t.test('somebody whose membership has ended comes back with the roles of the invitation', async (t) => {
  const former = await platform.member('oak', { email: 'former@x.example', roles: ['manager'], name: 'Former' });
  await manager.delete(`/api/members/${former.memberId}`);
  await manager.post('/api/invitations', { email: 'former@x.example' });
  const answer = await accept(await link(), 'Other name');
  const me = await platform.visitor('oak').request('GET', '/api/me', { headers: { cookie: cookieOf(answer) } });
  t.match(me.body, { id: former.memberId, name: 'Former' });
  t.same(me.body.roles, []);
});

t.test('a name is needed, and what was typed stays', async (t) => {
  const { path } = await invited();
  const answer = await accept(path, '  ');
  t.equal(answer.status, 422);
  t.equal((await accept(path, 'Named')).status, 303, 'the invitation was not spent');
});

t.test('an invitation from before does not undo the end of a membership', async (t) => {
  const { path, email } = await invited(manager, { roles: ['steward'] });
  // came in another way, and was asked to go
  const guest = await platform.member('oak', { email });
  t.equal((await manager.delete(`/api/members/${guest.memberId}`)).status, 204);
  t.equal((await accept(path)).status, 410);
  t.equal((await guest.get('/api/me')).status, 401);
  t.equal((await manager.get(`/api/members/${guest.memberId}`)).body.endedAt === null, false);
  // a new one is a decision
  t.equal((await manager.post('/api/invitations', { email })).status, 201);
  t.equal((await accept(await link())).status, 303);
});
