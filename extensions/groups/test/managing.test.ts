import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, { only: ['groups'], communities: { food: { extensions: { groups: {} } } } });
const manager = await platform.member('food', { roles: ['manager'], name: 'Mo' });
const member = await platform.member('food', { name: 'Nia' });
const body = { title: 'Compost', summary: 'Peelings and worms', openness: 'open' };
const start = async (more = {}) =>
  (await manager.post('/api/groups', { ...body, ...more })).body as { id: string; slug: string };

t.test('members do not start groups, and visitors are asked to sign in', async (t) => {
  t.match(await member.post('/api/groups', body), { status: 403, body: { code: 'core.not-permitted' } });
  t.match(await platform.visitor('food').post('/api/groups', body), { status: 401 });
  t.equal((await member.get('/groups/new')).status, 403);
});

t.test('a group without a name, a purpose or a known openness is refused with the field that is wrong', async (t) => {
  for (const [field, wrong] of [
    ['title', { ...body, title: '' }],
    ['title', { ...body, title: '   ' }],
    ['summary', { ...body, summary: '\n' }],
    ['title', { ...body, title: 'x'.repeat(101) }],
    ['openness', { ...body, openness: 'secret' }],
    ['colour', { ...body, colour: 'red' }],
  ] as const) {
    const answer = await manager.post('/api/groups', wrong);
    t.equal(answer.status, 400, field);
    t.match(answer.body.errors?.[0]?.pointer ?? JSON.stringify(answer.body), field);
  }
});

t.test('garbage in a text is refused or kept, never an error on our side', async (t) => {
  for (const title of ['\0', 'a\0b', '\ud800', '<script>alert(1)</script>', '../../etc', 'ﷺ'.repeat(20), '🥕'])
    t.ok((await manager.post('/api/groups', { ...body, title })).status < 500, JSON.stringify(title));
  for (const group of ['%00', '%F0%9F%A5%95', "'; drop table core.space; --", 'x'.repeat(300)])
    t.ok((await member.get(`/api/groups/${encodeURI(group)}`)).status < 500, group);
});

t.test('an organiser changes the group; a plain member may not, and knows that it is there', async (t) => {
  const { id } = await start();
  await member.post(`/api/groups/${id}/join`);
  t.match(await member.patch(`/api/groups/${id}`, { title: 'Mine' }), {
    status: 403,
    body: { code: 'core.not-permitted' },
  });
  await manager.post(`/api/groups/${id}/members`, { member: member.memberId, role: 'organiser' });
  const changed = await member.patch(`/api/groups/${id}`, {
    title: 'Compost and soil',
    about: 'One\n\nTwo',
    kindLabel: 'Workstream',
  });
  t.match(changed, {
    status: 200,
    body: { title: 'Compost and soil', summary: body.summary, about: 'One\n\nTwo', kindLabel: 'Workstream' },
  });
});

t.test('of two who change the settings from the same version, the second is told', async (t) => {
  const { id } = await start();
  const first = await manager.patch(`/api/groups/${id}`, { about: 'First', version: 1 });
  t.match(first, { status: 200, body: { about: 'First', version: 2 } });
  t.match(await manager.patch(`/api/groups/${id}`, { about: 'Second', version: 1 }), {
    status: 409,
    body: { code: 'core.changed-meanwhile' },
  });
  t.equal((await manager.get(`/api/groups/${id}`)).body.about, 'First');
});

t.test('a plain member neither adds people nor takes people out', async (t) => {
  const { id } = await start();
  const plain = await platform.member('food');
  await plain.post(`/api/groups/${id}/join`);
  t.equal((await plain.post(`/api/groups/${id}/members`, { member: member.memberId })).status, 403);
  t.equal((await plain.post(`/api/groups/${id}/members`, { member: plain.memberId, role: 'organiser' })).status, 403);
  t.equal((await plain.delete(`/api/groups/${id}/members/${manager.memberId}`)).status, 403);
  t.equal((await plain.delete(`/api/groups/${id}/members/${plain.memberId}`)).status, 204, 'themselves they do');
});

t.test('only members of the community are added', async (t) => {
  const { id } = await start();
  t.match(await manager.post(`/api/groups/${id}/members`, { member: crypto.randomUUID() }), {
    status: 422,
    body: { code: 'groups.no-such-member' },
  });
});

t.test('adding somebody again without a role leaves them what they are', async (t) => {
  const { id } = await start();
  await manager.post(`/api/groups/${id}/members`, { member: member.memberId, role: 'organiser' });
  await manager.post(`/api/groups/${id}/members`, { member: member.memberId });
  t.equal((await member.get(`/api/groups/${id}`)).body.membership.role, 'organiser');
});

t.test('a manager does not take out the last organiser, nor make them a plain member', async (t) => {
  const { id } = await start();
  const other = await platform.member('food', { roles: ['manager'] });
  t.match(await other.delete(`/api/groups/${id}/members/${manager.memberId}`), {
    status: 409,
    body: { code: 'groups.last-organiser' },
  });
  t.match(await other.post(`/api/groups/${id}/members`, { member: manager.memberId, role: 'member' }), {
    status: 409,
    body: { code: 'groups.last-organiser' },
  });
  t.equal((await manager.get(`/api/groups/${id}`)).body.membership.role, 'organiser');
});

t.test('a group called New does not hide behind the page that starts groups', async (t) => {
  const { slug } = await start({ title: 'New!' });
  t.not(slug, 'new');
  t.match((await manager.get(`/groups/${slug}`)).text, /New!/);
  t.match((await manager.get('/groups/new')).text, /Start a new group/);
});

t.test('groups of the same name have addresses of their own', async (t) => {
  const [one, two] = [await start({ title: 'Twins' }), await start({ title: 'Twins' })];
  t.not(one.slug, two.slug);
  t.equal((await member.get(`/api/groups/${two.slug}`)).body.id, two.id);
});
