import t from 'tap';
import { content } from '@polyphony/core';
import { startPlatform, type Client } from '@polyphony/core/testing';

const platform = await startPlatform(t, { only: ['groups'], communities: { food: { extensions: { groups: {} } } } });
const organiser = await platform.member('food', { roles: ['manager'], name: 'Organiser Olive' });
const inside = await platform.member('food', { name: 'Inside Ida' });
const outside = await platform.member('food', { name: 'Outside Otto' });
const manager = await platform.member('food', { roles: ['manager'], name: 'Manager Mo' });
const visitor = platform.visitor('food');

const secret = 'We talk about the kitchen at the back';
const { id, slug } = (
  await organiser.post('/api/groups', {
    title: 'Carers',
    summary: 'For those who care',
    about: secret,
    openness: 'closed',
  })
).body as { id: string; slug: string };
await organiser.post(`/api/groups/${id}/members`, { member: inside.memberId });

const everywhere = [`/groups/${slug}`, `/groups/${id}`, `/groups/${slug}/members`, '/groups', '/'];
/** What tells one unknown thing from another: the request's own reference and address. */
const plain = (text: string, name: string) => text.replaceAll(name, 'X').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');

t.test('a visitor finds no trace of a closed group', async (t) => {
  for (const path of everywhere) {
    const { text } = await visitor.get(path);
    t.notMatch(text, /Carers|those who care/, path);
  }
  t.same((await visitor.get('/api/groups')).body.items, []);
  for (const prefix of ['/api/groups', '/groups']) {
    const there = await visitor.get(`${prefix}/${slug}`);
    const nowhere = await visitor.get(`${prefix}/nowhere`);
    t.equal(there.status, 404);
    t.equal(
      plain(there.text, slug),
      plain(nowhere.text, 'nowhere'),
      'the same words as for a group that does not exist',
    );
  }
});

t.test('a member of the community sees its name and purpose, and nothing else', async (t) => {
  const { body } = await outside.get(`/api/groups/${slug}`);
  t.strictSame(body, {
    id, slug, title: 'Carers', summary: 'For those who care', openness: 'closed', locked: true,
    about: null, kindLabel: null, memberCount: null, membership: null, createdAt: null, version: null,
  }); // prettier-ignore
  const { text, status } = await outside.get(`/groups/${slug}`);
  t.equal(status, 200);
  t.match(text, /Carers/);
  t.match(text, /For those who care/);
  t.match(text, /People are added by its organisers/);
  t.notMatch(text, /kitchen at the back|Olive|Ida|\d+ members?|\/join/);
  t.match((await outside.get('/groups')).text, /Carers/, 'it is in the directory');
  t.notMatch((await outside.get('/groups')).text, /\d+ members?/, 'without a count');
});

t.test('who is in a closed group is hidden from those who are not, as if there were no such page', async (t) => {
  for (const who of [outside, manager])
    for (const path of [`/api/groups/${id}/members`, `/groups/${slug}/members`]) {
      const answer = await who.get(path);
      t.equal(answer.status, 404, path);
      t.notMatch(answer.text, /Ida|Olive/);
    }
  t.equal((await visitor.get(`/api/groups/${id}/members`)).status, 401);
});

t.test('its members read it, see each other, and know who organises it', async (t) => {
  const { text } = await inside.get(`/groups/${slug}`);
  t.match(text, new RegExp(secret));
  t.match(text, /Members of Carers can see this/);
  t.match(text, /Organiser Olive/);
  t.match(text, /2 members/);
  const { body } = await inside.get(`/api/groups/${id}/members`);
  t.match(body.items, [
    { name: 'Inside Ida', role: 'member' },
    { name: 'Organiser Olive', role: 'organiser' },
  ]);
});

t.test('a manager who is not in it changes its text and adds people, and does not see who is in it', async (t) => {
  t.equal((await manager.get(`/groups/${slug}/settings`)).status, 200);
  t.notMatch((await manager.get(`/groups/${slug}/settings`)).text, /Ida|Olive/);
  const newcomer = await platform.member('food');
  t.equal((await manager.post(`/api/groups/${id}/members`, { member: newcomer.memberId })).status, 204);
  t.equal((await newcomer.get(`/api/groups/${id}`)).body.locked, false);
  t.equal((await manager.get(`/api/groups/${id}`)).body.locked, true);
});

t.test('somebody who leaves a closed group, or is taken out, stops seeing what was shared in it at once', async (t) => {
  const ways: Record<string, (who: Client) => Promise<unknown>> = {
    leaves: (who) => who.post(`/api/groups/${id}/leave`),
    'is taken out': (who) => organiser.delete(`/api/groups/${id}/members/${who.memberId}`),
  };
  const item = await platform.get(content).create(platform.context('food', organiser) as never, {
    kind: 'note',
    title: 'For us only',
    audience: { see: { space: id }, read: { space: id } },
    spaces: [id],
  });
  for (const [way, go] of Object.entries(ways)) {
    const who = await platform.member('food');
    await organiser.post(`/api/groups/${id}/members`, { member: who.memberId });
    const sees = () => platform.get(content).get(platform.context('food', who), item);
    t.equal((await sees())?.title, 'For us only', way);
    await go(who);
    t.equal(await sees(), null, way);
    t.equal((await who.get(`/api/groups/${id}`)).body.locked, true, way);
  }
});

t.test(
  'closing an open group hides it from visitors, and its people from the others, with the next request',
  async (t) => {
    const open = (
      await organiser.post('/api/groups', { title: 'Cooks', summary: 'Pots', about: 'Ladles', openness: 'open' })
    ).body;
    t.equal((await visitor.get(`/api/groups/${open.id}`)).body.about, 'Ladles');
    t.equal((await outside.get(`/api/groups/${open.id}/members`)).status, 200);
    t.equal((await organiser.patch(`/api/groups/${open.id}`, { openness: 'closed' })).status, 200);
    t.equal((await visitor.get(`/api/groups/${open.id}`)).status, 404);
    t.equal((await outside.get(`/api/groups/${open.id}`)).body.about, null);
    t.equal((await outside.get(`/api/groups/${open.id}/members`)).status, 404);
    t.equal((await outside.post(`/api/groups/${open.id}/join`)).status, 403);
    await organiser.patch(`/api/groups/${open.id}`, { openness: 'open' });
    t.equal((await visitor.get(`/api/groups/${open.id}`)).body.about, 'Ladles', 'and opening it brings all of it back');
  },
);
