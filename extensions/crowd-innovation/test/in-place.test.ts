/** The ballot with script: presses are answered in the page. Without script the same presses have the same result. */
import type { BrowserContext, Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { axe, launchBrowser, type Client } from '@polyphony/core/testing';
import { startFund } from './fund.ts';

const fund = await startFund(t);
const browser = await launchBrowser();
t.teardown(() => browser.close());

/** $100,000 to share between four projects, or the same to vote on. */
async function voting(title: string, ballot: object) {
  const challenge = await fund.open({ title, ballot });
  const ids = [
    await challenge.idea('Fridges', 20_000),
    await challenge.idea('Flour mill', 30_000),
    await challenge.idea('Roof garden', 60_000),
    await challenge.idea('Compost', 10_000),
  ];
  await challenge.vote();
  return { ...challenge, ids, page: `/challenges/${challenge.slug}/ballot` };
}
const budget = await voting('A budget', { kind: 'knapsack' });
const approval = await voting('Votes', { kind: 'approval', minimum: 1, maximum: 3 });

const complaints: string[] = [];

interface Sitting {
  readonly who: Client;
  readonly page: Page;
  readonly context: BrowserContext;
  press(name: string): Promise<void>;
  /** Waits until the page shows these words somewhere. */
  shows(words: string): Promise<void>;
  /** What is said politely. */
  said(): Promise<string>;
  focused(): Promise<string>;
  /** How often the page was loaded. */
  loads(): number;
}

/** A voter of their own at a ballot. */
async function sit(t: Test, path: string, options: { readonly script?: boolean } = {}): Promise<Sitting> {
  const who = await fund.voter();
  const context = await browser.open({
    viewport: { width: 390, height: 800 },
    javaScriptEnabled: options.script ?? true,
  });
  t.teardown(() => context.close());
  for (const cookie of ((await who.cookie()) ?? '').split('; ')) {
    const [name = '', ...value] = cookie.split('=');
    await context.addCookies([{ name, value: value.join('='), url: `${who.base}/` }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  let loaded = 0;
  page.on('domcontentloaded', () => (loaded += 1));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  await page.goto(`${who.base}${path}`);
  return {
    who,
    page,
    context,
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    shows: (words) => page.locator('body').getByText(words).first().waitFor(),
    said: async () => (await page.locator('#status').textContent()) ?? '',
    focused: () => page.locator(':focus').innerText(),
    loads: () => loaded,
  };
}

/** Everything that tells how the ballot stands: words as they are read, and what can be pressed. */
const standing = (page: Page) =>
  page.evaluate<readonly string[]>(`[
    ...[...document.querySelectorAll('header, #budget-bar, #vote-bar, main > :not(#status)')].map((at) => at.innerText),
    ...[...document.querySelectorAll('main button, [id^=idea-]')].map((at) => [at.id, at.name, at.value, at.ariaDisabled].join(' ')),
    ...[...document.querySelectorAll('svg use')].map((use) => String(document.querySelector(use.getAttribute('href')) !== null)),
  ]`);

t.test('a press on the budget ballot changes the page where it is', async (t) => {
  const at = await sit(t, budget.page);
  const before = at.page.url();
  await at.press('Add Fridges');
  await at.shows('$80,000 left');
  t.equal(at.loads(), 1, 'without a reload');
  t.equal(at.page.url(), before, 'at the same address');
  t.match(await at.focused(), /^Added\. Remove\s+Fridges$/, 'the focus stays on the button that was pressed');
  t.equal(await at.said(), 'Added. $80,000 left.');
  t.same(await axe(at.page), [], 'accessible as it is now');
  const shown = await standing(at.page);
  t.match(shown.join('\n'), /1 project, not sent yet(.|\n)*\$80,000 left of \$100,000(.|\n)*Left to give\s+\$80,000/);
  await at.page.reload();
  t.same(shown, await standing(at.page), 'everything is as a reload shows it');

  await at.press('Add Roof garden');
  await at.shows('$10,000 more than you have left');
  await at.page.keyboard.press('Enter');
  await at.shows('$80,000 left');
  t.match(await at.focused(), /^Add\s+Roof garden$/, 'the same key takes it out again, as the focus is still there');
  t.equal(await at.said(), 'Taken out. $80,000 left.');
  t.equal(at.loads(), 2);
});

t.test('a vote changes the page where it is, and the bar with it', async (t) => {
  const at = await sit(t, approval.page);
  await at.press('Vote for this Fridges');
  await at.shows('2 votes left');
  t.equal(at.loads(), 1);
  t.match(await at.focused(), /^Your vote\. Take it back\s+Fridges$/);
  t.equal(await at.said(), 'Your vote is given. 1 vote, saved.');
  t.same((await at.who.get(`${approval.path}/ballot`)).body.choices, [approval.ids[0]], 'and it is saved');
  t.same(await axe(at.page), []);
  await at.press('Your vote. Take it back Fridges');
  await at.shows('3 votes left');
  t.match(await at.said(), /^Your vote is taken back\./);
});

t.test('without script the same presses lead to the same page', async (t) => {
  const standings = [];
  for (const script of [true, false]) {
    const at = await sit(t, budget.page, { script });
    await at.press('Add Flour mill');
    await at.shows('$70,000 left');
    await at.press('Add Compost');
    await at.shows('$60,000 left');
    await at.press('Added. Remove Flour mill');
    await at.shows('$90,000 left');
    t.equal(at.loads(), script ? 1 : 4);
    t.match(await at.focused(), /^Add\s+Flour mill$/);
    t.equal(await at.said(), 'Taken out. $90,000 left.');
    // each voter has an order of their own
    standings.push((await standing(at.page)).map((words) => words.split(/\n+/).toSorted()).toSorted());
  }
  t.same(standings[0]?.flat().toSorted(), standings[1]?.flat().toSorted());
});

t.test('presses faster than their answers are all kept, in their order', async (t) => {
  const at = await sit(t, budget.page);
  await at.page.evaluate(`(() => {
    const press = (id) => document.getElementById('idea-' + id).click();
    const [fridges, mill, , compost] = ${JSON.stringify(budget.ids)};
    for (const id of [fridges, fridges, mill, compost, mill]) press(id);
  })()`);
  await at.shows('$40,000 left');
  await at.page.waitForLoadState('networkidle');
  t.match(await at.page.locator('#your-ballot').innerText(), /Fridges(.|\n)*\$40,000/);
  t.equal(await at.page.getByRole('button', { name: /^Added/ }).count(), 3, 'twice is once');
  const shown = await standing(at.page);
  await at.page.reload();
  t.same(shown, await standing(at.page), 'the last answer is the newest');
  await at.page.getByRole('button', { name: 'Added. Remove Compost' }).dblclick();
  await at.shows('$50,000 left');
});

t.test('what is refused is shown, and has the focus', async (t) => {
  const closing = await voting('Closing', { kind: 'knapsack' });

  t.test('another tab has spent the money', async (t) => {
    const at = await sit(t, closing.page);
    await at.who.form(closing.page, { add: closing.ids[2] ?? '' });
    await at.who.form(closing.page, { add: closing.ids[1] ?? '' });
    await at.press('Add Fridges');
    await at.page.locator('#errors:focus').waitFor();
    t.match(await at.focused(), /\$10,000 more than there is to share/);
    t.match(await at.page.locator('#budget-bar').innerText(), /\$10,000 left/, 'and the page is up to date');
    t.equal(at.loads(), 1);
    t.same(await axe(at.page), []);
  });

  t.test('the vote has closed meanwhile', async (t) => {
    const at = await sit(t, closing.page);
    await closing.close();
    await at.press('Add Fridges');
    await at.page.locator('#errors:focus').waitFor();
    t.match(await at.focused(), /ballots were taken; this came later, and nothing was changed/);
    t.equal(await at.page.getByRole('button', { name: /^Add/ }).count(), 0);
    t.equal(await at.page.locator('#budget-bar').count(), 0);
  });

  t.test('somebody signed out in another tab', async (t) => {
    const at = await sit(t, budget.page);
    await at.context.clearCookies();
    await at.press('Add Fridges');
    await at.page.locator('#errors:focus').waitFor();
    t.match(await at.focused(), /Sign in/);
  });

  t.test('the page of another session', async (t) => {
    const at = await sit(t, budget.page);
    await at.page.locator('[name=_csrf]').evaluateAll((fields) => {
      for (const field of fields) field.setAttribute('value', 'of another session');
    });
    await at.press('Add Fridges');
    await at.page.locator('h1:focus').waitFor();
    t.equal(
      await at.page.getByRole('button', { name: /^Add/ }).count(),
      0,
      'an error with a page of its own is that page',
    );
    t.match(await at.page.title(), await at.focused());
  });
});

t.test('too many presses are told to wait', async (t) => {
  const busy = await startFund(t, { platform: { limits: { requestsPerMinute: 30 } } });
  const challenge = await busy.open({ ballot: { kind: 'knapsack' } });
  const idea = await challenge.idea('Fridges', 20_000);
  await challenge.vote();
  const who = await busy.voter();
  const context = await browser.open();
  t.teardown(() => context.close());
  const [name = '', value = ''] = ((await who.cookie()) ?? '').split('; ')[0]?.split('=') ?? [];
  await context.addCookies([{ name, value, url: `${who.base}/` }]);
  const page = await context.newPage();
  const path = `/challenges/${challenge.slug}/ballot`;
  await page.goto(`${who.base}${path}`);
  let last = 303;
  for (let n = 0; n < 60 && last !== 429; n += 1) last = (await who.form(path, { add: idea })).status;
  t.equal(last, 429);
  await page.getByRole('button', { name: 'Add Fridges' }).click();
  await page.locator('h1:focus').waitFor();
  t.match(await page.locator('main').innerText(), /too many/i);
});

t.test('a press that gets no answer shows what the server has', async (t) => {
  const at = await sit(t, budget.page);
  await at.page.route(`**${budget.page}`, (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await at.page.evaluate('window.marker = true');
  const reloaded = at.page.waitForEvent('domcontentloaded');
  await at.press('Add Compost');
  await reloaded;
  t.equal(await at.page.evaluate('window.marker'), undefined, 'the page is loaded again');
  t.match(await at.page.locator('#budget-bar').innerText(), /\$100,000 left/);
});

t.test('no browser complained', async (t) => {
  // it notes that the line failed, and that it was htmx and not itself that moved the focus to a summary
  const own = complaints.filter((text) => !/^htmx: htmx:error: Failed to fetch|^Autofocus processing/.test(text));
  t.same(own, []);
});
