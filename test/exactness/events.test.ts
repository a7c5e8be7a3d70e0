/** A thousand events under two processes, one of which is killed: none is lost, and what they cause happens once. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { client } from '@polyphony/core/testing';
import { COMMUNITY, install } from './installation.ts';

const EVENTS = 1000;
const PATIENCE = 240_000;

t.test(`${EVENTS} events reach their listener, though a process is killed while it tells of them`, async (t) => {
  const { node, sql } = await install(
    t,
    {},
    {
      root: path.resolve(import.meta.dirname, '../fixtures/events'),
      extensions: { bell: {}, logbook: {}, grumpy: {} },
    },
  );
  const [first, second] = await Promise.all([node(), node()]);
  const at = (url: string) => client({ base: `${url}/c/${COMMUNITY}` });
  const told = async () => Number((await sql('select count(*) from logbook.entry'))[0].count);
  const until = async (what: string, done: () => Promise<boolean>) => {
    const end = Date.now() + PATIENCE;
    while (!(await done())) {
      if (Date.now() > end) throw new Error(`not in time: ${what}, ${await told()} told`);
      await sleep(50);
    }
  };

  const rings = Array.from({ length: EVENTS / 10 }, (_, number) => `ring ${number}`);
  const ringing = (async () => {
    for (const [number, ring] of rings.entries()) {
      const { status } = await at((number % 2 === 0 ? first : second).url)
        .post('/api/bell', { ring, times: 10 })
        // its process was killed before it answered: whether it was kept, nobody knows, so it is rung under another name
        .catch(() => at(first.url).post('/api/bell', { ring: `${ring} again`, times: 10 }));
      if (status !== 204) throw new Error(`${status}`);
    }
  })();
  await until('some were told', async () => (await told()) >= EVENTS / 10);
  await second.kill();
  t.ok((await told()) < EVENTS, 'killed in the middle');
  await ringing;
  await until(
    'nothing is left to do',
    async () =>
      (await sql(`select from pgboss.job where state in ('created', 'retry', 'active') limit 1`)).length === 0,
  );
  const entries = await sql<{ what: string; count: number }>(
    'select what, count(*)::int from logbook.entry group by what',
  );
  t.same(
    entries.filter(({ count }) => count !== 1),
    [],
    'each once',
  );
  const known = new Set(entries.map(({ what }) => what));
  const wholeOf = (ring: string) =>
    Array.from({ length: 10 }, (_, at) => `${ring} ${at}`).filter((one) => known.has(one));
  for (const ring of rings) {
    const [kept, again] = [wholeOf(ring).length, wholeOf(`${ring} again`).length];
    if (!(kept === 10 || (kept === 0 && again === 10))) t.fail(`${ring}: ${kept} and ${again}`);
  }
  t.ok(known.size >= EVENTS);
  t.same(await sql(`select from pgboss.job where name = 'dead-letters'`), []);
  t.equal(await first.stop(), 0);
});
