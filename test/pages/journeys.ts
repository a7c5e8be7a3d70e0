/** What whole journeys share: the devices they are made on, people who make them, and what holds on every page on the way. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Test } from 'tap';
import { axe, type Platform, type TestBrowser } from '@polyphony/core/testing';
import { englishIn, type EnglishOnly } from '../languages/french.ts';
import { patternOf, patternsOf, type Pattern } from './walk.ts';
import { operatorOf, type Hands, type Tally } from './person.ts';

export interface Device {
  readonly width: 390 | 1280;
  readonly hands: Hands;
  readonly scripts: boolean;
  /** Arabic has no words here: its pages are laid out from right to left, in English. */
  readonly language: 'en-CA' | 'fr-CA' | 'ar';
}

/** Each of the widths and hands once, with scripts and without, in another language and from right to left. */
const usual: readonly Device[] = [
  { width: 390, hands: 'keyboard', scripts: false, language: 'fr-CA' },
  { width: 1280, hands: 'mouse', scripts: true, language: 'ar' },
];

const every: readonly Device[] = ([390, 1280] as const).flatMap((width) =>
  (['keyboard', 'mouse'] as const).flatMap((hands) =>
    [false, true].flatMap((scripts) =>
      (['en-CA', 'fr-CA', 'ar'] as const).map((language): Device => ({ width, hands, scripts, language })),
    ),
  ),
);

/** The usual two, or with `POLYPHONY_PAGES=all` every combination. */
export const devices = process.env['POLYPHONY_PAGES'] === 'all' ? every : usual;

export const titleOf = ({ width, hands, scripts, language }: Device): string =>
  `${width} px, ${hands} alone, scripts ${scripts ? 'on' : 'off'}, ${language === 'ar' ? 'right to left' : language}`;

export const slugOf = (prefix: string, device: Device): string => `${prefix}-${every.indexOf(sameAs(device))}`;
const sameAs = (device: Device) => every.find((one) => titleOf(one) === titleOf(device)) ?? device;

/** Languages of a community in which a device finds its own first, so that core's words come in it. */
export const languagesFor = ({ language }: Device): readonly string[] => [
  language,
  ...['en-CA', 'fr-CA'].filter((one) => one !== language),
];

/** Looks at pages as they come, and adds up. */
export interface Watch {
  readonly tally: Tally & { pages: number; axe: number };
  readonly patterns: ReadonlySet<Pattern>;
}

export interface Person {
  readonly page: Page;
  /** The words of the community in the language of the device. */
  readonly say: (key: string, values?: Readonly<Record<string, unknown>>) => string;
  visit(path: string): Promise<void>;
  /** Where one is, below the community, without its query's message. */
  at(): string;
  /** Presses a button of the page and comes to the page that it leads to. */
  press(name: string): Promise<void>;
  /** Presses a button that is answered where one is, if the device has scripts; it says something else then. */
  toggle(name: string, becomes: string): Promise<void>;
  follow(name: string): Promise<void>;
  /** Follows a link of the summary of mistakes; the field that it leads to. */
  mend(message: string): Promise<Locator>;
  /** By the label of the field, or by its place where one page has the label twice. */
  fill(field: string | Locator, text: string): Promise<void>;
  tick(label: string): Promise<void>;
  choose(label: string): Promise<void>;
  select(label: string, option: string): Promise<void>;
  /** Presses what is found so, and waits for nothing. */
  operate(target: Locator): Promise<void>;
  read(): Promise<string>;
  heading(): Promise<string>;
  /** What the page said about what was just done. */
  said(): Promise<string>;
}

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

export interface Journey {
  readonly platform: Platform;
  readonly browser: TestBrowser;
  readonly device: Device;
  readonly slug: string;
  readonly english: EnglishOnly;
}

/** People of one journey on one device, and what is seen on the way. Ends with `end`, which says what was wrong. */
export function travel(t: Test, { platform, browser, device, slug, english }: Journey) {
  const { width, hands, scripts, language } = device;
  const base = `${platform.url}/c/${slug}`;
  const say = platform.context(slug).t;
  const tally = { stops: 0, acts: 0, pages: 0, axe: 0 };
  const all = patternsOf(platform);
  const patterns = new Set<Pattern>();
  const checked = new Set<string>();
  const complaints: string[] = [];
  const contexts: BrowserContext[] = [];

  async function look(page: Page) {
    const path = page.url().slice(base.length).split(/[?#]/)[0] ?? '/';
    tally.pages += 1;
    const pattern = patternOf(all, path);
    if (pattern) patterns.add(pattern);
    const html = await page.content();
    if ((await page.evaluate<number>(overflow)) !== 0) complaints.push(`${path} scrolls sideways`);
    const { lang, dir } = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      dir: getComputedStyle(document.body).direction,
    }));
    if (lang !== language) complaints.push(`${path} is in ${lang || 'no language'}`);
    if (dir !== (language === 'ar' ? 'rtl' : 'ltr')) complaints.push(`${path} is laid out ${dir}`);
    if (language === 'fr-CA') complaints.push(...englishIn(html, english).map((text) => `${path} says “${text}”`));
    if (language !== 'ar') return;
    // once in each state that has another heading, or mistakes
    const state = `${pattern?.path} ${await page.locator('h1').first().textContent()} ${await page.locator('#errors').count()}`;
    if (checked.has(state)) return;
    checked.add(state);
    tally.axe += 1;
    const size = page.viewportSize();
    complaints.push(...(await axe(page)).map(({ rule, nodes }) => `${path}: ${rule}: ${nodes.join('; ')}`));
    if (size) await page.setViewportSize(size);
  }

  async function somebody(): Promise<Person> {
    const context = await browser.open({
      viewport: { width, height: 800 },
      javaScriptEnabled: scripts,
      locale: language,
      acceptDownloads: true,
    });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      // a browser notes every refused form on the console; anything else there is a fault of the page
      if (!message.text().startsWith('Failed to load resource')) complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('response', (answer) => {
      if (answer.status() >= 500) complaints.push(`${answer.url()} answered ${answer.status()}`);
    });
    const operator = operatorOf(page, { hands, tally, complain: (what) => complaints.push(what) });
    const main = page.getByRole('main');
    const button = (name: string) => main.getByRole('button', { name }).first();
    // a landmark may have the same name as a field
    const field = (label: string) => main.locator('input, textarea, select').and(main.getByLabel(label)).first();
    /** Does something that leads to another page, and looks at that one. */
    const arrive = async (act: () => Promise<unknown>) => {
      await Promise.all([page.waitForEvent('load'), act()]);
      await look(page);
    };
    return {
      page,
      say,
      visit: (path) => arrive(() => page.goto(`${base}${path}`)),
      at: () =>
        page
          .url()
          .slice(base.length)
          .replace(/[?&]said=[^#]*/, '')
          .replace(/#.*/, ''),
      press: (name) => arrive(() => operator.press(button(name))),
      async toggle(name, becomes) {
        if (!scripts) await arrive(() => operator.press(button(name)));
        else await operator.press(button(name));
        await button(becomes).waitFor();
        await page.locator('.htmx-request').first().waitFor({ state: 'detached' });
      },
      follow: (name) => arrive(() => operator.press(main.getByRole('link', { name }).first())),
      async mend(message) {
        const link = page.locator('#errors a').filter({ hasText: message }).first();
        const target = (await link.getAttribute('href')) ?? '#';
        await operator.press(link);
        await page.waitForFunction((id) => document.activeElement?.id === id, target.slice(1));
        return page.locator(target);
      },
      fill: (target, text) => operator.fill(typeof target === 'string' ? field(target) : target, text),
      tick: (label) => operator.tick(field(label)),
      choose: (label) => operator.choose(field(label)),
      select: (label, option) => operator.select(field(label), option),
      operate: (target) => operator.press(target),
      read: () => main.innerText(),
      heading: () => page.getByRole('heading', { level: 1 }).innerText(),
      said: () => page.locator('#status').innerText(),
    };
  }

  return {
    say,
    base,
    tally,
    patterns,
    somebody,
    /** Where the button of the mail with this subject leads in the community. */
    async letter(address: string, subject: string): Promise<string> {
      await platform.settle();
      const mails = (await platform.mails(slug)).filter(({ to }) => to === address);
      const mail = mails.findLast((one) => one.subject === subject);
      const path = new RegExp(`\\S+/c/${slug}(/\\S*)`).exec(mail?.text ?? '')?.[1];
      if (path === undefined)
        throw new Error(
          `no “${subject}” leads ${address} anywhere, but: ${mails.map((one) => one.subject).join(', ')}`,
        );
      return path;
    },
    async end() {
      t.same(
        complaints,
        [],
        'nothing on the way is out of sight, too wide, in another language or refused by the browser',
      );
      t.comment(`${tally.pages} pages, ${tally.acts} acts, ${tally.stops} stops of Tab, ${tally.axe} times axe`);
      for (const context of contexts) await context.close();
    },
  };
}
export type Travel = ReturnType<typeof travel>;
