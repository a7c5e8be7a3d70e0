import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const extensions = { groups: { settings: { label: 'Workstreams', labelOne: 'workstream' } } };

t.test('two communities with groups of the same name never meet', async (t) => {
  const platform = await startPlatform(t, {
    only: ['groups'],
    communities: { food: { extensions }, aid: { extensions: { groups: {} } } },
  });
  const food = await platform.member('food', { roles: ['manager'], name: 'Foodie' });
  const aid = await platform.member('aid', { roles: ['manager'], name: 'Aider' });
  const bread = (who: typeof food, about: string) =>
    who.post('/api/groups', { title: 'Bread', summary: 'Same words', about, openness: 'open' });
  const ours = (await bread(food, 'FOOD ABOUT')).body;
  const theirs = (await bread(aid, 'AID ABOUT')).body;
  t.equal(ours.slug, theirs.slug);
  t.equal((await food.get('/api/groups/bread')).body.about, 'FOOD ABOUT');
  t.equal((await aid.get('/api/groups/bread')).body.about, 'AID ABOUT');
  for (const path of ['/groups', '/groups/bread', '/groups/bread/members', '/'])
    t.notMatch((await aid.get(path)).text, /FOOD ABOUT|Foodie/, path);

  t.equal((await aid.get(`/api/groups/${ours.id}`)).status, 404, 'an id of another community is no id');
  t.equal((await aid.post(`/api/groups/${ours.id}/join`)).status, 404);
  t.equal((await aid.patch(`/api/groups/${ours.id}`, { title: 'Taken' })).status, 404);
  t.equal(
    (await aid.post(`/api/groups/${theirs.id}/members`, { member: food.memberId })).status,
    422,
    'and neither is a member of it',
  );
  t.equal((await food.get('/api/groups/bread')).body.memberCount, 1);
});

t.test('the community says what its groups are called', async (t) => {
  const platform = await startPlatform(t, { only: ['groups'], communities: { food: { extensions } } });
  const manager = await platform.member('food', { roles: ['manager'] });
  const { text } = await manager.get('/groups');
  t.match(text, /<h1[^>]*>Workstreams<\/h1>/);
  t.match(text, /Start a new workstream/);
  t.match((await platform.visitor('food').get('/')).text, /Workstreams/, 'also in the menu');
});

t.test('turned off, groups are not there, and turned on again, all of it is', async (t) => {
  const platform = await startPlatform(t, { only: ['groups'], communities: { food: { extensions } } });
  const manager = await platform.member('food', { roles: ['manager'] });
  await manager.post('/api/groups', { title: 'Bread', summary: 'Loaves', openness: 'open' });
  const paths = [
    '/groups',
    '/groups/bread',
    '/groups/new',
    '/groups/bread/members',
    '/api/groups',
    '/api/groups/bread',
  ];

  await platform.configure('food', { extensions: {} });
  const unknown = { page: await manager.get('/nothing-here'), api: await manager.get('/api/nothing-here') };
  const plain = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
  for (const path of paths) {
    const answer = await manager.get(path);
    const like = path.startsWith('/api') ? unknown.api : unknown.page;
    t.equal(answer.status, 404, path);
    t.equal(plain(answer.text), plain(like.text), path);
  }
  t.notMatch((await manager.get('/')).text, /Workstreams|Bread/);
  t.notOk(
    Object.keys((await manager.get('/api/openapi.json')).body?.paths ?? {}).some((path) => path.includes('groups')),
  );

  await platform.configure('food', { extensions });
  t.match((await manager.get('/groups/bread')).text, /Loaves/);
});
