/**
 * `npm run bench:communities [-- --communities 10000 --rounds 9 --requests 400]`: what a community costs. One process with many
 * communities and twenty distinct sets of extensions against one with a single community; twenty installed extensions against two;
 * and how soon a change is live on a second node. The measured processes run side by side and are asked in turns, since machines are noisy.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTestDatabase } from '@polyphony/core/testing';
import { copyOf, installExtensions, writeCommunities, type Installed } from './installed.ts';
import { startServer, type Server } from './server.ts';
import { median, printTable, rounded } from './table.ts';

const { values } = parseArgs({
  options: {
    communities: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '9' },
    requests: { type: 'string', default: '400' },
    changes: { type: 'string', default: '20' },
  },
});
const count = Number(values.communities);
const rounds = Number(values.rounds);
const requests = Number(values.requests);
const changes = Number(values.changes);
/** Distinct sets of extensions. */
const SETS = 20;
/** What is asked for: the API, a page of an extension, the home page with its blocks. */
const PATHS = ['/api/groups', '/groups', '/'] as const;

interface Case {
  readonly name: string;
  readonly installed: Installed;
  readonly server: Server;
  /** Of the start that made the communities, and of one that found them. */
  readonly firstBootMs: number;
  /** Bytes after the start, and after every community was visited. */
  readonly heap: number;
  visitedHeap: number;
  readonly perSecond: number[];
  readonly cpu: number[];
}

const teardowns: (() => unknown)[] = [];
const t = { teardown: (work: () => unknown) => void teardowns.push(work) };

async function start(name: string, installed: Installed): Promise<Case & { readonly node: () => Promise<Server> }> {
  const { ownerUrl, applicationUrl } = await createTestDatabase(t);
  const settings = { ...installed, ownerUrl, applicationUrl };
  const first = await startServer(t, { ...settings, watch: false });
  await first.stop();
  const server = await startServer(t, { ...settings, watch: true });
  const { heap } = await server.collected();
  console.error(`${name}: first start ${Math.round(first.bootMs)} ms, then ${Math.round(server.bootMs)} ms`);
  // what the second node has on disk is what stood there before any change
  const before = copyOf(t, installed);
  const node = () => startServer(t, { ...settings, configDirectory: before.configDirectory, watch: false });
  return { name, installed, server, firstBootMs: first.bootMs, heap, visitedHeap: heap, perSecond: [], cpu: [], node };
}

/** Requests from `concurrency` clients, each path as often as the others, communities by turns. */
async function load({ installed: { slugs }, server }: Case, total: number, concurrency = 8): Promise<number> {
  let next = Math.floor(Math.random() * slugs.length);
  let sent = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (sent < total) {
        const at = sent++;
        // a stride that meets every community, and not the neighbours one after the other
        next = (next + 7919) % slugs.length;
        const response = await fetch(`${server.url}/c/${slugs[next]}${PATHS[at % PATHS.length]}`);
        await response.arrayBuffer();
        if (response.status !== 200) throw new Error(`${slugs[next]} answered ${response.status}`);
      }
    }),
  );
  return total / ((performance.now() - began) / 1000);
}

async function round(one: Case): Promise<void> {
  const before = await one.server.collected();
  const perSecond = await load(one, requests);
  const after = await one.server.measure();
  one.perSecond.push(perSecond);
  one.cpu.push((after.cpu - before.cpu) / requests / 1000);
}

/** Writes a new name into a file of the first node and asks the second one until it shows. Milliseconds. */
async function change({ installed: { configDirectory, slugs } }: Case, second: Server, n: number): Promise<number> {
  const slug = slugs[(n * 7919) % slugs.length] ?? '';
  const file = path.join(configDirectory, 'communities', `${slug}.yaml`);
  const name = `Renamed ${n}`;
  const document = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...document, name }));
  const began = performance.now();
  for (;;) {
    const { name: shown } = (await (await fetch(`${second.url}/c/${slug}/api/community`)).json()) as { name: string };
    if (shown === name) return performance.now() - began;
    if (performance.now() - began > 30_000) throw new Error('the change did not arrive within 30 s');
    await wait(5);
  }
}

try {
  const twenty = installExtensions(t, 20);
  const two = installExtensions(t, 2);
  const few = await start('2 extensions, 1 community', writeCommunities(t, two, 1, 1));
  const one = await start('20 extensions, 1 community', writeCommunities(t, twenty, 1, 1));
  // its one community has what the two extensions of `few` give, so that the pages are the same
  const idle = await start('20 extensions installed, 2 on', writeCommunities(t, { ...twenty, ids: two.ids }, 1, 1));
  const many = await start(`20 extensions, ${count} communities`, writeCommunities(t, twenty, count, SETS));
  // the same mixture of sets in few communities: what is compared is their number, not what is on in them
  const mixed = await start(`20 extensions, ${SETS} communities`, writeCommunities(t, twenty, SETS, SETS));
  const cases = [few, idle, one, mixed, many];

  for (const each of cases) await load(each, requests); // what is compiled at first use, is
  await load(many, Math.min(count * 3, 6000));
  for (let n = 0; n < rounds; n++)
    for (const each of n % 2 ? cases : cases.toReversed()) {
      await round(each);
    }

  for (const each of cases) {
    await load(each, each.installed.slugs.length * PATHS.length);
    each.visitedHeap = (await each.server.collected()).heap;
  }

  const times: number[] = [];
  if (changes > 0) {
    const second = await many.node();
    await change(many, second, 0);
    for (let n = 1; n <= changes; n++) times.push(await change(many, second, n));
  }

  printTable([
    ['', 'first start ms', 'start ms', 'heap MB', 'visited MB', 'requests/s', 'CPU ms/request'],
    ...cases.map(({ name, firstBootMs, server, heap, visitedHeap, perSecond, cpu }) => [
      name,
      String(Math.round(firstBootMs)),
      String(Math.round(server.bootMs)),
      (heap / 2 ** 20).toFixed(1),
      (visitedHeap / 2 ** 20).toFixed(1),
      median(perSecond).toFixed(0),
      median(cpu).toFixed(2),
    ]),
  ]);
  const ratio = (pick: (one: Case) => number[], a: Case, b: Case) =>
    rounded(median(pick(a).map((figure, n) => figure / (pick(b)[n] ?? Number.NaN))), 3);
  const kilobytes = (pick: (one: Case) => number) => (pick(many) - pick(mixed)) / (count - SETS) / 1024;
  const perCommunity = kilobytes(({ heap }) => heap);
  const perVisited = kilobytes(({ visitedHeap }) => visitedHeap);
  console.log(
    `a further community: ${perCommunity.toFixed(1)} KB of heap after the start, ${perVisited.toFixed(1)} KB once it was visited, ${((many.server.bootMs - mixed.server.bootMs) / (count - SETS)).toFixed(2)} ms at a start`,
  );
  if (times.length > 0)
    console.log(
      `a change of a file, live on a second node: median ${median(times).toFixed(0)} ms, most ${Math.max(...times).toFixed(0)} ms of ${changes}`,
    );
  console.log(
    JSON.stringify({
      communities: count,
      requestCostOfManyCommunities: ratio(({ cpu }) => cpu, many, mixed),
      requestCostOfInstalledExtensions: ratio(({ cpu }) => cpu, idle, few),
      throughputOfManyCommunities: ratio(({ perSecond }) => perSecond, many, mixed),
      throughputOfInstalledExtensions: ratio(({ perSecond }) => perSecond, idle, few),
      startOfManyCommunities: rounded(many.server.bootMs / mixed.server.bootMs),
      startOfInstalledExtensions: rounded(idle.server.bootMs / few.server.bootMs),
      kilobytesPerCommunity: rounded(perCommunity, 1),
      kilobytesPerVisitedCommunity: rounded(perVisited, 1),
      ...(times.length > 0 ? { changeOnSecondNodeMs: rounded(median(times), 0) } : {}),
    }),
  );
} finally {
  for (const work of teardowns.toReversed()) await work();
}
