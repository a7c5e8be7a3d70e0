/** A person gets everything that is held of them, and afterwards nothing leads to them. */
import { Client as Database } from 'pg';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import t, { type Test as Teardown } from 'tap';
import { startPlatform, type Client, type Platform } from '@polyphony/core/testing';
import { erasePerson, exportPerson, personColumns } from '../../privacy/index.ts';

const CANARY = '鶴亀松竹';
const day = 86_400_000;
const at = (days: number) => new Date(Date.now() + days * day).toISOString();
const extensions = { groups: {}, 'crowd-innovation': { settings: { smallestPublishedBallots: 1 } } };
const community = {
  roles: { business: { label: 'Business', permissions: ['crowd-innovation.idea.pitch'] } },
  extensions,
};

const options = ({ app: { registry, platform, log, databaseOf } }: Platform) => ({
  registry,
  platform,
  log,
  databaseOf,
});
const viewOf = ({ app }: Platform) => app.communities.bySlug('food')!;

async function connect(t: Teardown, platform: Platform) {
  const database = new Database(platform.ownerUrl);
  await database.connect();
  t.teardown(() => database.end());
  return async (text: string, values: readonly unknown[] = []): Promise<any[]> =>
    (await database.query(text, [...values])).rows;
}

/** Every row of every schema that is not the queue's, as text. */
async function dump(sql: Awaited<ReturnType<typeof connect>>): Promise<Map<string, string>> {
  const tables = await sql(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('core', 'platform', 'groups', 'crowd_innovation', 'pgboss')`,
  );
  const texts = new Map<string, string>();
  for (const { name } of tables)
    texts.set(name, (await sql(`select string_agg(t::text, E'\n') as text from ${name} t`))[0].text ?? '');
  return texts;
}

const done = (status: number, answer: Awaited<ReturnType<Client['get']>>) => {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`);
  return answer.body;
};

async function lived(t: Teardown) {
  const platform = await startPlatform(t, { communities: { food: community } });
  const sql = await connect(t, platform);
  const manager = await platform.member('food', { roles: ['manager'], name: 'Olivia' });
  const email = `${CANARY}@test.example`;
  const person = await platform.member('food', { roles: ['manager', 'business'], name: `${CANARY} Person`, email });

  const open = async () =>
    done(
      201,
      await person.post('/api/challenges', {
        title: 'Fund',
        summary: 'Money',
        brief: '',
        pot: { amount: '1000000', currency: 'CAD' },
        phases: [
          { kind: 'pitch', opensAt: at(-1), closesAt: at(1) },
          { kind: 'vote', opensAt: at(2), closesAt: at(3) },
        ],
        ballot: { kind: 'approval' },
        rule: { rule: 'greedy' },
      }),
    ) as { id: string; slug: string };
  const move = (id: string, kind: string, opens: number, closes: number) =>
    sql(
      `update crowd_innovation.phase set opens_at = clock_timestamp() + make_interval(days => $3),
        closes_at = clock_timestamp() + make_interval(days => $4) where challenge_id = $1 and kind = $2`,
      [id, kind, opens, closes],
    );
  const pitch = async ({ id }: { id: string }) => {
    const made = done(
      201,
      await person.post(`/api/challenges/${id}/ideas`, {
        title: `${CANARY} idea`,
        summary: `${CANARY} summary`,
        body: `${CANARY} body`,
        by: `${CANARY} business`,
        requested: { amount: '1000' },
      }),
    );
    done(200, await manager.patch(`/api/ideas/${made.id}`, { state: 'accepted' }));
    return made.id as string;
  };
  const vote = async (challenge: { id: string }, idea: string) => {
    await move(challenge.id, 'pitch', -3, -2);
    await move(challenge.id, 'vote', -1, 1);
    for (const who of [person, manager])
      done(200, await who.put(`/api/challenges/${challenge.id}/ballot`, { choices: [idea] }));
  };
  const [closed, running, pitching] = [await open(), await open(), await open()];
  const ideas = { closed: await pitch(closed), running: await pitch(running), pitching: await pitch(pitching) };
  await vote(closed, ideas.closed);
  await vote(running, ideas.running);
  await move(closed.id, 'vote', -2, -1);
  done(201, await person.post(`/api/challenges/${closed.id}/count`));
  done(201, await person.post('/api/groups', { title: 'Bread', summary: 'Loaves', openness: 'open' }));
  await sql(
    `insert into crowd_innovation.ballot_draft (community_id, challenge_id, member_id, choices)
     select community_id, id, $2, '[1]' from crowd_innovation.challenge where id = $1`,
    [pitching.id, person.memberId],
  );
  await platform.settle();
  return { platform, sql, manager, person, email, closed, running, pitching, ideas };
}

t.test('everything that leads to a person is in their export, and afterwards nothing leads to them', async (t) => {
  const { platform, sql, manager, person, email, closed, running, ideas } = await lived(t);
  const view = viewOf(platform);
  const member = person.memberId ?? '';

  // each table that leads to people, of every extension, has a row of this person before
  const owner = { query: async (text: string, values: unknown[]) => ({ rows: await sql(text, values) }) };
  for (const schema of ['groups', 'crowd_innovation'])
    for (const { table, column } of await personColumns(owner as never, schema)) {
      if (column === 'decided_by') continue;
      const found = await sql(`select from ${schema}.${table} where ${column} = $1`, [member]);
      t.not(found.length, 0, `${schema}.${table}.${column} leads to the person`);
    }
  const results = (await manager.get(`/api/challenges/${closed.id}/results`)).body;

  const all = await exportPerson(view, member, options(platform));
  t.match(all['account'], { account: [{ email }] });
  t.match(all['core'], { member: [{ display_name: `${CANARY} Person` }], spaces: { length: 4 } });
  t.equal(all['groups']?.['groupsStarted']?.length, 1);
  t.match(all['crowd-innovation'], {
    challengesOpened: { length: 3 },
    ideas: [{ title: `${CANARY} idea`, by_name: `${CANARY} business` }],
    ballots: { length: 2 },
    ballotsNotSent: [{ choices: [1] }],
    resultsPublished: { length: 1 },
  });
  const others = await exportPerson(view, manager.memberId ?? '', options(platform));
  t.notMatch(
    JSON.stringify(others, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
    CANARY,
  );

  const before = [...(await dump(sql))].filter(([, text]) => text.includes(CANARY)).map(([name]) => name);
  t.ok(before.length >= 4, before.join(', '));
  const kept = await erasePerson(view, member, options(platform));
  for (const { what, why } of kept) t.ok(what && why);
  const said = kept.map(({ extension, what }) => `${extension}: ${what}`).join('\n');
  for (const part of [/groups: 1 groups/, /crowd-innovation: 1 ballots/, /crowd-innovation: 3 ideas/])
    t.match(said, part);
  for (const [table, text] of await dump(sql)) t.notMatch(text, CANARY, table);

  t.equal((await person.get('/api/me')).status, 401, 'the session is over');
  t.same(
    await sql('select challenge_id, choices from crowd_innovation.ballot where member_id is null'),
    [{ challenge_id: closed.id, choices: [1] }],
    'a ballot that was counted stays, without whose it was',
  );
  t.equal(
    (await sql('select from crowd_innovation.ballot where challenge_id = $1', [running.id])).length,
    1,
    'one of a vote that goes on was taken back',
  );
  const after = (await manager.get(`/api/challenges/${closed.id}/results`)).body;
  t.equal(after.ballots, results.ballots);
  t.same(after.spent, results.spent, 'the result is the same');
  t.equal((await manager.get(`/challenges/${closed.slug}/results`)).status, 200);
  t.equal((await manager.get(`/challenges/${running.slug}`)).status, 200);
  t.match((await manager.get(`/api/ideas/${ideas.closed}`)).body, { title: '[…]', authorName: null, by: null });
  const pb = await manager.get(`/api/challenges/${closed.id}/ballots.pb`);
  t.equal(pb.status, 200, pb.text);
  await t.resolves(erasePerson(view, member, options(platform)), 'once more changes nothing');
});

t.test('what is off is asked too, and what failed makes it wait', async (t) => {
  const { platform, person } = await lived(t);
  await platform.configure('food', { roles: {}, extensions: {} });
  const all = await exportPerson(viewOf(platform), person.memberId ?? '', options(platform));
  t.equal(all['crowd-innovation']?.['ideas']?.length, 3, 'the community has it off, and its rows are there');
  platform.app.registry.failed('groups', 'mount', new Error('broken'));
  await t.rejects(erasePerson(viewOf(platform), person.memberId ?? '', options(platform)), /groups/);
  await t.rejects(exportPerson(viewOf(platform), person.memberId ?? '', options(platform)), /groups/);
});

t.test('an account stays for as long as another community has it', async (t) => {
  const platform = await startPlatform(t, { only: [], communities: { food: {}, aid: {} } });
  const email = 'twice@test.example';
  const person = await platform.member('food', { email });
  const same = await platform.member('aid', { email });
  const kept = await erasePerson(viewOf(platform), person.memberId ?? '', options(platform));
  t.match(kept, [{ what: 'the account to sign in with' }]);
  t.notMatch(JSON.stringify(kept), 'aid', 'and nothing tells where');
  t.equal((await same.get('/api/me')).status, 200);
});

t.test('and for as long as a removed community may bring it back', async (t) => {
  const platform = await startPlatform(t, { only: [], communities: { food: {}, aid: {} } });
  const email = 'twice@test.example';
  const person = await platform.member('food', { email });
  const same = await platform.member('aid', { email });
  const file = path.join(platform.configDirectory, 'communities', 'aid.yaml');
  const text = readFileSync(file, 'utf8');
  rmSync(file);
  await platform.app.communities.reload();
  t.equal(platform.app.communities.bySlug('aid'), undefined);
  t.match(await erasePerson(viewOf(platform), person.memberId ?? '', options(platform)), [
    { what: 'the account to sign in with' },
  ]);
  await platform.configure('aid', text);
  t.equal((await same.get('/api/me')).status, 200, 'it comes back with its people');
  const sql = await connect(t, platform);
  const aid = platform.app.communities.bySlug('aid')!;
  t.same(await erasePerson(aid, same.memberId ?? '', options(platform)), []);
  t.same(await sql('select from platform.account where email is not null'), []);
});
