/**
 * `npm run bench:overload [-- --rounds 5 --seconds 6 --times 10 --connections 80]`: what is left when many times more requests come than can be
 * answered. First as many as the process can take, then ten times that rate from ten times the connections, and again the first: how
 * many are answered in the crowd, what the others hear, whether any connection is cut, and how soon all is as before.
 */
import autocannon from 'autocannon';
import { parseArgs } from 'node:util';
import { createTestDatabase } from '@polyphony/core/testing';
import { installExtensions, writeCommunities } from './installed.ts';
import { startServer, type Server } from './server.ts';
import { median, printTable, rounded } from './table.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '6' },
    times: { type: 'string', default: '10' },
    'in-flight': { type: 'string', default: '16' },
    // more of them keep up the rate, though those who are sent away wait a moment to hear it
    connections: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const times = Number(values.times);
/** Connections that keep the process busy without making it late. */
const CONNECTIONS = 8;
/** Normal again: this part of the throughput of before. */
const RECOVERED = 0.9;

interface Load {
  /** Answers of 2xx in a second. */
  readonly accepted: number;
  readonly refused: number;
  /** Of those refused, how many say when to come back. */
  readonly told: number;
  readonly otherErrors: number;
  readonly resets: number;
  /** Milliseconds within which 95 of 100 of the accepted are answered. */
  readonly p95: number;
  /** Processor milliseconds for each accepted request, with what the refused ones cost. */
  readonly cpu: number;
  /** Seconds from the beginning until half a second was as good as `wanted`; undefined where none was. */
  readonly recovered: number | undefined;
}

async function put(
  server: Server,
  url: string,
  { connections, rate, wanted = 0 }: { connections: number; rate?: number; wanted?: number },
): Promise<Load> {
  const before = await server.collected();
  const latencies: number[] = [];
  const windows = new Map<number, number>();
  let told = 0;
  const began = performance.now();
  const options: autocannon.Options = {
    url,
    connections,
    duration: seconds,
    timeout: 20,
    ...(rate === undefined ? {} : { overallRate: Math.round(rate) }),
    setupClient(client) {
      (client as unknown as NodeJS.EventEmitter).on(
        'headers',
        ({ statusCode, headers }: { statusCode: number; headers: readonly string[] }) => {
          if (statusCode === 503 && headers.some((name) => String(name).toLowerCase() === 'retry-after')) told += 1;
        },
      );
    },
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(options, (error, done) => (error ? reject(error) : resolve(done)));
    running.on('response', (_client, status, _bytes, ms) => {
      if (status < 200 || status > 299) return;
      latencies.push(ms);
      const window = Math.floor((performance.now() - began) / 500);
      windows.set(window, (windows.get(window) ?? 0) + 1);
    });
  });
  const after = await server.measure();
  const accepted = result['2xx'];
  const refused = result.statusCodeStats?.['503']?.count ?? 0;
  const good = [...windows].filter(([, count]) => count * 2 >= wanted * RECOVERED).map(([window]) => window);
  latencies.sort((a, b) => a - b);
  return {
    accepted: accepted / result.duration,
    refused,
    told,
    otherErrors: result['5xx'] - refused,
    resets: result.errors - result.timeouts,
    p95: latencies[Math.floor(latencies.length * 0.95)] ?? Number.NaN,
    cpu: (after.cpu - before.cpu) / 1000 / Math.max(1, accepted),
    recovered: good.length > 0 ? (Math.min(...good) + 1) / 2 : undefined,
  };
}

const teardowns: (() => unknown)[] = [];
const t = { teardown: (work: () => unknown) => void teardowns.push(work) };
try {
  const { ownerUrl, applicationUrl } = await createTestDatabase(t);
  const installed = writeCommunities(t, installExtensions(t, 2), 1, 1, { inFlight: Number(values['in-flight']) });
  const server = await startServer(t, { ...installed, ownerUrl, applicationUrl, watch: false });
  const url = `${server.url}/c/${installed.slugs[0]}/groups`;
  await put(server, url, { connections: CONNECTIONS }); // what is compiled at first use, is

  const normal: Load[] = [];
  const crowd: Load[] = [];
  const after: Load[] = [];
  for (let round = 0; round < rounds; round++) {
    const usual = await put(server, url, { connections: CONNECTIONS });
    normal.push(usual);
    crowd.push(
      await put(server, url, {
        connections: Number(values.connections ?? CONNECTIONS * times),
        rate: usual.accepted * times,
      }),
    );
    after.push(await put(server, url, { connections: CONNECTIONS, wanted: usual.accepted }));
  }

  const cells = (name: string, loads: readonly Load[]) => {
    const of = (pick: (load: Load) => number) => median(loads.map(pick));
    const sum = (pick: (load: Load) => number) => loads.reduce((total, load) => total + pick(load), 0);
    return [
      name,
      of(({ accepted }) => accepted).toFixed(0),
      of(({ p95 }) => p95).toFixed(0),
      of(({ cpu }) => cpu).toFixed(2),
      String(sum(({ refused }) => refused)),
      String(sum(({ told }) => told)),
      String(sum(({ otherErrors }) => otherErrors)),
      String(sum(({ resets }) => resets)),
    ];
  };
  printTable([
    ['', 'answered/s', 'p95 ms', 'CPU ms/answer', '503', 'with Retry-After', 'other 5xx', 'cut'],
    cells('as many as it takes', normal),
    cells(`${times} times as many`, crowd),
    cells('afterwards', after),
  ]);
  const kept = median(crowd.map(({ accepted }, n) => accepted / (normal[n]?.accepted ?? Number.NaN)));
  const recovery = after.map(({ recovered }) => recovered ?? Number.POSITIVE_INFINITY);
  console.log(`normal again within ${median(recovery)} s (at the worst ${Math.max(...recovery)} s)`);
  console.log(
    JSON.stringify({
      times,
      throughputKept: rounded(kept, 3),
      refusedWithRetryAfter: rounded(
        crowd.reduce((sum, { told }) => sum + told, 0) /
          Math.max(
            1,
            crowd.reduce((sum, { refused }) => sum + refused, 0),
          ),
        3,
      ),
      otherServerErrors: [...normal, ...crowd, ...after].reduce((sum, { otherErrors }) => sum + otherErrors, 0),
      cut: [...normal, ...crowd, ...after].reduce((sum, { resets }) => sum + resets, 0),
      costOfAnAnswer: rounded(median(crowd.map(({ cpu }, n) => cpu / (normal[n]?.cpu ?? Number.NaN))), 3),
      recoveredSeconds: Math.max(...recovery),
    }),
  );
} finally {
  for (const work of teardowns.toReversed()) await work();
}
