/** The log: readable, narrowed, and changed by nobody. */
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, {
  communities: {
    oak: { languages: ['en', 'fr'], timeZone: 'America/Toronto', extensions: { groups: {}, 'crowd-innovation': {} } },
    elm: { extensions: { groups: {} } },
  },
});
const manager = await platform.member('oak', { roles: ['manager'], name: 'Mara' });
const deputy = await platform.member('oak', { roles: ['manager'], name: '=Dee' });
const who = await platform.member('oak', { name: 'Gia' });
const db = platform.context('oak').db;
await manager.put(`/api/members/${who.memberId}/roles`, { roles: ['manager'] });
await deputy.put(`/api/members/${who.memberId}/roles`, { roles: [] });
await deputy.post('/api/invitations', { email: 'new@x.example' });
await manager.post('/api/groups', { title: 'Bread', summary: 'Loaves', openness: 'open' });

t.test('every line is a sentence with who, when and what was before and after', async (t) => {
  const { items } = (await manager.get('/api/log?limit=100')).body;
  t.equal(items.length, 4);
  for (const line of items) t.notMatch(line.words, /\.log\.|undefined|\{/);
  const [group, invitation, taken] = items;
  t.match(group, { actor: { name: 'Mara' }, words: 'Started the group Bread' });
  t.match(invitation, { words: 'Invited new@x.example' });
  t.match(taken, {
    actor: { name: '=Dee' },
    words: 'Changed the roles of Gia',
    details: [
      { label: 'Before', text: 'Manager' },
      { label: 'After', text: '—' },
    ],
  });
  const page = (await manager.get('/manage/log')).text;
  t.match(page, /href="\/c\/oak\/groups\/bread"[^>]*>Started the group Bread/);
  t.match(page, new RegExp(`href="/c/oak/manage/people/${who.memberId}"`));
});

t.test('it narrows by person, action and day, and pages by key', async (t) => {
  const list = async (query: string) => (await manager.get(`/api/log?${query}`)).body.items as { words: string }[];
  t.equal((await list(`actor=${deputy.memberId}`)).length, 2);
  t.equal((await list('action=core.member.roles-changed')).length, 2);
  t.equal((await list(`actor=${manager.memberId}&action=groups.create`)).length, 1);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto' }).format(new Date());
  t.equal((await list(`from=${today}&until=${today}`)).length, 4, 'the days are those of the community');
  t.equal((await list('until=2020-01-01')).length, 0);
  t.equal((await manager.get('/manage/log?actor=&action=&from=&until=')).status, 200, 'an empty filter is none');
  t.equal((await manager.get('/api/log?from=yesterday')).status, 400);
  const seen: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const { body } = await manager.get(`/api/log?limit=1${after && `&after=${encodeURIComponent(after)}`}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    after = body.next;
  }
  t.equal(new Set(seen).size, 4);
});

t.test('it comes as a table whose cells run nothing', async (t) => {
  const answer = await manager.get('/api/log.csv?action=core.invitation.sent');
  t.match(answer.headers.get('content-type'), 'text/csv');
  const lines = answer.text.trim().split('\r\n');
  t.equal(lines.length, 2);
  t.match(lines[1], /,'=Dee,core\.invitation\.sent,Invited new@x\.example,/);
});

t.test('it is for those who may read it, and each community has its own', async (t) => {
  t.equal((await who.get('/api/log')).status, 403);
  t.equal((await who.get('/manage/log')).status, 403);
  const elm = await platform.member('elm', { roles: ['manager'] });
  t.same((await elm.get('/api/log')).body.items, []);
});

t.test('the words of every action that anything records are there, in both languages', async (t) => {
  const { actionKey } = await import('../../membership/log.ts');
  t.equal(actionKey('groups.member.add'), 'groups.log.member.add');
  const { core, built } = platform.app.registry;
  const { globSync, readFileSync } = await import('node:fs');
  const actions = new Set<string>();
  for (const file of globSync('{core,extensions/*}/**/*.ts', {
    cwd: `${import.meta.dirname}/../../..`,
    exclude: ['**/test/**', '**/dist/**', '**/node_modules/**'],
  })) {
    const text = readFileSync(`${import.meta.dirname}/../../../${file}`, 'utf8');
    for (const [, action] of text.matchAll(/(?:action: |#record\(tx, )'([a-z-]+\.[a-z.-]+)'/g))
      if (action) actions.add(action);
  }
  t.ok(actions.size > 15, [...actions].join());
  for (const action of actions) {
    const owner = action.split('.')[0] ?? '';
    const definition = owner === 'core' ? core.definition : built.get(owner)?.definition;
    for (const language of ['en', 'fr'])
      t.ok(definition?.messages?.[language]?.[actionKey(action)], `${action} in ${language}`);
  }
});

t.test('the application adds to it and changes nothing of it', async (t) => {
  const denied = { code: '42501' };
  await t.rejects(sql`update core.log set action = 'x'`.execute(db), denied);
  await t.rejects(sql`delete from core.log`.execute(db), denied);
  await t.rejects(sql`truncate core.log`.execute(db), denied);
});

t.test('a day before the calendar is refused and not a failure', async (t) => {
  t.equal((await manager.get('/api/log?from=0000-01-01')).status, 400);
  t.equal((await manager.get('/api/log?until=9999-12-31')).status, 200);
  const odd = await manager.request('DELETE', `/api/members/${who.memberId}`, { json: { reason: 'a\ud800' } });
  t.equal(odd.status, 400, 'nor is half a character');
});
