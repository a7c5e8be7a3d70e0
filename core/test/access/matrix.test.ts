import t from 'tap';
import { contentService } from '../../content/index.ts';
import type { AudienceRule } from '../../contract/audience.ts';
import type { Context } from '../../contract/context.ts';
import { spaceService } from '../../spaces/index.ts';
import { openStage } from './stage.ts';

const content = contentService();
const spaces = spaceService();
const stage = await openStage(t);

/** By what each way of asking answers. */
type Verdict = 'hidden' | 'teaser' | 'full';
const verdict = (item: { locked: boolean; body: string | null } | null | undefined): Verdict => {
  if (!item) return 'hidden';
  if (item.locked !== (item.body === null)) throw new Error('locked and without a body are the same thing');
  return item.locked ? 'teaser' : 'full';
};

await t.test('every viewer gets exactly what the audience says, whichever way it is asked for', async (t) => {
  const community = await stage.community('matrix');
  const organiser = await community.member('Olu');
  const insider = await community.member('Ines');
  const outsider = await community.member('Oskar');
  const author = await community.member('Ada');
  const space = await spaces.create(organiser, {
    kind: 'group',
    title: 'Compost',
    summary: 'Heaps',
    see: 'everyone',
    read: 'everyone',
    joining: 'open',
  });
  await spaces.join(insider, space.id);
  await spaces.join(author, space.id);

  const inSpace = { space: space.id };
  const rows: readonly [AudienceRule, Record<'visitor' | 'outsider' | 'insider' | 'organiser', Verdict>][] = [
    [
      { see: 'everyone', read: 'everyone' },
      { visitor: 'full', outsider: 'full', insider: 'full', organiser: 'full' },
    ],
    [
      { see: 'everyone', read: 'member' },
      { visitor: 'teaser', outsider: 'full', insider: 'full', organiser: 'full' },
    ],
    [
      { see: 'everyone', read: inSpace },
      { visitor: 'teaser', outsider: 'teaser', insider: 'full', organiser: 'full' },
    ],
    [
      { see: 'everyone', read: 'never' },
      { visitor: 'teaser', outsider: 'teaser', insider: 'teaser', organiser: 'teaser' },
    ],
    [
      { see: 'member', read: 'member' },
      { visitor: 'hidden', outsider: 'full', insider: 'full', organiser: 'full' },
    ],
    [
      { see: 'member', read: inSpace },
      { visitor: 'hidden', outsider: 'teaser', insider: 'full', organiser: 'full' },
    ],
    [
      { see: inSpace, read: inSpace },
      { visitor: 'hidden', outsider: 'hidden', insider: 'full', organiser: 'full' },
    ],
    // to read one has to see: a wider `read` opens nothing
    [
      { see: inSpace, read: 'everyone' },
      { visitor: 'hidden', outsider: 'hidden', insider: 'full', organiser: 'full' },
    ],
    [
      { see: 'never', read: 'never' },
      { visitor: 'hidden', outsider: 'hidden', insider: 'hidden', organiser: 'hidden' },
    ],
  ];
  const viewers: Record<'visitor' | 'outsider' | 'insider' | 'organiser', Context> = {
    visitor: community.visitor,
    outsider,
    insider,
    organiser,
  };
  const ids: string[] = [];
  for (const [audience] of rows)
    ids.push(
      await content.create(author, { kind: 'article', title: 'Soil', body: 'secret', audience, spaces: [space.id] }),
    );

  for (const [who, ctx] of Object.entries(viewers) as [keyof typeof viewers, Context][]) {
    const all = new Map((await content.list(ctx, {})).items.map((item) => [item.id, item]));
    const ofKind = new Map((await content.list(ctx, { kind: 'article' })).items.map((item) => [item.id, item]));
    const within = new Map((await content.list(ctx, { space: space.id })).items.map((item) => [item.id, item]));
    const together = await content.only(ctx, ids);
    const inside = await ctx.transaction((tx) => content.only(tx, ids));
    for (const [index, [audience, expected]] of rows.entries()) {
      const id = ids[index]!;
      const label = `${who}, ${JSON.stringify(audience)}`;
      t.equal(verdict(await content.get(ctx, id)), expected[who], `get: ${label}`);
      t.equal(verdict(all.get(id)), expected[who], `list: ${label}`);
      t.equal(verdict(ofKind.get(id)), expected[who], `list of its kind: ${label}`);
      t.equal(verdict(within.get(id)), expected[who], `list in its space: ${label}`);
      t.equal(verdict(together.get(id)), expected[who], `only: ${label}`);
      t.equal(verdict(inside.get(id)), expected[who], `only, in a transaction: ${label}`);
    }
    t.equal((await content.list(ctx, { kind: 'event' })).items.length, 0, 'another kind is empty');
  }

  t.equal((await content.only(author, ids)).size, rows.length, 'the author sees all of it by id');
  t.ok(
    [...(await content.only(author, ids)).values()].every((item) => !item.locked),
    'and reads it',
  );
  t.equal((await content.list(author, {})).items.length, 8, 'but the feed does not show what is for nobody');
});

await t.test('what lies in a space is told to those who may read the space', async (t) => {
  const community = await stage.community('placed');
  const organiser = await community.member('Olu');
  const outsider = await community.member('Oskar');
  const space = await spaces.create(organiser, {
    kind: 'group',
    title: 'Board',
    summary: '',
    see: 'member',
    read: 'space',
    joining: 'added',
  });
  const open = { see: 'everyone', read: 'everyone' } as const;
  const id = await content.create(organiser, { kind: 'article', title: 'Open', audience: open, spaces: [space.id] });
  t.equal((await content.list(outsider, { space: space.id })).items.length, 0);
  t.equal((await content.list(organiser, { space: space.id })).items.length, 1);
  t.equal((await content.get(outsider, id))?.title, 'Open', 'the item itself is open');
});

await t.test('who leaves a space stops seeing its posts with the next statement', async (t) => {
  const community = await stage.community('leaving');
  const organiser = await community.member('Olu');
  const insider = await community.member('Ines');
  const space = await spaces.create(organiser, {
    kind: 'group',
    title: 'Compost',
    summary: '',
    see: 'everyone',
    read: 'everyone',
    joining: 'open',
  });
  const audience = { see: { space: space.id }, read: { space: space.id } };
  const id = await content.create(organiser, { kind: 'article', title: 'Inside', audience, spaces: [space.id] });
  for (let round = 0; round < 20; round++) {
    await spaces.join(insider, space.id);
    t.ok(await content.get(insider, id));
    t.equal((await content.list(insider, {})).items.length, 1);
    await spaces.leave(insider, space.id);
    t.equal(await content.get(insider, id), null);
    t.equal((await content.list(insider, {})).items.length, 0);
    t.equal((await content.list(insider, { space: space.id })).items.length, 0);
  }
});

await t.test('a visitor of a closed community sees nothing, whatever it is for', async (t) => {
  const community = await stage.community('shut', 'closed');
  const ada = await community.member('Ada');
  const everyone = { see: 'everyone', read: 'everyone' } as const;
  const space = await spaces.create(ada, {
    kind: 'group',
    title: 'G',
    summary: '',
    see: 'everyone',
    read: 'everyone',
    joining: 'open',
  });
  const id = await content.create(ada, {
    kind: 'article',
    title: 'For everyone',
    audience: everyone,
    spaces: [space.id],
  });
  const reach = async (ctx: Context) => [
    (await content.list(ctx, {})).items.length,
    (await content.list(ctx, { space: space.id })).items.length,
    (await content.only(ctx, [id])).size,
    (await spaces.list(ctx, { kind: 'group' })).items.length,
    (await spaces.get(ctx, 'group', space.id)) ? 1 : 0,
  ];
  t.same(await reach(community.visitor), [0, 0, 0, 0, 0]);
  t.same(await reach(ada), [1, 1, 1, 1, 1], 'a member does');
  await community.reopened('listed');
  t.same(await reach(community.visitor), [0, 0, 0, 0, 0], 'nor where the community is listed');
  await community.reopened('open');
  t.same(await reach(community.visitor), [1, 1, 1, 1, 1]);
  await community.reopened('closed');
  t.same(await reach(community.visitor), [0, 0, 0, 0, 0], 'and closing it again takes effect at once');
});

await t.test('two communities with equal slugs and titles never see each other, not even by forged ids', async (t) => {
  const make = async (slug: string) => {
    const community = await stage.community(slug);
    const member = await community.member('Ada');
    const space = await spaces.create(member, {
      kind: 'group',
      title: 'Same',
      summary: slug,
      see: 'everyone',
      read: 'everyone',
      joining: 'open',
    });
    const everyone = { see: 'everyone', read: 'everyone' } as const;
    const id = await content.create(member, {
      kind: 'article',
      title: 'Same',
      summary: slug,
      audience: everyone,
      spaces: [space.id],
    });
    return { community, member, space, id };
  };
  const ours = await make('ours');
  const theirs = await make('theirs');
  t.equal(ours.space.slug, theirs.space.slug);
  for (const [here, there] of [
    [ours, theirs],
    [theirs, ours],
  ] as const) {
    for (const ctx of [here.member, here.community.visitor]) {
      t.equal(await content.get(ctx, there.id), null);
      t.equal((await content.only(ctx, [there.id, here.id])).size, 1);
      t.same(
        (await content.list(ctx, {})).items.map((item) => item.id),
        [here.id],
      );
      t.equal((await content.list(ctx, { space: there.space.id })).items.length, 0);
      t.equal(await spaces.get(ctx, 'group', there.space.id), null);
      t.equal((await spaces.get(ctx, 'group', 'same'))?.id, here.space.id);
    }
    const { member } = here;
    const notFound = { code: 'core.not-found' };
    const everyone = { see: 'everyone', read: 'everyone' } as const;
    const item = { kind: 'article', title: 'x' };
    await t.rejects(spaces.join(member, there.space.id), notFound);
    await t.rejects(spaces.members(member, there.space.id, {}), notFound);
    await t.rejects(spaces.add(member, there.space.id, member.actor.id), notFound);
    await t.rejects(spaces.add(member, here.space.id, there.member.actor.id), notFound);
    await t.rejects(spaces.update(member, there.space.id, { title: 'taken' }), notFound);
    await t.rejects(content.update(member, there.id, { title: 'taken' }), notFound);
    await t.rejects(content.withdraw(member, there.id), notFound);
    await t.rejects(content.create(member, { ...item, audience: everyone, spaces: [there.space.id] }), notFound);
    await t.rejects(content.create(member, { ...item, audience: { see: { space: there.space.id }, read: 'never' } }), {
      code: 'core.audience-unknown',
    });
    await spaces.leave(member, there.space.id);
    await spaces.remove(member, there.space.id, there.member.actor.id);
  }
  t.same(
    await stage.owner('select title, status, version from core.content where id = any ($1)', [[ours.id, theirs.id]]),
    [
      { title: 'Same', status: 1, version: 1 },
      { title: 'Same', status: 1, version: 1 },
    ],
  );
  const left = await stage.owner('select from core.space_member where space_id = any ($1)', [
    [ours.space.id, theirs.space.id],
  ]);
  t.equal(left.length, 2, 'nobody was removed from the other side');
});
