import t from 'tap';
import { startFund } from './fund.ts';

const fund = await startFund(t);
const { manager, visitor } = fund;

t.test('a thousand ballots that one member sends at once leave the one that was acknowledged last', async (t) => {
  const challenge = await fund.open({ title: 'Hasty' });
  const ids = [
    await challenge.idea('Bread', 400),
    await challenge.idea('Fridge', 300),
    await challenge.idea('App', 700),
  ];
  await challenge.vote();
  const voter = await fund.voter();
  const answers = await Promise.all(
    Array.from({ length: 1000 }, async (_, at) => {
      const choices = ids.filter((_id, bit) => ((at % 7) + 1) & (1 << bit));
      return { sent: choices, ...(await voter.put(`${challenge.path}/ballot`, { choices })) };
    }),
  );
  t.strictSame([...new Set(answers.map(({ status }) => status))], [200]);
  t.equal(new Set(answers.map(({ body }) => body.revision)).size, 1000, 'each has a revision of its own');
  t.equal(new Set(answers.map(({ body }) => body.receipt)).size, 1, 'and all the same receipt');
  const last = answers.reduce((a, b) => (a.body.revision > b.body.revision ? a : b));
  t.equal(last.body.revision, 1000);
  const stored = (await voter.get(`${challenge.path}/ballot`)).body;
  t.strictSame([...stored.choices].sort(), [...last.sent].sort());
  t.equal(stored.revision, 1000);
  t.equal((await visitor.get(challenge.path)).body.turnout, 1);
});

t.test('every ballot that was acknowledged is counted, and none that came after closing', async (t) => {
  const challenge = await fund.open({ title: 'Closing' });
  const id = await challenge.idea('Bread', 400);
  const voters = await Promise.all(Array.from({ length: 60 }, () => fund.voter()));
  await challenge.phases({ pitch: [-200, -100], vote: [-50, 0.7] });
  const until = Date.now() + 1500;
  const sending = voters.map(async (voter, at) => {
    // arrivals around the closing, and the counting managers in between
    await new Promise((resolve) => setTimeout(resolve, (at / voters.length) * 1400));
    return voter.put(`${challenge.path}/ballot`, { choices: [id] });
  });
  let counted;
  while (!counted && Date.now() < until + 5000) {
    const answer = await manager.post(`${challenge.path}/count`);
    if (answer.status === 201) counted = answer.body;
    else if (answer.body.code !== 'crowd-innovation.vote-still-open') throw new Error(answer.text);
  }
  const answers = await Promise.all(sending);
  const acknowledged = answers.filter(({ status }) => status === 200).length;
  const late = answers.filter(
    ({ status, body }) => status === 409 && body.code === 'crowd-innovation.vote-closed',
  ).length;
  t.equal(acknowledged + late, 60, 'each is recorded or told that it is too late');
  t.ok(acknowledged > 0 && late > 0, 'some came in time and some did not');
  t.equal(counted?.ballots, acknowledged);
  t.equal(counted?.ideas[0].votes, acknowledged);
});

t.test('of managers who publish at once one publishes, and the others are told', async (t) => {
  const challenge = await fund.open({ title: 'Twice' });
  const id = await challenge.idea('Bread', 400);
  await challenge.vote();
  await (await fund.voter()).put(`${challenge.path}/ballot`, { choices: [id] });
  await challenge.close();
  const other = await fund.platform.member('food', { roles: ['manager'] });
  const answers = await Promise.all(
    [manager, other, manager, other, manager, other].map((who) => who.post(`${challenge.path}/count`)),
  );
  t.equal(answers.filter(({ status }) => status === 201).length, 1);
  for (const { status, body } of answers.filter(({ status }) => status !== 201))
    t.match({ status, code: body.code }, { status: 409, code: 'crowd-innovation.already-published' });
  t.equal((await fund.sql('select from crowd_innovation.result where challenge_id = $1', [challenge.id])).length, 1);
  t.equal((await fund.sql('select from crowd_innovation.award where challenge_id = $1', [challenge.id])).length, 1);
});

t.test('first ballots that arrive at once freeze one and the same settings', async (t) => {
  const challenge = await fund.open({ title: 'First' });
  const id = await challenge.idea('Bread', 400);
  await challenge.vote();
  const shown = (await visitor.get(challenge.path)).body.settingsHash;
  const voters = await Promise.all(Array.from({ length: 20 }, () => fund.voter()));
  const answers = await Promise.all(voters.map((voter) => voter.put(`${challenge.path}/ballot`, { choices: [id] })));
  t.strictSame([...new Set(answers.map(({ body }) => body.settingsHash))], [shown]);
});
