import t from 'tap';
import { revokeMember } from '../../access/index.ts';
import { contentService } from '../../content/index.ts';
import type { MemberContext } from '../../contract/context.ts';
import type { Audience } from '../../contract/audience.ts';
import type { Joining } from '../../contract/services.ts';
import { endMemberships, spaceService } from '../../spaces/index.ts';
import { openStage, type Community } from '../access/stage.ts';

const spaces = spaceService();
const content = contentService();
const stage = await openStage(t);

const open = (
  by: MemberContext,
  title: string,
  joining: Joining = 'open',
  see: Audience | 'space' = 'everyone',
  read: Audience | 'space' = 'everyone',
) => spaces.create(by, { kind: 'group', title, summary: 'What for', see, read, joining });

/** A grant exists exactly while the membership does. */
const strays = (community: Community) =>
  stage.owner(
    `select x.member_id, x.space_id::text from core.space_member x where x.community_id = $1 and x.state = 'member'
     except select g.member_id, a.key from core.access_grant g join core.access_atom a on a.community_id = g.community_id and a.id = g.atom_id
       where g.community_id = $1 and a.realm = 'space'
     union all (
       select g.member_id, a.key from core.access_grant g join core.access_atom a on a.community_id = g.community_id and a.id = g.atom_id
       where g.community_id = $1 and a.realm = 'space'
       except select x.member_id, x.space_id::text from core.space_member x where x.community_id = $1 and x.state = 'member')`,
    [community.id],
  );
const block = (community: Community, spaceId: string, memberId: string) =>
  stage.owner(
    `insert into core.space_member (community_id, space_id, member_id, state) values ($1, $2, $3, 'blocked')`,
    [community.id, spaceId, memberId],
  );

await t.test('a space shows itself by its own rule: hidden, name and purpose, or all', async (t) => {
  const community = await stage.community('visible');
  const [olu, oskar] = [await community.member('Olu'), await community.member('Oskar')];
  const secret = await open(olu, 'Secret', 'added', 'space', 'space');
  const closed = await open(olu, 'Closed', 'request', 'member', 'space');
  const free = await open(olu, 'Free');
  t.match(secret, {
    slug: 'secret',
    locked: false,
    membership: { state: 'member', role: 'organiser' },
    memberCount: 1,
  });

  t.equal(await spaces.get(oskar, 'group', 'secret'), null);
  t.equal(await spaces.get(oskar, 'group', secret.id), null);
  t.match(await spaces.get(oskar, 'group', 'closed'), {
    id: closed.id,
    locked: true,
    memberCount: null,
    membership: null,
    summary: 'What for',
  });
  t.match(await spaces.get(oskar, 'group', 'free'), { id: free.id, locked: false, memberCount: 1 });
  t.equal(await spaces.get(oskar, 'challenge', free.id), null, 'not as another kind');
  t.equal(await spaces.get(oskar, 'group', 'no-such'), null);

  const titles = async (ctx: Parameters<typeof spaces.list>[0]) =>
    (await spaces.list(ctx, { kind: 'group' })).items.map((space) => space.title);
  t.same(await titles(olu), ['Closed', 'Free', 'Secret']);
  t.same(await titles(oskar), ['Closed', 'Free']);
  t.same(await titles(community.visitor), ['Free']);

  t.equal((await spaces.members(oskar, free.id, {})).items[0]?.name, 'Olu');
  for (const id of [secret.id, closed.id, 'no-id', '00000000-0000-0000-0000-000000000000'])
    await t.rejects(spaces.members(oskar, id, {}), { code: 'core.not-found', status: 404 });
  await t.rejects(spaces.join(oskar, secret.id), { code: 'core.not-found' }, 'what one cannot see one cannot join');
  await t.rejects(spaces.update(oskar, secret.id, { title: 'x' }), { code: 'core.not-found' });
});

await t.test('opening and closing a group is one row, whatever it holds', async (t) => {
  const community = await stage.community('doors');
  const [olu, oskar] = [await community.member('Olu'), await community.member('Oskar')];
  const group = await open(olu, 'Doors', 'open', 'space', 'space');
  const rules = () => stage.owner('select id, see, read from core.access_rule where community_id = $1', [community.id]);
  const before = await rules();
  await spaces.update(olu, group.id, { see: 'member' });
  t.match(await spaces.get(oskar, 'group', 'doors'), { locked: true });
  await spaces.update(olu, group.id, { read: 'member', title: 'Open doors', joining: 'added' });
  t.match(await spaces.get(oskar, 'group', 'doors'), { locked: false, title: 'Open doors', joining: 'added' });
  await spaces.update(olu, group.id, { see: 'space', read: 'space' });
  t.equal(await spaces.get(oskar, 'group', 'doors'), null);
  t.same(await rules(), before, 'no rule was added');
});

await t.test('how people get in', async (t) => {
  const community = await stage.community('joining');
  const olu = await community.member('Olu');
  const closed = { code: 'core.joining-closed', status: 403 };
  for (const [joining, outcome] of [
    ['open', 'member'],
    ['request', 'asked'],
    ['invitation', 'refused'],
    ['added', 'refused'],
    ['closed', 'refused'],
  ] as const) {
    const group = await open(olu, joining, joining);
    const ines = await community.member('Ines');
    if (outcome === 'refused') await t.rejects(spaces.join(ines, group.id), closed, joining);
    else await spaces.join(ines, group.id);
    if (outcome !== 'refused') await spaces.join(ines, group.id); // once more changes nothing
    const seen = await spaces.get(ines, 'group', group.id);
    t.equal(seen?.membership?.state ?? 'refused', outcome, joining);
    t.equal(seen?.memberCount, outcome === 'member' ? 2 : 1);

    await spaces.add(olu, group.id, ines.actor.id);
    t.match(
      (await spaces.get(ines, 'group', group.id))?.membership,
      { state: 'member', role: 'member' },
      'an organiser lets in',
    );
    await spaces.join(ines, group.id);
    await spaces.leave(ines, group.id);
    await spaces.leave(ines, group.id);
    t.equal((await spaces.get(ines, 'group', group.id))?.membership, null);

    const blocked = await community.member('Bo');
    await block(community, group.id, blocked.actor.id);
    await t.rejects(spaces.join(blocked, group.id), closed, `blocked from ${joining}`);
    await spaces.leave(blocked, group.id);
    await t.rejects(spaces.join(blocked, group.id), closed, 'leaving lifts no block');
  }
  const byInvitation = await open(olu, 'Invited', 'invitation');
  const guest = await community.member('Gus');
  await stage.owner(
    `insert into core.space_member (community_id, space_id, member_id, state) values ($1, $2, $3, 'invited')`,
    [community.id, byInvitation.id, guest.actor.id],
  );
  await spaces.join(guest, byInvitation.id);
  t.equal((await spaces.get(guest, 'group', byInvitation.id))?.membership?.state, 'member');
  t.same(await strays(community), []);
});

await t.test('the last organiser stays: leaving, being removed and being made a member are refused', async (t) => {
  const community = await stage.community('last');
  const [olu, ines] = [await community.member('Olu'), await community.member('Ines')];
  const group = await open(olu, 'Last');
  const last = { code: 'core.last-organiser', status: 409 };
  await spaces.join(ines, group.id);
  await t.rejects(spaces.leave(olu, group.id), last);
  await t.rejects(spaces.remove(ines, group.id, olu.actor.id), last);
  await t.rejects(spaces.add(ines, group.id, olu.actor.id, 'member'), last);
  await spaces.add(olu, group.id, olu.actor.id);
  t.equal(
    (await spaces.get(olu, 'group', 'last'))?.membership?.role,
    'organiser',
    'adding without a role keeps the role',
  );
  await spaces.add(olu, group.id, ines.actor.id, 'organiser');
  await spaces.leave(olu, group.id);
  t.same(
    (await spaces.members(ines, group.id, {})).items.map(({ name, role }) => [name, role]),
    [['Ines', 'organiser']],
  );
});

await t.test(
  '200 joins and leaves of one member at the same time end in one state, with the grant that belongs to it',
  async (t) => {
    const community = await stage.community('flapping');
    const [olu, ines] = [await community.member('Olu'), await community.member('Ines')];
    const group = await open(olu, 'Flapping');
    const audience = { see: { space: group.id }, read: { space: group.id } };
    const id = await content.create(olu, { kind: 'article', title: 'Inside', audience, spaces: [group.id] });
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => (n % 2 ? spaces.join(ines, group.id) : spaces.leave(ines, group.id))),
    );
    t.same(await strays(community), []);
    const isMember = (await spaces.get(ines, 'group', group.id))?.membership?.state === 'member';
    t.equal((await content.get(ines, id)) !== null, isMember);
    await Promise.all(Array.from({ length: 50 }, () => spaces.join(ines, group.id)));
    t.equal((await spaces.get(ines, 'group', group.id))?.memberCount, 2, 'fifty joins are one');
    t.ok(await content.get(ines, id));
  },
);

await t.test('of two organisers who leave fifty times at the same time, exactly one stays', async (t) => {
  const community = await stage.community('organisers');
  const [olu, ines] = [await community.member('Olu'), await community.member('Ines')];
  for (let round = 0; round < 5; round++) {
    const group = await open(olu, `Round ${round}`);
    await spaces.add(olu, group.id, ines.actor.id, 'organiser');
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => spaces.leave(n % 2 ? olu : ines, group.id)),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    t.ok(
      refused.every(({ reason }) => reason.code === 'core.last-organiser'),
      'whoever stays is told why',
    );
    const left = await stage.owner(
      `select from core.space_member where space_id = $1 and role = 'organiser' and state = 'member'`,
      [group.id],
    );
    t.equal(left.length, 1);
  }
  t.same(await strays(community), []);
});

await t.test('fifty spaces of one title at the same time get fifty slugs', async (t) => {
  const community = await stage.community('titles');
  const olu = await community.member('Olu');
  const made = await Promise.all(Array.from({ length: 50 }, () => open(olu, 'Compost')));
  t.equal(new Set(made.map((space) => space.slug)).size, 50);
  t.equal((await open(olu, '???')).slug, 'group', 'a title without letters takes the name of its kind');
});

await t.test('lists go page by page by title and by name, each row once', async (t) => {
  const community = await stage.community('pages');
  const olu = await community.member('Olu');
  const long = 'The same forty characters and more of them, ';
  for (const title of ['beta', 'Alpha', 'alpha', `${long}two`, `${long}one`, 'Ärger', 'zeta']) await open(olu, title);
  const titles: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await spaces.list(olu, { kind: 'group', limit: 2, after });
    titles.push(...page.items.map((space) => space.title));
    if (!page.next) break;
    after = page.next;
  }
  t.equal(titles.length, 7);
  t.equal(new Set(titles).size, 7);
  t.equal(titles.indexOf('beta'), 2, 'in any case');

  const group = (await spaces.get(olu, 'group', 'zeta'))!;
  for (const name of ['ann', 'Bea', 'Cy', 'Bea'])
    await spaces.add(olu, group.id, (await community.member(name)).actor.id);
  const names: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await spaces.members(olu, group.id, { limit: 2, after });
    names.push(...page.items.map((member) => member.name));
    if (!page.next) break;
    after = page.next;
  }
  t.same(names, ['ann', 'Bea', 'Bea', 'Cy', 'Olu']);
  await t.rejects(spaces.list(olu, { kind: 'group', after: 'x' }), { code: 'core.invalid' });
});

await t.test('who is removed from the community is in no space, list or count any more, and cannot join', async (t) => {
  const community = await stage.community('removed');
  const [olu, ines] = [await community.member('Olu'), await community.member('Ines')];
  const group = await open(olu, 'G');
  await spaces.join(ines, group.id);
  await stage.owner('update core.member set removed_at = now() where id = $1', [ines.actor.id]);
  t.equal((await spaces.get(olu, 'group', 'g'))?.memberCount, 1);
  t.same(
    (await spaces.members(olu, group.id, {})).items.map(({ name }) => name),
    ['Olu'],
  );
  await t.rejects(spaces.join(ines, group.id), { code: 'core.not-found' });
  await t.rejects(spaces.add(olu, group.id, ines.actor.id), { code: 'core.not-found' });
  await olu.transaction(async (tx) => {
    await revokeMember(tx, ines.actor.id);
    await endMemberships(tx, ines.actor.id);
  });
  t.same(await strays(community), []);
});

await t.test('a membership and its grant go with the transaction that made them', async (t) => {
  const community = await stage.community('undone');
  const [olu, ines] = [await community.member('Olu'), await community.member('Ines')];
  const group = await open(olu, 'G', 'open', 'member', 'space');
  const attempt = ines.transaction(async (tx) => {
    const inside = { ...tx, actor: ines.actor };
    await spaces.join(inside, group.id);
    t.equal((await spaces.get(inside, 'group', 'g'))?.locked, false, 'open inside');
    throw new Error('no');
  });
  await t.rejects(attempt, { message: 'no' });
  t.equal((await spaces.get(ines, 'group', 'g'))?.locked, true);
  t.same(await strays(community), []);
});
