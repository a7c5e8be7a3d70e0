import t from 'tap';
import { axe, launchBrowser, startPlatform } from '@polyphony/core/testing';

t.test('pages of the demo in a browser: accessible, and never wider than the screen', async (t) => {
  const platform = await startPlatform(t, { communities: {}, demo: true });
  const base = `${platform.url}/c/our-food-future`;
  const { items } = (await platform.visitor('our-food-future').get('/api/challenges')).body;
  const slug = (standing: string) => items.find((item: any) => item.standing === standing).slug;
  const [open, last] = [slug('vote'), slug('published')];
  const ideas = (await platform.visitor('our-food-future').get(`/api/challenges/${open}/ideas?limit=100`)).body.items;
  const browser = await launchBrowser();
  t.teardown(() => browser.close());

  const people = {
    nobody: ['/challenges', `/challenges/${last}/results`, `/challenges/${open}/ballot`, `/challenges/${open}/rules`],
    resident: [
      `/challenges/${open}`,
      `/challenges/${open}/ballot`,
      ...ideas.filter(({ state }: any) => state === 'declined').map(({ id }: any) => `/challenges/${open}/ideas/${id}`),
    ],
    officer: [
      '/manage/challenges',
      '/manage/challenges/new',
      `/manage/challenges/${open}`,
      `/manage/challenges/${open}/count`,
    ],
  };
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [320, 'dark'],
  ] as const)
    for (const [person, paths] of Object.entries(people)) {
      const context = await browser.open({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      if (person !== 'nobody') {
        await page.goto(`${base}/sign-in`);
        await page.fill('[name=email]', `${person}@ourfoodfuture.example`);
        await page.fill('[name=password]', 'let-me-look-around');
        await page.locator('button.btn--main').first().click();
        await page.waitForLoadState();
      }
      for (const path of paths) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${base}${path}`);
        const about = `${path} at ${width}, ${colorScheme}, as ${person}`;
        t.equal(
          await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
          0,
          `${about}: no sideways scroll`,
        );
        t.strictSame(await axe(page), [], `${about}: accessible`);
      }
      await context.close();
    }

  t.test('a resident votes with scripts off', async (t) => {
    const context = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${base}/challenges/${open}`);
    await page.getByRole('link', { name: 'Sign in to vote' }).first().click();
    await page.fill('[name=email]', 'resident@ourfoodfuture.example');
    await page.fill('[name=password]', 'let-me-look-around');
    await page.locator('button.btn--main').first().click();
    t.match(page.url(), /\/ballot/, 'signing in leads back to the ballot');
    await page.getByRole('checkbox', { name: /A fridge on every second corner/ }).check();
    await page.getByRole('checkbox', { name: /Cargo-bike rescue round/ }).check();
    await page.getByRole('button', { name: 'Send your ballot' }).click();
    t.equal(await page.locator('h1').textContent(), 'Your ballot is recorded');
    await page.getByRole('link', { name: 'Look at your ballot' }).click();
    t.equal(await page.getByRole('checkbox', { checked: true }).count(), 2);
    await page.getByRole('button', { name: 'Take your ballot back' }).click();
    t.match(await page.locator('body').textContent(), 'Your ballot is taken back.');
    await context.close();
  });
});
