import { createHash } from 'node:crypto';
import t from 'tap';
import canonicalize from 'canonicalize';
import { parse } from 'csv-parse/sync';
import { Client as Database } from 'pg';
import { count } from '../counting/award-rules.ts';
import { readPabulib } from '../counting/pabulib.ts';
import { startFund, type OpenFund } from './fund.ts';

const fund = await startFund(t);
const { manager, business, visitor } = fund;
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const voters = await Promise.all(Array.from({ length: 12 }, () => fund.voter()));

/** Seven people want bread, five of them fridges too, two the app, which is too dear for two. */
async function voted(
  title: string,
  people = 9,
): Promise<OpenFund & { ids: Record<'bread' | 'fridge' | 'app', string> }> {
  const challenge = await fund.open({ title });
  const ids = {
    bread: await challenge.idea('Bread from grain', 40_000),
    fridge: await challenge.idea('=cmd Fridges; with "quotes"', 30_000),
    app: await challenge.idea('An app', 70_000),
  };
  await challenge.vote();
  for (const [at, voter] of voters.slice(0, people).entries()) {
    const choices = at >= people - 2 ? [ids.app] : at < 5 ? [ids.bread, ids.fridge] : [ids.bread];
    const { status, text } = await voter.put(`${challenge.path}/ballot`, { choices });
    if (status !== 200) throw new Error(text);
  }
  return { ...challenge, ids };
}

t.test('a result says what went where, and why, for every idea', async (t) => {
  const challenge = await voted('Said why');
  const { settingsHash, seedHash } = (await visitor.get(challenge.path)).body;
  await challenge.close();
  t.equal((await visitor.get(challenge.path)).body.standing, 'counting');
  t.equal((await business.post(`${challenge.path}/count`)).status, 403, 'counting is for managers');
  t.equal((await visitor.post(`${challenge.path}/count`)).status, 401);
  const { status, body } = await manager.post(`${challenge.path}/count`);
  t.equal(status, 201);
  t.strictSame(
    body.ideas.map(({ number, votes, funded, reason }: any) => [number, votes, funded, reason]),
    [
      [1, 7, true, '7 voters paid $5,714.29 each.'],
      [2, 5, true, 'Most votes of the rest, and it fits the $60,000 left over.'],
      [3, 2, false, 'Its 2 voters had $22,222 of $70,000 left.'],
    ],
  );
  t.equal(body.spent.amount, '7000000');
  t.strictSame(body.winners, [1, 2]);
  t.equal(body.ballots, 9);
  t.equal(body.ruleInWords.length, 2);
  t.equal(body.publishedBy, 'Olivia Grant');
  t.strictSame((await visitor.get(`${challenge.path}/results`)).body, body, 'and anyone reads the same');

  t.equal(body.settingsHash, settingsHash, 'the fingerprint is the one that stood on the ballots');
  t.equal(sha256(canonicalize(body.settings) ?? ''), settingsHash, 'and anyone can compute it from what is published');
  t.equal(sha256(Buffer.from(body.seed, 'hex')), seedHash, 'the lot is the one that was sealed');
  t.equal(body.settings.seedHash, seedHash);
  const awards = await fund.sql(
    'select idea_id, amount from crowd_innovation.award where challenge_id = $1 order by amount',
    [challenge.id],
  );
  t.strictSame(
    awards.map(({ idea_id, amount }) => [idea_id, amount]),
    [
      [challenge.ids.fridge, '3000000'],
      [challenge.ids.bread, '4000000'],
    ],
  );

  const page = (await visitor.get(`/challenges/${challenge.slug}/results`)).text;
  t.match(page, /<h1[^>]*>9 of you shared \$70,000 between two projects<\/h1>/);
  t.match(page, /Its 2 voters had \$22,222 of \$70,000 left\./);
  t.match(page, /\$30,000 was not spent and stays in the fund\./);
  for (const exact of [body.settingsHash, body.ballotsHash, body.seed, seedHash])
    t.match(page.replaceAll('<wbr/>', ''), exact);
  t.match(page, new RegExp(`polyphony ballots count ${challenge.slug}\\.pb`));
});

t.test('the published ballots count to the published result, and name nobody', async (t) => {
  const challenge = await voted('Recounted');
  const receipts = await Promise.all(
    voters.slice(0, 9).map(async (voter) => (await voter.get(`${challenge.path}/ballot`)).body.receipt),
  );
  await challenge.close();
  const { body: result } = await manager.post(`${challenge.path}/count`);
  const download = await visitor.get(`${challenge.path}/ballots.pb`);
  t.equal(download.status, 200);
  t.match(download.headers.get('content-disposition'), /recounted\.pb/);
  const file = readPabulib(download.text);
  t.equal(file.settingsHash, result.settingsHash);
  if (!file.settings) return t.fail('the file does not say how it was counted');
  const again = count(file.election, file.settings);
  t.strictSame(again.winners.map(Number), result.winners);
  t.strictSame(file.selected?.map(Number).sort(), [...result.winners].sort());
  const anonymous = file.election.ballots.map(({ id, projects }) => ({ voter: id, choices: projects.map(Number) }));
  t.equal(sha256(canonicalize(anonymous) ?? ''), result.ballotsHash);

  for (const secret of [...receipts, ...voters.map(({ memberId }) => memberId ?? '')])
    t.notMatch(download.text, secret);
  const rows = await fund.sql('select voter, choices from crowd_innovation.published_ballot where challenge_id = $1', [
    challenge.id,
  ]);
  t.equal(new Set(rows.map(({ voter }) => voter)).size, 9);
  t.strictSame(
    await fund.sql(
      `select column_name from information_schema.columns where table_name = 'published_ballot' order by 1`,
    ),
    ['challenge_id', 'choices', 'community_id', 'voter'].map((column_name) => ({ column_name })),
    'no time, no member, no receipt is kept with them',
  );
});

t.test('the table for spreadsheets has every idea, and runs nothing', async (t) => {
  const challenge = await voted('Spreadsheet');
  await challenge.close();
  await manager.post(`${challenge.path}/count`);
  const { text, headers } = await visitor.get(`${challenge.path}/results.csv`);
  t.match(headers.get('content-type'), /text\/csv/);
  const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
  t.strictSame(
    rows.map(({ number, votes, cost, funded, award }) => [number, votes, cost, funded, award]),
    [
      ['1', '7', '40000', 'yes', '40000'],
      ['2', '5', '30000', 'yes', '30000'],
      ['3', '2', '70000', 'no', '0'],
    ],
  );
  t.equal(rows[1]?.title, `'=cmd Fridges; with "quotes"`);
});

t.test('of a small contest only totals are published, and its managers can recount it', async (t) => {
  const challenge = await voted('Small', 4);
  await challenge.close();
  const { body } = await manager.post(`${challenge.path}/count`);
  t.equal(body.ballotsPublic, false);
  const refused = await visitor.get(`${challenge.path}/ballots.pb`);
  t.match(refused.body, { status: 403, code: 'crowd-innovation.ballots-not-published' });
  t.equal((await voters[0]!.get(`${challenge.path}/ballots.pb`)).status, 403);
  const sealed = await manager.get(`${challenge.path}/ballots.pb`);
  t.equal(sealed.status, 200);
  const file = readPabulib(sealed.text);
  if (file.settings) t.strictSame(count(file.election, file.settings).winners.map(Number), body.winners);
  const names = new Set(file.election.ballots.map(({ id }) => id));
  for (const who of [visitor, manager]) {
    const { text } = await who.get(`${challenge.path}/results`);
    for (const name of names) t.notMatch(text, name, 'no payment of a single ballot either');
  }
  const page = (await visitor.get(`/challenges/${challenge.slug}/results`)).text;
  t.notMatch(page, /ballots\.pb/);
  t.match(page, /There were few ballots/);
});

t.test('a member sees that their own ballot was counted', async (t) => {
  const challenge = await voted('Mine');
  await challenge.close();
  await manager.post(`${challenge.path}/count`);
  const { receipt } = (await voters[0]!.get(`${challenge.path}/ballot`)).body;
  t.match((await voters[0]!.get(`/challenges/${challenge.slug}/results`)).text, new RegExp(receipt));
  t.notMatch((await manager.get(`/challenges/${challenge.slug}/results`)).text, /Receipt/);
});

t.test('before its time nothing is counted', async (t) => {
  const challenge = await fund.open({ title: 'Too early' });
  t.match((await manager.post(`${challenge.path}/count`)).body, {
    status: 409,
    code: 'crowd-innovation.vote-not-open',
  });
  await challenge.vote();
  t.match((await manager.post(`${challenge.path}/count`)).body, {
    status: 409,
    code: 'crowd-innovation.vote-still-open',
  });
  const without = await fund.open({ title: 'No vote', phases: [] });
  t.match((await manager.post(`${without.path}/count`)).body, { status: 409, code: 'crowd-innovation.no-vote-phase' });
});

t.test('a vote in which nobody voted has a result too', async (t) => {
  const challenge = await fund.open({ title: 'Nobody' });
  await challenge.idea('Lonely', 100);
  await challenge.vote();
  await challenge.close();
  const { status, body, text } = await manager.post(`${challenge.path}/count`);
  t.equal(status, 201, text);
  t.equal(body.ballots, 0);
  t.match(body.ideas[0].reason, /^Nobody chose it/);
  t.equal((await visitor.get(`/challenges/${challenge.slug}/results`)).status, 200);
});

t.test('a vote without ideas has a result too', async (t) => {
  const challenge = await fund.open({ title: 'Nothing' });
  await challenge.close();
  t.equal((await manager.post(`${challenge.path}/count`)).status, 201);
  t.match((await visitor.get(`/challenges/${challenge.slug}/results`)).text, /no idea was funded/);
});

t.test('what nobody voted for gets nothing, unless it was declared or frozen otherwise', async (t) => {
  const funded = async (title: string, prepare: (challenge: OpenFund) => Promise<unknown>, rule: object) => {
    const challenge = await fund.open({ title, rule: { rule: 'greedy', ...rule } });
    const bread = await challenge.idea('Bread', 1000);
    await challenge.idea('Unloved', 2000);
    await challenge.vote();
    await voters[0]?.put(`${challenge.path}/ballot`, { choices: [bread] });
    await prepare(challenge);
    await challenge.close();
    return (await manager.post(`${challenge.path}/count`)).body;
  };
  const live = await funded('Live', async () => {}, {});
  t.same(live.winners, [1]);
  t.match(live.ideas.find(({ number }: any) => number === 2).reason, 'Nobody chose it.');
  t.equal(live.settings.rule.options.minimumScore, '1', 'it stands in the settings that are frozen');
  t.same((await funded('Declared', async () => {}, { minimumScore: '0' })).winners, [1, 2]);
  const before = await funded(
    'Frozen before',
    ({ id }) =>
      fund.sql(
        "update crowd_innovation.frozen set settings = settings #- '{rule,options,minimumScore}' where challenge_id = $1",
        [id],
      ),
    {},
  );
  t.same(before.winners, [1, 2], 'and what was frozen is counted as it was frozen');
});

t.test('a count that would be refused does not make a running vote wait', async (t) => {
  const challenge = await voted('Still running');
  const holder = new Database(fund.platform.ownerUrl);
  await holder.connect();
  t.teardown(() => holder.end());
  await holder.query('begin');
  await holder.query('select 1 from crowd_innovation.challenge where id = $1 for share', [challenge.id]);
  t.match((await manager.post(`${challenge.path}/count`)).body, {
    status: 409,
    code: 'crowd-innovation.vote-still-open',
  });
  await holder.query('rollback');
});

t.test('every rule that can be declared is counted, explained and counted again', async (t) => {
  for (const rule of [
    { rule: 'equal-shares', completion: 'none' },
    { rule: 'equal-shares', completion: 'add1', satisfaction: 'cardinality' },
    { rule: 'equal-shares', completion: 'add1-exhaustive' },
    { rule: 'equal-shares', completion: 'add1-greedy', tieBreak: 'id' },
    { rule: 'equal-shares-with-comparison' },
    { rule: 'phragmen' },
    { rule: 'greedy', stopAtFirstMisfit: true, minimumScore: '2' },
    { rule: 'greedy-per-cost' },
  ]) {
    const challenge = await voted(`Rule ${JSON.stringify(rule)}`, 8);
    await fund.sql(
      "update crowd_innovation.phase set opens_at = now() + interval '1 day', closes_at = now() + interval '2 days' where challenge_id = $1 and kind = 'vote'",
      [challenge.id],
    );
    await fund.sql('delete from crowd_innovation.frozen where challenge_id = $1', [challenge.id]);
    const changed = await manager.patch(challenge.path, { rule });
    t.equal(changed.status, 200, changed.text);
    await challenge.close();
    const { status, body, text } = await manager.post(`${challenge.path}/count`);
    t.equal(status, 201, `${JSON.stringify(rule)} ${status === 201 ? '' : text}`);
    t.ok(BigInt(body.spent.amount) <= 10_000_000n);
    for (const { reason } of body.ideas) t.notMatch(reason, /crowd-innovation|undefined|\{/, reason);
    for (const sentence of body.ruleInWords) t.notMatch(sentence, /crowd-innovation/, sentence);
    const file = readPabulib((await manager.get(`${challenge.path}/ballots.pb`)).text);
    if (file.settings) t.strictSame(count(file.election, file.settings).winners.map(Number), body.winners);
    const page = await visitor.get(`/challenges/${challenge.slug}/results`);
    t.equal(page.status, 200);
    t.notMatch(page.text, /crowd-innovation\./);
  }
});

t.test('an announced end that was moved is told beside the result', async (t) => {
  const challenge = await voted('Prolonged');
  const phases = (await visitor.get(`${challenge.path}/phases`)).body.phases.map(
    ({ kind, opensAt, closesAt }: any) => ({ kind, opensAt, closesAt }),
  );
  phases[1].closesAt = new Date(Date.parse(phases[1].closesAt) + 3600_000).toISOString();
  t.equal((await manager.put(`${challenge.path}/phases`, { phases })).status, 200);
  await challenge.close();
  const { body } = await manager.post(`${challenge.path}/count`);
  t.equal(sha256(canonicalize(body.settings) ?? ''), body.settingsHash);
  t.match((await visitor.get(`/challenges/${challenge.slug}/results`)).text, /was moved to .* while the vote was open/);
});

t.test('the database itself refuses awards above the pot, and a second result', async (t) => {
  const challenge = await voted('Guarded');
  await challenge.close();
  await manager.post(`${challenge.path}/count`);
  const [{ community_id }] = await fund.sql('select community_id from crowd_innovation.challenge where id = $1', [
    challenge.id,
  ]);
  await t.rejects(
    fund.sql('insert into crowd_innovation.award values ($1, $2, $3, $4)', [
      community_id,
      challenge.id,
      challenge.ids.app,
      '3000001',
    ]),
    { code: '23514', constraint: 'awards_within_pot' },
  );
  await t.rejects(
    fund.sql('update crowd_innovation.award set amount = amount + 3000001 where idea_id = $1', [challenge.ids.bread]),
    { code: '23514' },
  );
  await t.rejects(
    fund.sql(
      `insert into crowd_innovation.result select community_id, challenge_id, outcome, settings_hash, ballots_hash, ballots,
      ballots_public, spent, seed, rule, published_by from crowd_innovation.result where challenge_id = $1`,
      [challenge.id],
    ),
    { code: '23505' },
  );
});
