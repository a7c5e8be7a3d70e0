import t from 'tap';
import { grant, setRealm } from '../../access/index.ts';
import { accessService } from '../../access/service.ts';
import { contentService } from '../../content/index.ts';
import type { AudienceRule } from '../../contract/audience.ts';
import { newId } from '../../contract/id.ts';
import { spaceService } from '../../spaces/index.ts';
import { openStage } from './stage.ts';

const content = contentService();
const spaces = spaceService();
const access = accessService();
const stage = await openStage(t);

await t.test(
  'an audience of roles, spaces and tiers is met by whoever holds what it asks for, and at once',
  async (t) => {
    const community = await stage.community('audiences');
    const [ada, bob] = [await community.member('Ada'), await community.member('Bob')];
    const kitchen = await spaces.create(ada, {
      kind: 'g',
      title: 'Kitchen',
      summary: '',
      see: 'everyone',
      read: 'everyone',
      joining: 'open',
    });
    const hold = (roles: readonly string[]) =>
      stage.owner('update core.member set roles = $1 where id = $2', [roles, bob.actor.id]);
    const verdict = async (id: string) => {
      const item = await content.get(bob, id);
      return !item ? 'hidden' : item.locked ? 'teaser' : 'full';
    };
    const ofRole = await content
      .create(ada, {
        kind: 'article',
        title: 'For businesses',
        audience: { see: { role: 'business' }, read: { role: 'business' } },
      })
      .catch((error: { code: string }) => error.code);
    t.equal(ofRole, 'core.audience-unknown', 'a role that this community does not have');

    const organisers = { space: kitchen.id, role: 'organiser' } as const;
    const id = await content.create(ada, {
      kind: 'article',
      title: 'T',
      body: 'b',
      audience: { see: { any: [organisers, { all: [{ space: kitchen.id }, 'member'] }] }, read: organisers },
    });
    t.equal(await verdict(id), 'hidden');
    await spaces.join(bob, kitchen.id);
    t.equal(await verdict(id), 'teaser', 'a member of the space meets the conjunction');
    await spaces.add(ada, kitchen.id, bob.actor.id, 'organiser');
    t.equal(await verdict(id), 'full', 'an organiser reads');
    await spaces.add(ada, kitchen.id, bob.actor.id, 'member');
    t.equal(await verdict(id), 'teaser', 'not any more');
    await spaces.leave(bob, kitchen.id);
    t.equal(await verdict(id), 'hidden', 'who leaves sees nothing of it');

    await hold(['business']);
    const [{ n } = { n: 0 }] = await stage.owner(
      `select count(*)::int n from core.access_grant g join core.access_atom a on a.id = g.atom_id where g.member_id = $1 and a.realm = 'role'`,
      [bob.actor.id],
    );
    t.equal(n, 1, 'a role is held by who has it');
    await hold([]);
    const left = await stage.owner(`select from core.access_grant where member_id = $1 and source = 'role'`, [
      bob.actor.id,
    ]);
    t.equal(left.length, 0, 'and by nobody else');
  },
);

await t.test('a rule is read back as it was written, and only by those who may read the item', async (t) => {
  const community = await stage.community('back');
  const [ada, bob] = [await community.member('Ada'), await community.member('Bob')];
  const space = await spaces.create(ada, {
    kind: 'g',
    title: 'S',
    summary: '',
    see: 'space',
    read: 'space',
    joining: 'added',
  });
  const rules: readonly AudienceRule[] = [
    { see: 'everyone', read: 'member' },
    { see: { space: space.id }, read: { space: space.id, role: 'organiser' } },
    { see: { any: ['everyone', { all: ['member', { space: space.id }] }] }, read: 'never' },
    { see: 'member', read: 'member', deny: { space: space.id, role: 'member' } },
  ];
  for (const rule of rules) {
    const id = await content.create(ada, { kind: 'article', title: 'T', audience: rule });
    t.same(await access.ruleOf(ada, id), rule);
  }
  const hidden = await content.create(ada, { kind: 'article', title: 'T', audience: rules[1]! });
  t.equal(await access.ruleOf(bob, hidden), null);
  t.equal(await access.explain(bob, hidden, ada.actor.id), null, 'what one cannot see is not explained');
});

await t.test(
  'an explanation says what is missing, what has lapsed, and hides names that the asker may not know',
  async (t) => {
    const community = await stage.community('explained');
    const scope = { db: community.db, community };
    const [ada, bob] = [await community.member('Ada'), await community.member('Bob')];
    await setRealm(scope, 'tier', 'monetisation', true);
    const club = await spaces.create(ada, {
      kind: 'g',
      title: 'Club',
      summary: '',
      see: 'space',
      read: 'space',
      joining: 'added',
    });
    const id = await content.create(ada, {
      kind: 'article',
      title: 'T',
      audience: { see: 'everyone', read: { space: club.id } },
    });
    const asked = await access.explain(ada, id, bob.actor.id);
    t.match(asked, { verdict: 'teaser', own: false, withdrawn: false, published: { now: true } });
    t.match(
      asked?.ways.map(({ to, met, holdings }) => [to, met, holdings.map(({ name, held }) => [name, held])]),
      [
        ['see', true, [['core.holding.everyone', true]]],
        ['read', false, [['Club', false]]],
      ],
    );
    t.equal(
      (await access.explain(bob, id, bob.actor.id))?.ways[1]?.holdings[0]?.name,
      null,
      'Bob may not know of the club',
    );
    const yesterday = new Date(Date.now() - 86_400_000);
    await grant(scope, bob.actor.id, { realm: 'space', key: club.id }, 'visit', { until: yesterday });
    const lapsed = (await access.explain(ada, id, bob.actor.id))?.ways[1]?.holdings[0];
    t.equal(lapsed?.held, false);
    t.equal(lapsed?.until?.getTime(), yesterday.getTime());
    t.match(await access.explain(ada, id, null), { verdict: 'teaser' }, 'visitors too');
    t.equal(await access.explain(ada, newId(), null), null);
  },
);

await t.test(
  'what is too large or means nobody here is refused, and a hidden space is as one that is not there',
  async (t) => {
    const community = await stage.community('refused');
    const other = await stage.community('elsewhere');
    const [ada, bob, eve] = [await community.member('Ada'), await community.member('Bob'), await other.member('Eve')];
    const make = { kind: 'g', title: 'S', summary: '', see: 'space', read: 'space', joining: 'added' } as const;
    const [hidden, foreign] = [await spaces.create(ada, make), await spaces.create(eve, make)];
    const unknown = { code: 'core.audience-unknown' };
    for (const space of [hidden.id, foreign.id, newId(), 'nonsense'])
      await t.rejects(
        content.create(bob, { kind: 'article', title: 'T', audience: { see: { space }, read: 'never' } }),
        unknown,
        space,
      );
    const cases: readonly [AudienceRule['see'], string][] = [
      [{ realm: 'tier', key: 'gold' }, 'core.audience-unknown'],
      [{ space: hidden.id, role: 'king' }, 'core.audience-unknown'],
      [{ all: [] }, 'core.audience-unknown'],
      [{ all: Array.from({ length: 9 }, () => 'member' as const) }, 'core.audience-too-large'],
      [{ any: Array.from({ length: 33 }, () => 'member' as const) }, 'core.audience-too-large'],
    ];
    for (const [see, code] of cases)
      await t.rejects(content.create(ada, { kind: 'article', title: 'T', audience: { see, read: 'never' } }), { code });
    const none = await content.create(ada, {
      kind: 'article',
      title: 'T',
      audience: { see: { any: [] }, read: 'never' },
    });
    t.equal(await content.get(bob, none), null, 'any of nothing is nobody');
  },
);
