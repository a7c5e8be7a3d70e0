import t from 'tap';
import { day, startFund } from './fund.ts';

const fund = await startFund(t);
const { manager, visitor } = fund;
const challenge = await fund.open();
const bread = await challenge.idea('Bread', 40_000);
const fridge = await challenge.idea('Fridge', 30_000);
const declined = await challenge.idea('Declined', 500, { accept: false });
await manager.patch(`/api/ideas/${declined}`, { state: 'declined', reason: 'Not now' });
const waiting = await challenge.idea('Waiting', 500, { accept: false });
const elsewhere = await fund.open({ title: 'Elsewhere' });
const foreign = await elsewhere.idea('Foreign', 500);
const ballot = `${challenge.path}/ballot`;

t.test('before the vote opens there is nothing to send', async (t) => {
  const voter = await fund.voter();
  t.match((await voter.put(ballot, { choices: [bread] })).body, {
    status: 409,
    code: 'crowd-innovation.vote-not-open',
  });
  t.equal((await voter.get(ballot)).status, 404);
});

t.test('while it is open', async (t) => {
  await challenge.vote();

  t.test('a member sends one ballot, and the next one replaces it', async (t) => {
    const voter = await fund.voter();
    const first = await voter.put(ballot, { choices: [bread] });
    t.equal(first.status, 200);
    t.match(first.body, {
      revision: 1,
      choices: [bread],
      receipt: /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/,
      settingsHash: /^[0-9a-f]{64}$/,
    });
    const second = await voter.put(ballot, { choices: [fridge, bread, fridge] });
    t.match(second.body, { revision: 2, receipt: first.body.receipt, settingsHash: first.body.settingsHash });
    t.strictSame([...second.body.choices].sort(), [bread, fridge].sort(), 'naming one twice is naming it once');
    t.strictSame((await voter.get(ballot)).body, second.body);
    t.equal((await fund.sql('select from crowd_innovation.ballot where member_id = $1', [voter.memberId])).length, 1);
  });

  t.test('a ballot that is taken back is gone, and a new one gets a new receipt and the next revision', async (t) => {
    const voter = await fund.voter();
    const sent = await voter.put(ballot, { choices: [bread] });
    const { turnout } = (await visitor.get(challenge.path)).body;
    t.equal((await voter.delete(ballot)).status, 204);
    t.equal((await visitor.get(challenge.path)).body.turnout, turnout - 1);
    t.match((await voter.get(ballot)).body, { status: 404, code: 'crowd-innovation.no-ballot' });
    t.equal((await voter.delete(ballot)).status, 404, 'there is nothing to take back twice');
    const again = await voter.put(ballot, { choices: [fridge] });
    t.equal(again.body.revision, 3);
    t.not(again.body.receipt, sent.body.receipt);
  });

  t.test('what is not on the ballot is pointed at', async (t) => {
    const voter = await fund.voter();
    for (const [what, id] of Object.entries({
      declined,
      waiting,
      foreign,
      unknown: crypto.randomUUID(),
      garbage: "'; drop",
    })) {
      const answer = await voter.put(ballot, { choices: [bread, id] });
      t.match(
        answer.body,
        { status: 422, code: 'crowd-innovation.not-on-the-ballot', errors: [{ pointer: '/choices/1' }] },
        what,
      );
    }
    t.equal((await voter.put(ballot, { choices: [] })).body.code, 'crowd-innovation.too-few-choices');
    for (const body of [{}, { choices: bread }, { choices: [[bread]] }, { choices: [bread], weight: 2 }, [bread]])
      t.equal((await voter.request('PUT', ballot, { json: body })).status, 400, JSON.stringify(body));
    t.equal((await voter.get(ballot)).status, 404, 'and nothing was recorded');
  });

  t.test('a ballot keeps to the limits that were declared', async (t) => {
    const other = await fund.open({ title: 'Two of three', ballot: { kind: 'approval', minimum: 2, maximum: 2 } });
    const ids = [await other.idea('A thing', 1), await other.idea('B thing', 1), await other.idea('C thing', 1)];
    await other.vote();
    const voter = await fund.voter();
    t.equal(
      (await voter.put(`${other.path}/ballot`, { choices: ids.slice(0, 1) })).body.code,
      'crowd-innovation.too-few-choices',
    );
    t.equal((await voter.put(`${other.path}/ballot`, { choices: ids })).body.code, 'crowd-innovation.too-many-choices');
    t.equal((await voter.put(`${other.path}/ballot`, { choices: ids.slice(1) })).status, 200);
  });

  t.test('visitors are asked to sign in, and nobody is given the ballot of another', async (t) => {
    t.equal((await visitor.put(ballot, { choices: [bread] })).status, 401);
    t.equal((await visitor.get(ballot)).status, 401);
    const voter = await fund.voter();
    await voter.put(ballot, { choices: [bread] });
    t.equal((await manager.get(ballot)).status, 404, 'a manager is given their own, and has none');
  });

  t.test('turnout shows, and no tally shows anywhere', async (t) => {
    const voters = await Promise.all(Array.from({ length: 7 }, () => fund.voter()));
    const quiet = await Promise.all([manager, visitor].map((who) => everything(who)));
    for (const voter of voters) await voter.put(ballot, { choices: [bread] });
    const before = (await visitor.get(challenge.path)).body.turnout;
    for (const [at, who] of [manager, visitor].entries()) {
      const now = await everything(who);
      for (const [path, text] of Object.entries(now)) {
        // the only thing that seven more ballots for bread change is how many ballots there are
        const plain = (words: string) =>
          words
            .replaceAll(/"turnout":\d+/g, '')
            .replaceAll(/\d+ ballots?|no ballots/gi, '')
            .replaceAll(/nonce="[^"]*"|_csrf" value="[^"]*"/g, '');
        t.equal(plain(text), plain(quiet[at]![path]!), path);
      }
    }
    t.equal((await visitor.get(challenge.path)).body.turnout, before);
    for (const path of ['results', 'ballots.pb', 'results.csv']) {
      for (const who of [manager, visitor])
        t.match(
          (await who.get(`${challenge.path}/${path}`)).body,
          { status: 404, code: 'crowd-innovation.not-counted' },
          path,
        );
    }
    t.match((await manager.post(`${challenge.path}/count`)).body, {
      status: 409,
      code: 'crowd-innovation.vote-still-open',
    });
  });

  t.test('where turnout is hidden, it is', async (t) => {
    await fund.platform.configure('food', {
      ...(await import('./fund.ts')).communities.food,
      extensions: { 'crowd-innovation': { settings: { showTurnout: false } } },
    });
    t.equal((await visitor.get(challenge.path)).body.turnout, null);
    t.notMatch((await visitor.get(`/challenges/${challenge.slug}`)).text, /ballots? so far/);
    t.ok((await manager.get(challenge.path)).body.turnout > 0, 'its managers see how many came');
  });
});

t.test('after it has closed nothing is taken, replaced or withdrawn', async (t) => {
  const voter = await fund.voter();
  const sent = await voter.put(ballot, { choices: [bread] });
  await challenge.phases({ pitch: [-3 * day, -2 * day], vote: [-day, -0.001] });
  const late = await fund.voter();
  for (const answer of [
    await voter.put(ballot, { choices: [fridge] }),
    await late.put(ballot, { choices: [fridge] }),
    await voter.delete(ballot),
  ])
    t.match(answer.body, { status: 409, code: 'crowd-innovation.vote-closed' });
  t.strictSame((await voter.get(ballot)).body, sent.body, 'the ballot that was sent is still one’s own');
});

/** All that can be read of the challenge, by its address. */
async function everything(who: typeof visitor): Promise<Record<string, string>> {
  const paths = [
    challenge.path,
    `${challenge.path}/ideas?order=registered`,
    `${challenge.path}/phases`,
    `/api/ideas/${bread}`,
    '/api/challenges',
    '/api/content',
    `/challenges/${challenge.slug}`,
    `/challenges/${challenge.slug}/ideas/${bread}`,
    `/challenges/${challenge.slug}/ballot`,
    `/challenges/${challenge.slug}/results`,
    `/challenges/${challenge.slug}/rules`,
    '/challenges',
    '/',
    ...(who === manager ? ['/manage', `/manage/challenges/${challenge.slug}`, '/manage/challenges'] : []),
  ];
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, (await who.get(path)).text] as const)));
}
