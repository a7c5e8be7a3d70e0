/** Looking after members: roles within one's own, endings that hold at once, and always somebody left who can. */
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform, type Client } from '@polyphony/core/testing';

const platform = await startPlatform(t, {
  communities: {
    oak: {
      roles: {
        // three steps of power, none of them all of it
        greeter: { label: 'Greeter', permissions: ['core.members.invite'] },
        keeper: { label: 'Keeper', permissions: ['core.members.invite', 'core.members.manage'] },
      },
      extensions: { groups: {} },
    },
    elm: {},
    lone: { roles: { keeper: { label: 'Keeper', permissions: ['core.members.manage'] } } },
  },
});
const manager = await platform.member('oak', { roles: ['manager'], name: 'Mara' });
const db = platform.context('oak').db;
const put = (by: Client, who: Client, roles: readonly string[]) =>
  by.put(`/api/members/${who.memberId}/roles`, { roles });
const rolesOf = async (who: Client) => (await manager.get(`/api/members/${who.memberId}`)).body.roles as string[];
let numbered = 0;
const person = (...roles: string[]) => platform.member('oak', { roles, name: `Person ${(numbered += 1)}` });

t.test('nobody gives or takes a role above their own, nor acts on somebody above them', async (t) => {
  const by = { manager, keeper: await person('keeper'), greeter: await person('greeter'), member: await person() };
  const allowed: Record<string, readonly string[]> = {
    manager: ['manager', 'keeper', 'greeter'],
    keeper: ['keeper', 'greeter'],
    greeter: [],
    member: [],
  };
  for (const [rank, actor] of Object.entries(by))
    for (const role of ['manager', 'keeper', 'greeter']) {
      const fine = allowed[rank]?.includes(role) ?? false;
      const newcomer = await person();
      t.equal((await put(actor, newcomer, [role])).status, fine ? 200 : 403, `${rank} gives ${role}`);
      t.same(await rolesOf(newcomer), fine ? [role] : []);
      const holder = await person(role);
      t.equal((await put(actor, holder, [])).status, fine ? 200 : 403, `${rank} takes ${role}`);
      t.same(await rolesOf(holder), fine ? [] : [role]);
      const ended = await person(role);
      t.equal(
        (await actor.delete(`/api/members/${ended.memberId}`)).status,
        fine ? 204 : 403,
        `${rank} ends a ${role}`,
      );
    }
  const other = await person('greeter', 'manager');
  t.equal((await put(by.keeper, other, ['manager'])).status, 403, 'not even the smaller role of somebody above');
});

t.test('a page of somebody above shows and changes nothing; boxes above one’s own keep what they say', async (t) => {
  const keeper = await person('keeper');
  const page = await keeper.get(`/manage/people/${manager.memberId}`);
  t.match(page.text, /may do more than you/);
  t.notMatch(page.text, /type="checkbox"/);
  const helper = await person('greeter');
  const saved = await keeper.form(`/manage/people/${helper.memberId}`, { roles: ['keeper'] });
  t.equal(saved.status, 303);
  t.same(await rolesOf(helper), ['keeper']);
});

t.test('a role that does not exist is refused by name, and a stranger is nobody', async (t) => {
  const who = await person();
  t.match((await put(manager, who, ['emperor'])).text, /emperor/);
  t.equal((await put(manager, who, ['member'])).status, 400);
  const elsewhere = await platform.member('elm', { name: 'Elsewhere' });
  for (const id of [elsewhere.memberId, crypto.randomUUID()]) {
    t.equal((await manager.get(`/api/members/${id}`)).status, 404);
    t.equal((await manager.put(`/api/members/${id}/roles`, { roles: [] })).status, 404);
    t.equal((await manager.delete(`/api/members/${id}`)).status, 404);
  }
});

t.test('a former member is out at once and sees what visitors see', async (t) => {
  const organiser = await person();
  const group = (await manager.post('/api/groups', { title: 'Secret bread', summary: 'Loaves', openness: 'closed' }))
    .body;
  await manager.post(`/api/groups/${group.id}/members`, { member: organiser.memberId });
  t.equal((await organiser.get(`/api/groups/${group.id}`)).body.title, 'Secret bread');
  const cookie = { cookie: (await organiser.cookie()) ?? '' };
  t.equal((await manager.delete(`/api/members/${organiser.memberId}`)).status, 204);

  t.equal((await organiser.get('/api/me')).status, 401, 'the bearer token');
  const visitor = platform.visitor('oak');
  t.equal((await visitor.request('GET', '/me', { headers: cookie })).status, 303, 'the cookie');
  for (const path of ['/api/groups', '/api/content', `/api/groups/${group.id}`, '/api/community'])
    t.same((await visitor.request('GET', path, { headers: cookie })).body, (await visitor.get(path)).body, path);
  const { rows } = await sql`
    select from core.access_grant g join core.access_atom a on a.community_id = g.community_id and a.id = g.atom_id
    where g.member_id = ${organiser.memberId} and a.realm = 'core'`.execute(db);
  t.equal(rows.length, 0, 'core gave nothing any more');
  t.notMatch((await manager.get('/api/members')).text, organiser.name ?? '-');

  t.equal((await manager.post(`/api/members/${organiser.memberId}/return`)).status, 200);
  t.equal((await organiser.get('/api/me')).status, 401, 'the old session stays ended');
  const again = await platform.app.identity.addMember(platform.context('oak').community, {
    email: 'nobody-new@x.example',
    name: 'x',
    roles: [],
  });
  t.ok(again);
  const ctx = platform.context('oak', organiser);
  const { spaces } = await import('@polyphony/core');
  t.match(
    await ctx.get(spaces).get(ctx, 'group', group.id),
    { locked: false, title: 'Secret bread' },
    'their place in groups is back',
  );
});

t.test('the one who is last able to manage members can neither lose it, nor be ended, nor leave', async (t) => {
  const last = await platform.member('lone', { roles: ['manager'] });
  const deputy = await platform.member('lone', { roles: ['keeper'] });
  await last.delete(`/api/members/${deputy.memberId}`);
  const refused = { status: 409, code: 'core.last-manager' };
  t.match((await put(last, last, [])).body, refused);
  t.match((await last.delete(`/api/members/${last.memberId}`)).body, refused);
  t.match((await last.post('/api/me/leave')).body, refused);
  t.equal((await put(last, last, ['keeper'])).status, 200, 'to another role that can');
});

t.test('a hundred managers who leave or are removed at once leave one', { timeout: 120_000 }, async (t) => {
  const crowd: Client[] = [];
  const boss = await platform.member('elm', { roles: ['manager'] });
  for (let at = 0; at < 99; at += 1) crowd.push(await platform.member('elm', { roles: ['manager'] }));
  const all = [boss, ...crowd];
  const answers = await Promise.all(
    all.map((one, at) => {
      if (at % 3 === 0) return one.post('/api/me/leave');
      if (at % 3 === 1) return one.put(`/api/members/${one.memberId}/roles`, { roles: [] });
      return one.delete(`/api/members/${all[(at * 7 + 1) % 100]?.memberId}`);
    }),
  );
  const statuses = Object.groupBy(answers, ({ status }) => String(status));
  t.notOk(statuses['500'], 'no answer fails');
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from core.member where roles && array['manager'] and removed_at is null`.execute(
    platform.context('elm').db,
  );
  t.ok((rows[0]?.count ?? 0) >= 1, `${rows[0]?.count} left`);
  const still = await Promise.all(
    all.map(async (one) => (((await one.get('/api/me')).body?.roles ?? []).includes('manager') ? one : null)),
  );
  const left = still.filter((one) => one !== null);
  for (const one of left) await one.post('/api/me/leave');
  const { rows: after } = await sql<{ count: number }>`
    select count(*)::int as count from core.member where roles && array['manager'] and removed_at is null`.execute(
    platform.context('elm').db,
  );
  t.equal(after[0]?.count, 1, 'and when all the others go, exactly one');
});

t.test('a hundred who each leave at once leave exactly one', { timeout: 120_000 }, async (t) => {
  await platform.configure('beech', {});
  const crowd: Client[] = [];
  for (let at = 0; at < 100; at += 1) crowd.push(await platform.member('beech', { roles: ['manager'] }));
  const answers = await Promise.all(crowd.map((one) => one.post('/api/me/leave')));
  t.equal(answers.filter(({ status }) => status === 204).length, 99);
  t.equal(answers.filter(({ status }) => status === 409).length, 1);
});

t.test('the list finds people by name, role and state, and counts them', async (t) => {
  const zed = await platform.member('oak', { name: '100%_Zed', roles: ['greeter'] });
  const found = await manager.get(`/manage/people?q=${encodeURIComponent('100%_z')}&role=greeter&state=member`);
  t.match(found.text, /100%_Zed/);
  t.match(found.text, /1 person/);
  await manager.form(`/manage/people/${zed.memberId}/end`, { reason: 'Moved away', tell: 'yes' });
  t.notMatch((await manager.get('/manage/people?q=Zed')).text, /100%_Zed/);
  t.match((await manager.get('/manage/people?q=Zed&state=ended')).text, /100%_Zed[\s\S]*Membership ended/);
  t.equal((await (await person('greeter')).get('/manage/people')).status, 403);
  await platform.settle();
  const mail = (await platform.mails('oak')).findLast(({ kind }) => kind === 'core.membership-ended');
  t.match(mail?.text, /Moved away/, 'and was told why');
});

t.test('each act stands in the history of the person, with before and after', async (t) => {
  const who = await person();
  await put(manager, who, ['greeter']);
  await manager.form(`/manage/people/${who.memberId}/end`, { reason: 'A break' });
  await manager.form(`/manage/people/${who.memberId}/return`, {});
  const { text } = await manager.get(`/manage/people/${who.memberId}`);
  t.match(
    text,
    /come back[\s\S]*Ended the membership[\s\S]*A break[\s\S]*Changed the roles[\s\S]*Before[\s\S]*—[\s\S]*After[\s\S]*Greeter/,
  );
});

t.test('a member leaves by themself, after reading what stays', async (t) => {
  const who = await person();
  t.match((await who.get('/me/leave')).text, /What you wrote stays/);
  const gone = await who.form('/me/leave', {});
  t.equal(gone.status, 303);
  t.match(gone.headers.get('set-cookie'), /polyphony-oak=;/);
  t.equal((await who.get('/api/me')).status, 401);
});
