/** Writing a page with a keyboard alone, on a small screen, without JavaScript; and what machines can tell of the pages. */
import type { Locator } from 'playwright-core';
import t from 'tap';
import { axe, launchBrowser } from '../../testing/browser.ts';
import { startPlatform } from '../../testing/platform.ts';

const browser = await launchBrowser();
t.teardown(() => browser.close());

const text = [
  '## When we meet',
  'On **Tuesdays**, see [the rules](/rules).',
  '| Day | Bowls |\n|---|--:|\n| Tuesday | 40 |',
  '- soup\n- bread',
  '> Pull up a chair.',
].join('\n\n');

t.test('a manager writes, looks, and saves by keyboard, 390 pixels wide and without JavaScript', async (t) => {
  const platform = await startPlatform(t, {
    only: [],
    communities: {
      food: {
        name: 'Food',
        languages: ['en', 'fr'],
        safeguarding: 'high',
        door: { contacts: [{ label: 'Samaritans', detail: 'Call 116 123, free', href: 'tel:116123' }] },
      },
    },
  });
  const manager = await platform.member('food', { roles: ['manager'], name: 'Olivia' });
  const signedIn = async (options: Parameters<typeof browser.open>[0]) => {
    const context = await browser.open(options);
    t.teardown(() => context.close());
    for (const cookie of ((await manager.cookie()) ?? '').split('; ')) {
      const at = cookie.indexOf('=');
      await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: `${manager.base}/` }]);
    }
    return context.newPage();
  };
  const page = await signedIn({ viewport: { width: 390, height: 800 }, javaScriptEnabled: false });
  page.setDefaultTimeout(15_000);
  /** Presses Tab until the focus is where it is wanted, as somebody does who sees the ring. */
  const tabTo = async (wanted: Locator) => {
    await wanted.waitFor();
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press('Tab');
      if (await wanted.evaluate((element: any) => element === element.ownerDocument.activeElement)) return;
    }
    throw new Error(`the keyboard does not get to ${String(wanted)}`);
  };

  await page.goto(`${manager.base}/manage`);
  await tabTo(page.getByRole('main').getByRole('link', { name: 'Pages' }));
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('link', { name: /English.*Contact/ }));
  await page.keyboard.press('Enter');
  await tabTo(page.getByLabel('Title'));
  await page.keyboard.type('Find us');
  await tabTo(page.getByRole('button', { name: 'Preview' }));
  await page.keyboard.press('Enter');
  t.match(await page.getByRole('main').innerText(), /Find us/, 'the preview has the title alone');
  await tabTo(page.getByRole('button', { name: 'Save the page' }));
  await page.keyboard.press('Enter');
  await page.locator('#errors').waitFor();
  t.match(await page.locator('#errors').innerText(), /Write a text/);
  await tabTo(page.locator('#errors a'));
  await page.keyboard.press('Enter');
  t.equal(await page.evaluate('document.activeElement.name'), 'body', 'the summary leads to the field');
  await page.keyboard.insertText(text);
  await tabTo(page.getByRole('button', { name: 'Preview' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'When we meet' }).waitFor();
  t.equal(await page.getByLabel('Title').inputValue(), 'Find us');
  await tabTo(page.getByRole('button', { name: 'Save the page' }));
  await page.keyboard.press('Enter');
  await page.getByText('The page is saved.').waitFor();

  await manager.put('/api/pages/home.news', { title: 'News', body: text, version: 0 });
  await manager.put('/api/pages/contact', { language: 'fr', title: 'Nous joindre', body: text, version: 0 });
  await manager.put('/api/pages/contact', { title: 'Find us', body: `${text}\n\nNow open.`, version: 1 });
  // axe needs timers, which a page without scripts does not have
  const looked = await signedIn({ viewport: { width: 1280, height: 800 } });
  for (const path of [
    '/',
    '/contact',
    '/manage',
    '/manage/pages',
    '/manage/pages/contact?language=fr',
    '/manage/pages/contact/history',
  ]) {
    await looked.goto(`${manager.base}${path}`);
    t.same(await axe(looked), [], path);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(`${manager.base}${path}`);
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    t.equal(over, 0, `${path} does not scroll sideways`);
  }
  await looked.goto(`${manager.base}/manage/pages/contact?language=en`);
  await looked.getByRole('button', { name: 'Preview' }).click();
  await looked.getByRole('heading', { name: 'When we meet' }).waitFor();
  t.same(await axe(looked), [], 'the form with its preview');
});
