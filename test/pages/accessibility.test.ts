/**
 * Every page that the registry has, as visitor, member and manager of every demo community: links lead somewhere, axe-core finds
 * nothing, nothing scrolls sideways. `npm test` takes a sample that is always the same: each page once, as whoever sees most of
 * it, and every third state of a page (all of those that show a page which nothing else shows), the widths and themes in turn.
 * `npm run test:pages` (`POLYPHONY_PAGES=all`) looks at each page as everybody, and at each state, at both widths, in light and dark.
 */
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { axe, client, launchBrowser, startPlatform, type Client, browserOf } from '@polyphony/core/testing';
import { stageChallenges } from './challenges.ts';
import { ask, demoCommunities, type Role } from './people.ts';
import { emptied, press, type State } from './state.ts';
import { stageWaysIn, waysIn } from './ways-in.ts';
import { patternOf, patternsOf, walk, type Pattern } from './walk.ts';

const everything = process.env['POLYPHONY_PAGES'] === 'all';

t.setTimeout(everything ? 1_800_000 : 480_000);
const platform = await startPlatform(t, { demo: true, communities: {} });
const communities = await demoCommunities(platform);
const patterns = patternsOf(platform);
const food = communities.find(({ slug }) => slug === 'our-food-future')!;
const someone = (role: Role): Client => food.people.get(role)!;

/** A page as one person sees it. */
interface View {
  readonly who: Client;
  readonly role: Role;
  readonly path: string;
}
const seen = new Map<Pattern, View[]>();
const see = (view: View) => {
  const pattern = patternOf(patterns, view.path);
  if (pattern) seen.set(pattern, [...(seen.get(pattern) ?? []), view]);
};

/** Help in a crisis, which a community names for those before its door. */
const contacts = (slug: string) => platform.app.communities.bySlug(slug)?.door.contacts.map(({ href }) => href) ?? [];

t.test('no link of the demo leads nowhere, whoever follows it', async (t) => {
  let followed = 0;
  for (const { slug, people } of communities)
    for (const [role, who] of people) {
      // nobody comes further than the door of a closed community
      const door = role === 'visitor' && platform.app.communities.bySlug(slug)?.access === 'closed';
      const { visits, outward, left } = await walk(who, { most: everything ? 2000 : 400 });
      followed += visits.size;
      for (const { path, status, html, from, anchors } of visits.values()) {
        if (status >= 400 && !(door && status === 401))
          t.fail(`${slug}, ${role}: ${path}, linked on ${from}, answers ${status}`);
        if (html)
          for (const [anchor, at] of anchors)
            if (!html.includes(` id="${anchor}"`))
              t.fail(`${slug}, ${role}: ${at} leads to ${path}#${anchor}, which is not there`);
        if (status === 200 && html) see({ who, role, path });
      }
      t.ok(
        visits.size > (door ? 0 : 8),
        `${slug}, ${role}: ${visits.size} addresses${left ? `, ${left} left out` : ''}`,
      );
      const ways = [`${platform.url}/`, platform.app.communities.bySlug(slug)?.door.quickExit, ...contacts(slug)];
      // what the team wrote on its pages names its own addresses
      const team = `@${slug.replaceAll('-', '')}.example`;
      t.same(
        [...outward].filter((href) => !ways.includes(href) && !(href.startsWith('mailto:') && href.endsWith(team))),
        [],
        `${slug}, ${role}: no link leads to a stranger`,
      );
    }
  t.comment(`links followed: ${followed}`);
});

const staged = await stageChallenges(t, platform, {
  manager: someone('manager'),
  business: someone('business'),
  voters: [someone('member'), someone('business')],
});

t.test('pages that no link leads to are reached by their address', async () => {
  for (const role of ['manager', 'business', 'member'] as const)
    for (const { path, status, html } of (await walk(someone(role), { from: ['/challenges'] })).visits.values()) {
      if (status >= 400) t.fail(`${role}: ${path} answers ${status}`);
      if (status === 200 && html) see({ who: someone(role), role, path });
    }
  const values = await parameterValues();
  for (const pattern of patterns.filter((one) => !seen.has(one)))
    for (const path of filled(pattern.path, values)) {
      for (const [role, who] of food.people) {
        const { status, headers } = await who.get(path);
        const location = headers.get('location');
        if (status === 200 || (status === 303 && location && !location.includes('/sign-in'))) see({ who, role, path });
      }
      if (seen.has(pattern)) break;
    }
});

/** What stands behind `:name` in a path, by name. */
async function parameterValues(): Promise<Readonly<Record<string, readonly string[]>>> {
  const list = async (path: string) =>
    (await ask<{ items: Record<string, string>[] }>(someone('manager'), 'GET', path)).items;
  const slugs = [staged.pitching, staged.budget, staged.vote, staged.published];
  return {
    challenge: slugs,
    idea: (await Promise.all(slugs.map((slug) => list(`/challenges/${slug}/ideas`)))).flat().map(({ id }) => id ?? ''),
    group: (await list('/groups')).map(({ slug }) => slug ?? ''),
    language: platform.app.communities.bySlug(food.slug)?.languages ?? [],
    member: (await list('/members?limit=5')).map(({ id }) => id ?? ''),
  };
}

/** A pattern with every combination of values. */
function filled(path: string, values: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const name = /:(\w+)/.exec(path)?.[1];
  if (name === undefined) return [path];
  return (values[name] ?? []).flatMap((value) => filled(path.replace(`:${name}`, value), values));
}

const browser = await launchBrowser();
t.teardown(() => browser.close());

const bare = await startPlatform(t, {
  communities: {
    bare: { name: 'Bare', extensions: { groups: {}, 'crowd-innovation': {} } },
    members: { name: 'Listed', access: 'listed', extensions: { groups: {}, 'crowd-innovation': {} } },
    ...waysIn,
  },
});
const comingIn = await stageWaysIn(t, bare);
const newcomer = await bare.member('bare');
const boss = await bare.member('bare', { roles: ['manager'] });
await boss.post('/api/groups', { title: 'Lonely', summary: 'Nobody else yet', openness: 'closed' });
const closed = communities.find(({ slug }) => slug === 'peer-circle')!;
const gone = client({ base: platform.url });

const challenge = (slug: string) => `/challenges/${slug}`;
const states: readonly State[] = [
  { name: 'the front door of the platform', who: gone, path: '/' },
  { name: 'nothing there, for a visitor', who: someone('visitor'), path: '/no-such-page', status: 404 },
  { name: 'nothing there, for a member', who: someone('member'), path: '/no-such-page', status: 404 },
  { name: 'not permitted', who: someone('member'), path: '/manage', status: 403 },
  { name: 'a query that cannot be', who: someone('member'), path: `/people?q=${'x'.repeat(200)}`, status: 400 },
  { name: 'something was said', who: someone('member'), path: '/groups?said=groups.said.joined' },
  { name: 'the closed door', who: closed.people.get('visitor')!, path: '/groups', status: 401 },
  { name: 'the closed door, after a mistake', who: closed.people.get('visitor')!, path: '/', act: press('Sign in') },
  {
    name: 'signing in, after a mistake',
    who: someone('visitor'),
    path: '/sign-in?next=/groups',
    act: press('Sign in'),
  },
  { name: 'joining, after a mistake', who: someone('visitor'), path: '/join', act: press(/^Join/) },
  { name: 'nobody found', who: someone('member'), path: '/people?q=zzzz' },
  { name: 'home without content, visitor', who: bare.visitor('bare'), path: '/' },
  { name: 'home without content, member', who: newcomer, path: '/' },
  { name: 'home of a listed community', who: bare.visitor('members'), path: '/' },
  { name: 'no groups', who: bare.visitor('members'), path: '/groups' },
  { name: 'a closed group from outside', who: newcomer, path: '/groups/lonely' },
  { name: 'a group with one person', who: boss, path: '/groups/lonely/members' },
  { name: 'a new group, after a mistake', who: boss, path: '/groups/new', act: press('Start it') },
  {
    name: 'group settings, after a mistake',
    who: boss,
    path: '/groups/lonely/settings',
    act: emptied('Name', 'Save the settings'),
  },
  { name: 'adding nobody', who: boss, path: '/groups/lonely/members/add', act: press(/^Add to/) },
  { name: 'no challenges', who: newcomer, path: '/challenges' },
  { name: 'no challenges, manager', who: boss, path: '/challenges' },
  { name: 'nothing to manage', who: boss, path: '/manage' },
  { name: 'no challenges to manage', who: boss, path: '/manage/challenges' },
  {
    name: 'a new challenge, after a mistake',
    who: boss,
    path: '/manage/challenges/new',
    act: press('Open a challenge'),
  },
  ...Object.entries(staged).flatMap(([standing, slug], at): State[] =>
    [
      { name: `challenge, ${standing}, visitor`, who: someone('visitor'), path: challenge(slug) },
      { name: `challenge, ${standing}, business`, who: someone('business'), path: challenge(slug) },
      { name: `ballot, ${standing}, visitor`, who: someone('visitor'), path: `${challenge(slug)}/ballot` },
      { name: `ballot, ${standing}, member`, who: someone('member'), path: `${challenge(slug)}/ballot` },
      { name: `results, ${standing}`, who: someone('visitor'), path: `${challenge(slug)}/results` },
      { name: `managing, ${standing}`, who: someone('manager'), path: `/manage${challenge(slug)}` },
      { name: `counting, ${standing}`, who: someone('manager'), path: `/manage${challenge(slug)}/count` },
      { name: `pitching, ${standing}`, who: someone('business'), path: `${challenge(slug)}/ideas/new` },
    ].filter((_, view) => everything || (view + at) % 2 === 0),
  ),
  { name: 'nothing chosen to check', who: someone('manager'), path: `${challenge(staged.budget)}/ballot/check` },
  { name: 'a sent ballot, checked', who: someone('member'), path: `${challenge(staged.budget)}/ballot/check` },
  { name: 'a receipt', who: someone('member'), path: `${challenge(staged.budget)}/ballot/sent` },
  {
    name: 'a pitch, after a mistake',
    who: someone('business'),
    path: `${challenge(staged.pitching)}/ideas/new`,
    act: press('Pitch an idea'),
  },
  {
    name: 'declining without a reason',
    who: someone('manager'),
    path: `/manage${challenge(staged.pitching)}`,
    act: press(/^Decline it/),
  },
  {
    name: 'phases in the wrong order',
    who: someone('manager'),
    path: `/manage${challenge(staged.pitching)}`,
    act: async (page) => {
      await page.locator('#field-closes-1').fill('2020-01-01T10:00');
      await press('Save the dates')(page);
    },
  },
  ...comingIn,
];

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const looks = [
  { width: 390, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const;

const weight = { visitor: 0, member: 1, business: 2, manager: 3 } as const;
/** What the walks have seen: to be asked for when they are done. */
const pagesSeen = (): readonly State[] =>
  [...seen].flatMap(([{ path: pattern }, views]) => {
    const byRole = new Map(views.toReversed().map((view) => [everything ? `${view.who.base} ${view.role}` : '', view]));
    const most = views.toSorted((a, b) => weight[b.role] - weight[a.role])[0]!;
    return (everything ? [...byRole.values()] : [most]).map(({ who, role, path }) => ({
      name: `${pattern}, ${role}`,
      who,
      path,
    }));
  });

/** Every third state, and with it whatever shows a page that has no other look. */
function statesSampled(): readonly State[] {
  if (everything) return states;
  const shown = new Set(seen.keys());
  return states.filter(({ path }, n) => {
    const pattern = patternOf(patterns, path);
    const isNew = pattern !== undefined && !shown.has(pattern);
    if (pattern) shown.add(pattern);
    return isNew || n % 3 === 0;
  });
}

/** States that are shown where they are asked for, and are nothing refused unless they say so. */
const asIs = new Set(comingIn.filter(({ path }) => !path.includes('said=')));
let checked = 0;
const looked = new Set<string>();
async function look(t: Test, page: Page, state: State): Promise<void> {
  const { name, who, path, act, before, status } = state;
  const { width, height } = page.viewportSize()!;
  const answer = await page.goto(`${who.base}${path}`);
  if (status !== undefined) t.equal(answer?.status(), status, name);
  if (asIs.has(state)) {
    t.equal(page.url(), `${who.base}${path}`, `${name}: is not led elsewhere`);
    t.equal(answer?.status(), status ?? 200, name);
  }
  await before?.(page);
  if (act) {
    await act(page);
    const focused = page.locator('#errors:focus').waitFor({ timeout: 10_000 });
    await t.resolves(focused, `${name}: the summary has the focus`);
    const broken = await page
      .locator('#errors a')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute('href') ?? '').filter((href) => !document.querySelector(href)),
      );
    t.same(broken, [], `${name}: each link of the summary leads to a field`);
  }
  t.same(await axe(page), [], name);
  checked += 1;
  const shown = patternOf(patterns, page.url().slice(who.base.length));
  if (shown) looked.add(shown.path);
  await page.setViewportSize({ width: 320, height });
  t.equal(await page.evaluate(overflow), 0, `${name}: does not scroll sideways at 320`);
  await page.setViewportSize({ width, height });
}

for (const [turn, { width, colorScheme }] of looks.entries())
  t.test(`axe-core finds nothing: ${width} px, ${colorScheme}`, async (t) => {
    const mine = [...pagesSeen(), ...statesSampled()].filter((_, n) => everything || n % looks.length === turn);
    for (const [who, theirs] of Map.groupBy(mine, ({ who }) => who)) {
      const context = await browserOf(browser, who, { viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      for (const view of theirs) await look(t, page, view);
      await context.close();
    }
  });

/** Tabs through a page from its beginning: everything that can be operated, as it would be read out. */
async function tabThrough(t: Test, page: Page): Promise<readonly string[]> {
  const wanted = await page.evaluate<number>(`
    [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden])')].filter((at) => at.checkVisibility() && !at.disabled)
      .map((at, n) => (at.dataset.stop = n)).length`);
  const reached = new Map<string, string>();
  for (let n = 0; n < wanted + 5; n++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate<{ stop?: string; name: string; seen: boolean; covered: boolean }>(`(() => {
      const at = document.activeElement, shown = at.closest('label') ?? at, box = shown.getBoundingClientRect();
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
      return {
        stop: at.dataset.stop,
        name: at.textContent.trim(),
        seen: [at, shown].map((one) => getComputedStyle(one)).some(({ outlineStyle }) => outlineStyle !== 'none'),
        covered: !hit || !(shown.contains(hit) || hit.contains(shown)),
      };
    })()`);
    if (at.stop === undefined || reached.has(at.stop)) continue;
    reached.set(at.stop, at.name);
    if (!at.seen) t.fail(`${at.name} does not show that it has the focus`);
    if (at.covered) t.fail(`${at.name} is covered while it has the focus`);
  }
  t.equal(reached.size, wanted, `Tab reaches everything on ${page.url()}`);
  return [...reached.values()];
}

t.test('both kinds of ballot work with a keyboard alone', async (t) => {
  const who = someone('manager');
  const context = await browserOf(browser, who, { viewport: { width: 390, height: 700 } });
  const page = await context.newPage();
  const operate = async (role: 'button' | 'link', name: string | RegExp, key: 'Space' | 'Enter') => {
    await page.locator('main').getByRole(role, { name }).first().focus();
    await page.keyboard.press(key);
  };
  const focused = (name: RegExp) => page.locator(':focus').filter({ hasText: name }).waitFor();

  await page.goto(`${who.base}/challenges/${staged.vote}/ballot`);
  t.equal((await tabThrough(t, page)).filter((name) => name.startsWith('Vote for this')).length, 2);
  await operate('button', /^Vote for this/, 'Space');
  await t.resolves(focused(/^Your vote\. Take it back/), 'the space bar votes, and the focus stays');
  await page.keyboard.press('Enter');
  await t.resolves(focused(/^Vote for this/), 'Enter takes the vote back');

  await page.goto(`${who.base}/challenges/${staged.budget}/ballot`);
  t.equal((await tabThrough(t, page)).filter((name) => name.startsWith('Add ')).length, 2);
  await operate('button', /^Add /, 'Enter');
  await t.resolves(focused(/^Added\. Remove/), 'Enter adds a project, and the focus stays');
  await operate('link', 'Check and send', 'Enter');
  await page.waitForURL(/\/ballot\/check$/);
  await tabThrough(t, page);
  await operate('button', 'Send your ballot', 'Space');
  await page.waitForURL(/\/ballot\/sent$/);
  t.match(await page.getByRole('heading', { level: 1 }).innerText(), 'Your ballot is recorded');
  await context.close();
});

/** Addresses that show nothing of their own, and lead on for everybody. */
const leadOn = ['/ideas/:idea', '/language/:language'];

t.test('no page of the registry is without a look', async (t) => {
  t.same(
    patterns
      .map((pattern) => pattern.path)
      .filter((one) => !looked.has(one))
      .toSorted(),
    leadOn,
  );
  const told = `pages checked by axe: ${checked}, of ${looked.size} kinds${everything ? '' : '; the whole matrix is npm run test:pages'}`;
  t.comment(told);
  console.error(told);
  t.ok(checked >= (everything ? looks.length : 1) * patterns.length, `${checked} looks at ${patterns.length} pages`);
});
