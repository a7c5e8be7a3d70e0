import t from 'tap';
import { startFund, communities } from './fund.ts';

t.test('a challenge of one community does not exist in another', async (t) => {
  const fund = await startFund(t);
  const challenge = await fund.open({ title: 'Ours' });
  const id = await challenge.idea('Our bread', 100);
  await challenge.vote();
  const stranger = await fund.platform.member('other', { roles: ['manager'] });
  for (const name of [challenge.id, challenge.slug]) {
    const path = `/api/challenges/${name}`;
    for (const below of ['', '/phases', '/ideas', '/ballot', '/results', '/ballots.pb', '/results.csv'])
      t.equal((await stranger.get(`${path}${below}`)).status, 404, `${path}${below}`);
    t.equal((await stranger.patch(path, { title: 'Theirs' })).status, 404);
    t.equal((await stranger.put(`${path}/phases`, { phases: [] })).status, 404);
    t.equal((await stranger.put(`${path}/ballot`, { choices: [id] })).status, 404);
    t.equal((await stranger.delete(`${path}/ballot`)).status, 404);
    t.equal((await stranger.post(`${path}/count`)).status, 404);
    t.equal(
      (await stranger.post(`${path}/ideas`, { title: 'Theirs', summary: 'x', requested: { amount: '1' } })).status,
      404,
    );
    t.equal((await stranger.get(`/challenges/${name}`)).status, 404);
  }
  t.equal((await stranger.get(`/api/ideas/${id}`)).status, 404);
  t.equal((await stranger.patch(`/api/ideas/${id}`, { state: 'declined', reason: 'x' })).status, 404);
  t.strictSame((await stranger.get('/api/challenges')).body.items, []);

  const same = await stranger.post('/api/challenges', {
    title: 'Ours', summary: 'Same words', pot: { amount: '100' }, phases: [], ballot: { kind: 'approval' }, rule: { rule: 'greedy' },
  }); // prettier-ignore
  t.equal(same.body.slug, challenge.slug, 'both may have the same address');
  t.equal((await fund.visitor.get(challenge.path)).body.summary, 'Where should the money go?');
  t.equal((await fund.voter().then((voter) => voter.put(`${challenge.path}/ballot`, { choices: [id] }))).status, 200);
});

t.test('turned off there is no challenge, and turned on again all of it is there', async (t) => {
  const fund = await startFund(t);
  const challenge = await fund.open();
  const id = await challenge.idea('Bread', 100);
  await challenge.vote();
  const voter = await fund.voter();
  const sent = (await voter.put(`${challenge.path}/ballot`, { choices: [id] })).body;
  await fund.platform.configure('food', { ...communities.food, roles: {}, extensions: {} });
  for (const path of [
    '/challenges',
    `/challenges/${challenge.slug}`,
    '/api/challenges',
    challenge.path,
    `${challenge.path}/ballot`,
    `/api/ideas/${id}`,
    '/manage/challenges',
  ])
    t.equal((await fund.manager.get(path)).status, 404, path);
  t.notMatch((await fund.manager.get('/')).text, /Challenges|Circular Food Fund/);
  await fund.platform.configure('food', communities.food);
  t.strictSame((await voter.get(`${challenge.path}/ballot`)).body, sent);
});
