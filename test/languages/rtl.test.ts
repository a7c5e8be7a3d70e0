/** Laid out from right to left: nothing hangs over the edge, and what points onward points left. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { launchBrowser, startPlatform, browserOf } from '@polyphony/core/testing';
import { demoCommunities } from '../pages/people.ts';

const platform = await startPlatform(t, { demo: true, communities: {} });
const slug = 'our-food-future';
const file = path.join(platform.configDirectory, 'communities', `${slug}.yaml`);
writeFileSync(file, readFileSync(file, 'utf8').replace(/^languages: .*$/m, 'languages: [ar]'));
await platform.app.communities.reload();

const { people } = (await demoCommunities(platform)).find((one) => one.slug === slug)!;
const member = people.get('member')!;
const visitor = people.get('visitor')!;
const browser = await launchBrowser();
t.teardown(() => browser.close());

const all = (await member.get('/challenges')).text + (await member.get('/groups')).text;
const pathsOf = (html: string, pattern: RegExp) => [...new Set([...html.matchAll(pattern)].map(([, one = '']) => one))];
const challenges = pathsOf(all, /href="\/c\/[^/]+(\/challenges\/[\w-]+)[/"]/g);
const groups = pathsOf(all, /href="\/c\/[^/]+(\/groups\/(?!new)[\w-]+)"/g);
const shown = async (paths: readonly string[]) =>
  (await Promise.all(paths.map(async (at) => ((await member.get(at)).status === 200 ? [at] : [])))).flat();
const ballots = await shown(challenges.map((at) => `${at}/ballot`));
const results = await shown(challenges.map((at) => `${at}/results`));

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const outside = `[...document.querySelectorAll('body *')].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  return width > 1 && (left < -1 || right > innerWidth + 1) && getComputedStyle(one).position !== 'absolute' && !one.closest('.skip');
}).slice(0, 3).map((one) => one.outerHTML.slice(0, 120))`;

for (const [who, name, paths] of [
  [member, 'member', ['/', '/groups', ...groups.slice(0, 1), ...challenges, ...ballots, ...results]],
  [visitor, 'visitor', ['/', '/sign-in', '/join', '/challenges']],
] as const)
  t.test(`right to left at 390, ${name}`, async (t) => {
    const context = await browserOf(browser, who, { viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    for (const at of paths) {
      const answer = await page.goto(`${who.base}${at}`);
      t.equal(answer?.status(), 200, at);
      t.equal(await page.getAttribute('html', 'dir'), 'rtl', at);
      t.equal(await page.evaluate('getComputedStyle(document.body).direction'), 'rtl', at);
      if ((await page.evaluate<number>(overflow)) !== 0)
        t.same(await page.evaluate(outside), [], `${at} scrolls sideways`);
      t.equal(await page.evaluate(overflow), 0, `${at} does not scroll sideways`);
    }
    await context.close();
    t.comment(`${paths.length} pages`);
  });

t.test('there is a ballot and a result to look at', async (t) => {
  t.ok(ballots.length > 0, ballots.join());
  t.ok(results.length > 0, results.join());
  t.ok(groups.length > 0, groups.join());
});

t.test('arrows turn round, and stay as they are from left to right', async (t) => {
  const turned = `[...document.querySelectorAll('.i-dir')].map((one) => new DOMMatrix(getComputedStyle(one).transform).a)`;
  const context = await browserOf(browser, member, { viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${member.base}${ballots[0]}`);
  const arrows = await page.evaluate<number[]>(turned);
  t.ok(arrows.length > 0, `${arrows.length} arrows`);
  t.ok(
    arrows.every((a) => a === -1),
    arrows.join(),
  );
  await page.evaluate("document.documentElement.dir = 'ltr'");
  t.ok((await page.evaluate<number[]>(turned)).every((a) => a === 1));
  await context.close();
});
