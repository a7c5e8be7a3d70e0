/** An invitation from end to end, by keyboard alone, on a phone with scripts off. */
import type { Page } from 'playwright-core';
import t from 'tap';
import { launchBrowser, startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, { communities: { oak: { name: 'Oak Street' } }, only: [] });
const browser = await launchBrowser();
t.teardown(() => browser.close());
const options = { viewport: { width: 390, height: 800 }, javaScriptEnabled: false };
const password = 'seven ducks in a row';
const view = platform.app.communities.bySlug('oak')!;
await platform.app.identity.addMember(view, { name: 'Mara', password, roles: ['manager'], email: 'mara@oak.example' });

/** Presses Tab until what has the focus says this, as somebody does who has no mouse. */
async function tabTo(page: Page, words: RegExp, only = '*'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    const name = await focused.evaluate((element, selector) => {
      if (!element.matches(selector)) return '';
      const field = element as HTMLInputElement;
      return `${field.labels?.[0]?.textContent ?? ''} ${element.textContent ?? ''}`;
    }, only);
    if (words.test(name)) return;
  }
  throw new Error(`nothing at ${page.url()} takes the focus that says ${words}`);
}
async function type(page: Page, field: RegExp, text: string) {
  await tabTo(page, field, 'input, textarea');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}
async function press(page: Page, button: RegExp) {
  await tabTo(page, button);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
const somebody = async () => (await browser.open(options)).newPage();
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

t.test('a manager invites, the person accepts and lands on the welcome', { timeout: 90_000 }, async (t) => {
  const mara = await somebody();
  await mara.goto(`${platform.url}/c/oak/sign-in?next=/manage/invitations/new`);
  await type(mara, /E-mail/, 'mara@oak.example');
  await type(mara, /Password/, password);
  await press(mara, /^\s*Sign in\s*$/);
  t.ok(await fits(mara));
  await type(mara, /E-mail/, 'gia@x.example');
  await type(mara, /A line from you/, 'The kettle is on.');
  await press(mara, /Send the invitation/);
  t.match(await mara.textContent('#status'), /on its way/);
  t.match(await mara.textContent('main'), /gia@x\.example/);
  t.ok(await fits(mara));

  await platform.settle();
  const mail = (await platform.mails('oak')).find(({ to }) => to === 'gia@x.example');
  const link = /(http:\S+\/invitations\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const gia = await somebody();
  await gia.goto(new URL(new URL(link).pathname, platform.url).href);
  t.match(await gia.textContent('main'), /Mara invites you[\s\S]*The kettle is on\./);
  t.ok(await fits(gia));
  await press(gia, /Agree to the rules and come in/);
  t.match(await gia.textContent('#errors'), /name/i, 'a name is needed, and the page says so');
  await type(gia, /Your name/, 'Gia');
  await press(gia, /Agree to the rules and come in/);
  t.equal(new URL(gia.url()).pathname, '/c/oak/welcome');
  t.match(await gia.textContent('h1'), /Welcome to Oak Street/);
  t.ok(await fits(gia));
});
