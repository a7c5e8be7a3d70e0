/** Pages that managers write: what they save is what people read, nothing gets lost, and nobody else sees more than before. */
import t from 'tap';
import { pages } from '../../contract/services.ts';
import { startPlatform, type Client, type Platform } from '../../testing/platform.ts';

const unescaped = (text: string) =>
  text
    .replaceAll(
      /&(?:quot|#39|lt|gt);/g,
      (one) => ({ '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>' })[one] ?? one,
    )
    .replaceAll('&amp;', '&');
const textarea = (html: string) => unescaped(/<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(html)?.[1] ?? '');
const field = (html: string, name: string) => {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? '';
  return unescaped(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
};
const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
const footer = (html: string) => /<footer[\s\S]*<\/footer>/.exec(html)?.[0] ?? '';

interface Written {
  readonly language?: string;
  readonly version?: number;
  readonly title?: string;
  readonly body?: string;
  readonly [more: string]: string | number | undefined;
}
/** Sends the form of a page as a browser does. */
const write = (who: Client, page: string, { language = 'en', version = 0, title = '', body = '', ...more }: Written) =>
  who.form(`/manage/pages/${page}?language=${language}`, {
    language,
    title,
    body,
    note: '',
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])),
    version: String(version),
  });

const logOf = async (platform: Platform, slug: string) =>
  platform
    .context(slug)
    .db.selectFrom('core.log')
    .select(['action', 'subject', 'subject_id', 'actor_id', 'detail'])
    .where('subject', '=', 'page')
    .orderBy('at')
    .execute();

const platform = await startPlatform(t, {
  only: [],
  communities: {
    food: { name: 'Food', languages: ['en', 'fr'] },
    other: { name: 'Other' },
    shut: { name: 'Shut', access: 'closed', join: 'invitation' },
    care: {
      name: 'Care',
      access: 'closed',
      safeguarding: 'high',
      door: {
        contacts: [
          { label: 'Samaritans', detail: 'Call 116 123, free, at any hour', href: 'tel:116123' },
          { label: 'The house', detail: 'Knock' },
        ],
      },
    },
  },
});
const manager = await platform.member('food', { roles: ['manager'], name: 'Olivia Grant' });
const member = await platform.member('food', { name: 'Amara Khan' });
const visitor = platform.visitor('food');

t.test('what a manager saves is what people read from then on', async (t) => {
  t.match((await visitor.get('/about')).text, 'Who runs it', 'the standard words before');
  const blank = await manager.get('/manage/pages/about?language=en');
  t.equal(blank.status, 200);
  t.match(textarea(blank.text), '## Who runs it', 'the form begins with them, as markdown');
  t.equal(field(blank.text, 'version'), '0');

  const saved = await write(manager, 'about', {
    title: 'Our <table>',
    body: 'Come **in**.\r\n\r\n# Soup\r\n\r\n[rules](/rules)',
  });
  t.equal(saved.status, 303, saved.text);
  t.match(saved.headers.get('location'), '/c/food/manage/pages?said=core.pages.saved');
  const read = (await visitor.get('/about')).text;
  t.match(read, /<h1[^>]*>Our &lt;table/);
  t.match(read, /Come <strong>in<\/strong>\./);
  t.match(read, '<h2>Soup</h2>', 'its headings stand below the heading of the page');
  t.match(read, '<a href="/c/food/rules">rules</a>');
  t.notMatch(read, 'Who runs it');
  t.notMatch(read, '/manage/pages', 'visitors are not led to the form');
  t.match((await manager.get('/about')).text, '/c/food/manage/pages/about?language=en');
  const list = main((await manager.get('/manage/pages')).text);
  t.match(list, /Version 1 · <time[^>]*>[^<]*<\/time> · <span dir="auto">Olivia Grant/);
  t.match((await manager.get('/manage')).text, 'href="/c/food/manage/pages"', 'the pages for managers lead there');
});

t.test('a preview shows the text above the form and saves nothing', async (t) => {
  const shown = await write(manager, 'help', {
    title: 'Ask us',
    body: 'In the **kitchen**',
    preview: 'yes',
    note: 'why',
  });
  t.equal(shown.status, 200);
  const html = main(shown.text);
  t.ok(
    html.indexOf('<strong>kitchen</strong>') > 0 &&
      html.indexOf('<strong>kitchen</strong>') < html.indexOf('<textarea'),
  );
  t.same([field(html, 'title'), textarea(html), field(html, 'note')], ['Ask us', 'In the **kitchen**', 'why']);
  t.equal(field(html, 'version'), '0');
  t.notMatch((await visitor.get('/help')).text, 'kitchen');
  t.equal((await manager.get('/api/pages/help')).body.version, 0);
});

t.test('who writes no text or no title hears which one is missing, and keeps the other', async (t) => {
  const noTitle = await write(manager, 'help', { body: 'Only a text' });
  t.equal(noTitle.status, 422);
  t.match(noTitle.text, /href="#field-title"/);
  t.equal(textarea(noTitle.text), 'Only a text');
  const noBody = await write(manager, 'help', { title: 'Only a title' });
  t.equal(noBody.status, 422);
  t.match(noBody.text, /href="#field-body"/);
  const long = await write(manager, 'help', { title: 'x', body: 'x'.repeat(40_001) });
  t.equal(long.status, 422);
  t.equal(textarea(long.text).length, 40_001, 'not even too much is lost');
});

t.test('a page is read in the language of its reader, else in the first that it is written in', async (t) => {
  const french = { headers: { 'accept-language': 'fr' } };
  const inFrench = (path: string) => visitor.request('GET', path, french);
  t.equal((await write(manager, 'privacy', { title: 'Privacy here', body: 'English words' })).status, 303);
  const borrowed = (await inFrench('/privacy')).text;
  t.match(borrowed, /<div class="prose"[^>]*lang="en"[^>]*><p>English words/, 'marked as what it is');
  t.match(borrowed, 'pas encore écrite en français', 'and said');
  t.equal(
    (await write(manager, 'privacy', { language: 'fr', title: 'Vie privée ici', body: 'Mots français' })).status,
    303,
  );
  const own = (await inFrench('/privacy')).text;
  t.match(own, 'Mots français');
  t.notMatch(main(own), / lang="/);
  t.notMatch((await visitor.get('/privacy')).text, 'Mots français');
  t.match((await inFrench('/accessibility')).text, 'Ce qui marche', 'what nobody wrote is said in the standard words');

  const answer = await inFrench('/api/pages/privacy');
  t.match(answer.body, {
    language: 'fr',
    version: 2,
    title: 'Vie privée ici',
    body: 'Mots français',
    html: /<p>Mots français<\/p>/,
  });
  t.match(
    (await inFrench('/api/pages/privacy?language=en')).body,
    { language: 'en', version: 1 },
    'one number for one text',
  );
  t.equal((await visitor.get('/api/pages/accessibility?language=fr')).status, 404, 'nobody wrote it in this language');

  await platform.configure('food', { name: 'Food', languages: ['fr', 'en-CA'] });
  t.match(
    (await visitor.request('GET', '/privacy', { headers: { 'accept-language': 'en-CA' } })).text,
    'Mots français',
  );
  await platform.configure('food', { name: 'Food', languages: ['en-CA'] });
  t.match(
    (await visitor.get('/privacy')).text,
    'English words',
    'a language that a file no longer names is not forgotten',
  );
  t.equal((await manager.get('/manage/pages/privacy?language=en')).status, 200, 'and can still be changed');
  await platform.configure('food', { name: 'Food', languages: ['en', 'fr'] });
  t.equal((await manager.get('/manage/pages/privacy?language=de')).status, 404);
  t.equal((await write(manager, 'privacy', { language: 'de', title: 'x', body: 'y' })).status, 404);
});

t.test('two managers at once lose nothing', async (t) => {
  const second = await platform.member('food', { roles: ['manager'], name: 'Ben Roy' });
  t.equal((await write(second, 'accessibility', { title: 'Access', body: 'Ben wrote this' })).status, 303);
  const refused = await write(manager, 'accessibility', { title: 'Access', body: 'Olivia wrote that', note: 'mine' });
  t.equal(refused.status, 409);
  const html = main(refused.text);
  t.match(html, 'Ben wrote this', 'what is saved now');
  t.equal(textarea(html), 'Olivia wrote that', 'what was typed');
  t.match(html, 'Ben Roy');
  t.equal(field(html, 'note'), 'mine');
  t.equal(field(html, 'version'), '1', 'who has seen both may save');
  t.match((await visitor.get('/accessibility')).text, 'Ben wrote this');
  t.equal((await write(manager, 'accessibility', { title: 'Access', body: 'Both wrote', version: 1 })).status, 303);

  const api = await manager.put('/api/pages/accessibility', { title: 'Access', body: 'Late', version: 1 });
  t.equal(api.status, 409);
  t.match(api.body, { code: 'core.changed-meanwhile', current: { version: 2, title: 'Access', body: 'Both wrote' } });

  const race = await Promise.all(
    Array.from({ length: 8 }, (_, at) => manager.put('/api/pages/faq', { title: 'Q', body: `try ${at}`, version: 0 })),
  );
  t.same(
    race.map(({ status }) => status).sort(),
    [200, ...Array.from({ length: 7 }, () => 409)],
    'one of eight is first',
  );
  const both = await Promise.all(
    ['en', 'fr'].map((language) =>
      manager.put('/api/pages/contact', { language, title: 'C', body: language, version: 0 }),
    ),
  );
  t.same(
    both.map(({ status }) => status),
    [200, 200],
    'two languages do not stand in each other’s way',
  );
  t.same(both.map(({ body }) => body.version).sort(), [1, 2]);
});

t.test('the history shows what changed, and an earlier version comes back as a new one', async (t) => {
  for (const [version, body] of ['Bring a bowl', 'Bring a bowl and a spoon'].entries())
    await write(manager, 'rules', {
      version,
      title: 'Rules',
      body: `First line\n\n${body}\n\nLast line`,
      note: `step ${version}`,
    });
  const history = main((await manager.get('/manage/pages/rules/history?language=en')).text);
  t.match(history, /<ins>.*Bring a bowl and a spoon<\/ins>/);
  t.match(history, /<del>.*Bring a bowl<\/del>/);
  t.match(history, 'step 1');
  t.ok(history.indexOf('Version 2') < history.indexOf('Version 1'), 'newest first');
  t.equal(history.match(/action="[^"]*\/restore"/g)?.length, 1, 'the one that people read need not be restored');

  const back = await manager.form('/manage/pages/rules/restore', { version: '1' });
  t.equal(back.status, 303);
  t.match(back.headers.get('location'), '/manage/pages/rules/history?language=en&said=core.pages.restored');
  t.match((await manager.get('/api/pages/rules')).body, {
    version: 3,
    body: 'First line\n\nBring a bowl\n\nLast line',
  });
  t.equal((await manager.form('/manage/pages/rules/restore', { version: '99' })).status, 404);
  t.match((await manager.get('/manage/pages/rules/history?language=fr')).text, 'No versions yet');
});

t.test('whoever agrees to the rules agrees to one version of them', async (t) => {
  const service = platform.get(pages);
  const ctx = platform.context('other');
  const boss = await platform.member('other', { roles: ['manager'] });
  const put = (body: object) => boss.put('/api/pages/rules', { title: 'R', ...body });
  t.same([await service.rulesVersion(ctx), await service.rulesAskedAgain(ctx)], [0, 0], 'the standard rules');
  t.equal((await put({ body: 'one', version: 0 })).status, 200);
  t.same([await service.rulesVersion(ctx), await service.rulesAskedAgain(ctx)], [1, 0], 'nobody is asked again');
  t.equal((await put({ body: 'two', version: 1, agreeAgain: true })).status, 200);
  t.equal((await put({ body: 'two, mended', version: 2 })).status, 200);
  t.same(
    [await service.rulesVersion(ctx), await service.rulesAskedAgain(ctx)],
    [3, 2],
    'who agreed to 1 is asked again',
  );
  t.equal((await put({ title: '', body: '', version: 3 })).status, 200);
  t.same([await service.rulesVersion(ctx), await service.rulesAskedAgain(ctx)], [0, 0], 'back to the standard rules');
  t.match((await boss.put('/api/pages/about', { title: 'A', body: 'b', version: 0, agreeAgain: true })).status, 200);
  t.equal(await service.rulesAskedAgain(ctx), 0, 'only rules are agreed to');
});

t.test('the home page shows its parts in their order, and hides one that was emptied', async (t) => {
  const put = (page: string, body: string, version = 0) =>
    manager.put(`/api/pages/${page}`, { title: body && `Title ${page}`, body, version });
  t.notMatch((await visitor.get('/')).text, 'Title home');
  await put('home.results', 'What came of it');
  await put('home.about', '# Who\n\nwe are');
  await put('home.news', 'What is new here');
  const home = main((await visitor.get('/')).text);
  const places = ['<h1', 'Title home.about', 'Title home.news', 'Title home.results', 'Nothing here yet'].map((text) =>
    home.indexOf(text),
  );
  t.same(
    places,
    places.toSorted((a, b) => a - b),
  );
  t.ok(
    places.every((place) => place >= 0),
    `between the welcome and the stream: ${places.join()}`,
  );
  t.match(home, '<h3>Who</h3>', 'below the title of the part');
  t.equal((await put('home.news', '', 1)).status, 200);
  const after = main((await visitor.get('/')).text);
  t.notMatch(after, 'home.news');
  t.match(after, 'Title home.results');
  t.equal((await visitor.get('/api/pages/home.news')).status, 404);
  t.match(main((await manager.get('/manage/pages')).text), 'Nothing, it is not shown');
});

t.test('the footer leads to pages that are there', async (t) => {
  const guest = platform.visitor('other');
  const boss = await platform.member('other', { roles: ['manager'] });
  const links = async () =>
    [...footer((await guest.get('/')).text).matchAll(/href="\/c\/other(\/[^"]*)"/g)].map(([, path]) => path ?? '');
  t.same((await guest.get('/contact')).status, 404);
  t.notOk((await links()).includes('/contact'));
  await boss.put('/api/pages/contact', { title: 'Contact', body: 'Write to us', version: 0 });
  t.ok((await links()).includes('/contact'));
  for (const path of await links()) t.equal((await guest.get(path)).status, 200, path);
  await boss.put('/api/pages/contact', { title: '', body: '', version: 1 });
  t.notOk((await links()).includes('/contact'));
  t.same((await guest.get('/contact')).status, 404);
});

t.test('only managers write, and they alone find the form', async (t) => {
  for (const [who, page, api] of [
    [member, 403, 403],
    [visitor, 303, 401],
  ] as const) {
    for (const path of ['/manage/pages', '/manage/pages/about', '/manage/pages/about/history'])
      t.equal((await who.get(path)).status, page, path);
    t.equal((await who.put('/api/pages/about', { title: 'x', body: 'y', version: 1 })).status, api);
  }
  for (const path of ['/manage/pages/about', '/manage/pages/about/restore'])
    t.equal((await member.form(path, { language: 'en', version: '1', title: 'x', body: 'y' })).status, 403, path);
  t.equal((await manager.get('/manage/pages/nonsense')).status, 404);
  t.equal((await visitor.get('/api/pages/nonsense')).status, 404);
  t.match((await visitor.get('/api/pages/about')).body, { version: 1 }, 'nothing was written');
});

t.test('the welcome is for members', async (t) => {
  await manager.put('/api/pages/welcome', { title: 'Hello', body: 'Sit down', version: 0 });
  for (const path of ['/api/pages/welcome', '/api/pages/welcome?language=en']) {
    t.equal((await visitor.get(path)).status, 404, path);
    t.match((await member.get(path)).body, { title: 'Hello', body: 'Sit down' });
  }
  t.equal(await platform.get(pages).read(platform.context('food'), 'welcome'), null);
});

t.test('what is written in a closed community stays inside', async (t) => {
  const boss = await platform.member('shut', { roles: ['manager'] });
  const guest = platform.visitor('shut');
  const before = (await guest.get('/rules')).text;
  for (const page of ['rules', 'faq', 'contact', 'home.about'])
    t.equal((await boss.put(`/api/pages/${page}`, { title: 'Secret', body: 'canary', version: 0 })).status, 200);
  for (const path of ['/rules', '/faq', '/contact', '/', '/manage/pages'])
    t.equal((await guest.get(path)).text, before, `${path}: the door, byte by byte as before`);
  t.equal((await guest.get('/api/pages/rules')).status, 401);
  t.match((await boss.get('/rules')).text, 'canary');
  t.match(footer((await boss.get('/')).text), '/c/shut/contact');
});

t.test('where members need care, help in a crisis stands on every page', async (t) => {
  const inside = await platform.member('care');
  for (const [who, path] of [
    [platform.visitor('care'), '/'],
    [inside, '/'],
    [inside, '/rules'],
    [inside, '/there-is-no-such-page'],
  ] as const) {
    const foot = footer((await who.get(path)).text);
    t.match(foot, '<a href="tel:116123">Samaritans: Call 116 123</a>', path);
    t.match(foot, 'The house: Knock');
  }
  t.notMatch(footer((await visitor.get('/')).text), 'In a crisis');
});

t.test('hostile markup of a manager is inert in every place that shows it', async (t) => {
  const boss = await platform.member('other', { roles: ['manager'] });
  const body =
    '<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](z" onerror=alert(1))\n\n</textarea><h1>Sign in</h1>';
  const title = '</h1><script>alert(2)</script>';
  t.equal((await write(boss, 'help', { title, body })).status, 303);
  await write(boss, 'help', { title, body: `${body}\n\nmore`, version: 1 });
  await write(boss, 'home.about', { title, body });
  const places = [
    await boss.get('/help'),
    await boss.get('/'),
    await boss.get('/manage/pages'),
    await boss.get('/manage/pages/help'),
    await boss.get('/manage/pages/help/history'),
    await write(boss, 'help', { title, body, preview: 'yes', version: 2 }),
    await write(boss, 'help', { title, body, version: 1 }),
  ];
  t.equal(places.at(-1)?.status, 409);
  for (const [at, { text }] of places.entries()) {
    t.notMatch(text, /<script>|<h1>Sign in|href="javascript:|<img|\sonerror=alert\(1\)>/, `place ${at}`);
    t.equal(text.match(/<h1/g)?.length, 1, `place ${at} has one heading of its own`);
  }
  t.equal(textarea(places[3]?.text ?? ''), `${body}\n\nmore`, 'the form gives back what was written');
});

t.test('every version has its line in the log, and a line its version', async (t) => {
  const boss = await platform.member('other', { roles: ['manager'] });
  const before = (await logOf(platform, 'other')).length;
  await write(boss, 'privacy', { title: 'P', body: 'one', note: 'first words' });
  await write(boss, 'privacy', { title: 'P', body: 'one', version: 1 });
  await write(boss, 'privacy', { title: 'P', body: 'late' });
  await write(boss, 'privacy', { title: 'P', body: 'two', version: 1, preview: 'yes' });
  await write(boss, 'privacy', { title: '', body: '', version: 1 });
  await boss.form('/manage/pages/privacy/restore', { version: '1' });
  const lines = (await logOf(platform, 'other')).slice(before);
  t.same(
    lines.map(({ action, subject_id, actor_id, detail }) => [action, subject_id, actor_id, detail]),
    [
      ['core.page.saved', 'privacy', boss.memberId, { language: 'en', version: 1, note: 'first words' }],
      ['core.page.taken-back', 'privacy', boss.memberId, { language: 'en', version: 2 }],
      ['core.page.restored', 'privacy', boss.memberId, { language: 'en', version: 3, note: 'Version 1 again' }],
    ],
    'saving what is saved, a conflict and a preview make none',
  );
});

t.test('a version past every number is one that was never written', async (t) => {
  const boss = await platform.member('other', { roles: ['manager'] });
  t.equal((await boss.form('/manage/pages/privacy/restore', { version: '99999999999' })).status, 400);
  t.equal((await boss.get('/manage/pages/privacy/history?before=99999999999')).status, 400);
});
