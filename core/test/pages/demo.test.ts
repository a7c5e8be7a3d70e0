/** The demo communities say something about themselves, and taking the demo out takes it with it. */
import t from 'tap';
import { removeDemo } from '../../demo/remove.ts';
import { pageNames } from '../../pages/names.ts';
import { markdownToHtml } from '../../web/markdown.ts';
import { iatiConnect } from '../../pages/demo/iati-connect.ts';
import { notreAvenirAlimentaire } from '../../pages/demo/our-food-future.fr.ts';
import { ourFoodFuture } from '../../pages/demo/our-food-future.ts';
import { peerCircle } from '../../pages/demo/peer-circle.ts';
import { startPlatform } from '../../testing/platform.ts';

t.test('every page of the demo is read, every link in it leads somewhere, and none stays behind', async (t) => {
  const platform = await startPlatform(t, { demo: true, communities: {} });
  const communities = [
    ['our-food-future', 'en-CA', ourFoodFuture],
    ['our-food-future', 'fr-CA', notreAvenirAlimentaire],
    ['iati-connect', 'en', iatiConnect],
    ['peer-circle', 'en-GB', peerCircle],
  ] as const;
  for (const [slug, language, written] of communities) {
    const reader = await platform.member(slug);
    for (const name of pageNames) {
      const text = written[name];
      if (!text) continue;
      const answer = await reader.get(`/api/pages/${name}?language=${language}`);
      t.equal(answer.body.title, text.title, `${slug}, ${language}, ${name}`);
      const html = markdownToHtml(text.body, { url: (path) => path, tableLabel: () => 'Table' });
      for (const [, href = ''] of html.matchAll(/href="(\/[^"]*)"/g))
        t.equal((await reader.get(href)).status, 200, `${slug}, ${name}: ${href}`);
    }
    for (const needed of ['about', 'rules', 'privacy', 'accessibility', 'help', 'welcome'] as const)
      t.ok(written[needed], `${slug}, ${language} has ${needed}`);
  }
  t.same(Object.keys(notreAvenirAlimentaire), Object.keys(ourFoodFuture), 'French has what English has');

  const real = await platform.member('iati-connect', { roles: ['manager'] });
  const { version } = (await real.get('/api/pages/rules?language=en')).body as { version: number };
  t.equal((await real.put('/api/pages/rules', { title: 'Ours', body: 'By real people', version })).status, 200);
  for (const slug of ['our-food-future', 'iati-connect', 'peer-circle']) {
    const view = platform.app.communities.bySlug(slug)!;
    await removeDemo(view, { registry: platform.app.registry, log: platform.app.log });
  }
  const left = await platform
    .context('iati-connect')
    .db.selectFrom('core.page_revision')
    .select(['page', 'title'])
    .execute();
  t.same(left, [{ page: 'rules', title: 'Ours' }], 'what real people wrote stays');
  t.match((await platform.visitor('our-food-future').get('/about')).text, 'Who runs it', 'the standard words are back');
  t.equal((await platform.visitor('our-food-future').get('/contact')).status, 404);
});
