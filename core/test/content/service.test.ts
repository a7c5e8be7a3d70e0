import t from 'tap';
import { revokeMember } from '../../access/index.ts';
import { contentService, slugOf } from '../../content/index.ts';
import { openStage } from '../access/stage.ts';

const content = contentService();
const stage = await openStage(t);
const everyone = { see: 'everyone', read: 'everyone' } as const;

await t.test('fifty items of one title at once get fifty slugs, and a few words stay free for paths', async (t) => {
  const community = await stage.community('slugs');
  const ada = await community.member('Ada');
  const make = (title: string, kind = 'article') => content.create(ada, { kind, title, audience: everyone });
  const ids = await Promise.all(Array.from({ length: 50 }, () => make('Crème brûlée & co.')));
  const slugs = [...(await content.only(ada, ids)).values()].map((item) => item.slug);
  t.equal(new Set(slugs).size, 50);
  t.ok(slugs.includes('creme-brulee-and-co') && slugs.includes('creme-brulee-and-co-50'), 'without gaps');
  const slugOfNew = async (...args: Parameters<typeof make>) => (await content.get(ada, await make(...args)))?.slug;
  t.equal(await slugOfNew('Crème brûlée & co.', 'event'), 'creme-brulee-and-co', 'another kind has its own');
  t.equal(await slugOfNew('New'), 'new-2');
  t.equal(await slugOfNew('???'), null);
  t.equal(await slugOfNew('???'), null, 'as often as one likes');
  t.ok(slugOf('word '.repeat(100)).length <= 80);
});

await t.test('a change on top of an older version is refused and changes nothing', async (t) => {
  const community = await stage.community('versions');
  const ada = await community.member('Ada');
  const id = await content.create(ada, { kind: 'article', title: 'One', body: 'first', audience: everyone });
  await content.update(ada, id, { title: 'Two', version: 1 });
  await t.rejects(content.update(ada, id, { title: 'Three', version: 1 }), {
    code: 'core.changed-meanwhile',
    status: 409,
  });
  t.match(await content.get(ada, id), { title: 'Two', body: 'first', version: 2, slug: 'one' });
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => content.update(ada, id, { body: `by ${n}`, version: 2 })),
  );
  t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1, 'one of twenty at the same time');
  await content.update(ada, id, { audience: { see: 'member', read: 'member' } });
  t.equal(await content.get(community.visitor, id), null, 'a narrower audience is effective at once');
});

await t.test('what one cannot see one cannot change, and what one cannot read neither', async (t) => {
  const community = await stage.community('changing');
  const [ada, bob] = [await community.member('Ada'), await community.member('Bob')];
  const hidden = await content.create(ada, { kind: 'article', title: 'H', audience: { see: 'never', read: 'never' } });
  const locked = await content.create(ada, {
    kind: 'article',
    title: 'L',
    body: 'b',
    audience: { see: 'member', read: 'never' },
  });
  for (const id of [hidden, 'no-id', '00000000-0000-0000-0000-000000000000']) {
    await t.rejects(content.update(bob, id, { title: 'x' }), { code: 'core.not-found' });
    await t.rejects(content.withdraw(bob, id), { code: 'core.not-found' });
  }
  await t.rejects(content.update(bob, locked, { body: 'x' }), { code: 'core.not-permitted' });
  await content.update(ada, locked, { body: 'mine' });
  t.equal((await content.get(ada, locked))?.body, 'mine');
});

await t.test('nobody sees a withdrawn item, not even its author', async (t) => {
  const community = await stage.community('withdrawn');
  const ada = await community.member('Ada');
  const id = await content.create(ada, { kind: 'article', title: 'Gone', audience: everyone });
  await content.withdraw(ada, id);
  t.equal(await content.get(ada, id), null);
  t.equal((await content.list(ada, {})).items.length, 0);
  await t.rejects(content.withdraw(ada, id), { code: 'core.not-found' });
  const rows = await stage.owner('select status from core.content where id = $1', [id]);
  t.same(rows, [{ status: 2 }], 'it stays in the database');
});

await t.test('an item appears at its moment; until then its author alone sees it, by id', async (t) => {
  const community = await stage.community('scheduled');
  const [ada, bob] = [await community.member('Ada'), await community.member('Bob')];
  const id = await content.create(ada, {
    kind: 'article',
    title: 'Soon',
    audience: everyone,
    publishAt: new Date(Date.now() + 3_600_000),
  });
  t.ok(await content.get(ada, id));
  t.equal(await content.get(bob, id), null);
  t.equal((await content.list(ada, {})).items.length, 0);
});

await t.test('a former member has no name on what they wrote, and sees nothing of it', async (t) => {
  const community = await stage.community('former');
  const [ada, bob] = [await community.member('Ada'), await community.member('Bob')];
  const id = await content.create(ada, { kind: 'article', title: 'Mine', audience: { see: 'member', read: 'member' } });
  t.equal((await content.get(bob, id))?.authorName, 'Ada');
  await ada.transaction(async (tx) => {
    await tx.db
      .updateTable('core.member')
      .set({ removed_at: new Date() })
      .where('community_id', '=', community.id)
      .where('id', '=', ada.actor.id)
      .execute();
    await revokeMember(tx, ada.actor.id);
  });
  t.match(await content.get(bob, id), { authorName: null, authorId: ada.actor.id });
  t.equal((await content.list(bob, {})).items[0]?.authorName, null);
  t.equal(await content.get(ada, id), null, 'authorship ends with membership');
});

await t.test('a failed transaction leaves no item behind', async (t) => {
  const community = await stage.community('rollback');
  const ada = await community.member('Ada');
  const attempt = ada.transaction(async (tx) => {
    await content.create({ ...tx, actor: ada.actor }, { kind: 'article', title: 'Never', audience: everyone });
    throw new Error('no');
  });
  await t.rejects(attempt, { message: 'no' });
  t.equal((await content.list(ada, {})).items.length, 0);
});
