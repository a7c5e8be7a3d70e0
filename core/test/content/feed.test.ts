import t from 'tap';
import { everyone, grant, member, ruleFor, setRealm, viewerOf, type Atom, type Rule } from '../../access/index.ts';
import { contentService } from '../../content/index.ts';
import { feedOfAll, feedOfKind } from '../../content/feed.ts';
import type { Context } from '../../contract/context.ts';
import { openStage, type Community } from '../access/stage.ts';

const content = contentService();
const stage = await openStage(t);

const START = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const gold: Atom = { realm: 'tier', key: 'gold' };
const banned: Atom = { realm: 'tier', key: 'banned' };

/** Items by their rule, newest first, `apart` seconds from one another. */
async function fill(
  community: Community,
  rules: readonly number[],
  { apart = 1, kind = 'article' } = {},
): Promise<string[]> {
  await stage.owner(
    `insert into core.content (community_id, id, kind, status, rule_id, publish_at, title, body)
     select $1, gen_random_uuid(), $4, 1, rule, date_trunc('second', now()) - interval '1 hour' - place * $3::float8 * interval '1 second',
       place::text, 'body' from unnest($2::int[]) with ordinality given (rule, place)`,
    [community.id, rules, apart, kind],
  );
  const rows = await stage.owner(
    'select id from core.content where community_id = $1 order by publish_at desc, id desc',
    [community.id],
  );
  return rows.map(({ id }) => id);
}
const rule = (community: Community, see: Rule['see'], deny: Rule['see'] = []) =>
  ruleFor({ db: community.db, community }, { see, read: see, deny });

await t.test('the page is the same on both sides of the probe: 19, 20 and 21 visible rows within it', async (t) => {
  for (const visible of [0, 1, 19, 20, 21, 30]) {
    const community = await stage.community(`probe-${visible}`);
    const ada = await community.member('Ada');
    const [open, shut] = [await rule(community, [member]), await rule(community, [])];
    const first = Array.from({ length: 30 }, (_, index) => (index >= 30 - visible ? open : shut));
    const rules = [...first, ...Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? open : shut))];
    const ids = await fill(community, rules);
    const expected = ids.filter((_, index) => rules[index] === open);
    for (const limit of [1, 19, 20, 21, 50])
      for (const probe of [0, 1, 30, null])
        for (const [feed, kind] of [
          [feedOfAll, null],
          [feedOfKind, 'article'],
        ] as const) {
          const rows = await feed.run(ada.db, { ...viewerOf(ada), ...START, kind, limit, probe });
          t.same(
            rows.map((row) => row.id),
            expected.slice(0, limit),
            `${visible} visible, ${limit} asked, ${probe} probed, ${kind}`,
          );
        }
  }
});

await t.test('equal moments are told apart by id, within a page, between pages, and between rules', async (t) => {
  const community = await stage.community('ties');
  const ada = await community.member('Ada');
  const rules = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      const atom = { realm: 'core', key: `tie-${index}` };
      await grant(ada, ada.actor.id, atom, 'test');
      return rule(community, [atom]);
    }),
  );
  // many rules with one item each at one moment: more rules than a page has rows
  const ids = await fill(community, [...rules, ...rules], { apart: 0 });
  for (const limit of [1, 7, 20])
    for (const probe of [0, null]) {
      const seen: string[] = [];
      for (let place = START; ;) {
        const rows = await feedOfAll.run(ada.db, { ...viewerOf(ada), ...place, kind: null, limit, probe });
        seen.push(...rows.map((row) => row.id));
        const last = rows.at(-1);
        if (!last) break;
        place = { at: last.place, id: last.id };
      }
      t.same(seen, ids, `pages of ${limit}, ${probe} probed`);
    }
  const pages: string[] = [];
  let after: string | undefined;
  do {
    const page = await content.list(ada, { limit: 7, after });
    pages.push(...page.items.map((item) => item.id));
    after = page.next ?? undefined;
  } while (after);
  t.same(pages, ids, 'and the same through cursors');
});

await t.test('moments keep their microseconds between two pages', async (t) => {
  const community = await stage.community('microseconds');
  const ada = await community.member('Ada');
  const open = await rule(community, [member]);
  const ids = await fill(community, [open, open, open, open, open], { apart: 0.000001 });
  const first = await content.list(ada, { limit: 2 });
  const second = await content.list(ada, { limit: 3, after: first.next! });
  t.same(
    [...first.items, ...second.items].map((item) => item.id),
    ids,
  );
  t.equal(second.next, null, 'a full last page says that it is the last');
});

await t.test('a forged cursor is refused, or is the place of another row', async (t) => {
  const community = await stage.community('forged');
  const ada = await community.member('Ada');
  const [id] = await fill(community, [await rule(community, [member])]);
  const forge = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const uuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  const forgeries = [
    '',
    'x',
    '%00',
    forge(null),
    forge({}),
    forge([]),
    forge(['infinity', uuid]),
    forge(['2026-02-30T00:00:00.000000Z', uuid]),
    forge(['2026-01-01T25:00:00.000000Z', uuid]),
    forge(['0000-01-01T00:00:00.000000Z', uuid]),
    forge([1, 2]),
    forge(['2026-01-01T00:00:00.000000Z', "' or 1=1 --"]),
    forge(['2026-01-01T00:00:00.000000Z', uuid, 1]),
  ];
  for (const after of forgeries)
    await t.rejects(content.list(ada, { after }), { code: 'core.invalid', status: 400 }, `"${after}"`);
  const page = await content.list(ada, { after: forge(['9999-12-31T23:59:59.999999Z', uuid]) });
  t.same(
    page.items.map((item) => item.id),
    [id],
  );
});

await t.test('a grant counts from its first moment to its last, and a denial beats it', async (t) => {
  const community = await stage.community('windows');
  const hour = 3_600_000;
  const at = (hours: number) => new Date(Date.now() + hours * hour);
  await setRealm({ db: community.db, community }, 'tier', 'monetisation', true);
  const [id] = await fill(community, [await rule(community, [gold], [banned])]);
  const sees = async (ctx: Context) => {
    const answers = [
      (await content.get(ctx, id!)) !== null,
      (await content.list(ctx, {})).items.length === 1,
      (await content.only(ctx, [id!])).size === 1,
    ];
    if (new Set(answers).size > 1) throw new Error(`The ways of asking disagree: ${answers.join()}`);
    return answers[0]!;
  };
  const [lapsed, future, current, twice] = await Promise.all(
    ['L', 'F', 'C', 'T'].map((name) => community.member(name)),
  );
  await grant(lapsed!, lapsed!.actor.id, gold, 'billing', { until: at(-1) });
  await grant(future!, future!.actor.id, gold, 'billing', { from: at(1) });
  await grant(current!, current!.actor.id, gold, 'billing', { from: at(-1), until: at(1) });
  await grant(twice!, twice!.actor.id, gold, 'billing', { until: at(-1) });
  await grant(twice!, twice!.actor.id, gold, 'gift');
  t.same(await Promise.all([lapsed!, future!, current!, twice!].map(sees)), [false, false, true, true]);

  await grant(lapsed!, lapsed!.actor.id, gold, 'billing', { until: at(1) });
  t.ok(await sees(lapsed!), 'a renewal from the same source opens again');

  await grant(current!, current!.actor.id, banned, 'moderation');
  t.notOk(await sees(current!), 'denied');

  await setRealm({ db: community.db, community }, 'tier', 'monetisation', false);
  t.notOk(await sees(twice!), 'the atoms of an extension that is off are held by nobody');
  await setRealm({ db: community.db, community }, 'tier', 'monetisation', true);
  t.ok(await sees(twice!), 'and held again when it is back');
});

await t.test('a conjunction needs all its parts, also where it was written after the grants', async (t) => {
  const community = await stage.community('and');
  const [both, one] = [await community.member('B'), await community.member('O')];
  const [a, b] = [
    { realm: 'core', key: 'a' },
    { realm: 'core', key: 'b' },
  ];
  await grant(both, both.actor.id, a, 'test');
  await grant(both, both.actor.id, b, 'test');
  await grant(one, one.actor.id, a, 'test');
  const conjunction = await rule(community, [[a, b]]);
  t.equal(await rule(community, [[b, a, b]]), conjunction, 'whatever the order of its parts');
  const [id] = await fill(community, [conjunction]);
  t.ok(await content.get(both, id!));
  t.equal((await content.list(both, {})).items.length, 1);
  t.equal(await content.get(one, id!), null);
  t.equal((await content.list(one, {})).items.length, 0);
});

await t.test('equal rules are one row, also where fifty are written at once', async (t) => {
  const community = await stage.community('intern');
  const fresh = (n: number) => ({ realm: 'core', key: `fresh-${n}` });
  const numbers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      community.db
        .transaction()
        .execute((tx) =>
          ruleFor(
            { db: tx, community },
            { see: n % 2 ? [everyone, fresh(1), fresh(2)] : [fresh(2), everyone, fresh(1)], read: [fresh(3)] },
          ),
        ),
    ),
  );
  t.equal(new Set(numbers).size, 1);
  const rows = await stage.owner('select canon from core.access_rule where community_id = $1', [community.id]);
  t.equal(rows.length, 1);
});
