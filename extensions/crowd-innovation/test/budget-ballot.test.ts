import { createHash } from 'node:crypto';
import t from 'tap';
import canonicalize from 'canonicalize';
import type { Client } from '@polyphony/core/testing';
import { count } from '../counting/award-rules.ts';
import { readPabulib, writePabulib } from '../counting/pabulib.ts';
import { startFund, type OpenFund } from './fund.ts';
import { wordsOf } from './words-of.ts';

const fund = await startFund(t);
const { manager, visitor } = fund;

type Projects = Record<'fridge' | 'mill' | 'roof' | 'compost', string>;

/** $108,000 to share, as in the prototype: fridge 36, mill 30, roof 62, compost 42 thousand. */
async function shared(title: string, ballot: object = {}): Promise<OpenFund & { ids: Projects; page: string }> {
  const challenge = await fund.open({
    title,
    pot: { amount: '10800000', currency: 'CAD' },
    ballot: { kind: 'knapsack', ...ballot },
  });
  const ids = {
    fridge: await challenge.idea('Fridges', 36_000),
    mill: await challenge.idea('Flour mill', 30_000),
    roof: await challenge.idea('Roof garden', 62_000),
    compost: await challenge.idea('Compost', 42_000),
  };
  await challenge.vote();
  return { ...challenge, ids, page: `/challenges/${challenge.slug}/ballot` };
}

const press = (who: Client, page: string, what: 'add' | 'remove', idea: string) => who.form(page, { [what]: idea });
const read = async (who: Client, path: string) => wordsOf((await who.get(path)).text);

t.test('a budget ballot over the API', async (t) => {
  const challenge = await shared('By the API');
  const { fridge, mill, roof, compost } = challenge.ids;
  const ballot = `${challenge.path}/ballot`;
  const voter = await fund.voter();
  t.strictSame((await visitor.get(challenge.path)).body.ballot, { kind: 'knapsack', minimum: 1, maximum: null });

  t.test('exactly the pot is accepted', async (t) => {
    const { status, body } = await voter.put(ballot, { choices: [fridge, mill, compost] });
    t.equal(status, 200);
    t.equal(body.choices.length, 3);
  });

  t.test('a dollar more is refused with how much it is, and nothing is saved', async (t) => {
    const before = (await voter.get(ballot)).body;
    const over = await voter.put(ballot, { choices: [fridge, mill, roof] });
    t.match(over.body, {
      status: 422,
      code: 'crowd-innovation.over-budget',
      detail: /\$20,000 more than there is to share/,
      over: { amount: '2000000', currency: 'CAD', exponent: 2 },
      errors: [{ pointer: '/choices', detail: /\$20,000/ }],
    });
    t.strictSame((await voter.get(ballot)).body, before, 'the ballot that was sent stands');
    const fresh = await fund.voter();
    t.equal((await fresh.put(ballot, { choices: [fridge, mill, roof, compost] })).status, 422);
    t.equal((await fresh.get(ballot)).status, 404);
  });

  t.test('an idea that is named twice is paid for once', async (t) => {
    t.equal((await voter.put(ballot, { choices: [roof, roof] })).status, 200);
  });

  t.test('limits of length hold besides the pot', async (t) => {
    const two = await shared('Two of them', { minimum: 2, maximum: 2 });
    const path = `${two.path}/ballot`;
    t.equal((await voter.put(path, { choices: [two.ids.mill] })).body.code, 'crowd-innovation.too-few-choices');
    t.equal(
      (await voter.put(path, { choices: [two.ids.mill, two.ids.fridge, two.ids.compost] })).body.code,
      'crowd-innovation.too-many-choices',
    );
    t.equal((await voter.put(path, { choices: [two.ids.mill, two.ids.fridge] })).status, 200);
  });
});

t.test('the fingerprint of the settings covers the kind of the ballot', async (t) => {
  const challenge = await shared('Fingerprint');
  await (await fund.voter()).put(`${challenge.path}/ballot`, { choices: [challenge.ids.mill] });
  const [{ settings, hash }] = await fund.sql(
    'select settings, hash from crowd_innovation.frozen where challenge_id = $1',
    [challenge.id],
  );
  const sha256 = (value: unknown) =>
    createHash('sha256')
      .update(canonicalize(value) ?? '')
      .digest('hex');
  t.equal(sha256(settings), hash);
  t.equal(settings.ballot.kind, 'knapsack');
  t.not(sha256({ ...settings, ballot: { ...settings.ballot, kind: 'approval' } }), hash);
});

t.test('choose, check, send', async (t) => {
  const challenge = await shared('In three steps');
  const { ids, page } = challenge;
  const { fridge, mill, roof, compost } = ids;
  const voter = await fund.voter();
  const drafts = () =>
    fund.sql('select choices from crowd_innovation.ballot_draft where challenge_id = $1', [challenge.id]);

  t.test('projects are added to a draft until the money runs out', async (t) => {
    const empty = await read(voter, page);
    t.match(empty, /Share out the In three steps/);
    t.match(empty, /\$108,000 left of \$108,000/);
    t.match(empty, /Nothing chosen yet/);
    const added = await press(voter, page, 'add', fridge);
    t.equal(added.status, 303);
    t.match(
      added.headers.get('location'),
      new RegExp(`${page}\\?said=crowd-innovation\\.said\\.added#idea-${fridge}$`),
      'back at the button',
    );
    t.match(
      await read(voter, `${page}?said=crowd-innovation.said.added`),
      /Added\. \$72,000 left\./,
      'and says what is left',
    );
    t.match((await voter.get(page)).text, new RegExp(`<button[^>]*id="idea-${fridge}"`));
    await press(voter, page, 'add', mill);
    await press(voter, page, 'add', mill);
    const text = await read(voter, page);
    t.match(text, /\$42,000 left of \$108,000/, 'pressed twice it is added once');
    t.match(text, /Roof garden .*\$62,000 Add Roof garden \$20,000 more than you have left/);
    t.match(text, /\$42,000 Add Compost/, 'what costs exactly what is left can be added');
    t.match((await voter.get(page)).text, /aria-label="\$66,000 of \$108,000 used"/);
  });

  t.test('the draft is named as one wherever it shows, to its own member alone', async (t) => {
    for (const path of [
      page,
      `${page}/check`,
      `/challenges/${challenge.slug}`,
      `/challenges/${challenge.slug}/ideas/${mill}`,
    ])
      t.match(await read(voter, path), /2 projects, not sent yet/, path);
    for (const who of [visitor, manager, await fund.voter()])
      for (const path of [page, `/challenges/${challenge.slug}`, '/'])
        t.notMatch(await read(who, path), /not sent yet/, path);
  });

  t.test('what does not fit is refused on the page too, and the draft stays as it was', async (t) => {
    const refused = await press(voter, page, 'add', roof);
    t.equal(refused.status, 422);
    t.match(wordsOf(refused.text), /cost \$20,000 more than there is to share/);
    t.match(wordsOf(refused.text), /\$42,000 left/);
    t.equal((await press(voter, page, 'add', crypto.randomUUID())).status, 422);
  });

  t.test('a draft is no ballot: it is not counted as turnout, not given by the API', async (t) => {
    t.equal((await drafts()).length, 1);
    t.equal((await visitor.get(challenge.path)).body.turnout, 0);
    t.equal((await voter.get(`${challenge.path}/ballot`)).status, 404);
    t.equal((await fund.sql('select from crowd_innovation.ballot where challenge_id = $1', [challenge.id])).length, 0);
    t.notOk((await visitor.get(challenge.path)).text.includes('draft'));
  });

  t.test('checking shows the choices, the total and what is left, and sends what it showed', async (t) => {
    const check = await voter.get(`${page}/check`);
    const text = wordsOf(check.text);
    t.match(text, /2 projects for \$66,000 of the \$108,000\. \$42,000 is left/);
    for (const idea of [fridge, mill]) t.match(check.text, new RegExp(`name="choices" value="${idea}"`));
    // another tab changes the draft in between: what was checked is what is sent
    await press(voter, page, 'add', compost);
    const sent = await voter.form(`${page}/check`, { choices: [fridge, mill] });
    t.equal(sent.status, 303, sent.text);
    t.match(sent.headers.get('location'), /\/ballot\/sent$/);
    const { body } = await voter.get(`${challenge.path}/ballot`);
    t.strictSame([...body.choices].sort(), [fridge, mill].sort());
    t.equal((await drafts()).length, 0, 'the draft is gone');
    const receipt = await read(voter, `${page}/sent`);
    t.match(receipt, body.receipt);
    t.notMatch(receipt, /Fridges|Flour mill|not sent/);
    t.match(await read(voter, page), /2 projects, sent/);
    t.equal((await visitor.get(challenge.path)).body.turnout, 1);
  });

  t.test('a change after sending is a draft until it is sent again', async (t) => {
    await press(voter, page, 'remove', mill);
    for (const path of [page, `${page}/sent`, `${page}/check`, `/challenges/${challenge.slug}`])
      t.match(await read(voter, path), /Changed to 1 project, not sent yet/, path);
    t.equal((await voter.get(`${challenge.path}/ballot`)).body.choices.length, 2, 'what was sent counts');
    await press(voter, page, 'add', mill);
    t.equal((await drafts()).length, 0, 'changed back there is nothing left to send');
    t.match(await read(voter, page), /2 projects, sent/);
    await press(voter, page, 'remove', mill);
    const before = (await voter.get(`${challenge.path}/ballot`)).body;
    t.equal((await voter.form(`${page}/check`, { choices: fridge })).status, 303);
    const after = (await voter.get(`${challenge.path}/ballot`)).body;
    t.strictSame(after.choices, [fridge]);
    t.equal(after.receipt, before.receipt);
    t.equal(after.revision, before.revision + 1);
  });

  t.test('an empty ballot and one above the pot are not sent', async (t) => {
    const other = await fund.voter();
    t.match(await read(other, `${page}/check`), /Add one project more first/);
    const nothing = await other.form(`${page}/check`, {});
    t.equal(nothing.status, 422);
    t.match(wordsOf(nothing.text), /Choose at least 1 idea/);
    const over = await other.form(`${page}/check`, { choices: [fridge, mill, roof] });
    t.equal(over.status, 422);
    t.match(wordsOf(over.text), /cost \$20,000 more/);
    t.equal((await other.get(`${challenge.path}/ballot`)).status, 404);
  });

  t.test('taken back it is gone', async (t) => {
    t.equal((await voter.form(`${page}/withdraw`, {})).status, 303);
    t.equal((await voter.get(`${challenge.path}/ballot`)).status, 404);
    t.match(await read(voter, page), /Nothing chosen yet/);
  });

  t.test('presses that arrive at once are all kept', async (t) => {
    const hasty = await fund.voter();
    await Promise.all([fridge, mill, compost].map((idea) => press(hasty, page, 'add', idea)));
    t.match(await read(hasty, page), /3 projects, not sent yet/);
    const greedy = await fund.voter();
    const answers = await Promise.all([fridge, mill, roof, compost].map((idea) => press(greedy, page, 'add', idea)));
    t.ok(answers.some(({ status }) => status === 422));
    const [{ sum }] = await fund.sql(
      `select sum(coalesce(i.cost, i.requested))::int as sum from crowd_innovation.ballot_draft d
        cross join jsonb_array_elements(d.choices) as c join crowd_innovation.idea i
        on i.challenge_id = d.challenge_id and i.number = c::int where d.member_id = $1`,
      [greedy.memberId],
    );
    t.ok(sum <= 10_800_000, 'and never above the pot');
  });

  t.test('no page mixes the two models', async (t) => {
    const text = (await voter.get(page)).text;
    t.notMatch(text, /saved at once|Your vote\. Take it back|type="checkbox"/);
  });
});

t.test('what was not sent is not counted', async (t) => {
  const challenge = await shared('Closing');
  const { ids, page } = challenge;
  const late = await fund.voter();
  const changed = await fund.voter();
  await press(late, page, 'add', ids.roof);
  await changed.put(`${challenge.path}/ballot`, { choices: [ids.mill] });
  await press(changed, page, 'add', ids.roof);
  await challenge.close();
  t.equal((await press(late, page, 'add', ids.mill)).status, 409);
  t.equal((await late.form(`${page}/check`, { choices: ids.roof })).status, 409);
  t.equal((await late.get(`${page}/check`)).status, 303);
  t.match(await read(late, page), /Voting is closed\. .*not sent it, so it is not counted/);
  t.match(await read(changed, page), /the one that you sent counts/);
  const { body } = await manager.post(`${challenge.path}/count`);
  t.equal(body.ballots, 1);
  t.strictSame(
    body.ideas.filter(({ votes }: any) => votes > 0).map(({ title }: any) => title),
    ['Flour mill'],
  );
  t.equal(
    (await fund.sql('select from crowd_innovation.ballot_draft where challenge_id = $1', [challenge.id])).length,
    0,
    'with the result the drafts are gone',
  );
});

t.test('the tally shows nowhere while ballots and drafts arrive', async (t) => {
  const challenge = await shared('Quiet');
  const paths = ['', '/ballot', '/results', '/rules'].map((below) => `/challenges/${challenge.slug}${below}`);
  const seen = async () => {
    const texts: string[] = [];
    for (const who of [visitor, manager])
      for (const path of [...paths, challenge.path, `/challenges/${challenge.slug}/ideas/${challenge.ids.mill}`])
        texts.push(
          wordsOf((await who.get(path)).text)
            .replaceAll(/"turnout":\d+/g, '')
            .replaceAll(/\d+ ballots? so far\./g, ''),
        );
    return texts;
  };
  await (await fund.voter()).put(`${challenge.path}/ballot`, { choices: [challenge.ids.mill] });
  const before = await seen();
  for (let n = 0; n < 5; n++) {
    const voter = await fund.voter();
    await press(voter, challenge.page, 'add', challenge.ids.fridge);
    if (n % 2) await voter.put(`${challenge.path}/ballot`, { choices: [challenge.ids.mill] });
  }
  t.strictSame(await seen(), before);
});

t.test('the published file keeps the kind, reads back the same, and counts to the published result', async (t) => {
  const challenge = await shared('Round trip');
  const { fridge, mill, roof, compost } = challenge.ids;
  const ballots = [[fridge, mill], [fridge, mill, compost], [roof], [roof, compost], [fridge], [mill, compost]];
  for (const choices of ballots) await (await fund.voter()).put(`${challenge.path}/ballot`, { choices });
  await challenge.close();
  const { body } = await manager.post(`${challenge.path}/count`);
  t.equal(body.settings.ballot.kind, 'knapsack');
  const { text } = await visitor.get(`${challenge.path}/ballots.pb`);
  t.match(text, /^polyphony_vote_type;knapsack$/m);
  const file = readPabulib(text);
  t.equal(file.election.kind, 'knapsack');
  t.equal(file.election.ballots.length, ballots.length);
  if (!file.settings) return t.fail('the file does not say how it was counted');
  t.strictSame(count(file.election, file.settings).winners.map(Number), body.winners);
  const again = writePabulib({
    election: file.election,
    meta: file.meta,
    winners: file.selected ?? [],
    settings: file.settings,
    ...(file.settingsHash && { settingsHash: file.settingsHash }),
  });
  t.strictSame(readPabulib(again).election, file.election);
  t.strictSame(readPabulib(again).settings, file.settings);
  const broken = text.replace(/^([0-9a-f]{20});3$/m, '$1;1,2,3');
  t.not(broken, text);
  t.throws(() => readPabulib(broken), { message: /above the budget/ }, 'a ballot above the pot is no ballot of it');
});

t.test('a manager chooses the kind on the form, and may change it until the vote opens', async (t) => {
  const form = await manager.get('/manage/challenges/new');
  t.match(wordsOf(form.text), /What people fill in Votes for ideas .*A budget to share out/);
  const challenge = await fund.open({ title: 'Undecided' });
  const changed = await manager.patch(challenge.path, { ballot: { kind: 'knapsack' } });
  t.equal(changed.body.ballot.kind, 'knapsack');
  t.equal((await manager.patch(challenge.path, { ballot: { kind: 'ranked' } })).status, 400);
  await challenge.vote();
  t.equal((await manager.patch(challenge.path, { ballot: { kind: 'approval' } })).status, 409);
  t.match(
    await read(visitor, `/challenges/${challenge.slug}/rules`),
    /Choose projects that together cost at most \$100,000, and send your ballot/,
  );
});
