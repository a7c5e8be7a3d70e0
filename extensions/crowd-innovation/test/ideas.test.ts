import t from 'tap';
import { day, startFund } from './fund.ts';

const fund = await startFund(t);
const { manager, business, visitor, platform } = fund;
const pitch = (title: string, cost = 1000) => ({
  title,
  summary: `${title} for all`,
  requested: { amount: String(cost * 100) },
});

t.test('those who may pitch do so while pitches are taken', async (t) => {
  const challenge = await fund.open({ title: 'Pitching' });
  const resident = await fund.voter();
  t.equal((await visitor.post(`${challenge.path}/ideas`, pitch('No'))).status, 401);
  t.equal((await resident.post(`${challenge.path}/ideas`, pitch('No'))).status, 403);
  const { status, body } = await business.post(`${challenge.path}/ideas`, {
    ...pitch('Crackers'),
    body: 'Of old bread',
    by: 'Second Rise Bakery',
  });
  t.equal(status, 201);
  t.match(body, {
    number: 1,
    title: 'Crackers',
    state: 'proposed',
    by: 'Second Rise Bakery',
    requested: { amount: '100000' },
    cost: { amount: '100000' },
  });
  t.equal((await visitor.get(`/api/ideas/${body.id}`)).body.body, 'Of old bread', 'anyone reads it');
  t.equal((await business.post(`${challenge.path}/ideas`, pitch('Second'))).body.number, 2);

  t.match((await business.post(`${challenge.path}/ideas`, pitch('Dear', 200_000))).body, {
    code: 'crowd-innovation.asks-too-much',
  });
  t.match((await business.post(`${challenge.path}/ideas`, { title: 'Free', summary: 'x' })).body, {
    code: 'crowd-innovation.amount-needed',
  });
  t.match(
    (await business.post(`${challenge.path}/ideas`, { ...pitch('Euro'), requested: { amount: '5', currency: 'EUR' } }))
      .body,
    { code: 'crowd-innovation.other-currency' },
  );

  await challenge.phases({ pitch: [day, 2 * day], vote: [3 * day, 4 * day] });
  t.match((await business.post(`${challenge.path}/ideas`, pitch('Early'))).body, {
    status: 409,
    code: 'crowd-innovation.pitch-not-open',
  });
  await challenge.phases({ pitch: [-day, -1] });
  t.match((await business.post(`${challenge.path}/ideas`, pitch('Late'))).body, {
    status: 409,
    code: 'crowd-innovation.pitch-not-open',
  });
});

t.test('ideas that arrive at once get numbers of their own', async (t) => {
  const challenge = await fund.open({ title: 'At once' });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => business.post(`${challenge.path}/ideas`, pitch(`Idea ${at}`))),
  );
  t.strictSame(
    answers.map(({ body }) => body.number).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, at) => at + 1),
  );
});

t.test(
  'a manager accepts, with a cost where checking showed another, or declines with a reason that everyone reads',
  async (t) => {
    const challenge = await fund.open({ title: 'Deciding' });
    const good = await challenge.idea('Good', 1000, { accept: false });
    const bad = await challenge.idea('Bad', 1000, { accept: false });
    t.equal((await business.patch(`/api/ideas/${good}`, { state: 'accepted' })).status, 403);
    t.equal((await visitor.patch(`/api/ideas/${good}`, { state: 'accepted' })).status, 401);
    const accepted = await manager.patch(`/api/ideas/${good}`, { state: 'accepted', cost: { amount: '120000' } });
    t.match(accepted.body, { state: 'accepted', requested: { amount: '100000' }, cost: { amount: '120000' } });
    t.match((await manager.patch(`/api/ideas/${good}`, { state: 'accepted', cost: { amount: '99999999999' } })).body, {
      code: 'crowd-innovation.cost-above-pot',
    });

    const silent = await manager.patch(`/api/ideas/${bad}`, { state: 'declined' });
    t.match(silent.body, { status: 422, code: 'crowd-innovation.reason-needed', errors: [{ pointer: '/reason' }] });
    t.equal(
      (await manager.patch(`/api/ideas/${bad}`, { state: 'declined', reason: '  ' })).status,
      422,
      'spaces are no reason',
    );
    t.equal(
      (await manager.patch(`/api/ideas/${bad}`, { state: 'declined', reason: 'It is not about food.' })).status,
      200,
    );
    t.match((await visitor.get(`/api/ideas/${bad}`)).body, { state: 'declined', reason: 'It is not about food.' });
    for (const path of [`/challenges/${challenge.slug}`, `/challenges/${challenge.slug}/ideas/${bad}`])
      t.match((await visitor.get(path)).text, /It is not about food\./, path);

    t.match((await manager.patch(`/api/ideas/${good}`, { state: 'accepted', title: 'Two acts' })).body, {
      code: 'core.invalid',
      errors: [{ pointer: '/title' }],
    });
    t.match((await manager.patch(`/api/ideas/${good}`, { reason: 'For nothing' })).body, {
      errors: [{ pointer: '/reason' }],
    });
  },
);

t.test('an author edits until it is decided on, and takes it back until the vote opens', async (t) => {
  const challenge = await fund.open({ title: 'Editing' });
  const id = await challenge.idea('Rough', 1000, { accept: false });
  const other = await platform.member('food', { roles: ['business'] });
  const edited = await business.patch(`/api/ideas/${id}`, { title: 'Smooth', requested: { amount: '90000' } });
  t.match(edited.body, { title: 'Smooth', requested: { amount: '90000' } });
  t.equal((await business.patch(`/api/ideas/${id}`, { title: 'Stale', version: 1 })).status, 409);
  t.equal((await other.patch(`/api/ideas/${id}`, { title: 'Stolen' })).status, 403);
  t.equal((await other.patch(`/api/ideas/${id}`, { state: 'withdrawn' })).status, 403);
  await manager.patch(`/api/ideas/${id}`, { state: 'accepted' });
  t.match((await business.patch(`/api/ideas/${id}`, { title: 'Bait' })).body, {
    status: 409,
    code: 'crowd-innovation.idea-decided',
  });
  t.match((await business.patch(`/api/ideas/${id}`, { state: 'withdrawn' })).body, { state: 'withdrawn' });
  for (const who of [visitor, business, manager])
    t.equal((await who.get(`/api/ideas/${id}`)).status, 404, 'nobody finds it any more');
  t.strictSame((await visitor.get(`${challenge.path}/ideas`)).body.items, []);
});

t.test('from the opening of the vote ideas and their costs stay as they are', async (t) => {
  const challenge = await fund.open({ title: 'Frozen' });
  const id = await challenge.idea('Ice', 1000);
  const waiting = await challenge.idea('Waiting', 1000, { accept: false });
  await challenge.vote();
  for (const [who, idea, change] of [
    [manager, id, { state: 'declined', reason: 'Too late' }],
    [manager, id, { state: 'accepted', cost: { amount: '1' } }],
    [manager, waiting, { state: 'accepted' }],
    [manager, id, { title: 'Other' }],
    [business, id, { state: 'withdrawn' }],
    [business, waiting, { title: 'Other' }],
  ] as const) {
    const answer = await who.patch(`/api/ideas/${idea}`, change);
    t.match(answer.body, { status: 409, code: 'crowd-innovation.settings-frozen' }, JSON.stringify(change));
  }
});

t.test(
  'each reader has an order of their own that stays the same, and the registered one is there to be asked for',
  async (t) => {
    const challenge = await fund.open({ title: 'Shuffled' });
    for (let at = 1; at <= 8; at += 1) await challenge.idea(`Idea ${at}`, 100);
    const order = async (who: typeof visitor, query = '') =>
      (await who.get(`${challenge.path}/ideas?limit=100${query}`)).body.items.map(({ number }: any) => number);
    const readers = await Promise.all(Array.from({ length: 4 }, () => fund.voter()));
    const orders = await Promise.all(readers.map((reader) => order(reader)));
    for (const [at, reader] of readers.entries()) t.strictSame(await order(reader), orders[at], 'the same again');
    t.ok(new Set(orders.map(String)).size > 1, 'not the same for everybody');
    t.strictSame(await order(visitor, '&order=registered'), [1, 2, 3, 4, 5, 6, 7, 8]);

    const paged: number[] = [];
    for (let after = ''; ;) {
      const { items, next } = (await readers[0]!.get(`${challenge.path}/ideas?limit=3${after}`)).body;
      paged.push(...items.map(({ number }: any) => number));
      if (next === null) break;
      after = `&after=${encodeURIComponent(next)}`;
    }
    t.strictSame(paged, orders[0], 'page by page it is the same order');
  },
);
