/** A process outlives its connections to the database: they are cut a hundred times under load. */
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { COMMUNITY, install } from './installation.ts';
import { openVote, someOf } from './vote.ts';

const CUTS = 100;
const VOTERS = 12;
const skip = process.env['POLYPHONY_LOAD'] ? false : 'it keeps a machine busy for a minute: npm run test:load';

t.test('a hundred connections are cut, the process lives, and what it acknowledged is kept', { skip }, async (t) => {
  const installation = await install(t);
  const node = await installation.node();
  const [manager] = await installation.people(1, ['manager']);
  const people = await installation.people(VOTERS);
  if (!manager) throw new Error('no manager');
  const vote = await openVote(installation, manager.at(node));

  let over = false;
  const statuses = new Map<number, number>();
  const acknowledged = new Map<string, number>();
  const count = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const load = Promise.all(
    people.map(async (person) => {
      const voter = person.at(node);
      while (!over) {
        const answer = await voter.put(`${vote.path}/ballot`, { choices: someOf(vote.ideas) });
        count(answer.status);
        if (answer.status === 500) t.fail(answer.text);
        if (answer.status === 200) acknowledged.set(person.id, answer.body.revision);
        const read = await voter.get(vote.path);
        count(read.status);
        for (const { status, headers } of [answer, read])
          if (status === 503 && !headers.get('retry-after')) t.fail('a 503 without Retry-After');
      }
    }),
  );
  let cut = 0;
  while (cut < CUTS) {
    const rows = await installation.sql(
      `select pg_terminate_backend(pid) as done from pg_stat_activity
      where datname = current_database() and application_name like 'polyphony%' and pid <> pg_backend_pid()
      order by random() limit 2`,
    );
    cut += rows.filter(({ done }) => done).length;
    await sleep(40);
  }
  over = true;
  await load;
  t.comment(`${cut} cut; answers by status: ${JSON.stringify(Object.fromEntries(statuses))}`);
  t.same(
    [...statuses.keys()].filter((status) => status !== 200 && status !== 503),
    [],
    'what was cut is 503 with Retry-After, and nothing else',
  );
  t.ok((statuses.get(200) ?? 0) > 0, 'others went on meanwhile');

  const stored = await vote.stored();
  const lost = [...acknowledged].filter(([id, revision]) => (stored.get(id)?.revision ?? 0) < revision);
  t.same(lost, [], 'every acknowledged ballot is there');
  for (const person of people.slice(0, 10)) {
    const answer = await person.at(node).put(`${vote.path}/ballot`, { choices: someOf(vote.ideas) });
    t.equal(answer.status, 200, `afterwards all is well: ${answer.text}`);
  }
  t.equal((await fetch(`${node.url}/c/${COMMUNITY}/readyz`)).status, 200);
  t.equal(await node.stop(), 0, 'the process lived, and ends properly');
});
