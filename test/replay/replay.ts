/**
 * Replays a real election through the public door: members join, ideas are pitched and accepted, every ballot is sent,
 * the vote closes by the clock, and a manager publishes the count.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { client, type Answer, type Client } from '@polyphony/core/testing';
import { amountText, readPabulib } from '../../extensions/crowd-innovation/counting/index.ts';

export interface ReplayOptions {
  /** Text of the `.pb` file; approval ballots only, which is what the first slice can vote with. */
  readonly text: string;
  readonly manager: Client;
  /** Makes a member of the community who may vote. */
  readonly voter: (name: string) => Promise<Client>;
  /** Rule that the challenge declares. */
  readonly rule: Readonly<Record<string, unknown>> & { readonly rule: string };
  /** Ballots under way at once. */
  readonly concurrency?: number;
  readonly say?: (line: string) => void;
}

export interface Replay {
  readonly challenge: string;
  readonly ballots: number;
  /** Original project ids, in the order of the result. */
  readonly winners: readonly string[];
  readonly ballotsPerSecond: number;
  /** What anybody can download. */
  readonly pabulib: string;
  /** Project id of the download to project id of the original. */
  readonly originals: ReadonlyMap<string, string>;
}

const expectStatus = (answer: Answer, status: number, what: string): Answer => {
  if (answer.status !== status) throw new Error(`${what} answered ${answer.status}: ${answer.text}`);
  return answer;
};

/** Works through `items`, so many at once. */
async function each<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(atOnce, items.length) }, async () => {
      for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index);
    }),
  );
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

export async function replay({
  text,
  manager,
  voter,
  rule,
  concurrency = 8,
  say = () => {},
}: ReplayOptions): Promise<Replay> {
  const { election } = readPabulib(text);
  if (election.kind !== 'approval')
    throw new Error(`the file has ${election.kind} ballots; only approval ballots can be replayed`);
  const cents = (amount: string) => {
    const [whole = '0', part = ''] = amount.split('.');
    return `${whole}${part.padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
  };
  const minor = (value: Parameters<typeof amountText>[0]) => ({
    amount: cents(amountText(value)),
    currency: 'EUR',
    exponent: 2,
  });

  const phases = (opens: number, closes: number) => [
    { kind: 'pitch', opensAt: inSeconds(-3600), closesAt: inSeconds(opens - 0.05) },
    { kind: 'vote', opensAt: inSeconds(opens), closesAt: inSeconds(closes) },
  ];
  const opened = expectStatus(
    await manager.post('/api/challenges', {
      title: `Replay ${crypto.randomUUID().slice(0, 8)}`,
      summary: 'A real election, once more',
      pot: minor(election.budget),
      phases: phases(3600, 7200),
      ballot: { kind: 'approval' },
      rule,
    }),
    201,
    'opening the challenge',
  );
  const { id: challenge } = opened.body as { id: string };

  const ideas = new Map<string, string>();
  for (const { id, name, cost } of election.projects) {
    const pitched = expectStatus(
      await manager.post(`/api/challenges/${challenge}/ideas`, {
        title: (name || id).slice(0, 150).padEnd(3, '.'),
        summary: name.slice(0, 150) || id,
        requested: minor(cost),
      }),
      201,
      `pitching ${id}`,
    );
    const { id: idea } = pitched.body as { id: string };
    ideas.set(id, idea);
    expectStatus(await manager.patch(`/api/ideas/${idea}`, { state: 'accepted' }), 200, `accepting ${id}`);
  }
  say(`${ideas.size} ideas pitched and accepted`);

  const voters: Client[] = [];
  let began = performance.now();
  await each(election.ballots, 4, async ({ id }, index) => {
    voters[index] = await voter(`Voter ${id}`.slice(0, 80));
  });
  say(`${voters.length} members joined in ${Math.round((performance.now() - began) / 100) / 10} s`);

  const seconds = 3 + Math.ceil(election.ballots.length / 40);
  expectStatus(
    await manager.put(`/api/challenges/${challenge}/phases`, { phases: phases(0.5, seconds) }),
    200,
    'opening the vote',
  );
  await sleep(700);
  began = performance.now();
  await each(election.ballots, concurrency, async ({ projects }, index) => {
    expectStatus(
      await (voters[index] as Client).put(`/api/challenges/${challenge}/ballot`, {
        choices: projects.map((project) => ideas.get(project)),
      }),
      200,
      `ballot ${index}`,
    );
  });
  const elapsed = (performance.now() - began) / 1000;
  const ballotsPerSecond = Math.round(election.ballots.length / elapsed);
  say(`${election.ballots.length} ballots sent in ${elapsed.toFixed(1)} s: ${ballotsPerSecond} a second`);

  while (true) {
    const answer = await manager.post(`/api/challenges/${challenge}/count`);
    if (answer.status === 201) break;
    if (answer.status !== 409) expectStatus(answer, 201, 'publishing the count');
    await sleep(250);
  }
  const visitor = client({ base: manager.base });
  const result = expectStatus(await visitor.get(`/api/challenges/${challenge}/results`), 200, 'the results');
  const download = expectStatus(await visitor.get(`/api/challenges/${challenge}/ballots.pb`), 200, 'the ballots');
  const back = new Map([...ideas].map(([original, idea]) => [idea, original]));
  const numbers = new Map([...ideas.keys()].map((original, at) => [String(at + 1), original]));
  const { ideas: reasons } = result.body as { ideas: { id: string; funded: boolean }[] };
  return {
    challenge,
    ballots: election.ballots.length,
    winners: reasons.filter(({ funded }) => funded).map(({ id }) => back.get(id) ?? id),
    ballotsPerSecond,
    pabulib: download.text,
    originals: numbers,
  };
}
