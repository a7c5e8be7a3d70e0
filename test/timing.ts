/**
 * `npm run test:timing [-- --requests 500 --guesses 10000]`: whether the time of an answer tells if an address has an account, with
 * figures to judge (nothing is asserted about time, as machines differ; that answers are equal is), and how many of many guesses at one
 * account, from everywhere and through two processes, are looked at.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { client, startPlatform, type Answer } from '@polyphony/core/testing';
import { COMMUNITY, install } from './exactness/installation.ts';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '500' }, guesses: { type: 'string', default: '10000' } },
});
const requests = Number(values.requests);
const guesses = Number(values.guesses);

const teardowns: (() => unknown)[] = [];
const t = { teardown: (work: () => unknown) => void teardowns.push(work) };
try {
  if (requests > 0) await compareTimes();
  if (guesses > 0) await guess();
} finally {
  for (const work of teardowns.toReversed()) await work();
}

/** What an answer says, without what no two answers share. */
function said({ status, headers, text }: Answer): string {
  return JSON.stringify([status, text, [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name))]);
}

async function compareTimes(): Promise<void> {
  const platform = await startPlatform(t, { communities: { fund: {} }, only: ['groups'] });
  // as many addresses of one kind as of the other, so that what is counted for each is alike
  const known = Array.from({ length: 50 }, () => `${crypto.randomUUID()}@test.example`);
  const unknown = known.map(() => `${crypto.randomUUID()}@test.example`);
  for (const email of known) await platform.member('fund', { email });
  const visitor = platform.visitor('fund');
  const ways: Readonly<Record<string, (email: string) => Promise<Answer>>> = {
    'signing in with a wrong password': (email) =>
      visitor.post('/api/auth/sign-in', { email, password: 'not the password of anybody' }),
    'asking for a link': (email) => visitor.post('/api/auth/link', { email }),
  };
  for (const [name, ask] of Object.entries(ways)) {
    for (let n = 0; n < 20; n++) await ask((n % 2 ? known : unknown)[n] ?? '');
    const times = { known: [] as number[], unknown: [] as number[] };
    const answers = new Set<string>();
    for (let n = 0; n < requests; n++)
      for (const kind of Math.random() < 0.5 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
        const email = (kind === 'known' ? known : unknown)[n % known.length] ?? '';
        const began = performance.now();
        const answer = await ask(email);
        times[kind].push(performance.now() - began);
        answers.add(said(answer));
      }
    assert.equal(answers.size, 1, `${name}: all answers are the same, byte for byte`);
    const { z, p } = mannWhitney(times.known, times.unknown);
    const median = (kind: 'known' | 'unknown') => `${quantile(times[kind], 0.5).toFixed(2)} ms`;
    console.log(
      `${name}, ${requests} each: median ${median('known')} known, ${median('unknown')} unknown; Mann-Whitney z = ${z.toFixed(2)}, p = ${p.toFixed(3)}`,
    );
  }
}

/** Ten thousand machines guess at one account. */
async function guess(): Promise<void> {
  const installation = await install(t, {
    trustProxy: true, // so that each guess may say that it comes from somewhere else
    limits: { signInPerAddress: 1_000_000, requestsPerMinute: 1_000_000 },
  });
  const nodes = [await installation.node(), await installation.node()] as const;
  const email = 'amara@test.example';
  const joined = await client({ base: `${nodes[0].url}/c/${COMMUNITY}` }).post('/api/auth/sign-up', {
    email,
    name: 'Amara',
    password: 'the right password of Amara',
  });
  assert.equal(joined.status, 201, joined.text);
  const found = new Map<number, number>();
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let n = next++; n < guesses; n = next++) {
        const { status } = await client({ base: `${nodes[n % 2 ? 1 : 0].url}/c/${COMMUNITY}` }).request(
          'POST',
          '/api/auth/sign-in',
          {
            json: { email, password: `guess number ${n}` },
            headers: { 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` },
          },
        );
        found.set(status, (found.get(status) ?? 0) + 1);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${guesses} guesses at one account through two processes in ${seconds.toFixed(1)} s: ${found.get(401) ?? 0} looked at, ${found.get(429) ?? 0} refused`,
  );
  assert.deepEqual(
    [...found].sort(([a], [b]) => a - b),
    [[401, Math.min(10, guesses)], ...(guesses > 10 ? [[429, guesses - 10]] : [])],
  );
}

function quantile(numbers: readonly number[], at: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * at)] ?? 0;
}

/** Two-sided, by the normal approximation; ties do not occur between times of this resolution, or change little. */
function mannWhitney(first: readonly number[], second: readonly number[]): { readonly z: number; readonly p: number } {
  const all = [...first.map((time) => ({ time, own: true })), ...second.map((time) => ({ time, own: false }))].sort(
    (a, b) => a.time - b.time,
  );
  const ranks = all.reduce((sum, { own }, index) => (own ? sum + index + 1 : sum), 0);
  const [n, m] = [first.length, second.length];
  const u = ranks - (n * (n + 1)) / 2;
  const z = (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
  return { z, p: 2 * (1 - normal(Math.abs(z))) };
}

/** Distribution function of the normal distribution, to 1e-7 (Abramowitz and Stegun, 26.2.17). */
function normal(x: number): number {
  const k = 1 / (1 + 0.231_641_9 * x);
  const tail = [1.330_274_429, -1.821_255_978, 1.781_477_937, -0.356_563_782, 0.319_381_53].reduce(
    (sum, factor) => (sum + factor) * k,
    0,
  );
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
