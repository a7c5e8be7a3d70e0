import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, { only: ['groups'], communities: { food: { extensions: { groups: {} } } } });
const manager = await platform.member('food', { roles: ['manager'], name: 'Olive' });
const start = async (title: string, openness = 'open') =>
  (await manager.post('/api/groups', { title, summary: `About ${title}`, openness })).body as {
    id: string;
    slug: string;
  };
const join = (who: typeof manager, id: string) => who.post(`/api/groups/${id}/join`);
const leave = (who: typeof manager, id: string) => who.post(`/api/groups/${id}/leave`);
const names = async (id: string) =>
  (await manager.get(`/api/groups/${id}/members`)).body.items.map(({ name }: { name: string }) => name);

t.test('whoever starts a group is its first organiser', async (t) => {
  const { body, status, headers } = await manager.post('/api/groups', {
    title: 'Bread',
    summary: 'Loaves',
    openness: 'open',
  });
  t.equal(status, 201);
  t.match(headers.get('location'), new RegExp(`/c/food/api/groups/${body.id}$`));
  t.match(body, {
    slug: 'bread',
    openness: 'open',
    memberCount: 1,
    membership: { state: 'member', role: 'organiser' },
    version: 1,
  });
});

t.test('a member joins an open group and leaves it again, by id or by slug, as often as they like', async (t) => {
  const { id, slug } = await start('Soup');
  const ada = await platform.member('food', { name: 'Ada' });
  for (const group of [id, slug]) {
    const joined = await join(ada, group);
    t.equal(joined.status, 200);
    t.match(joined.body, { memberCount: 2, membership: { state: 'member', role: 'member' } });
    t.equal((await join(ada, group)).body.memberCount, 2, 'joining twice is joining once');
    t.same(await names(id), ['Ada', 'Olive']);
    t.equal((await leave(ada, group)).status, 204);
    t.equal((await leave(ada, group)).status, 204, 'and so is leaving');
    t.same(await names(id), ['Olive']);
  }
  t.equal((await ada.get(`/api/groups/${id}`)).body.membership, null);
});

t.test('a visitor joins nothing, and is told to sign in whether the group exists or not', async (t) => {
  const { id } = await start('Jam');
  const visitor = platform.visitor('food');
  for (const group of [id, 'no-such-group']) {
    const answer = await join(visitor, group);
    t.equal(answer.status, 401);
    t.equal(answer.body.code, 'core.sign-in-required');
  }
});

t.test('the last organiser cannot leave until somebody else organises the group', async (t) => {
  const { id } = await start('Seeds');
  const ben = await platform.member('food');
  await join(ben, id);
  const refused = await leave(manager, id);
  t.match(refused, { status: 409, body: { code: 'core.last-organiser' } });
  t.equal((await manager.post(`/api/groups/${id}/members`, { member: ben.memberId, role: 'organiser' })).status, 204);
  t.equal((await leave(manager, id)).status, 204);
  t.match((await leave(ben, id)).body, { code: 'core.last-organiser' }, 'and now they are the last one');
});

t.test('of two last organisers who leave at the same moment, one stays', async (t) => {
  const { id } = await start('Tools');
  const cy = await platform.member('food');
  await manager.post(`/api/groups/${id}/members`, { member: cy.memberId, role: 'organiser' });
  const answers = await Promise.all([leave(manager, id), leave(cy, id)]);
  t.same(answers.map(({ status }) => status).sort(), [204, 409]);
});

t.test('nobody joins a closed group by themselves, a manager neither', async (t) => {
  const { id } = await start('Board', 'closed');
  const dee = await platform.member('food');
  const other = await platform.member('food', { roles: ['manager'] });
  for (const who of [dee, other]) t.match(await join(who, id), { status: 403, body: { code: 'core.joining-closed' } });
  t.same(await names(id), ['Olive']);
});
