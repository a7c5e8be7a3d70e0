import * as fc from 'fast-check';
import t from 'tap';
import { spaceService } from '../../spaces/index.ts';
import { contentService } from '../../content/index.ts';
import type { SearchRequest } from '../../contract/services.ts';
import type { Context, MemberContext } from '../../contract/context.ts';
import { openStage } from '../access/stage.ts';

const content = contentService();
const spaces = spaceService();
const stage = await openStage(t);
const everyone = { see: 'everyone', read: 'everyone' } as const;

const titles = async (ctx: Context, q: string, more: Partial<SearchRequest> = {}) =>
  (await content.search(ctx, { q, ...more })).items.map(({ title }) => title);

await t.test('words are found in their other forms, by their beginnings, and without their accents', async (t) => {
  const community = await stage.community('words');
  const ada = await community.member('Ada');
  const write = (title: string, language: string, body = '') =>
    content.create(ada, { kind: 'article', title, body, language, audience: everyone });
  await write('Community gardens', 'en-CA', 'We compost kitchen scraps.');
  await write('Une école au jardin', 'fr-CA', 'Les élèves apprennent à composter.');
  await write('Ασκήσεις', 'el');
  const cases: readonly [q: string, found: readonly string[]][] = [
    ['garden', ['Community gardens']],
    ['gard', ['Community gardens']],
    ['GARDENS community', ['Community gardens']],
    ['composting', ['Une école au jardin', 'Community gardens']],
    ['ecole', ['Une école au jardin']],
    ['ÉCO', ['Une école au jardin']],
    ['compost', ['Une école au jardin', 'Community gardens']],
    ['compost -kitchen', ['Une école au jardin']],
    ['"kitchen scraps"', ['Community gardens']],
    ['"scraps kitchen"', []],
    ['jardin or gardens', ['Une école au jardin', 'Community gardens']],
    ['ασκησεις', ['Ασκήσεις']],
    ['garden scraps', ['Community gardens']],
    ['gardens -composting', []],
    ['garden -"kitchen scraps"', []],
    ['jardin -ecole', []],
    ['-garden', []],
    ['garden tractor', []],
    ['???', []],
    ['   ', []],
  ];
  for (const [q, found] of cases) t.same(await titles(ada, q), found, q);
});

await t.test('titles come before bodies and the newest first, over pages of every size', async (t) => {
  const community = await stage.community('order');
  const ada = await community.member('Ada');
  const day = (n: number) => new Date(Date.UTC(2026, 0, n));
  for (let n = 1; n <= 12; n++)
    await content.create(ada, {
      kind: n % 2 ? 'a' : 'b',
      title: n % 3 ? `No ${n}` : `Bread ${n}`,
      body: 'about bread',
      audience: everyone,
      publishAt: day(n),
    });
  const wanted = [12, 9, 6, 3].map((n) => `Bread ${n}`).concat([11, 10, 8, 7, 5, 4, 2, 1].map((n) => `No ${n}`));
  for (const limit of [1, 2, 3, 4, 5, 100]) {
    const got: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await content.search(ada, { q: 'bread', limit, after });
      got.push(...page.items.map(({ title }) => title));
      after = page.next;
    }
    t.same(got, wanted, `${limit} on a page`);
  }
  t.same(await titles(ada, 'bread', { kind: 'a', since: day(3), until: day(9) }), ['Bread 3', 'No 7', 'No 5']);
  t.same(await titles(ada, 'bread', { author: (await community.member('Bob')).actor.id }), []);
  const found = (await content.search(ada, { q: 'bread' })).items;
  t.same(found[0]?.excerpt, [], 'its title says it');
  t.same(found[4]?.excerpt, [
    { text: 'about ', found: false },
    { text: 'bread', found: true },
  ]);
  await t.rejects(content.search(ada, { q: 'bread', after: 'forged' }), { code: 'core.invalid' });
});

await t.test(
  'a locked body is neither found nor shown, a hidden item not at all, and a hidden space neither',
  async (t) => {
    const community = await stage.community('locked');
    const [ada, bob] = [await community.member('Ada'), await community.member('Bob')];
    const closed = await spaces.create(ada, {
      kind: 'g',
      title: 'Quiet room',
      summary: 'for talks',
      see: 'space',
      read: 'space',
      joining: 'added',
    });
    const write = (title: string, see: 'everyone' | 'member' | { space: string }) =>
      content.create(ada, {
        kind: 'article',
        title,
        body: 'secretword',
        audience: { see, read: { space: closed.id } },
        spaces: [closed.id],
      });
    await write('Teaser', 'everyone');
    await write('Hidden', { space: closed.id });
    const ask = (ctx: Context | MemberContext) =>
      Promise.all([
        titles(ctx, 'secretword'),
        titles(ctx, 'teaser'),
        titles(ctx, 'hidden'),
        titles(ctx, 'teaser', { space: closed.id }),
        spaces.search(ctx, { q: 'quiet', limit: 5 }).then((found) => found.map(({ title }) => title)),
      ]);
    t.same(await ask(bob), [[], ['Teaser'], [], [], []]);
    t.same(await ask(community.visitor), [[], ['Teaser'], [], [], []]);
    t.same(await ask(ada), [['Hidden', 'Teaser'], ['Teaser'], ['Hidden'], ['Teaser'], ['Quiet room']]);
    await spaces.add(ada, closed.id, bob.actor.id);
    t.same(await titles(bob, 'secretword'), ['Hidden', 'Teaser'], 'with the next statement');
    const [teaser] = (await content.search(community.visitor, { q: 'teaser' })).items;
    t.match(teaser, { body: null, locked: true, excerpt: [] });
  },
);

await t.test('nothing of another community is found, although the index is one', async (t) => {
  const [here, there] = [await stage.community('here'), await stage.community('there')];
  const [ada, eve] = [await here.member('Ada'), await there.member('Eve')];
  await content.create(ada, { kind: 'article', title: 'Sourdough', audience: everyone });
  t.same(await titles(ada, 'sourdough'), ['Sourdough']);
  t.same(await titles(eve, 'sourdough'), []);
  const rows = await here.db.selectFrom('core.content_words').select('community_id').execute();
  t.same(
    [...new Set(rows.map(({ community_id }) => community_id))],
    [here.id],
    'nor by a query that forgot to say where',
  );
  await t.rejects(
    here.db.updateTable('core.content_words').set({ community_id: there.id }).execute(),
    /violates check option/,
    'nor is anything moved there',
  );
});

await t.test('whatever is typed is answered, and a text of any words can be kept', { timeout: 120_000 }, async (t) => {
  const community = await stage.community('any');
  const ada = await community.member('Ada');
  const typed = fc.oneof(
    fc.string({ maxLength: 200, unit: 'grapheme' }),
    fc.stringMatching(/^[-"'()&|!:*<>\\ a-z]{0,60}$/),
  );
  await fc.assert(
    fc.asyncProperty(
      typed.filter((q) => !q.includes('\0') && q.isWellFormed()),
      async (q) => {
        await content.search(ada, { q });
        await spaces.search(ada, { q, limit: 5 });
      },
    ),
    { numRuns: 200 },
  );
  const many = Array.from({ length: 20_000 }, (_, n) => `wort${n.toString(36)}é`).join(' ');
  const id = await content.create(ada, { kind: 'article', title: 'Long', body: many, audience: everyone });
  t.same(await titles(ada, 'wort1e'), ['Long']);
  t.equal((await content.get(ada, id))?.body, many);
});

await t.test(
  'a word that is everywhere fills the page, and a rare one is found behind the newest thousand',
  async (t) => {
    const community = await stage.community('many');
    const ada = await community.member('Ada');
    const id = await content.create(ada, { kind: 'article', title: 'Common', audience: everyone });
    await stage.owner(
      `insert into core.content (community_id, id, kind, status, author_id, rule_id, publish_at, title, body, language)
     select community_id, gen_random_uuid(), kind, 1, author_id, rule_id, now() - n * interval '1 minute', 'Common',
       case when n = 2900 then 'needle' else '' end, 'en' from core.content, generate_series(1, 3000) n where id = $1`,
      [id],
    );
    t.equal((await content.search(ada, { q: 'common', limit: 100 })).items.length, 100);
    t.same(
      (await content.search(ada, { q: 'needle' })).items.map(({ part }: any) => part ?? 'one'),
      ['one'],
    );
  },
);
