/** Jobs that have one attempt: it is theirs, whatever becomes of the node, and a replay ends. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../../../test/fixtures/events');
type Test = { teardown(work: () => unknown): void };

/** Grumpy listens with one attempt, and with time to hang for longer than a node waits when it stops. */
const start = (t: Test, mood: string) =>
  startPlatform(t, {
    root,
    communities: { one: { extensions: { bell: {}, grumpy: { settings: { mood } } } } },
    adapt: (id, definition) =>
      id === 'grumpy'
        ? {
            ...definition,
            hooks: (r: any) => (definition.hooks?.(r) ?? []).map((one) => ({ ...one, retries: 0, seconds: 120 })),
          }
        : definition,
  });

t.test('a node that stops gives its jobs back, and the attempt does not count', async (t) => {
  const { app, visitor } = await start(t, 'hangs');
  await visitor('one').post('/api/bell', { ring: 'noon' });
  const states = async () =>
    (
      await sql<{ state: string; tries: number }>`
        select state::text, retry_count as tries from pgboss.job where name in ('grumpy/bell.rung', 'dead-letters')`.execute(
        app.platform,
      )
    ).rows;
  await app.work();
  const end = Date.now() + 60_000;
  while ((await states())[0]?.state !== 'active') {
    if (Date.now() > end) throw new Error('it never began');
    await sleep(50);
  }
  await app.jobs.close();
  t.same(await states(), [{ state: 'created', tries: 0 }]);
});

t.test('a replay of all takes those that lay there when it was called', async (t) => {
  const { app, visitor, settle } = await start(t, 'throws');
  await visitor('one').post('/api/bell', { ring: 'noon', times: 3 });
  await settle();
  const { items } = await app.jobs.deadLetters.list();
  t.equal(items.length, 3);
  const later = items[0]?.id ?? '';
  await sql`update pgboss.job set created_on = now() + interval '1 hour' where id = ${later}`.execute(app.platform);
  t.equal(await app.jobs.deadLetters.replay({ job: 'grumpy/bell.rung' }), 2);
  t.same(
    (await app.jobs.deadLetters.list()).items.map(({ id }) => id),
    [later],
    'what comes while it runs stays, else it would not end',
  );
});
