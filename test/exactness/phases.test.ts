/** Changes of phase are told once each, though two processes look at the same clock and one of them is killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { COMMUNITY, install } from './installation.ts';

const CHALLENGES = Number(process.env.POLYPHONY_PHASES ?? 15);
const MEMBERS = 3;
/** Until somebody notices that a process has gone, and does its jobs again. */
const PATIENCE = 240_000;

t.test(`the votes of ${CHALLENGES} challenges open; each is told once, and nobody gets two mails`, async (t) => {
  const installation = await install(t);
  const { sql } = installation;
  const [first, second] = await Promise.all([installation.node(), installation.node()]);
  const [manager] = await installation.people(1, ['manager']);
  await installation.people(MEMBERS - 1);
  if (!manager) throw new Error('no manager');

  const opensAt = Date.now() + 5_000 + CHALLENGES * 400;
  const at = (milliseconds: number) => new Date(opensAt + milliseconds).toISOString();
  const client = manager.at(first);
  for (let number = 1; number <= CHALLENGES; number++) {
    const made = await client.post('/api/challenges', {
      title: `Fund ${number}`,
      summary: 'Where should the money go?',
      pot: { amount: '1000', currency: 'CAD' },
      // one after the other, so that there is a middle
      phases: [
        { kind: 'pitch', opensAt: at(-86_400_000), closesAt: at(number * 100) },
        { kind: 'vote', opensAt: at(number * 100), closesAt: at(86_400_000) },
      ],
      ballot: { kind: 'approval', minimum: 1 },
      rule: { rule: 'greedy' },
    });
    if (made.status !== 201) throw new Error(made.text);
  }
  const told = async (kind: string, change: string) =>
    Number(
      (
        await sql(`select count(*) from crowd_innovation.phase_change where kind = $1 and change = $2`, [kind, change])
      )[0].count,
    );
  const until = async (what: string, done: () => Promise<boolean>) => {
    const end = Date.now() + PATIENCE;
    while (!(await done())) {
      if (Date.now() > end) throw new Error(`not in time: ${what}`);
      await sleep(100);
    }
  };
  await until('some were told', async () => (await told('vote', 'opened')) >= 5);
  const before = await told('vote', 'opened');
  await second.kill();
  t.ok(before < CHALLENGES, `killed when ${before} were told`);

  const mails = `select data ->> 'challenge' as challenge, member_id as member, count(*)::int, count(distinct cause)::int as causes
    from core.mail where kind = 'crowd-innovation.vote-opened' group by 1, 2`;
  await until('all were told', async () => (await sql(mails)).length === CHALLENGES * MEMBERS);
  // whatever is still under way gets its chance to do it twice
  await until(
    'nothing is left to do',
    async () =>
      (await sql(`select from pgboss.job where state in ('created', 'retry', 'active') and start_after <= now()`))
        .length === 0,
  );
  t.equal(await told('vote', 'opened'), CHALLENGES);
  t.equal(await told('pitch', 'closed'), CHALLENGES);
  const rows = await sql(mails);
  t.equal(rows.length, CHALLENGES * MEMBERS);
  t.same(
    rows.filter(({ count, causes }) => count !== 1 || causes !== 1),
    [],
    'one mail for each member and challenge',
  );
  const events = await sql(
    `select data -> 'data' ->> 'challenge' as challenge, data -> 'data' ->> 'change' as change, data -> 'data' ->> 'phase' as phase, count(*)::int
     from pgboss.job where name = 'crowd-innovation/crowd-innovation.phase-changed' group by 1, 2, 3`,
  );
  // the pitch opened and closed, and the vote opened
  t.equal(events.length, CHALLENGES * 3);
  t.same(
    events.filter(({ count }) => count !== 1),
    [],
    'one event for each challenge, phase and change',
  );
  t.same(await sql(`select from pgboss.job where name = 'dead-letters'`), []);
  t.equal(await first.stop(), 0);
  t.ok(COMMUNITY);
});
