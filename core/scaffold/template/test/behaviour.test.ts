import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, {
  of: import.meta.url,
  communities: { home: { extensions: { 'sample-items': { settings: { keepDays: 1 } } } } },
});

t.test('a member adds an item, and those who look after items hear of it', async (t) => {
  const manager = await platform.member('home', { roles: ['manager'], email: 'olive@test.example' });
  const member = await platform.member('home');
  const made = await member.post('/api/sample-items', { title: 'Bread' });
  t.equal(made.status, 201, made.text);
  t.match((await manager.get('/api/sample-items')).body, { items: [{ title: 'Bread' }] });
  await platform.settle();
  t.match(await platform.mails('home'), [{ to: 'olive@test.example', subject: /Bread/ }]);
});

t.test('a visitor sees nothing, and a member takes nothing out', async (t) => {
  const member = await platform.member('home');
  const { id } = (await member.post('/api/sample-items', { title: 'Soup' })).body;
  t.equal((await platform.visitor('home').get('/api/sample-items')).status, 401);
  t.equal((await member.delete(`/api/sample-items/${id}`)).status, 403);
  const manager = await platform.member('home', { roles: ['manager'] });
  t.equal((await manager.delete(`/api/sample-items/${id}`)).status, 204);
  t.equal((await manager.get(`/api/sample-items/${id}`)).status, 404);
});
