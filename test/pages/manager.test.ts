/**
 * The way of a manager, from signing in to the log of what they did: on each device, by hands and in the language of it. In
 * between somebody comes in, a page is written, and a challenge goes from its opening to the reasons of its result.
 */
import t, { type Test } from 'tap';
import { commandIn, launchBrowser, startPlatform } from '@polyphony/core/testing';
import { englishOnly } from '../languages/french.ts';
import { dateMover, pitchIdea, voteClosed, voteOpen } from './challenges.ts';
import { devices, languagesFor, slugOf, titleOf, travel, type Device } from './journeys.ts';
import { ask } from './people.ts';

const password = 'seven ducks in a row';
const name = 'Bonne Table';
t.setTimeout(devices.length * 120_000 + 60_000);
const browser = await launchBrowser();
t.teardown(() => browser.close());
const platform = await startPlatform(t, {
  demo: true,
  communities: Object.fromEntries(
    devices.map((device) => [
      slugOf('team', device),
      {
        name,
        purpose: 'Manger local',
        join: 'request',
        languages: languagesFor(device),
        roles: { business: { label: 'Commerce', permissions: ['crowd-innovation.idea.pitch'] } },
        extensions: {
          groups: { settings: { label: 'Ateliers', labelOne: 'atelier' } },
          'crowd-innovation': {
            settings: { currency: 'CAD', votersChecked: 'Courriel', smallestPublishedBallots: 2 },
          },
        },
      },
    ]),
  ),
});
const english = englishOnly(platform);
const move = await dateMover(t, platform);
const fund = 'fonds-circulaire';
const ideas = ['Farine locale', 'Frigos de quartier', 'Application restes'] as const;
const summary = 'Manger mieux, jeter moins.';
const reason = 'Une ville ne fait pas de logiciel.';
const minute = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

let pages = 0;
for (const device of devices)
  t.test(titleOf(device), async (t) => {
    pages += await journey(t, device);
  });
t.test('every page was looked at on the way', async (t) => t.ok(pages > 30 * devices.length, `${pages} pages`));

async function journey(t: Test, device: Device): Promise<number> {
  const slug = slugOf('team', device);
  const started = Date.now();
  await platform.app.identity.addMember(platform.app.communities.bySlug(slug)!, {
    name: 'Odile Roy',
    password,
    roles: ['manager'],
    email: 'odile@test.example',
  });
  const business = await platform.member(slug, { name: 'Pain Perdu', roles: ['business'] });
  const voters = [await platform.member(slug), await platform.member(slug)];
  const { say, somebody, letter, tally, patterns, end } = travel(t, { platform, browser, device, slug, english });
  const asking = platform.visitor(slug);
  await asking.form('/join', { name: 'Rosa Lund', email: 'rosa@test.example', rules: 'yes' });
  const confirm = await letter('rosa@test.example', say('core.letter.confirm.subject', { community: name }));
  await asking.form(confirm, {});
  const odile = await somebody();

  await t.test('who manages signs in and finds what waits', async (t) => {
    await odile.visit('/manage');
    t.equal(odile.at(), '/sign-in?next=%2Fmanage');
    await odile.fill(say('core.signIn.email'), 'odile@test.example');
    await odile.fill(say('core.signIn.password'), password);
    await odile.press(say('core.signIn.submit'));
    t.equal(odile.at(), '/manage');
    t.match(await odile.read(), say('core.requests.waiting', { count: 1 }));
  });

  await t.test('somebody is invited, and comes in by the mail', async (t) => {
    await odile.follow(say('core.invitations.title'));
    await odile.follow(say('core.invitations.one'));
    await odile.fill(say('core.invitations.email'), 'gia@test.example');
    await odile.fill(say('core.invitations.name'), 'Gia Moreau');
    await odile.fill(say('core.invitations.message'), 'Une chaise vous attend.');
    await odile.press(say('core.invitations.send'));
    t.equal(await odile.said(), say('core.invitations.sent'));
    const gia = await somebody();
    const subject = say('core.membership.mail.invited.subject', { name: 'Odile Roy', community: name });
    await gia.visit(await letter('gia@test.example', subject));
    t.match(await gia.read(), 'Une chaise vous attend.');
    await gia.press(say('core.acceptance.accept'));
    t.equal(gia.at(), '/welcome');
    t.equal(await gia.said(), say('core.acceptance.done'));
  });

  await t.test('a request is decided on with its answers in sight', async (t) => {
    await odile.visit('/manage');
    await odile.follow(say('core.requests.waiting', { count: 1 }));
    t.match(await odile.read(), /Rosa Lund/);
    t.match(await odile.read(), say('core.requests.rules', { version: 0 }), 'and which rules they agreed to');
    await odile.press(`${say('core.requests.accept')} Rosa Lund`);
    t.equal(await odile.said(), say('core.requests.accepted'));
  });

  await t.test('the rules are written, looked at and saved', async (t) => {
    await odile.visit('/manage');
    await odile.follow(say('core.pages.manage.title'));
    await odile.follow(say('core.pages.name.rules'));
    await odile.fill(say('core.pages.title'), 'Nos accords');
    await odile.fill(say('core.pages.body'), '## Ensemble\n\nOn mange ensemble.');
    await odile.tick(say('core.pages.agreeAgain'));
    await odile.press(say('core.pages.preview'));
    t.match(await odile.read(), say('core.pages.previewText'));
    t.equal(await odile.page.getByRole('heading', { name: 'Ensemble' }).count(), 1, 'a heading is one in the preview');
    await odile.press(say('core.pages.save'));
    t.equal(await odile.said(), say('core.pages.saved'));
    await odile.visit('/rules');
    t.equal(await odile.heading(), 'Nos accords');
    const member = await voters[0]!.get('/');
    t.match(member.text, 'href="/c/' + slug + '/rules"', 'members are led to them');
  });

  await t.test('a challenge is opened, and its dates are moved', async (t) => {
    await odile.visit('/manage/challenges');
    await odile.follow(say('crowd-innovation.new'));
    const field = (key: string) => say(`crowd-innovation.field.${key}`, { currency: 'CAD' });
    await odile.fill(field('challenge-title'), 'Fonds circulaire');
    await odile.fill(field('challenge-summary'), summary);
    await odile.fill(field('pot'), '100000');
    await odile.fill(field('pitchOpens'), minute(-1));
    await odile.fill(field('pitchCloses'), minute(1));
    await odile.fill(field('voteOpens'), minute(2));
    await odile.fill(field('voteCloses'), minute(3));
    await odile.select(field('rule'), field('rule.equal-shares-none'));
    await odile.choose(field('ballot.approval'));
    await odile.choose(field('see.everyone'));
    await odile.press(say('crowd-innovation.new'));
    t.equal(odile.at(), `/manage/challenges/${fund}`);
    t.equal(await odile.said(), say('crowd-innovation.said.opened'));
    await odile.fill(odile.page.locator('#field-closes-1'), minute(5));
    await odile.press(say('crowd-innovation.phases.save'));
    t.equal(await odile.said(), say('crowd-innovation.said.phases'));
    t.equal(await odile.page.locator('#field-closes-1').inputValue(), minute(5));
  });

  await t.test('ideas are put into the vote, and one is declined, which needs a reason', async (t) => {
    for (const [at, title] of ideas.entries())
      await pitchIdea({ manager: business, business }, fund, { title, summary, cost: 60_000 - at * 5000 });
    await odile.visit('/manage');
    t.match(await odile.read(), say('crowd-innovation.waiting.ideas', { count: 3 }));
    await odile.follow('Fonds circulaire');
    for (const title of ideas.slice(0, 2)) {
      await odile.press(`${say('crowd-innovation.accept')} ${title}`);
      t.equal(await odile.said(), say('crowd-innovation.said.accepted'));
    }
    await odile.press(`${say('crowd-innovation.decline')} ${ideas[2]}`);
    const field = await odile.mend(say('crowd-innovation.field.reason'));
    t.equal(await field.getAttribute('aria-invalid'), 'true');
    await odile.fill(field, reason);
    await odile.press(`${say('crowd-innovation.decline')} ${ideas[2]}`);
    t.equal(await odile.said(), say('crowd-innovation.said.declined'));
  });

  await t.test('the ballots are counted, and the page says why an idea lost', async (t) => {
    await move(fund, voteOpen);
    const { items } = await ask<{ items: { id: string; title: string }[] }>(
      business,
      'GET',
      `/challenges/${fund}/ideas?state=accepted&limit=50`,
    );
    const id = (title: string) => items.find((one) => one.title === title)?.id;
    await ask(voters[0]!, 'PUT', `/challenges/${fund}/ballot`, { choices: [id(ideas[0]), id(ideas[1])] });
    await ask(voters[1]!, 'PUT', `/challenges/${fund}/ballot`, { choices: [id(ideas[1])] });
    await move(fund, voteClosed);
    await odile.visit('/manage');
    t.match(await odile.read(), say('crowd-innovation.waiting.count'));
    await odile.follow('Fonds circulaire');
    await odile.follow(say('crowd-innovation.count'));
    t.match(await odile.read(), say('crowd-innovation.count.ready', { ballots: 2 }));
    await odile.press(say('crowd-innovation.count.now'));
    t.equal(odile.at(), `/challenges/${fund}/results`);
    t.equal(await odile.said(), say('crowd-innovation.said.published'));
    const row = odile.page.getByRole('row').filter({ hasText: ideas[0] });
    t.match(await row.innerText(), say('crowd-innovation.results.not-funded'));
    t.match((await row.getByRole('cell').last().innerText()).length, /\d\d/, 'the reason is a sentence');
  });

  await t.test('the log has what they did, and is narrowed to it', async (t) => {
    await odile.visit('/manage');
    await odile.follow(say('core.log.title'));
    await odile.select(say('core.log.who'), 'Odile Roy');
    await odile.press(say('core.filters.show'));
    const words = (await odile.read()).replaceAll(/\s+/g, ' ');
    const sentence = (key: string, subject: string) => say(key, { subject }).replaceAll(/\s+/g, ' ');
    for (const [key, subject] of [
      ['core.log.invitation.sent', 'gia@test.example'],
      ['core.log.joining.accepted', 'Rosa Lund'],
      ['core.log.page.saved', say('core.pages.name.rules')],
      ['crowd-innovation.log.challenge.opened', 'Fonds circulaire'],
      ['crowd-innovation.log.challenge.phases-changed', 'Fonds circulaire'],
      ['crowd-innovation.log.idea.accepted', ideas[0]],
      ['crowd-innovation.log.idea.declined', ideas[2]],
      ['crowd-innovation.log.result.published', 'Fonds circulaire'],
    ] as const)
      t.ok(words.includes(sentence(key, subject)), sentence(key, subject));
    await odile.select(say('core.log.what'), sentence('crowd-innovation.log.idea.declined', '…'));
    await odile.press(say('core.filters.show'));
    const lines = await odile.page.locator('main ul.rows > li').allInnerTexts();
    t.equal(lines.length, 1);
    t.ok(lines[0]?.includes(reason), 'with the reason that was given');
  });

  await end();
  t.comment(`${patterns.size} kinds of page, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return tally.pages;
}

t.test('last year’s fund says why the cold store lost, and anybody counts it again', async (t) => {
  const device: Device = { width: 390, hands: 'keyboard', scripts: false, language: 'en-CA' };
  const slug = 'our-food-future';
  const { say, somebody, end } = travel(t, { platform, browser, device, slug, english });
  const anybody = await somebody();
  await anybody.visit('/challenges');
  await anybody.follow('2025');
  t.match(anybody.at(), /^\/challenges\/[\w-]+\/results$/);
  const rows = anybody.page.getByRole('row');
  const lost = rows.filter({ hasText: 'Shared cold store' });
  t.match(await lost.innerText(), say('crowd-innovation.results.not-funded'));
  const why = await lost.getByRole('cell').last().innerText();
  t.match(why, /^Its \d+ voters had \$[\d,]+(?:\.\d\d)? of \$48,000(?:\.00)? left\.$/, why);
  t.comment(why);
  const table = anybody.page.getByText(say('crowd-innovation.results.table'), { exact: true });
  await anybody.operate(table);
  t.notOk(await lost.isVisible(), 'the table is put away');
  await anybody.operate(table);
  t.ok(await lost.isVisible(), 'and taken out again');

  const winners = rows.filter({
    has: anybody.page.getByText(say('crowd-innovation.results.is-funded'), { exact: true }),
  });
  const funded = await winners.getByRole('rowheader').allInnerTexts();
  t.equal(funded.length, 4);
  const download = anybody.page.waitForEvent('download');
  await anybody.operate(anybody.page.getByRole('link', { name: say('crowd-innovation.results.ballots-pb') }).first());
  const file = await (await download).path();
  const { stdout } = await commandIn()('ballots', 'count', file);
  const counted = stdout.split('\n').filter((line) => /\s{2}funded\s{2}/.test(line));
  t.equal(counted.length, funded.length);
  for (const title of funded)
    t.ok(
      counted.some((line) => line.includes(title)),
      `${title} wins in the terminal too`,
    );
  t.ok(
    stdout.split('\n').some((line) => /Shared cold store.*\s-\s+Its voters had/.test(line)),
    'with the same reason',
  );
  await end();
});
