import t from 'tap';
import { day, draft, startFund } from './fund.ts';

const fund = await startFund(t);
const { manager, business, visitor } = fund;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

t.test(
  'a challenge says everything before the vote: pot, phases, ballot, rule in two sentences, and how voters are checked',
  async (t) => {
    const { status, body, headers } = await manager.post('/api/challenges', { ...draft(), title: 'Said before' });
    t.equal(status, 201);
    t.match(headers.get('location'), /\/challenges\/said-before$/);
    t.strictSame(body.pot, { amount: '10000000', currency: 'CAD', exponent: 2 });
    t.strictSame(body.rule, {
      rule: 'equal-shares',
      options: { tieBreak: 'lot', satisfaction: 'cost', completion: 'greedy', minimumScore: '1' },
    });
    t.equal(body.ruleInWords.length, 2);
    t.strictSame(body.ballot, { kind: 'approval', minimum: 1, maximum: null });
    t.match(body.voters, /Where people live was not checked/);
    t.match(body.seedHash, /^[0-9a-f]{64}$/);
    t.equal(body.standing, 'pitch');
    t.equal(body.settingsHash, null, 'nothing is frozen yet');
    t.notOk('seed' in body, 'the lot stays sealed');
    t.strictSame(
      body.phases.map(({ kind, state }: any) => [kind, state]),
      [
        ['pitch', 'now'],
        ['vote', 'next'],
        ['result', 'next'],
      ],
    );
    const found = await visitor.get('/api/challenges/said-before');
    t.strictSame(found.body, body, 'anyone reads it by its slug');
    t.strictSame((await visitor.get(`/api/challenges/${body.id}`)).body, body, 'and by its id');
  },
);

t.test('only those who may open challenges open one', async (t) => {
  t.equal((await visitor.post('/api/challenges', draft())).status, 401);
  t.equal((await business.post('/api/challenges', draft())).status, 403);
});

t.test('what cannot work is refused with the place that is wrong', async (t) => {
  const refused = async (changes: object, status: number, code: string, pointer?: string) => {
    const answer = await manager.post('/api/challenges', { ...draft(), ...changes });
    t.equal(answer.status, status, JSON.stringify(changes));
    t.equal(answer.body.code, code, JSON.stringify(changes));
    if (pointer !== undefined) t.equal(answer.body.errors?.[0]?.pointer, pointer, answer.text);
  };
  const vote = { kind: 'vote', opensAt: inSeconds(day), closesAt: inSeconds(2 * day) };
  await refused({ pot: null }, 422, 'crowd-innovation.pot-needed');
  await refused({ pot: { amount: '0' } }, 422, 'crowd-innovation.pot-needed');
  await refused({ pot: { amount: '100', currency: 'ZZZ' } }, 422, 'crowd-innovation.unknown-currency');
  await refused({ pot: { amount: 100 } }, 400, 'core.invalid', '/pot/amount');
  await refused({ surprise: true }, 400, 'core.invalid', '/surprise');
  await refused({ rule: { rule: 'dice' } }, 422, 'crowd-innovation.rule-unfit', '/rule');
  await refused({ rule: { rule: 'greedy', completion: 'add1' } }, 422, 'crowd-innovation.rule-unfit', '/rule');
  await refused(
    { ballot: { kind: 'approval', minimum: 4, maximum: 2 } },
    422,
    'crowd-innovation.minimum-above-maximum',
  );
  await refused({ phases: [{ ...vote, closesAt: vote.opensAt }] }, 422, 'crowd-innovation.phases-overlap', '/phases/0');
  await refused({ phases: [{ ...vote, closesAt: null }] }, 422, 'crowd-innovation.phases-overlap', '/phases/0');
  await refused(
    { phases: [vote, { kind: 'result', opensAt: inSeconds(0) }] },
    422,
    'crowd-innovation.phases-overlap',
    '/phases/1',
  );
  await refused(
    { phases: [vote, { ...vote, opensAt: inSeconds(3 * day), closesAt: inSeconds(4 * day) }] },
    422,
    'crowd-innovation.one-vote',
  );
});

t.test('money is counted in the decimals of its currency', async (t) => {
  const { body } = await manager.post('/api/challenges', {
    ...draft(),
    title: 'Yen',
    pot: { amount: '500', currency: 'JPY' },
  });
  t.strictSame(body.pot, { amount: '500', currency: 'JPY', exponent: 0 });
});

t.test('everything can change until the vote opens, and only its texts from then on', async (t) => {
  const challenge = await fund.open({ title: 'Changing' });
  const first = await manager.patch(challenge.path, {
    pot: { amount: '2000000' },
    rule: { rule: 'greedy' },
    ballot: { kind: 'approval', maximum: 3 },
  });
  t.equal(first.status, 200);
  t.equal(first.body.pot.amount, '2000000');
  t.equal(first.body.rule.rule, 'greedy');
  t.equal(first.body.ballot.maximum, 3);
  t.equal(
    (await manager.patch(challenge.path, { voters: 'Library cards', version: 1 })).status,
    409,
    'somebody else was first',
  );
  t.equal((await business.patch(challenge.path, { title: 'Mine' })).status, 403);

  await challenge.vote();
  for (const change of [
    { pot: { amount: '1' } },
    { rule: { rule: 'greedy' } },
    { ballot: { kind: 'approval' } },
    { voters: 'Nobody' },
  ]) {
    const answer = await manager.patch(challenge.path, change);
    t.equal(answer.status, 409, JSON.stringify(change));
    t.equal(answer.body.code, 'crowd-innovation.settings-frozen');
  }
  t.equal((await manager.patch(challenge.path, { title: 'Changed', brief: 'A longer brief' })).body.title, 'Changed');
});

t.test('once the vote is open phases can only be made longer', async (t) => {
  const challenge = await fund.open({ title: 'Longer' });
  await challenge.idea('Bread', 100);
  const moved = [
    { kind: 'pitch', opensAt: inSeconds(-day), closesAt: inSeconds(-60) },
    { kind: 'vote', opensAt: inSeconds(-30), closesAt: inSeconds(day), name: 'Your say' },
    { kind: 'result', opensAt: inSeconds(3 * day) },
  ];
  const set = await manager.put(`${challenge.path}/phases`, { phases: moved });
  t.equal(set.status, 200, 'before it opens they are free');
  t.equal(set.body.phases[1].name, 'Your say');
  const { settingsHash } = (await visitor.get(challenge.path)).body;
  t.match(settingsHash, /^[0-9a-f]{64}$/, 'open: the settings have their fingerprint before the first ballot');

  const phases = (await visitor.get(`${challenge.path}/phases`)).body.phases.map(
    ({ kind, name, opensAt, closesAt }: any) => ({ kind, name, opensAt, closesAt }),
  );
  const put = (at: number, change: object) =>
    manager.put(`${challenge.path}/phases`, {
      phases: phases.map((phase: any, place: number) => (place === at ? { ...phase, ...change } : phase)),
    });
  for (const [at, change] of [
    [1, { closesAt: inSeconds(3600) }],
    [1, { opensAt: inSeconds(60) }],
    [0, { closesAt: inSeconds(-50) }],
    [0, { kind: 'review' }],
  ] as const) {
    const answer = await put(at, change);
    t.equal(answer.body.code, 'crowd-innovation.phases-only-extended', JSON.stringify(change));
    t.equal(answer.status, 409);
  }
  t.equal(
    (await manager.put(`${challenge.path}/phases`, { phases: phases.slice(0, 2) })).status,
    409,
    'none is left out',
  );
  t.equal((await put(1, { closesAt: inSeconds(2 * day) })).status, 200);
  t.equal(
    (await visitor.get(challenge.path)).body.settingsHash,
    settingsHash,
    'the announced end stays in the fingerprint',
  );

  await challenge.close();
  const closed = (await visitor.get(`${challenge.path}/phases`)).body.phases.map(
    ({ kind, name, opensAt, closesAt }: any) => ({ kind, name, opensAt, closesAt }),
  );
  closed[1].closesAt = inSeconds(day);
  t.equal(
    (await manager.put(`${challenge.path}/phases`, { phases: closed })).status,
    409,
    'a vote that has closed stays closed',
  );
});

t.test('a challenge for members is not there for visitors', async (t) => {
  const challenge = await fund.open({ title: 'Among us', see: 'member' });
  const idea = await challenge.idea('Among us bread', 100);
  for (const path of [
    challenge.path,
    `${challenge.path}/ideas`,
    `${challenge.path}/phases`,
    `/challenges/${challenge.slug}`,
    `/api/ideas/${idea}`,
  ])
    t.equal((await visitor.get(path)).status, 404, path);
  t.notMatch((await visitor.get('/api/challenges')).text, /Among us/);
  t.equal((await (await fund.voter()).get(challenge.path)).status, 200);
});

t.test('staff acts are on record', async (t) => {
  const challenge = await fund.open({ title: 'On record' });
  const idea = await challenge.idea('Bread', 100);
  await manager.patch(challenge.path, { brief: 'Another one' });
  await manager.patch(`/api/ideas/${idea}`, { state: 'declined', reason: 'Not food' });
  const rows = await fund.sql(`select action from core.log where subject_id in ($1, $2) order by id`, [
    challenge.id,
    idea,
  ]);
  t.strictSame(
    rows.map(({ action }) => action),
    [
      'crowd-innovation.challenge.opened',
      'crowd-innovation.idea.accepted',
      'crowd-innovation.challenge.changed',
      'crowd-innovation.idea.declined',
    ],
  );
});
