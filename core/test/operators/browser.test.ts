/** The console in a browser: axe-core finds nothing, nothing scrolls sideways, and a keyboard is enough. */
import t from 'tap';
import { axe, launchBrowser, startPlatform } from '../../testing/index.ts';
import { operator, pages, PASSWORD } from './console.ts';

const platform = await startPlatform(t, {
  communities: {
    open: {
      name: 'Open Cities Network',
      extensions: { groups: { settings: { label: 'Workstreams' } }, 'crowd-innovation': {} },
    },
    listed: {
      name: 'Donaudampfschifffahrtsgesellschaftsfreunde',
      access: 'listed',
      extensions: { groups: { enabled: false } },
    },
    closed: { name: 'Harbour Peer Support', access: 'closed', extensions: { groups: {} } },
  },
});
await platform.configure('open', 'name: Open Cities Network\nacess: open\n');
await platform.configure('never', 'name: Never\nextensions:\n  grops: {}\n');
const { email } = await operator(platform);
const addresses = [
  ...pages,
  '/communities/open',
  '/communities/listed',
  '/communities/never',
  '/extensions/groups',
  '/communities/nowhere',
];

const browser = await launchBrowser();
t.teardown(() => browser.close());

async function signedIn(options: Parameters<typeof browser.open>[0]) {
  const context = await browser.open({ baseURL: platform.url, ...options });
  const page = await context.newPage();
  await page.goto('/communities');
  await page.getByLabel('E-mail address').or(page.getByLabel('Adresse courriel')).fill(email);
  await page.getByLabel('Password').or(page.getByLabel('Mot de passe')).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/communities');
  return page;
}

for (const width of [1280, 390])
  for (const colorScheme of ['light', 'dark'] as const)
    t.test(`axe-core finds nothing, ${width} wide, ${colorScheme}`, async (t) => {
      const page = await signedIn({ viewport: { width, height: 900 }, colorScheme });
      for (const address of addresses) {
        await page.goto(address);
        t.same(await axe(page), [], address);
      }
      const out = await browser.open({ baseURL: platform.url, viewport: { width, height: 900 }, colorScheme });
      const door = await out.newPage();
      await door.goto('/sign-in');
      t.same(await axe(door), [], 'the way in');
      await door.getByRole('button', { name: 'Sign in' }).click();
      await door.locator('#errors').waitFor();
      t.same(await axe(door), [], 'the way in, after a mistake');
      await out.close();
      await page.context().close();
    });

t.test('nothing scrolls sideways at 320, in either language', async (t) => {
  for (const locale of ['en', 'fr']) {
    const page = await signedIn({ viewport: { width: 320, height: 700 }, locale });
    for (const address of [...addresses, '/extensions/crowd-innovation']) {
      await page.goto(address);
      const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      t.ok(over <= 0, `${locale} ${address}: ${over}`);
    }
    await page.context().close();
  }
});

t.test('below 62rem the matrix is a card for each community, and still a table to those who hear it', async (t) => {
  const page = await signedIn({ viewport: { width: 390, height: 900 } });
  await page.goto('/extensions');
  const table = page.getByRole('table', { name: 'Extensions by community' });
  t.equal((await table.getByRole('row').count()) > 4, true);
  const cell = table
    .getByRole('row', { name: /Harbour Peer Support/ })
    .getByRole('cell')
    .last();
  t.match(await cell.innerText(), /Groups\s+On/);
  t.equal(await page.evaluate(`getComputedStyle(document.querySelector('.matrix td')).display`), 'flex');
  await page.context().close();
});

t.test('without script and without a mouse: in, through every page, and out', async (t) => {
  const context = await browser.open({ baseURL: platform.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/extensions');
  t.match(page.url(), '/sign-in?next=%2Fextensions');
  const focused = () => page.locator(':focus');
  const tabTo = async (text: RegExp) => {
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      const name =
        (await focused().count()) > 0 ? ((await focused().getAttribute('name')) ?? (await focused().innerText())) : '';
      if (text.test(name)) return;
    }
    throw new Error(`no stop of the keyboard is called ${text}`);
  };
  await tabTo(/^email$/);
  await page.keyboard.type(email);
  await tabTo(/^password$/);
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/extensions');
  for (const [name, title] of [
    [/^Health$/, 'Health'],
    [/^Communities$/, 'Communities'],
    [/^Harbour Peer Support$/, 'Harbour Peer Support'],
    [/^Groups$/, 'Groups'],
  ] as const) {
    await tabTo(name);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
  await page.goto('/account');
  await tabTo(/^Sign out$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in?said=signed-out');
  t.match(await page.locator('#status').innerText(), 'You are signed out.');
  await page.goto('/health');
  t.match(page.url(), '/sign-in');
  await context.close();
});
