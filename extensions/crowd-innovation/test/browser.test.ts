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
      `/challenges/${open}/ballot/check`,
      ...ideas.filter(({ state }: any) => state === 'declined').map(({ id }: any) => `/challenges/${open}/ideas/${id}`),
    ],
    officer: [
      '/manage/challenges',
      '/manage/challenges/new',
      `/manage/challenges/${open}`,
      `/manage/challenges/${open}/count`,
    ],
  };
  // each page in one of two looks, in turn: every page in every look is `npm run test:pages`
  for (const [turn, [width, colorScheme]] of (
    [
      [1280, 'light'],
      [320, 'dark'],
    ] as const
  ).entries())
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
      for (const path of paths.filter((_, n) => n % 2 === turn)) {
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
    const press = (name: RegExp) => page.getByRole('button', { name }).click();
    const focused = () => page.locator(':focus').innerText();
    await press(/^Add A fridge on every second corner/);
    t.match(await focused(), /Added\. Remove\s+A fridge on every second corner/, 'the focus stays on the button');
    await press(/^Add Whey into something better/);
    await press(/^Add Tubs that come back/);
    t.match(await page.getByRole('region', { name: 'Budget' }).innerText(), /\$13,000 left/);
    const dear = page.getByRole('button', { name: /^Add Coffee grounds/ });
    t.equal(await dear.getAttribute('aria-disabled'), 'true');
    t.match(
      await page.locator(`[id="${await dear.getAttribute('aria-describedby')}"]`).innerText(),
      '$5,500 more than you have left',
    );
    await press(/^Added\. Remove Whey/);
    t.match(await page.getByRole('banner').innerText(), /2 projects, not sent yet/);
    await page.getByRole('link', { name: 'Check and send' }).first().click();
    t.match(await page.locator('main').innerText(), /2 projects for \$54,000 of the \$108,000/);
    await press(/^Send your ballot/);
    t.equal(await page.locator('h1').textContent(), 'Your ballot is recorded');
    await page.getByRole('link', { name: 'Look at your ballot' }).click();
    t.equal(await page.getByRole('button', { name: /^Added/ }).count(), 2);
    await press(/^Added\. Remove Tubs/);
    t.match(await page.locator('main').innerText(), /Changed to 1 project, not sent yet/);
    await press(/^Add Tubs/);
    t.match(await page.locator('main').innerText(), /2 projects, sent/);
    await press(/Take your ballot back/);
    t.match(await page.locator('body').textContent(), 'Your ballot is taken back.');
    await context.close();
  });

  t.test('a draft is accessible while it is checked', async (t) => {
    const context = await browser.open({ viewport: { width: 390, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${base}/sign-in?next=%2Fchallenges%2F${open}%2Fballot`);
    await page.fill('[name=email]', 'resident@ourfoodfuture.example');
    await page.fill('[name=password]', 'let-me-look-around');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Add Whey/ }).click();
    await page.getByRole('button', { name: /^Added\. Remove Whey/ }).waitFor();
    await page.goto(`${base}/challenges/${open}/ballot/check`);
    t.match(await page.locator('main').innerText(), /One project for \$41,000/);
    t.strictSame(await axe(page), [], 'checking');
    await page.goto(`${base}/challenges/${open}/ballot`);
    await page.getByRole('button', { name: /^Added\. Remove Whey/ }).click();
    await page.getByText('Nothing chosen yet').first().waitFor();
    await context.close();
  });

  t.test(
    'a resident fills in the budget ballot with a keyboard alone, and nothing covers where they are',
    async (t) => {
      const context = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 700 } });
      const page = await context.newPage();
      await page.goto(`${base}/sign-in?next=%2Fchallenges%2F${open}%2Fballot`);
      await page.fill('[name=email]', 'resident@ourfoodfuture.example');
      await page.fill('[name=password]', 'let-me-look-around');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/ballot(\?|$)/);
      /** Tabs to the next control whose words match; whatever is passed on the way has to be in sight. */
      const tabTo = async (words: RegExp) => {
        for (let n = 0; n < 80; n++) {
          await page.keyboard.press('Tab');
          const at = page.locator(':focus');
          const box = await at.boundingBox();
          if (!box) continue;
          const covered = await at.evaluate((element: any) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            const hit = element.ownerDocument.elementFromPoint(x + width / 2, y + Math.min(height, 20) / 2);
            return !hit || !(element.contains(hit) || hit.contains(element));
          });
          const text = await at.innerText();
          t.notOk(covered, `${text} is in sight`);
          if (words.test(text)) return;
        }
        t.fail(`no ${words} within reach`);
      };
      await tabTo(/^Add\s+Cargo-bike/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/#idea-/);
      t.match(await page.locator(':focus').innerText(), /Added\. Remove\s+Cargo-bike/);
      /** The page comes back with the button's other words; the load of the page before says nothing. */
      const becomes = (name: RegExp) => page.getByRole('button', { name }).waitFor();
      await page.keyboard.press('Space');
      await becomes(/^Add Cargo-bike/);
      t.match(await page.locator(':focus').innerText(), /^Add\s+Cargo-bike/, 'the same key takes it out again');
      await page.keyboard.press('Space');
      await becomes(/^Added\. Remove Cargo-bike/);
      await tabTo(/^Check and send/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/check(\?|$)/);
      await tabTo(/^Send your ballot/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/sent(\?|$)/);
      t.equal(await page.locator('h1').textContent(), 'Your ballot is recorded');
      await context.close();
    },
  );
});
