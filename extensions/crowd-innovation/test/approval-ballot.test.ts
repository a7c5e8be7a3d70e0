import t from 'tap';
import type { Client } from '@polyphony/core/testing';
import { startFund } from './fund.ts';
import { wordsOf } from './words-of.ts';

const fund = await startFund(t);
const { visitor } = fund;
const press = (who: Client, page: string, what: 'add' | 'remove', idea: string) => who.form(page, { [what]: idea });
const read = async (who: Client, path: string) => wordsOf((await who.get(path)).text);

async function voting(title: string, ballot: object = {}) {
  const challenge = await fund.open({ title, ballot: { kind: 'approval', ...ballot } });
  const ids = [
    await challenge.idea('Bread', 60_000),
    await challenge.idea('Fridge', 70_000),
    await challenge.idea('App', 80_000),
  ] as const;
  await challenge.vote();
  return { ...challenge, ids, page: `/challenges/${challenge.slug}/ballot` };
}

t.test('each vote is saved at once, and the page says so', async (t) => {
  const { ids, page, path } = await voting('At once');
  const [bread, fridge] = ids;
  const voter = await fund.voter();
  const before = await read(voter, page);
  t.match(before, /Each vote is saved at once\. There is no final button/);
  t.match(before, /then they are counted/);
  t.match(before, /Nothing chosen yet/);
  t.notMatch(before, /not sent|Check and send|Send your ballot/, 'the other model does not show');

  const voted = await press(voter, page, 'add', bread);
  t.equal(voted.status, 303);
  t.match(voted.headers.get('location'), new RegExp(`${page}\\?said=crowd-innovation\\.said\\.added#idea-${bread}$`));
  const first = (await voter.get(`${path}/ballot`)).body;
  t.strictSame(first.choices, [bread]);
  t.match(await read(voter, page), /Your vote\. Take it back Bread/);
  t.match(await read(voter, page), `Receipt: ${first.receipt}`);
  t.match(await read(voter, `/challenges/at-once`), /1 vote, saved/);

  await press(voter, page, 'add', fridge);
  const second = (await voter.get(`${path}/ballot`)).body;
  t.strictSame([...second.choices].sort(), [bread, fridge].sort(), 'together above the pot, which approval allows');
  t.equal(second.receipt, first.receipt);
  t.equal(second.revision, 2);
  t.equal((await visitor.get(path)).body.turnout, 1);

  await press(voter, page, 'remove', bread);
  await press(voter, page, 'remove', bread);
  t.strictSame((await voter.get(`${path}/ballot`)).body.choices, [fridge], 'taken back twice it is taken back once');
  await press(voter, page, 'remove', fridge);
  t.equal((await voter.get(`${path}/ballot`)).status, 404, 'without a vote there is no ballot');
  t.equal((await visitor.get(path)).body.turnout, 0);
  t.match(await read(voter, page), /Nothing chosen yet/);
  t.equal((await voter.form(page, {})).status, 422, 'a press of nothing is refused');
  t.equal((await voter.get(`${page}/check`)).status, 303, 'there is nothing to check');
});

t.test('votes that arrive at once are all kept', async (t) => {
  const { ids, page, path } = await voting('All kept');
  const voter = await fund.voter();
  await Promise.all(ids.map((id) => press(voter, page, 'add', id)));
  t.equal((await voter.get(`${path}/ballot`)).body.choices.length, 3);
});

t.test('at the most votes the others say why they cannot be given, and the bar says what is left', async (t) => {
  const { ids, page } = await voting('At most two', { maximum: 2 });
  const voter = await fund.voter();
  t.match(await read(voter, page), /2 votes left of 2\./);
  await press(voter, page, 'add', ids[0]);
  await press(voter, page, 'add', ids[1]);
  const full = await read(voter, page);
  t.match(full, /No votes left of 2\./);
  t.match(full, /Vote for this App You have no votes left\. Take one back to move it here\./);
  const refused = await press(voter, page, 'add', ids[2]);
  t.equal(refused.status, 422);
  t.match(wordsOf(refused.text), /Choose at most 2 ideas/);
});

t.test('below the fewest votes they are kept, and do not count', async (t) => {
  const { ids, page, path } = await voting('At least two', { minimum: 2 });
  const voter = await fund.voter();
  await press(voter, page, 'add', ids[0]);
  t.equal((await voter.get(`${path}/ballot`)).status, 404);
  t.equal((await visitor.get(path)).body.turnout, 0);
  t.match(await read(voter, page), /1 vote of at least 2, not counted yet/);
  t.match(await read(voter, page), /Your vote\. Take it back Bread/);
  await press(voter, page, 'add', ids[1]);
  t.equal((await voter.get(`${path}/ballot`)).body.choices.length, 2);
  t.match(await read(voter, page), /2 votes, saved/);
  await press(voter, page, 'remove', ids[0]);
  t.equal((await voter.get(`${path}/ballot`)).status, 404, 'one is too few again');
  t.match(await read(voter, page), /1 vote of at least 2, not counted yet/);
});

t.test('visitors are asked to sign in, and after closing nothing is taken', async (t) => {
  const challenge = await voting('Closed later');
  const [bread, fridge] = challenge.ids;
  t.notMatch((await visitor.get(challenge.page)).text, /name="add"/);
  t.equal((await press(visitor, challenge.page, 'add', bread)).status, 401);
  const voter = await fund.voter();
  await press(voter, challenge.page, 'add', bread);
  await challenge.close();
  t.equal((await press(voter, challenge.page, 'add', fridge)).status, 409);
  t.equal((await press(voter, challenge.page, 'remove', bread)).status, 409);
  t.strictSame((await voter.get(`${challenge.path}/ballot`)).body.choices, [bread]);
  const text = (await voter.get(challenge.page)).text;
  t.match(wordsOf(text), /Voting is closed/);
  t.notMatch(text, /name="(add|remove)"/);
});
