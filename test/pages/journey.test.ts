/**
 * The main job, done by people with a browser: a challenge from its opening to its result, with the mistakes that people make and
 * all that nobody may see on the way. `npm run test:pages` also does it on a desktop; the ways of a member and of a manager are
 * journeys of their own, on every device.
 */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { launchBrowser, startPlatform } from '@polyphony/core/testing';
import { dateMover, voteClosed, voteOpen } from './challenges.ts';
import { wordsOf } from './walk.ts';

const password = 'seven ducks in a row';
const browser = await launchBrowser();
t.teardown(() => browser.close());

const phone = { viewport: { width: 390, height: 800 }, javaScriptEnabled: false };
const desk = { viewport: { width: 1280, height: 900 }, javaScriptEnabled: true };

const community = {
  name: 'Our Food Future',
  languages: ['en-CA'],
  roles: { business: { label: 'Business', permissions: ['crowd-innovation.idea.pitch'] } },
  extensions: {
    groups: {},
    'crowd-innovation': { settings: { currency: 'CAD', smallestPublishedBallots: 2 } },
  },
};
// one platform, where each device has a community to itself
const platform = await startPlatform(t, { communities: { phone: community, desk: community } });
const move = await dateMover(t, platform);

for (const [device, slug, options] of [
  ['a phone with scripts off', 'phone', phone],
  ...(process.env['POLYPHONY_PAGES'] === 'all' ? [['a desktop with scripts on', 'desk', desk] as const] : []),
] as const)
  t.test(`on ${device}`, async (t) => {
    const base = `${platform.url}/c/${slug}`;
    const view = platform.app.communities.bySlug(slug)!;
    for (const [name, role] of [
      ['Olivia', 'manager'],
      ['Sam', 'business'],
    ] as const)
      await platform.app.identity.addMember(view, {
        name,
        password,
        roles: [role],
        email: `${name.toLowerCase()}@test.example`,
      });

    /** Where the mail leads that asks whether an address is somebody's own. */
    const confirmation = async (address: string) => {
      await platform.settle();
      const mail = (await platform.mails(slug)).findLast(({ to }) => to === address);
      return /\/link\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    };
    const complaints: string[] = [];
    /** Sits down at a browser of their own. */
    const somebody = async (): Promise<Page> => {
      const page = await (await browser.open(options)).newPage();
      page.setDefaultTimeout(15_000);
      page.on('console', (message) => {
        // a browser notes every refused form on the console; anything else there is a fault of the page
        if (!message.text().startsWith('Failed to load resource')) complaints.push(`${page.url()}: ${message.text()}`);
      });
      page.on('response', (answer) => {
        if (answer.status() >= 500) complaints.push(`${answer.url()} answered ${answer.status()}`);
      });
      return page;
    };
    const at = (page: Page) => page.url().slice(base.length);
    const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
    const follow = (page: Page, name: string | RegExp) =>
      page.getByRole('main').getByRole('link', { name }).first().click();
    const read = (page: Page) => page.getByRole('main').innerText();
    const signIn = async (page: Page, name: string) => {
      await page.getByLabel('E-mail address').fill(`${name}@test.example`);
      await page.getByLabel('Password').fill(password);
      await page.locator('main form').getByRole('button', { name: 'Sign in', exact: true }).click();
    };
    /** The summary has the focus, says how to mend it, and its link leads to the field, which has it too. */
    const mend = async (t: Test, page: Page, field: string, how: RegExp) => {
      await t.resolves(page.locator('#errors:focus').waitFor(), 'the summary has the focus');
      t.match(await page.locator('#errors').innerText(), how, 'and says how to mend it');
      const target = await page.locator('#errors a').first().getAttribute('href');
      const control = page.locator(target ?? '#none');
      t.equal(await control.count(), 1, `its link ${target} leads to a field`);
      t.match((await page.locator(`label[for="${(target ?? '').slice(1)}"]`).innerText()).trim(), field);
      t.equal(await control.getAttribute('aria-invalid'), 'true');
      const described = ((await control.getAttribute('aria-describedby')) ?? '').split(' ').map((id) => `#${id}`);
      t.match((await page.locator(described.join(',')).allInnerTexts()).join(' '), how, 'the field says it too');
    };

    const olivia = await somebody();
    const sam = await somebody();
    const amara = await somebody();
    const ben = await somebody();
    const visitor = await somebody();

    await t.test('a manager opens a challenge by the form, and comes to the form by signing in', async (t) => {
      await olivia.goto(`${base}/manage/challenges/new`);
      t.equal(at(olivia), '/sign-in?next=%2Fmanage%2Fchallenges%2Fnew');
      await signIn(olivia, 'olivia');
      t.match(at(olivia), '/manage/challenges/new', 'signing in leads back to the page that was asked for');

      const minute = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);
      await olivia.getByLabel('Name of the challenge').fill('Circular Food Fund');
      await olivia.getByLabel('The question, in a sentence').fill('Where should the money go?');
      await olivia.getByLabel('The brief').fill('Ideas that keep food out of the bin.');
      await olivia.getByLabel('Money to share').fill('plenty');
      await olivia.getByLabel('Pitching opens').fill(minute(-1));
      await olivia.getByLabel('Pitching closes').fill(minute(1));
      await olivia.getByLabel('Voting opens').fill(minute(2));
      await olivia.getByLabel('Voting closes').fill(minute(3));
      await press(olivia, 'Open a challenge');
      await mend(t, olivia, 'Money to share (CAD)', /Enter the amount as a number, such as 12000/);
      t.equal(await olivia.getByLabel('Money to share').inputValue(), 'plenty', 'what was typed is still there');
      t.equal(await olivia.getByLabel('The brief').inputValue(), 'Ideas that keep food out of the bin.');
      t.equal(await olivia.getByLabel('Voting opens').inputValue(), minute(2));

      await olivia.getByLabel('Money to share').fill('100000');
      await olivia.getByLabel('Voting closes').fill(minute(1.5));
      await press(olivia, 'Open a challenge');
      await mend(t, olivia, 'Voting closes', /end it after it begins/);

      await olivia.getByLabel('Voting closes').fill(minute(3));
      await press(olivia, 'Open a challenge');
      t.match(at(olivia), '/manage/challenges/circular-food-fund');
      t.match(await olivia.getByRole('status').innerText(), 'The challenge is open.');
    });

    await t.test('a business pitches ideas, and nothing typed is lost over a mistake', async (t) => {
      await sam.goto(`${base}/challenges/circular-food-fund`);
      await follow(sam, 'Sign in to pitch');
      await signIn(sam, 'sam');
      t.match(at(sam), '/challenges/circular-food-fund');
      for (const [title, cost] of [
        ['Flour from spent grain', '60000'],
        ['Corner fridges', '50000'],
        ['An app about leftovers', '20000'],
      ] as const) {
        await sam.goto(`${base}/challenges/circular-food-fund`);
        await follow(sam, 'Pitch an idea');
        await sam.getByLabel('Name of the idea').fill(title);
        await sam.getByLabel('The idea in a sentence').fill(`${title}, “quoted” & <b>bold</b>`);
        await sam.getByLabel('Business or group').fill('Second Rise Bakery');
        if (title === 'Corner fridges') {
          await sam.getByLabel('What it costs').fill('a lot');
          await press(sam, 'Pitch an idea');
          await mend(t, sam, 'What it costs (CAD)', /Enter the amount as a number/);
          t.equal(await sam.getByLabel('The idea in a sentence').inputValue(), `${title}, “quoted” & <b>bold</b>`);
          t.equal(await sam.getByLabel('Business or group').inputValue(), 'Second Rise Bakery');
        }
        await sam.getByLabel('What it costs').fill(cost);
        await press(sam, 'Pitch an idea');
        t.match(await sam.getByRole('status').innerText(), 'Your idea is pitched.');
        t.equal(await sam.getByRole('heading', { level: 1 }).innerText(), title);
      }
    });

    await t.test('the manager puts ideas into the vote and declines one, which needs a reason', async (t) => {
      await olivia.goto(`${base}/manage`);
      t.match(await read(olivia), /3 ideas wait for a decision/);
      await follow(olivia, 'Circular Food Fund');
      for (const idea of ['Flour from spent grain', 'Corner fridges']) {
        await press(olivia, `Put it in the vote ${idea}`);
        t.match(await olivia.getByRole('status').innerText(), 'The idea is in the vote.');
      }
      await press(olivia, 'Decline it An app about leftovers');
      await mend(t, olivia, 'Reason for declining', /Write in a sentence or two why/);
      await olivia.locator('[aria-invalid=true]').fill('A city is not a software company.');
      await press(olivia, 'Decline it An app about leftovers');
      t.match(await olivia.getByRole('status').innerText(), 'the reason is shown with it');
      await visitor.goto(`${base}/challenges/circular-food-fund`);
      t.match(await read(visitor), /A city is not a software company/, 'where everybody can read it');
    });

    await t.test('somebody joins by the form, and is helped with it', async (t) => {
      for (const [page, name] of [
        [amara, 'Amara'],
        [ben, 'Ben'],
      ] as const) {
        await page.goto(`${base}/`);
        await follow(page, 'Join Our Food Future');
        await page.getByLabel('Your name').fill(name);
        await page.getByLabel('E-mail address').fill(`${name.toLowerCase()}@test.example`);
        if (page === amara) {
          await page.getByLabel('Choose a password').fill('short');
          await press(page, 'Join Our Food Future');
          await mend(t, page, 'Choose a password', /10 characters/);
          t.match(await page.locator('#errors').innerText(), /Read the rules and tick the box/);
          t.equal(await page.getByLabel('Your name').inputValue(), 'Amara');
          t.equal(await page.getByLabel('Choose a password').inputValue(), '', 'a password never comes back');
        }
        await page.getByLabel('Choose a password').fill(password);
        await page.getByLabel('I agree to the rules').check();
        await press(page, 'Join Our Food Future');
        t.match(at(page), '/join/confirm');
        await page.goto(`${base}${await confirmation(`${name.toLowerCase()}@test.example`)}`);
        await press(page, 'Confirm and join');
        t.match(await page.getByRole('status').innerText(), 'Welcome. You are a member now.');
      }
    });

    await t.test('members send their ballot, change it and see a receipt, and nobody sees how it stands', async (t) => {
      await amara.goto(`${base}/challenges/circular-food-fund/ballot`);
      t.match(await read(amara), /Voting has not opened yet/);
      t.equal(await amara.getByRole('button', { name: /Vote for this/ }).count(), 0);
      await move('circular-food-fund', voteOpen);

      await visitor.goto(`${base}/challenges/circular-food-fund`);
      await follow(visitor, 'Sign in to vote');
      t.match(at(visitor), '/sign-in?next=', 'a visitor is told to sign in');
      /** A vote is answered in the page where there is script, and then no load of a page says that it is done. */
      const pressVote = async (page: Page, name: string) => {
        await press(page, name);
        await page.locator('.htmx-request').first().waitFor({ state: 'detached' });
      };
      const vote = async (page: Page, ...ideas: readonly string[]) => {
        await page.goto(`${base}/challenges/circular-food-fund`);
        await follow(page, /your ballot/i);
        while ((await page.getByRole('button', { name: 'Take it back' }).count()) > 0)
          await pressVote(page, 'Take it back');
        for (const idea of ideas) await pressVote(page, `Vote for this ${idea}`);
      };
      const receiptOf = async (page: Page) => /Receipt:\s*(\S+)/.exec(await read(page))?.[1] ?? '';
      await vote(amara);
      t.match(await read(amara), /There is no final button/, 'the page says that votes are saved as they are given');
      await vote(amara, 'Flour from spent grain', 'Corner fridges');
      t.match(at(amara), '/challenges/circular-food-fund/ballot');
      t.match(await read(amara), /2 votes, saved/);
      const receipt = await receiptOf(amara);
      t.match(receipt, /\w{4,}/);
      await vote(ben, 'Corner fridges');

      /** Everything that anybody but the two can read; how often somebody changes their mind must not show in it. */
      const readAt = async (page: Page, path: string) =>
        wordsOf(
          (await (await page.request.get(`${base}${path}`)).text()).replaceAll(/name="_csrf" value="[^"]*"/g, ''),
        );
      const seen = async () => {
        const pages: string[] = [];
        for (const page of [olivia, sam, visitor])
          for (const path of ['', '/results', '/rules', '/ballot'])
            pages.push(await readAt(page, `/challenges/circular-food-fund${path}`));
        for (const path of ['/manage', '/manage/challenges', '/manage/challenges/circular-food-fund'])
          pages.push(await readAt(olivia, path));
        return pages;
      };
      const before = await seen();
      await pressVote(amara, 'Your vote. Take it back Corner fridges');
      t.match(await read(amara), /1 vote, saved/);
      t.equal(await receiptOf(amara), receipt, 'the receipt stays the same');
      await amara.goto(`${base}/challenges/circular-food-fund`);
      await follow(amara, /your ballot/i);
      t.equal(await amara.getByRole('button', { name: 'Take it back Flour from spent grain' }).count(), 1);
      t.equal(await amara.getByRole('button', { name: 'Take it back Corner fridges' }).count(), 0);
      t.same(await seen(), before, 'another choice changes nothing that anybody else can see, managers included');
      t.match(before.join('\n'), /2 ballots so far/);
      t.match(before.join('\n'), /There is no result yet/);
    });

    await t.test('the vote closes, and the manager counts and publishes on the page', async (t) => {
      await move('circular-food-fund', voteClosed);
      await amara.goto(`${base}/challenges/circular-food-fund/ballot`);
      t.match(await read(amara), /Voting is closed/);
      t.equal(await amara.getByRole('button', { name: /Vote for this|Take it back/ }).count(), 0);
      await olivia.goto(`${base}/manage`);
      t.match(await read(olivia), /Voting has closed: count the ballots/);
      await follow(olivia, 'Circular Food Fund');
      await follow(olivia, 'Count and publish');
      t.match(await read(olivia), /Voting has closed with 2 ballots/);
      await press(olivia, 'Count and publish now');
      t.match(at(olivia), '/challenges/circular-food-fund/results');
      t.match(await olivia.getByRole('status').innerText(), 'The result is published.');
    });

    await t.test('a visitor reads who got what and why, and takes the ballots home', async (t) => {
      await visitor.goto(`${base}/challenges`);
      await follow(visitor, 'Circular Food Fund');
      t.match(at(visitor), '/challenges/circular-food-fund/results');
      const rows = await visitor.getByRole('row').allInnerTexts();
      t.equal(rows.filter((row) => /\bNot funded\b/.test(row)).length, 1);
      t.equal(rows.filter((row) => /\bFunded\b/.test(row)).length, 1);
      const lost = rows.find((row) => /Not funded/.test(row)) ?? '';
      t.match(lost, /had \$|left when|was left/, `the losing idea has a reason: ${lost}`);
      t.match(await read(visitor), /Each of the 2 voters held an equal share: \$50,000/);

      const take = async (name: string) => {
        const download = visitor.waitForEvent('download');
        await follow(visitor, name);
        return {
          name: (await download).suggestedFilename(),
          text: readFileSync(await (await download).path(), 'utf8'),
        };
      };
      const ballots = await take('Anonymous ballots (.pb)');
      t.equal(ballots.name, 'circular-food-fund.pb');
      t.match(ballots.text, /^META\n/);
      t.match(ballots.text, /num_votes;2/);
      t.notMatch(ballots.text, /Amara|Ben|test\.example/);
      const table = await take('Results as CSV');
      t.equal(table.name, 'circular-food-fund-results.csv');
      t.match(table.text, /Corner fridges/);
      await amara.goto(`${base}/challenges/circular-food-fund/results`);
      t.match(await read(amara), /Your ballot was counted/);
    });

    await t.test('somebody signs out, signs in again where they were, joins a group and leaves it', async (t) => {
      await olivia.goto(`${base}/groups`);
      await follow(olivia, /Start a new/);
      await press(olivia, 'Start it');
      t.same(await olivia.locator('#errors a').allInnerTexts(), ['Name: This is needed.', 'Purpose: This is needed.']);
      await olivia.getByLabel('Name', { exact: true }).fill('Bread');
      await olivia.getByRole('textbox', { name: 'Purpose' }).fill('Loaves for all');
      await press(olivia, 'Start it');
      t.match(at(olivia), '/groups/bread');

      await amara.goto(`${base}/me`);
      await press(amara, 'Sign out');
      t.match(await amara.getByRole('status').innerText(), 'You are signed out.');
      await amara.goto(`${base}/me`);
      t.match(at(amara), '/sign-in?next=%2Fme', 'and is out');
      await amara.goto(`${base}/groups/bread`);
      await follow(amara, 'Sign in to join');
      await amara.getByLabel('E-mail address').fill('amara@test.example');
      await amara.getByLabel('Password').fill('not this one');
      await amara.locator('main form').getByRole('button', { name: 'Sign in', exact: true }).click();
      await t.resolves(amara.locator('#errors:focus').waitFor());
      t.equal(await amara.getByLabel('E-mail address').inputValue(), 'amara@test.example');
      await signIn(amara, 'amara');
      t.match(at(amara), '/groups/bread', 'also after a wrong password');
      await press(amara, /^Join this/);
      t.match(await amara.getByRole('status').innerText(), 'You are a member now.');
      await press(amara, /^Leave this/);
      t.match(await amara.getByRole('status').innerText(), 'You are no longer a member of it.');
      t.ok(await amara.getByRole('button', { name: /^Join this/ }).isVisible());
    });

    t.same(complaints, [], 'no browser complained');
    for (const page of [olivia, sam, amara, ben, visitor]) await page.context().close();
  });
