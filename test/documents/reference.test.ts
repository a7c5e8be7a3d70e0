/** The pages that describe the API: readable by anybody who reaches the community, tried in a browser, and off with what is off. */
import t from 'tap';
import { axe, launchBrowser, startPlatform } from '@polyphony/core/testing';

t.test('the description of the API for people', async (t) => {
  const platform = await startPlatform(t, {
    communities: {
      food: { languages: ['en', 'fr'], extensions: { groups: {}, 'crowd-innovation': {} } },
      bare: { extensions: {} },
      shut: { access: 'closed', extensions: { groups: {} } },
    },
  });
  const manager = await platform.member('food', { roles: ['manager'] });
  const visitor = platform.visitor('food');

  await t.test('every call of the community is on it, and has a page', async (t) => {
    const index = await visitor.get('/api/docs');
    t.equal(index.status, 200);
    const document = (await visitor.get('/api/openapi.json')).body as Record<string, any>;
    const names = Object.values<any>(document['paths']).flatMap((item) =>
      Object.values<any>(item).map(({ operationId }) => operationId as string),
    );
    for (const name of names) {
      t.match(index.text, `/c/food/api/docs/${name}"`);
      const page = await visitor.get(`/api/docs/${name}`);
      t.equal(page.status, 200, name);
      t.match(page.text, 'Try it', name);
    }
    t.match((await manager.get('/manage')).text, 'href="/c/food/api/docs"', 'managers find it');
  });

  await t.test('what is off is not on it', async (t) => {
    const bare = platform.visitor('bare');
    t.notMatch((await bare.get('/api/docs')).text, /groups/i);
    const off = await bare.get('/api/docs/getGroups');
    t.equal(off.status, 404);
    t.match(off.headers.get('content-type'), 'text/html', 'and the answer is a page');
  });

  await t.test('a closed community shows its door', async (t) => {
    const door = await platform.visitor('shut').get('/api/docs');
    t.match(door.headers.get('content-type'), 'text/html');
    t.notMatch(door.text, /groups/i);
    const member = await platform.member('shut');
    t.match((await member.get('/api/docs')).text, '/api/groups');
  });

  await t.test('a call says who may, in the language of the reader', async (t) => {
    const signedOut = await visitor.get('/api/docs/postGroups');
    t.match(signedOut.text, 'Sign in to make this call');
    t.match((await manager.get('/api/docs/postGroups')).text, 'You may make this call');
    const french = await visitor.request('GET', '/api/docs/postGroups', { headers: { 'accept-language': 'fr' } });
    t.match(french.text, 'Connectez-vous pour faire cet appel');
    t.match(french.text, /<span lang="en" dir="ltr">Start a group/);
  });

  await t.test('in a browser', async (t) => {
    const browser = await launchBrowser();
    t.teardown(() => browser.close());
    const addresses = ['/api/docs', '/api/docs/postGroups', '/api/docs/getGroupsByGroup'];

    for (const [width, colorScheme] of [
      [1280, 'light'],
      [390, 'dark'],
      [320, 'light'],
    ] as const) {
      const context = await browser.open({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      for (const address of addresses) {
        await page.goto(`${visitor.base}${address}`);
        t.same(await axe(page), [], `${address} at ${width}, ${colorScheme}`);
        t.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false, `${address} ${width}`);
      }
      await context.close();
    }

    const context = await browser.open({ viewport: { width: 1280, height: 900 } });
    await context.addCookies(
      String(await manager.cookie())
        .split('; ')
        .map((cookie) => ({ name: cookie.split('=')[0] ?? '', value: cookie.split('=')[1] ?? '', url: manager.base })),
    );
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(`${manager.base}/api/docs/postGroups`);
    await page.getByRole('button', { name: 'Send' }).click();
    const status = page.locator('[data-answer-status]');
    await status.filter({ hasText: /^\d/ }).waitFor();
    t.match(await status.textContent(), '201', 'the example that stands there is taken, in the session of the browser');
    const made = (await visitor.get('/api/groups')).body as { items: { slug: string }[] };
    t.equal(made.items.length, 1, 'and the group is there');

    await page.goto(`${manager.base}/api/docs/getGroupsByGroup`);
    await page.getByLabel('group').fill(made.items[0]?.slug ?? '');
    await page.getByRole('button', { name: 'Send' }).click();
    await status.filter({ hasText: /^\d/ }).waitFor();
    t.match(await status.textContent(), '200');
    t.match(await page.locator('[data-answer-body]').textContent(), '"openness": "open"');
    t.same(complaints, [], 'the content security policy has nothing to refuse');
    await context.close();

    const without = await browser.open({ javaScriptEnabled: false });
    const plain = await without.newPage();
    await plain.goto(`${visitor.base}/api/docs/getGroups`);
    await plain.getByRole('button', { name: 'Send' }).click();
    t.match(plain.url(), /\/api\/groups\?limit=20/, 'without script a call that only reads is an ordinary form');
    await plain.goto(`${visitor.base}/api/docs/postGroups`);
    t.equal(await plain.getByRole('button', { name: 'Send' }).count(), 0);
    t.match(await plain.locator('#try').textContent(), 'Use the command above');
    await without.close();
  });
});
