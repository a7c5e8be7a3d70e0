/** Who is told of what, and what a mail never tells. */
import t from 'tap';
import { setTimeout as pause } from 'node:timers/promises';
import { day, draft, startFund } from './fund.ts';

const fund = await startFund(t);
const { platform, manager, business, visitor } = fund;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

let read = 0;
/** Mail that was made since the last call: to whom, and its words. */
async function mails(options: { readonly ahead?: boolean } = {}) {
  await platform.settle(options);
  const all = (await platform.mails('food')).filter(({ state }) => state === 'sent');
  const fresh = all.slice(read);
  read = all.length;
  return fresh.map(({ kind, to, subject, text }) => ({
    kind: kind.replace('crowd-innovation.', ''),
    to,
    subject,
    text,
  }));
}

t.test('an idea is decided on: its author is told, with the reason', async (t) => {
  const challenge = await fund.open({ title: 'Decided' });
  const accepted = await challenge.idea('Fridges', 1000);
  t.match(await mails(), [
    { kind: 'idea-decided', subject: 'Your idea is in the vote: Fridges', text: new RegExp(`/ideas/${accepted}`) },
  ]);
  const declined = await challenge.idea('Moon base', 1000, { accept: false });
  t.strictSame(await mails(), []);
  t.equal((await manager.patch(`/api/ideas/${declined}`, { state: 'declined', reason: 'Too far away.' })).status, 200);
  t.match(await mails(), [
    { kind: 'idea-decided', subject: 'Your idea will not be in the vote: Moon base', text: /Too far away\./ },
  ]);
});

t.test('a vote opens, once, for all members; a vote that was moved meanwhile does not', async (t) => {
  const phases = (opens: number) => [
    { kind: 'pitch', opensAt: inSeconds(-day), closesAt: inSeconds(opens - 0.5) },
    { kind: 'vote', opensAt: inSeconds(opens), closesAt: inSeconds(3 * day) },
  ];
  const moved = await fund.open({ title: 'Moved', phases: phases(1) });
  t.equal((await manager.put(`${moved.path}/phases`, { phases: phases(day) })).status, 200);
  await fund.open({ title: 'Soon', phases: phases(1.5) });
  t.strictSame(await mails(), [], 'not before its time');
  await pause(1700);
  const told = await mails();
  t.strictSame(new Set(told.map(({ subject }) => subject)), new Set(['The vote is open: Soon']));
  t.equal(told.length, new Set(told.map(({ to }) => to)).size, 'one mail each');
  t.ok(told.length >= 2, 'everybody');
  t.match(told[0]?.text, /closes on .*20\d\d/);
  t.strictSame(await mails(), [], 'and never again');
});

t.test('a day before the end whoever chose and did not send is reminded, and nobody else', async (t) => {
  const challenge = await fund.open({
    ...draft(),
    title: 'Reminded',
    ballot: { kind: 'knapsack' },
    phases: [
      { kind: 'pitch', opensAt: inSeconds(-day), closesAt: inSeconds(day) },
      { kind: 'vote', opensAt: inSeconds(2 * day), closesAt: inSeconds(4 * day) },
    ],
  });
  const idea = await challenge.idea('Fridges', 1000);
  await fund.sql(`update crowd_innovation.phase set opens_at = opens_at - interval '3 days' where challenge_id = $1`, [
    challenge.id,
  ]);
  await fund.sql(
    `update crowd_innovation.phase set closes_at = now() - interval '1 hour' where challenge_id = $1 and kind = 'pitch'`,
    [challenge.id],
  );
  const [chose, sent, emptied] = [await fund.voter(), await fund.voter(), await fund.voter()];
  const page = `/challenges/${challenge.slug}/ballot`;
  for (const voter of [chose, sent, emptied]) t.equal((await voter.form(page, { add: idea })).status, 303);
  t.equal((await sent.put(`${challenge.path}/ballot`, { choices: [idea] })).status, 200);
  t.equal((await emptied.form(page, { remove: idea })).status, 303);
  await mails();
  const told = (await mails({ ahead: true })).filter(({ kind }) => kind === 'ballot-unsent');
  t.equal(told.length, 1);
  t.match(told[0], { subject: 'Your ballot is not sent yet: Reminded', text: /Only ballots that are sent count/ });
  t.notMatch(told[0]?.text, /Fridges/, 'what was chosen is in no mail');
});

t.test('a result is told to those who voted or pitched, and how anybody voted to nobody', async (t) => {
  const challenge = await fund.open({ title: 'Told' });
  const idea = await challenge.idea('Fridges', 1000);
  await challenge.vote();
  const [voter, idle] = [await fund.voter(), await fund.voter()];
  t.equal((await voter.put(`${challenge.path}/ballot`, { choices: [idea] })).status, 200);
  await challenge.close();
  await mails({ ahead: true });
  t.equal((await manager.post(`${challenge.path}/count`)).status, 201);
  const told = await mails();
  t.equal(told.length, 2, 'the voter and the author');
  t.match(told[0], { kind: 'result-published', subject: 'The result is there: Told', text: /1 ballot was counted/ });
  const email = async (who: typeof idle) => (await who.get('/api/me')).body.email as string;
  t.strictSame(new Set(told.map(({ to }) => to)), new Set([await email(voter), await email(business)]));
  t.notMatch(JSON.stringify(told), new RegExp(await email(idle)));
  t.equal((await visitor.get('/api/community')).status, 200);
});
