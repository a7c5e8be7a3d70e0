/** Pages are light, are kept by browsers where they may be, and run nothing that the policy forbids. */
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { launchBrowser, startPlatform, type Client, browserOf } from '@polyphony/core/testing';
import { ask, demoCommunities } from './people.ts';
import { patternOf, patternsOf, walk } from './walk.ts';

const budget = 60 * 1024;
const platform = await startPlatform(t, { demo: true, communities: {} });
const communities = await demoCommunities(platform);
const food = communities.find(({ slug }) => slug === 'our-food-future')!;
const member = food.people.get('member')!;

const sheetsOf = (html: string) =>
  [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href = '']) => href);
const scriptsOf = (html: string) => [...html.matchAll(/<script src="([^"]+)" defer/g)].map(([, src = '']) => src);
const zipped = (text: string) => gzipSync(text).length;

t.test('the first view of a page is below 60 KB, with its stylesheets and its script, compressed', async (t) => {
  const { items } = await ask<{ items: { slug: string; standing: string }[] }>(member, 'GET', '/challenges');
  const voting = items.find(({ standing }) => standing === 'vote')?.slug;
  const published = items.find(({ standing }) => standing === 'published')?.slug;
  t.ok(voting && published, 'the demo has an open vote and a result');
  for (const path of [
    '/',
    `/challenges/${voting}`,
    `/challenges/${voting}/ballot`,
    `/challenges/${published}/results`,
  ]) {
    const { status, text } = await member.get(path);
    t.equal(status, 200, path);
    const sheets = sheetsOf(text);
    t.equal(sheets.length, 2, `${path} has two stylesheets`);
    const scripts = scriptsOf(text);
    t.equal(
      scripts.length,
      path.endsWith('/ballot') ? 1 : 0,
      `${path} has a script only where it is answered in place`,
    );
    t.equal(text.split('<script').length - 1, scripts.length, `${path} has no inline script`);
    t.notMatch(text, /<style|\sstyle="|\s(?:hx-)?on\w*[:=]/, `${path} has no inline style and no handler`);
    let total = zipped(text);
    for (const asset of [...sheets, ...scripts]) total += zipped(await (await fetch(`${platform.url}${asset}`)).text());
    t.ok(total < budget, `${path}: ${(total / 1024).toFixed(1)} KB`);
    t.comment(`${path}: ${(total / 1024).toFixed(1)} KB`);
  }
});

t.test('stylesheets are kept for ever, as their names change with their content', async (t) => {
  const names = new Map<string, string>();
  for (const { slug, people } of communities) {
    const { text } = await people.get('member')!.get('/');
    for (const sheet of sheetsOf(text)) {
      const answer = await fetch(`${platform.url}${sheet}`);
      t.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable', sheet);
      t.match(answer.headers.get('content-type'), /^text\/css/);
      const name = sheet.split('/').at(-1)!;
      const css = await answer.text();
      t.equal(names.get(name) ?? css, css, 'an equal name means equal content');
      names.set(name, css);
      const other = await fetch(`${platform.url}${sheet.replace(/[^/]+\.css$/, 'another-name.css')}`);
      t.equal(other.status, slug === 'peer-circle' ? 401 : 404, 'another name is nothing');
    }
  }
});

t.test('the script is kept for ever too, and comes compressed to whoever takes it so', async (t) => {
  const { items } = await ask<{ items: { slug: string; standing: string }[] }>(member, 'GET', '/challenges');
  const voting = items.find(({ standing }) => standing === 'vote')?.slug;
  const [src = ''] = scriptsOf((await member.get(`/challenges/${voting}/ballot`)).text);
  const texts = new Set<string>();
  for (const encoding of ['identity', 'gzip', 'br']) {
    const answer = await fetch(`${platform.url}${src}`, { headers: { 'accept-encoding': encoding } });
    t.equal(answer.headers.get('content-encoding'), encoding === 'identity' ? null : encoding);
    t.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    t.match(answer.headers.get('content-type'), /^text\/javascript/);
    t.match(answer.headers.get('vary'), /accept-encoding/i);
    texts.add(await answer.text());
  }
  t.equal(texts.size, 1, 'the same text in every encoding');
});

t.test('every page has a policy without holes, and no cache keeps what is personal', async (t) => {
  let pages = 0;
  for (const { people } of communities)
    for (const who of people.values())
      for (const { path, headers, html } of (await walk(who, { most: 60 })).visits.values()) {
        if (!html) continue;
        pages += 1;
        const policy = headers.get('content-security-policy') ?? '';
        if (!policy.includes("default-src 'none'")) t.fail(`${path}: ${policy || 'no policy'}`);
        if (/unsafe|\*|https?:(?!\/\/)/.test(policy)) t.fail(`${path}: ${policy}`);
        if (!/no-store/.test(headers.get('cache-control') ?? '')) t.fail(`${path}: ${headers.get('cache-control')}`);
        if (headers.get('x-content-type-options') !== 'nosniff') t.fail(`${path}: may be sniffed`);
      }
  t.ok(pages > 100, `${pages} pages`);
});

t.test('no page gives the browser anything to complain about', async (t) => {
  const browser = await launchBrowser();
  t.teardown(() => browser.close());
  const patterns = patternsOf(platform);
  const complaints: string[] = [];
  let pages = 0;
  const visit = async (who: Client) => {
    const { visits } = await walk(who, { most: 150 });
    const firsts = Map.groupBy(
      [...visits.values()].filter(({ status, html }) => status === 200 && html),
      ({ path }) => patternOf(patterns, path)?.path,
    );
    const context = await browserOf(browser, who);
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(`${page.url()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('request', (request) => {
      if (!/^(data:|http:\/\/127\.0\.0\.1:)/.test(request.url()))
        complaints.push(`${page.url()} asks for ${request.url()}`);
    });
    for (const [first] of firsts.values()) {
      await page.goto(`${who.base}${first?.path}`);
      pages += 1;
    }
    await context.close();
  };
  for (const who of food.people.values()) await visit(who);
  t.same(complaints, [], `${pages} pages`);
  t.ok(pages > 40, `${pages} pages`);
});
