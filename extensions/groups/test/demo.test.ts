import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

t.test('each demo community begins with its groups and with people in them, once', async (t) => {
  const platform = await startPlatform(t, { demo: true, communities: {} });
  const titles = async (slug: string) => {
    const who = await platform.member(slug);
    const { items } = (await who.get('/api/groups')).body as { items: { title: string; memberCount: number | null }[] };
    t.ok(
      items.every(({ memberCount }) => memberCount === null || memberCount > 4),
      slug,
    );
    return items.map(({ title }) => title);
  };
  const expected = {
    'our-food-future': ['Circular businesses', 'Food access', 'Waste as a resource'],
    'iati-connect': ['Data publishing', 'Data use', 'Newbies Corner', 'Technical issues'],
    'peer-circle': ['Carers', 'Monday circle'],
  };
  for (const [slug, groups] of Object.entries(expected)) t.same(await titles(slug), groups);
  await platform.app.createDemo();
  for (const [slug, groups] of Object.entries(expected))
    t.same(await titles(slug), groups, 'a second start adds nothing');
});
