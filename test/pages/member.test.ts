/**
 * The way of a member, from a page that wants one to a vote that is changed: on each device, by hands and in the language of it.
 * `npm test` takes the usual two devices, `npm run test:pages` every combination.
 */
import t, { type Test } from 'tap';
import { launchBrowser, startPlatform } from '@polyphony/core/testing';
import { englishIn, englishOnly } from '../languages/french.ts';
import { dateMover, openChallenge, pitchIdea, voteOpen } from './challenges.ts';
import { devices, languagesFor, slugOf, titleOf, travel, type Device } from './journeys.ts';
import { ask } from './people.ts';

const password = 'seven ducks in a row';
const name = 'Bonne Table';
t.setTimeout(devices.length * 120_000);
const browser = await launchBrowser();
t.teardown(() => browser.close());
const platform = await startPlatform(t, {
  communities: Object.fromEntries(
    devices.map((device) => [
      slugOf('table', device),
      {
        name,
        purpose: 'Manger local',
        join: 'request',
        languages: languagesFor(device),
        roles: { member: { permissions: ['crowd-innovation.idea.pitch'] } },
        extensions: {
          groups: { settings: { label: 'Ateliers', labelOne: 'atelier' } },
          'crowd-innovation': { settings: { currency: 'CAD', votersChecked: 'Courriel' } },
        },
      },
    ]),
  ),
});
const english = englishOnly(platform);
const move = await dateMover(t, platform);
const fund = 'fonds-circulaire';
const budget = 'budget-commun';
const own = 'Farine locale';
const others = ['Frigos de quartier', 'Soupe du vendredi'] as const;
const question = 'Pourquoi Bonne Table ?';
const answer = 'Pour cuisiner ensemble.';

let pages = 0;
for (const device of devices)
  t.test(titleOf(device), async (t) => {
    pages += await journey(t, device);
  });
t.test('an English word on a French page would be found', async (t) => {
  t.same(englishIn('<p>Cancel</p><p>Annuler</p>', english), ['Cancel']);
  t.equal(englishIn('<p>Attendez la réponse of the team</p>', english).length, 1);
  t.same(englishIn('<p>Rien ne bouge</p><span lang="en-CA">You and me</span>', english), []);
});
t.test('every page was looked at on the way', async (t) => t.ok(pages > 30 * devices.length, `${pages} pages`));

async function journey(t: Test, device: Device): Promise<number> {
  const slug = slugOf('table', device);
  const started = Date.now();
  const manager = await platform.member(slug, { name: 'Olivia Grant', roles: ['manager'] });
  await platform.app.identity.addMember(platform.app.communities.bySlug(slug)!, {
    name: 'Odile Roy',
    password,
    roles: ['manager'],
    email: 'odile@test.example',
  });
  await manager.form('/manage/joining', { question1: question, required1: 'yes' });
  const summary = 'Manger mieux, jeter moins.';
  await openChallenge(manager, 'Fonds circulaire', { summary });
  await openChallenge(manager, 'Budget commun', { summary, kind: 'knapsack' });
  for (const challenge of [fund, budget])
    for (const title of others)
      await pitchIdea({ manager, business: manager }, challenge, {
        title,
        summary,
        cost: 40_000,
        decision: { state: 'accepted' },
      });
  await move(budget, voteOpen);

  const { say, somebody, letter, tally, patterns, end } = travel(t, { platform, browser, device, slug, english });
  const amara = await somebody();
  const address = 'amara@test.example';

  await t.test('a page that wants a member leads to joining, which is helped with', async (t) => {
    await amara.visit(`/challenges/${fund}/ideas/new`);
    const next = `?next=%2Fchallenges%2F${fund}%2Fideas%2Fnew`;
    t.equal(amara.at(), `/sign-in${next}`);
    await amara.follow(say('core.signIn.join', { community: name }));
    t.equal(amara.at(), `/join${next}`, 'and the page is kept in mind');
    await amara.follow(say('core.join.rulesLink'));
    t.equal(await amara.heading(), say('core.info.rules.title'), 'the rules can be read before they are agreed to');
    await amara.page.goBack();

    await amara.fill(say('core.join.name'), 'Amara Khan');
    await amara.fill(say('core.signIn.email'), address);
    await amara.press(say('core.join.ask', { community: name }));
    t.equal(await amara.page.locator('#errors li').count(), 2, 'the answer and the rules are missing');
    const rules = await amara.mend(say('core.join.rulesNeeded'));
    t.equal(await rules.getAttribute('aria-invalid'), 'true');
    const field = await amara.mend(question);
    t.equal(await field.getAttribute('name'), 'answer1', 'a link of the summary leads to its field');
    await amara.fill(question, answer);
    await amara.tick(say('core.join.rules'));
    await amara.press(say('core.join.ask', { community: name }));
    t.equal(amara.at(), '/join/confirm');
    t.equal(await amara.heading(), say('core.waiting.unconfirmed.title'));
    t.match(await amara.read(), address);
  });

  await t.test('the mailed link confirms the address, and what follows is waiting', async (t) => {
    await amara.visit(await letter(address, say('core.letter.confirm.subject', { community: name })));
    t.match(await amara.read(), say('core.link.confirm.ledeNamed', { email: address, name: 'Amara Khan' }));
    await amara.press(say('core.link.confirm.button'));
    t.equal(amara.at(), '/join/confirm');
    t.equal(await amara.heading(), say('core.waiting.asked.title'));
    await amara.visit(`/challenges/${budget}/ballot`);
    t.equal(
      await amara.page.getByRole('button', { name: say('core.ballot.add') }).count(),
      0,
      'who waits has no vote yet',
    );
  });

  await t.test('a manager hears of it by mail, reads the answer and lets them in', async (t) => {
    const odile = await somebody();
    const subject = say('core.membership.mail.asked.subject', { name: 'Amara Khan', community: name });
    await odile.visit(await letter('odile@test.example', subject));
    t.equal(odile.at(), '/sign-in?next=%2Fmanage%2Frequests');
    await odile.fill(say('core.signIn.email'), 'odile@test.example');
    await odile.fill(say('core.signIn.password'), password);
    await odile.press(say('core.signIn.submit'));
    t.equal(odile.at(), '/manage/requests');
    t.match(await odile.read(), answer);
    await odile.press(`${say('core.requests.accept')} Amara Khan`);
    t.equal(await odile.said(), say('core.requests.accepted'));
    t.match(await odile.read(), say('core.requests.empty'));
  });

  await t.test('the mail that says yes leads to the welcome, and from there to an idea', async (t) => {
    await amara.visit(await letter(address, say('core.membership.mail.accepted.subject', { community: name })));
    t.equal(amara.at(), '/welcome');
    t.equal(await amara.heading(), say('core.welcome.title', { community: name }));
    await amara.visit(`/challenges/${fund}`);
    await amara.follow(say('crowd-innovation.pitch'));
    await amara.fill(say('crowd-innovation.field.title'), own);
    await amara.fill(say('crowd-innovation.field.summary'), summary);
    await amara.fill(say('crowd-innovation.field.requested', { currency: 'CAD' }), '30000');
    await amara.press(say('crowd-innovation.pitch'));
    t.equal(await amara.said(), say('crowd-innovation.said.pitched'));
    t.equal(await amara.heading(), own);
    const { items } = await ask<{ items: { id: string; title: string }[] }>(
      manager,
      'GET',
      `/challenges/${fund}/ideas?limit=50`,
    );
    await ask(manager, 'PATCH', `/ideas/${items.find(({ title }) => title === own)?.id}`, { state: 'accepted' });
    await move(fund, voteOpen);
  });

  const [give, takeBack] = [say('core.vote.give'), say('core.vote.takeBack')];
  const [add, remove] = [say('core.ballot.add'), say('core.ballot.remove')];
  const votes = async () => {
    await amara.visit(`/challenges/${fund}/ballot`);
    return amara.page.getByRole('button', { name: takeBack }).evaluateAll((all) => all.map((one) => one.textContent));
  };

  await t.test('votes are saved as they are given', async (t) => {
    await amara.visit(`/challenges/${fund}`);
    await amara.follow(say('crowd-innovation.vote.fill-in'));
    await amara.toggle(`${give} ${own}`, `${takeBack} ${own}`);
    await amara.toggle(`${give} ${others[0]}`, `${takeBack} ${others[0]}`);
    t.match(await amara.page.locator('body').innerText(), say('crowd-innovation.paper.votes', { count: 2 }));
    t.match(await amara.read(), say('crowd-innovation.ballot.receipt'));
  });

  await t.test('a budget is chosen, checked and sent', async (t) => {
    await amara.visit(`/challenges/${budget}`);
    await amara.follow(say('crowd-innovation.vote.fill-in'));
    await amara.toggle(`${add} ${others[0]}`, `${remove} ${others[0]}`);
    await amara.follow(say('crowd-innovation.budget.check'));
    t.equal(await amara.heading(), say('crowd-innovation.budget.check-heading'));
    await amara.press(say('crowd-innovation.ballot.send'));
    t.equal(await amara.heading(), say('crowd-innovation.ballot.recorded'));
  });

  await t.test('both votes can be changed', async (t) => {
    await amara.visit(`/challenges/${fund}/ballot`);
    await amara.toggle(`${takeBack} ${own}`, `${give} ${own}`);
    await amara.toggle(`${give} ${others[1]}`, `${takeBack} ${others[1]}`);
    t.same(
      (await votes()).map((text) => text?.replace(takeBack, '').trim()).toSorted(),
      others.toSorted(),
      'one is taken back and another given',
    );

    await amara.visit(`/challenges/${budget}/ballot`);
    await amara.toggle(`${remove} ${others[0]}`, `${add} ${others[0]}`);
    await amara.toggle(`${add} ${others[1]}`, `${remove} ${others[1]}`);
    t.match(
      await amara.page.locator('body').innerText(),
      say('crowd-innovation.paper.changed', { count: 1 }),
      'a change counts when it is sent',
    );
    await amara.follow(say('crowd-innovation.budget.check'));
    t.match(await amara.read(), others[1]);
    await amara.press(say('crowd-innovation.ballot.send-again'));
    t.equal(await amara.heading(), say('crowd-innovation.ballot.recorded'));
  });

  await t.test('who signs out and comes back by a mailed link is where they left', async (t) => {
    await amara.visit('/me');
    await amara.press(say('core.me.signOut'));
    t.equal(await amara.said(), say('core.signOut.done'));
    await amara.visit(`/challenges/${fund}`);
    await amara.follow(say('crowd-innovation.vote.sign-in'));
    await amara.fill(say('core.signIn.email'), address);
    await amara.press(say('core.signIn.byLink'));
    t.equal(amara.at(), '/sign-in/sent');
    await amara.visit(await letter(address, say('core.letter.signIn.subject', { community: name })));
    t.equal(await amara.heading(), say('core.link.signIn.title'));
    await amara.press(say('core.link.signIn.button'));
    t.equal(amara.at(), `/challenges/${fund}/ballot`);
    t.equal(await amara.said(), say('core.signIn.done'));
    t.equal((await votes()).length, 2, 'with the votes as they were');
  });

  await end();
  t.comment(`${patterns.size} kinds of page, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return tally.pages;
}
