/**
 * Two communities that look alike: the same titles and so the same slugs, in the same states. Each writes a word of its own,
 * its canary, into every text that it has, so that whatever of one turns up in the other is recognised.
 */
import { Client as Database } from 'pg';
import { client, repositoryRoot, startPlatform, type Client, type Platform } from '@polyphony/core/testing';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

type Teardown = Parameters<typeof startPlatform>[0];

export const roles = ['manager', 'member', 'visitor'] as const;
export type Role = (typeof roles)[number];

export type Person = Client & { readonly memberId: string; readonly email: string };

export interface World {
  readonly slug: string;
  readonly canary: string;
  /** Its second language, which the other community does not have. */
  readonly language: string;
  /** `member` may pitch ideas; all hold what members hold. */
  readonly as: Readonly<Record<Role, Client>>;
  readonly manager: Person;
  readonly member: Person;
  /** In the closed group, and nowhere else. */
  readonly other: Person;
  /** Of an open group that `member` has joined, and of a closed one that `other` was added to. */
  readonly group: { readonly open: Thing; readonly closed: Thing };
  /** `budget` is a vote whose ballots share out the pot, with a ballot of the manager's that was not sent. */
  readonly challenge: Readonly<Record<Standing | 'budget', Challenge>>;
  /** Words with the canary. */
  words(about: string): string;
  /** Somebody new, with a session that may be ended. */
  newcomer(role: Exclude<Role, 'visitor'>): Promise<Person>;
  /** Somebody who has signed up and not confirmed their address. */
  pending(): Promise<Client>;
  /** What stands after `/link/` in a mail that signs somebody new in. */
  newLink(): Promise<string>;
  /** What stands after `/mail/stop/` in a mail that somebody may stop. */
  stopLink(): Promise<string>;
  /** Somebody asks to be let in; gives the id of the request. */
  newRequest(): Promise<string>;
  /** Somebody is invited by mail; gives the id and the token of the link. */
  newInvitation(): Promise<{ readonly id: string; readonly token: string }>;
  /** A group of the same title as all the others, organised by the manager. */
  newGroup(openness?: 'open' | 'closed'): Promise<Thing & Readonly<Record<string, unknown>>>;
  /** A challenge that has come to where it is wanted, with ideas and, from the vote on, a ballot of `member` and of `other`. */
  newChallenge(standing: Standing, ballot?: 'approval' | 'knapsack'): Promise<Challenge>;
  /** An idea of `who` in a challenge that takes pitches. */
  newIdea(challenge: Thing, who?: Client): Promise<string>;
}

export interface Thing {
  readonly id: string;
  readonly slug: string;
}
export type Standing = 'pitch' | 'vote' | 'counting' | 'published';
export interface Challenge extends Thing {
  /** Accepted. */
  readonly idea: string;
  /** Declined, with a reason. */
  readonly declined: string;
}

export interface Worlds {
  readonly platform: Platform;
  readonly mine: World;
  readonly theirs: World;
  /** Runs SQL as the owner, who passes the wall between communities. */
  sql(text: string, values?: readonly unknown[]): Promise<any[]>;
  /** Every table that is divided by community. */
  tables(): Promise<readonly string[]>;
  /** Every id that is written down in the rows of a community, and the names of its accounts. */
  idsOf(world: World): Promise<ReadonlySet<string>>;
  /** A digest of every row of a community, by table. */
  rowsOf(world: World): Promise<Readonly<Record<string, string>>>;
}

/** Every extension of the repository, so that a new one is looked at without being named here. */
const everything = Object.fromEntries(
  globSync('extensions/*/package.json', { cwd: repositoryRoot })
    .map((file) => JSON.parse(readFileSync(path.join(repositoryRoot, file), 'utf8')) as { polyphony?: { id: string } })
    .flatMap(({ polyphony }) =>
      polyphony
        ? [[polyphony.id, polyphony.id === 'crowd-innovation' ? { settings: { smallestPublishedBallots: 1 } } : {}]]
        : [],
    ),
);

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
const OF = 'community_id = (select id from platform.community where slug = $1)';

/** Chinese characters survive in every text and are left out of slugs. The two words share none, so that each character tells. */
function canaryFrom(first: number): string {
  const characters = new Set<string>();
  while (characters.size < 6) characters.add(String.fromCodePoint(first + Math.floor(Math.random() * 0x1000)));
  return [...characters].join('');
}

const languages = { alder: 'fr', birch: 'de' };
type Slug = keyof typeof languages;

export async function startWorlds(t: Teardown): Promise<Worlds> {
  const canaries = { alder: canaryFrom(0x5000), birch: canaryFrom(0x7000) };
  const community = (slug: Slug) => ({
    name: `${canaries[slug]} community`,
    purpose: `${canaries[slug]} purpose`,
    hosts: [`${slug}.test`],
    languages: ['en', languages[slug]],
    roles: { business: { label: `${canaries[slug]} business`, permissions: ['crowd-innovation.idea.pitch'] } },
    extensions: everything,
  });
  const platform = await startPlatform(t, { communities: { alder: community('alder'), birch: community('birch') } });
  const database = new Database(platform.ownerUrl);
  await database.connect();
  t.teardown(() => database.end());
  const sql: Worlds['sql'] = async (text, values = []) => (await database.query(text, [...values])).rows;
  const tables: Worlds['tables'] = async () =>
    (
      await sql(
        `select table_schema || '.' || table_name as name from information_schema.tables
          where table_type = 'BASE TABLE' and table_schema not in ('platform', 'pgboss', 'pg_catalog', 'information_schema')
            and table_name not like 'kysely_migration%' order by 1`,
      )
    ).map(({ name }) => name as string);
  const [mine, theirs] = [
    await world(platform, sql, 'alder', canaries.alder),
    await world(platform, sql, 'birch', canaries.birch),
  ];
  return {
    platform,
    mine,
    theirs,
    sql,
    tables,
    async idsOf({ slug, manager, member, other }) {
      const ids = new Set([manager, member, other].flatMap(({ email }) => email.split('@')[0] ?? []));
      for (const table of await tables())
        for (const { row } of await sql(`select t::text as row from ${table} t where ${OF}`, [slug]))
          for (const id of (row as string).match(UUID) ?? []) ids.add(id);
      return ids;
    },
    async rowsOf({ slug }) {
      const digests: Record<string, string> = {};
      for (const table of await tables()) {
        const [row] = await sql(
          `select count(*) || ' ' || coalesce(md5(string_agg(t.xmin || t::text, E'\\n' order by t::text)), '') as rows
            from ${table} t where ${OF}`,
          [slug],
        );
        digests[table] = row.rows;
      }
      return digests;
    },
  };
}

const day = 86_400;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

async function world(platform: Platform, sql: Worlds['sql'], slug: Slug, canary: string): Promise<World> {
  const language = languages[slug];
  const words: World['words'] = (about) => `${canary} ${about}`;
  const newcomer: World['newcomer'] = async (role) => {
    const email = `${crypto.randomUUID()}@${slug}.example`;
    const made = await platform.member(slug, {
      email,
      name: words('Person'),
      roles: role === 'manager' ? ['manager'] : ['business'],
    });
    return Object.assign(made, { email }) as Person;
  };
  const [manager, member, other] = [await newcomer('manager'), await newcomer('member'), await newcomer('member')];

  const pending: World['pending'] = async () => {
    const visitor = platform.visitor(slug);
    const { token } = expect(
      201,
      await visitor.post('/api/auth/sign-up', {
        email: `${crypto.randomUUID()}@${slug}.example`,
        name: words('Person'),
      }),
    );
    return client({ base: visitor.base, token });
  };
  const stopLink: World['stopLink'] = async () => {
    await platform.settle();
    const mail = (await platform.mails(slug)).findLast(({ stop }) => stop !== undefined);
    return /\/mail\/stop\/([\w.~-]+)/.exec(mail?.stop ?? '')?.[1] ?? '';
  };
  const newLink: World['newLink'] = async () => {
    const { email } = await newcomer('member');
    expect(202, await platform.visitor(slug).post('/api/auth/link', { email }));
    await platform.settle();
    const mail = (await platform.mails(slug)).findLast(({ to }) => to === email);
    return /\/link\/([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  };
  const newRequest: World['newRequest'] = async () => {
    const [account, id] = [crypto.randomUUID(), crypto.randomUUID()];
    const email = `${account}@${slug}.example`;
    await sql(
      `insert into platform.account (id, email, email_normalised, confirmed_at) values ($1, $2, $2, clock_timestamp())`,
      [account, email],
    );
    await sql(
      `insert into core.joining (community_id, id, account_id, name, state, answers, asked_at)
        select id, $2, $3, $4, 'asked', $5::jsonb, clock_timestamp() from platform.community where slug = $1`,
      [slug, id, account, words('Person'), JSON.stringify([{ question: words('Who?'), answer: words('I am') }])],
    );
    return id;
  };
  const newInvitation: World['newInvitation'] = async () => {
    const email = `${crypto.randomUUID()}@${slug}.example`;
    const { id } = expect(
      201,
      await manager.post('/api/invitations', { email, name: words('Guest'), message: words('Come') }),
    );
    await platform.settle();
    const mail = (await platform.mails(slug)).findLast(({ to }) => to === email);
    return { id, token: /\/invitations\/([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '' };
  };
  const newGroup: World['newGroup'] = async (openness = 'open') =>
    expect(
      201,
      await manager.post('/api/groups', {
        title: words('Bread'),
        summary: words('What is left over'),
        about: words('A longer purpose'),
        kindLabel: words('Workstream'),
        openness,
      }),
    );
  const newIdea: World['newIdea'] = async ({ id }, who = member) =>
    expect(
      201,
      await who.post(`/api/challenges/${id}/ideas`, {
        title: words('Fridges'),
        summary: words('In a sentence'),
        body: words('At length'),
        by: words('Bakery'),
        requested: { amount: '100000' },
      }),
    ).id;
  const newChallenge: World['newChallenge'] = async (standing, kind = 'approval') => {
    const made = expect(
      201,
      await manager.post('/api/challenges', {
        title: words('Fund'),
        summary: words('Where should it go?'),
        brief: words('All about it'),
        voters: words('How voters are checked'),
        pot: { amount: '1000000', currency: 'CAD' },
        phases: [
          { kind: 'pitch', name: words('First'), opensAt: inSeconds(-day), closesAt: inSeconds(day) },
          { kind: 'vote', name: words('Then'), opensAt: inSeconds(2 * day), closesAt: inSeconds(3 * day) },
        ],
        ballot: { kind },
        rule: { rule: 'greedy' },
      }),
    );
    const [idea, declined] = [await newIdea(made), await newIdea(made)];
    expect(200, await manager.patch(`/api/ideas/${idea}`, { state: 'accepted' }));
    expect(200, await manager.patch(`/api/ideas/${declined}`, { state: 'declined', reason: words('Not this time') }));
    // the dates are moved, as the owner of the database may; the clock is the real one
    const move = (kind: string, opens: number, closes: number) =>
      sql(
        `update crowd_innovation.phase set opens_at = clock_timestamp() + make_interval(secs => $3),
          closes_at = clock_timestamp() + make_interval(secs => $4) where challenge_id = $1 and kind = $2`,
        [made.id, kind, opens, closes],
      );
    if (standing !== 'pitch') {
      await move('pitch', -3 * day, -2 * day);
      await move('vote', -day, day);
      for (const voter of [member, other])
        expect(200, await voter.put(`/api/challenges/${made.id}/ballot`, { choices: [idea] }));
    }
    if (standing === 'counting' || standing === 'published') await move('vote', -day, -1);
    if (standing === 'published') expect(201, await manager.post(`/api/challenges/${made.id}/count`));
    return { id: made.id, slug: made.slug, idea, declined };
  };

  expect(303, await manager.form('/me/mail', {}));
  expect(303, await manager.form('/manage/joining', { question1: words('Who are you?') }));
  expect(200, await manager.get('/welcome'));
  await newInvitation();
  await newRequest();
  for (const page of ['about', 'rules', 'faq', 'contact', 'home.about', 'welcome'])
    expect(200, await manager.put(`/api/pages/${page}`, { title: words('Page'), body: words('Written'), version: 0 }));
  expect(303, await member.form('/rules/agree', { version: '1' }));
  const group = { open: await newGroup(), closed: await newGroup('closed') };
  expect(200, await member.post(`/api/groups/${group.open.id}/join`));
  expect(204, await manager.post(`/api/groups/${group.closed.id}/members`, { member: other.memberId }));
  const challenge = {
    pitch: await newChallenge('pitch'),
    vote: await newChallenge('vote'),
    counting: await newChallenge('counting'),
    published: await newChallenge('published'),
    budget: await newChallenge('vote', 'knapsack'),
  };
  expect(303, await manager.form(`/challenges/${challenge.budget.id}/ballot`, { add: challenge.budget.idea }));
  await platform.settle(); // phases that have begun are told
  expect(
    200,
    await member.request('POST', `/api/groups/${group.open.id}/join`, {
      json: {},
      headers: { 'idempotency-key': `key-of-${slug}` },
    }),
  );
  const as = { manager, member, visitor: platform.visitor(slug) };
  return {
    slug,
    canary,
    language,
    as,
    manager,
    member,
    other,
    group,
    challenge,
    words,
    newcomer,
    pending,
    newLink,
    stopLink,
    newRequest,
    newInvitation,
    newGroup,
    newChallenge,
    newIdea,
  };
}

export function expect(status: number, answer: Awaited<ReturnType<Client['get']>>) {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer.body;
}
