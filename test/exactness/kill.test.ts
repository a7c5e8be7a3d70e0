/** What was acknowledged survives a `kill -9`, of the process and of the one that started the embedded database. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { client, type Client } from '@polyphony/core/testing';
import { COMMUNITY, install, writeConfiguration } from './installation.ts';
import { startNode, type Node } from './node.ts';
import { openVote, someOf } from './vote.ts';

/** Five with every run of the tests; `npm run test:kill` asks for twenty. */
const KILLS = Number(process.env.POLYPHONY_KILLS ?? 2);
const VOTERS = 40;

t.test('no acknowledged ballot is lost when its process is killed again and again during a vote', async (t) => {
  const installation = await install(t);
  // the next ones are started ahead: what is tested is the end of a process, and not how long another takes to come
  const spare: Promise<Node>[] = [];
  const next = async () => {
    const node = await (spare.shift() ?? installation.node());
    while (spare.length < 2) {
      const started = installation.node();
      started.catch(() => {}); // reported where it is awaited
      spare.push(started);
    }
    return node;
  };
  let node = await next();
  const [manager] = await installation.people(1, ['manager']);
  const people = await installation.people(VOTERS);
  if (!manager) throw new Error('no manager');
  const vote = await openVote(installation, manager.at(node));

  interface State {
    readonly id: string;
    acknowledged: { readonly revision: number; readonly choices: readonly string[] } | undefined;
    /** Sent since, and not answered: it may have been taken or not. */
    unanswered: (readonly string[])[];
  }
  const states = people.map(({ id }): State => ({ id, acknowledged: undefined, unanswered: [] }));
  let [acknowledged, cut, over] = [0, 0, false];

  /** Votes again and again; a request that was cut is sent anew, with other choices, to the process that came after. */
  const votes = async (person: (typeof people)[number], state: State) => {
    let [at, voter]: [Node, Client] = [node, person.at(node)];
    while (!over) {
      const choices = someOf(vote.ideas);
      state.unanswered.push(choices);
      const answer = await voter.put(`${vote.path}/ballot`, { choices }).catch(() => undefined);
      if (answer?.status === 200) {
        state.acknowledged = { revision: answer.body.revision, choices };
        state.unanswered = [];
        acknowledged += 1;
      } else if (answer) {
        if (answer.status !== 503) throw new Error(`${answer.status} ${answer.text}`); // busy: asked again
      } else {
        cut += 1;
        while (at === node && !over) await sleep(5);
        [at, voter] = [node, person.at(node)];
      }
    }
  };
  /** What the database has of each voter: the last acknowledged ballot, or one that was under way when the process ended. */
  const lost = async () => {
    const stored = await vote.stored();
    return states.filter(({ id, acknowledged: last, unanswered }) => {
      if (!last) return false;
      const found = stored.get(id);
      if (found?.revision === last.revision) return !same(found.choices, last.choices);
      return !found || found.revision < last.revision || !unanswered.some((choices) => same(found.choices, choices));
    });
  };

  const began = performance.now();
  const voting = Promise.all(people.map((person, at) => votes(person, states[at]!)));
  const kills = (async () => {
    for (let kill = 1; kill <= KILLS; kill++) {
      const enough = acknowledged + 30;
      while (acknowledged < enough) await sleep(2);
      await node.kill();
      const missing = await lost();
      if (missing.length > 0) t.same(missing, [], `after kill ${kill}`);
      node = await next();
    }
    const enough = acknowledged + VOTERS;
    while (acknowledged < enough) await sleep(2);
  })().finally(() => {
    over = true;
  });
  await Promise.all([voting, kills]);

  t.same(await lost(), [], 'every voter has the last ballot that was acknowledged');
  t.ok(acknowledged > KILLS * 30, `${acknowledged} acknowledged`);
  t.ok(cut >= KILLS, `${cut} cut off`);
  const [rows] = await installation.sql(
    'select count(*)::int n, count(distinct member_id)::int members from crowd_innovation.ballot where challenge_id = $1',
    [vote.id],
  );
  t.same(rows, { n: VOTERS, members: VOTERS });
  t.comment(
    `${acknowledged} ballots acknowledged, ${cut} cut off by ${KILLS} kills, in ${Math.round(performance.now() - began)} ms`,
  );
});

t.test(
  'the embedded database outlives a killed process, and the next one finds it with all that it held',
  async (t) => {
    const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-embedded-'));
    const server = path.join(directory, 'data/postgres/cluster/postmaster.pid');
    const pidOf = () => Number(readFileSync(server, 'utf8').split('\n')[0]);
    const configuration = path.join(directory, 'config');
    writeConfiguration(configuration);
    const start = () => startNode(t, { POLYPHONY_CONFIG: configuration, POLYPHONY_DATA: path.join(directory, 'data') });
    // runs after the processes have ended; a server that nobody stopped must not live on
    t.teardown(async () => {
      if (existsSync(server)) process.kill(pidOf(), 'SIGQUIT');
      while (existsSync(server)) await sleep(20);
      rmSync(directory, { recursive: true, force: true });
    });

    const first = await start();
    const base = (node: Node) => `${node.url}/c/${COMMUNITY}`;
    const credentials = { email: 'amara@test.example', password: 'a password for two lives' };
    const joined = await client({ base: base(first) }).post('/api/auth/sign-up', { ...credentials, name: 'Amara' });
    t.equal(joined.status, 201, joined.text);
    const pid = pidOf();
    await first.kill();
    t.equal(pidOf(), pid, 'the database lives');

    const second = await start();
    t.equal(pidOf(), pid, 'and was adopted');
    const { token } = joined.body;
    const waiting = await client({ base: base(second), token }).get('/api/me/joining');
    t.match(waiting.body, { name: 'Amara', state: 'unconfirmed' }, 'the session holds');
    t.equal((await client({ base: base(second) }).post('/api/auth/sign-in', credentials)).status, 200);
    t.equal(await second.stop(), 0, 'a proper end');
    t.notOk(existsSync(server), 'ends the database too');
  },
);

const same = (one: readonly string[], other: readonly string[]) => one.join() === other.join();
