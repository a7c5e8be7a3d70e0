/** What an extension gives members to hold counts while the extension is on, in each community for itself. */
import t from 'tap';
import { content, grants, type MemberContext, type Realm } from '@polyphony/core';
import { startPlatform } from '@polyphony/core/testing';

const tier: Realm = {
  id: 'tier',
  label: 'groups.kind',
  names: async (_ctx, keys) => new Map(keys.map((key) => [key, `The tier ${key}`])),
  mayRequire: async (_ctx, keys) => new Set(keys.filter((key) => key === 'gold')),
  choices: async () => [{ key: 'gold', name: 'The tier gold' }],
};

t.test('off: nobody holds it; on again: all is as it was; and another community is its own', async (t) => {
  const on = { extensions: { groups: {} } };
  const platform = await startPlatform(t, {
    only: ['groups'],
    communities: { home: on, other: on },
    adapt: (_id, definition) => ({ ...definition, realms: () => [tier] }),
  });
  const [ada, bob] = [await platform.member('home'), await platform.member('home')];
  const ctx = (who: typeof ada, slug = 'home') => platform.context(slug, who) as MemberContext;
  const gold = { realm: 'tier', key: 'gold' } as const;
  const id = await platform
    .get(content)
    .create(ctx(ada), { kind: 'article', title: 'Gold', body: 'b', audience: { see: gold, read: gold } });
  const sees = async () => (await platform.get(content).get(ctx(bob), id)) !== null;

  t.notOk(await sees());
  await platform.get(grants).give(ctx(ada), bob.memberId ?? '', gold, 'test');
  t.ok(await sees(), 'with the next statement');
  await platform.configure('home', { extensions: {} });
  t.notOk(await sees(), 'the extension is off');
  await platform.configure('home', on);
  t.ok(await sees(), 'and on again');
  await platform.configure('other', { extensions: {} });
  t.ok(await sees(), 'what another community does is nothing to this one');
  await platform.get(grants).take(ctx(ada), bob.memberId ?? '', gold, 'test');
  t.notOk(await sees());

  const silver = { realm: 'tier', key: 'silver' } as const;
  const asked = await ada.post('/api/audiences/reach', { audience: { see: silver, read: 'never' } });
  t.equal(asked.body.code, 'core.audience-unknown', 'the owner of the realm says what may be required');
  const { realms } = (await ada.get('/api/audiences?q=')).body as { realms: { realm: string }[] };
  t.same(realms.map(({ realm }) => realm).sort(), ['role', 'space', 'space-role', 'tier']);
});

t.test('a realm that belongs to core, or has no name, fails its extension and nothing else', async (t) => {
  for (const [id, reason] of [
    ['space', /the realm space belongs to core/],
    ['Not A Name', /is no name of a realm/],
  ] as const) {
    const platform = await startPlatform(t, {
      only: ['groups'],
      communities: { home: {} },
      adapt: (_id, definition) => ({ ...definition, realms: () => [{ ...tier, id }] }),
    });
    const status = platform.app.registry.record('groups')?.status;
    t.equal(status?.state, 'failed');
    t.match(status && 'reason' in status ? status.reason : '', reason);
    t.equal((await platform.visitor('home').get('/')).status, 200);
  }
});
