/** Ballots and awards are exact, whatever arrives at once and through whichever process. */
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import type { Client } from '@polyphony/core/testing';
import { install } from './installation.ts';
import { openVote, someOf, type Vote } from './vote.ts';

const installation = await install(t);
const nodes = [await installation.node(), await installation.node()] as const;
const [manager, second] = await installation.people(2, ['manager']);
if (!manager || !second) throw new Error('no managers');

interface Sent {
  readonly choices: readonly string[];
  readonly status: number;
  readonly code: string | undefined;
  readonly revision: number;
}

/** How often a process was too busy to take a request; such a one is sent again, as `Retry-After` asks for. */
let busy = 0;
async function patiently(request: () => ReturnType<Client['get']>): ReturnType<Client['get']> {
  for (;;) {
    const answer = await request();
    if (answer.status !== 503 || !answer.headers.has('retry-after')) return answer;
    busy += 1;
    await sleep(200);
  }
}

async function send(client: Client, vote: Vote, choices: readonly string[]): Promise<Sent> {
  const { status, body } = await patiently(() => client.put(`${vote.path}/ballot`, { choices }));
  return { choices, status, code: body?.code, revision: body?.revision };
}

/** Answers by what they say, such as `200` or `409 crowd-innovation.vote-closed`. */
const census = (answers: readonly { status: number; code?: string | undefined }[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status, code }) => (code ? `${status} ${code}` : `${status}`))].map(([said, of]) => [
      said,
      of.length,
    ]),
  );

t.test('a thousand ballots of one member at once end as the one with the highest revision', async (t) => {
  const vote = await openVote(installation, manager.at(nodes[0]));
  const [voter] = await installation.people(1);
  if (!voter) throw new Error('no voter');
  const began = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, n) => send(voter.at(n % 2 ? nodes[0] : nodes[1]), vote, someOf(vote.ideas))),
  );
  t.comment(`${JSON.stringify(census(answers))} in ${Math.round(performance.now() - began)} ms, ${busy} sent again`);
  const taken = answers.filter(({ status }) => status === 200);
  t.same(
    answers.filter(({ status, code }) => status !== 200 && !(status === 409 && code)),
    [],
    'taken, or refused with a reason',
  );
  t.ok(taken.length > 0);
  t.same(
    taken.map(({ revision }) => revision).sort((a, b) => a - b),
    Array.from({ length: taken.length }, (_, n) => n + 1),
    'each revision once, and none is missing',
  );
  const last = taken.find(({ revision }) => revision === taken.length);
  t.same(await vote.stored(), new Map([[voter.id, { revision: taken.length, choices: last?.choices }]]));
  for (const node of nodes)
    t.match((await voter.at(node).get(`${vote.path}/ballot`)).body, { revision: taken.length, choices: last?.choices });
  const rows = await installation.sql('select count(*)::int n from crowd_innovation.ballot where challenge_id = $1', [
    vote.id,
  ]);
  t.same(rows, [{ n: 1 }]);
});

t.test('when the vote closes, what was taken is counted, and the rest is refused', async (t) => {
  const vote = await openVote(installation, manager.at(nodes[0]));
  const voters = await installation.people(400);
  const sent = new Map<string, Sent[]>(voters.map(({ id }) => [id, []]));
  let [accepted, closing] = [0, false];
  let published: Awaited<ReturnType<Client['post']>> | undefined;

  // each worker goes on until it has been refused a few times, so that ballots are under way on both sides of the end
  const worker = async (from: number) => {
    let refusals = 0;
    for (let n = from; refusals < 5; n += 40) {
      const voter = voters[n % voters.length];
      if (!voter) throw new Error('no voter');
      const answer = await send(voter.at(n % 3 ? nodes[0] : nodes[1]), vote, someOf(vote.ideas));
      sent.get(voter.id)?.push(answer);
      if (answer.status === 200) accepted += 1;
      else refusals += 1;
      if (accepted > 200 && !closing) {
        closing = true;
        await vote.closesIn(2);
      }
    }
  };
  // counts as soon as anybody can, while ballots still arrive
  const count = async () => {
    while (!published) {
      const answer = await patiently(() => manager.at(nodes[1]).post(`${vote.path}/count`));
      if (answer.status === 201) published = answer;
      else if (answer.body?.code !== 'crowd-innovation.vote-still-open') throw new Error(answer.text);
      await sleep(50);
    }
  };
  await Promise.all([count(), ...Array.from({ length: 40 }, (_, n) => worker(n))]);

  const answers = [...sent.values()].flat();
  const taken = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status !== 200);
  t.comment(JSON.stringify(census(answers)));
  t.ok(taken.length > 200 && refused.length > 100, 'ballots on both sides of the end');
  t.same(census(refused), { '409 crowd-innovation.vote-closed': refused.length }, 'refused with the reason');

  const standing = [...sent.values()].flatMap(
    (of) => of.filter(({ status }) => status === 200).sort((a, b) => b.revision - a.revision)[0] ?? [],
  );
  t.equal(published?.body.ballots, standing.length, `${standing.length} members were told that their ballot is in`);
  t.same(
    Object.fromEntries(published?.body.ideas.map((idea: { id: string; votes: number }) => [idea.id, idea.votes])),
    Object.fromEntries(vote.ideas.map((id) => [id, standing.filter(({ choices }) => choices.includes(id)).length])),
    'and each idea has the votes of those ballots',
  );
  const [times] = await installation.sql(
    `select (extract(epoch from max(b.updated_at) - p.closes_at) * 1000)::int as late, max(b.updated_at) < r.published_at as before
      from crowd_innovation.ballot b
        join crowd_innovation.phase p on p.challenge_id = b.challenge_id and p.kind = 'vote'
        join crowd_innovation.result r on r.challenge_id = b.challenge_id
      where b.challenge_id = $1 group by p.closes_at, r.published_at`,
    [vote.id],
  );
  t.ok(times.before, 'no ballot was written after the count');
  t.comment(`the last ballot was written ${times.late} ms after the end of the vote`);
});

t.test('a ballot that was in time and is slow to arrive is waited for by the count', async (t) => {
  const vote = await openVote(installation, manager.at(nodes[0]));
  const [first = '', other = ''] = vote.ideas;
  const [voter] = await installation.people(1);
  if (!voter) throw new Error('no voter');
  t.equal((await send(voter.at(nodes[0]), vote, [first])).status, 200);
  await vote.closesIn(3);
  const closes = Date.now() + 3000;
  const answered: string[] = [];
  const note = async <R>(name: string, answer: Promise<R>) => {
    const result = await answer;
    answered.push(name);
    return result;
  };
  const { slow, counting } = await installation.within(async (client) => {
    // somebody holds the row of the ballot, and so the next one has to wait
    await client.query('select from crowd_innovation.ballot where challenge_id = $1 for update', [vote.id]);
    const slow = note('ballot', send(voter.at(nodes[0]), vote, [other]));
    await waits(1);
    t.ok(Date.now() < closes, 'it is in time');
    await sleep(closes + 50 - Date.now());
    const counting = note('count', manager.at(nodes[1]).post(`${vote.path}/count`));
    await waits(2);
    t.same(answered, [], 'both wait');
    return { slow, counting };
  });
  t.match(await slow, { status: 200, revision: 2 });
  const counted = await counting;
  t.match(counted, { status: 201, body: { ballots: 1 } });
  const votes = new Map(counted.body.ideas.map((idea: { id: string; votes: number }) => [idea.id, idea.votes]));
  t.same([votes.get(first), votes.get(other)], [0, 1], 'and is counted as it was acknowledged');
});

/** Until so many statements wait for a lock. */
async function waits(count: number): Promise<void> {
  const began = Date.now();
  for (;;) {
    const [row] = await installation.sql(
      `select count(*)::int n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (row.n >= count) return;
    if (Date.now() - began > 8000) throw new Error(`${row.n} statements wait, and not ${count}`);
    await sleep(10);
  }
}

t.test('of managers who publish at once one succeeds, and the pot is not overspent', async (t) => {
  const voters = await installation.people(20);
  for (let round = 0; round < 5; round++) {
    const vote = await openVote(installation, manager.at(nodes[0]));
    const ballots = await Promise.all(
      voters.map((voter, n) => send(voter.at(nodes[n % 2 ? 0 : 1]), vote, someOf(vote.ideas))),
    );
    t.same(census(ballots), { '200': voters.length });
    await vote.closesIn(-1);
    const answers = await Promise.all(
      [manager, second, manager, second].map(async (who, n) => {
        const { status, body } = await patiently(() => who.at(nodes[n % 2 ? 1 : 0]).post(`${vote.path}/count`));
        return { status, code: body.code };
      }),
    );
    t.same(census(answers), { '201': 1, '409 crowd-innovation.already-published': 3 });
    const [stored] = await installation.sql(
      `select (select count(*)::int from crowd_innovation.result where challenge_id = $1) as results,
        (select count(*)::int from crowd_innovation.published_ballot where challenge_id = $1) as ballots,
        (select count(*)::int from crowd_innovation.award where challenge_id = $1) as awards,
        (select sum(amount)::text from crowd_innovation.award where challenge_id = $1) as awarded,
        (select spent::text from crowd_innovation.result where challenge_id = $1) as spent`,
      [vote.id],
    );
    t.match(stored, { results: 1, ballots: voters.length, spent: stored.awarded });
    t.ok(stored.awards > 0 && BigInt(stored.awarded) <= vote.pot, `${stored.awarded} of ${vote.pot}`);
  }
});
