import t from 'tap';
import { localText } from '../services/local-time.ts';
import { day, startFund } from './fund.ts';

const fund = await startFund(t);
const { manager, business, visitor } = fund;
const zone = 'America/Toronto';
const local = (seconds: number) => localText(new Date(Date.now() + seconds * 1000), zone);
/** Text of a page as it is read, without markup. */
const words = (html: string) =>
  html
    .replaceAll(/<wbr\/?>/g, '')
    .replaceAll(/<(script|style|svg)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&amp;', '&');

t.test(
  'a manager opens a challenge, people pitch, members vote, and the count is published, all by forms',
  async (t) => {
    t.match(words((await manager.get('/challenges')).text), /No challenges yet .*Open a challenge/);
    t.notMatch(
      words((await visitor.get('/challenges')).text),
      /Open a challenge/,
      'who may not open one is told the fact alone',
    );

    const typed = {
      title: 'Circular Food Fund',
      summary: 'Where should the money go?',
      brief: 'First this.\n\nThen that.',
      pot: '108,000',
      pitchOpens: local(-day),
      pitchCloses: local(day),
      voteOpens: local(2 * day),
      voteCloses: local(9 * day),
      resultOn: '',
      rule: 'equal-shares-greedy',
      minimum: '1',
      maximum: '',
      see: 'everyone',
      voters: 'One ballot for each library card.',
    };
    const wrong = await manager.form('/manage/challenges/new', { ...typed, pot: 'a lot', voteOpens: '' });
    t.equal(wrong.status, 422);
    t.match(words(wrong.text), /Enter the amount as a number, such as 12000\./);
    t.match(wrong.text, /value="Circular Food Fund"/, 'what was typed is still there');
    t.match(
      words((await manager.form('/manage/challenges/new', { ...typed, voteOpens: '' })).text),
      /Enter a date and a time\./,
    );
    t.match(
      words((await manager.form('/manage/challenges/new', { ...typed, voteOpens: local(-2 * day) })).text),
      /Begin it when the phase before it has ended/,
    );

    const opened = await manager.form('/manage/challenges/new', typed);
    t.equal(opened.status, 303);
    const slug = 'circular-food-fund';
    t.match(opened.headers.get('location'), `/manage/challenges/${slug}`);
    const challenge = (await visitor.get(`/api/challenges/${slug}`)).body;
    t.equal(challenge.pot.amount, '10800000');
    t.equal(challenge.voters, 'One ballot for each library card.');

    const page = words((await visitor.get(`/challenges/${slug}`)).text);
    t.match(page, /Ideas wanted/);
    t.match(page, /First this\. Then that\./);
    t.match(page, /\$108,000 to share/);
    t.match(page, /No ideas yet/);
    t.match(page, /The money is split into equal shares/);
    t.notMatch(page, /Pitch an idea/);

    const pitch = {
      title: 'Crackers of old bread',
      summary: 'One oven for six bakeries.',
      body: '',
      requested: '28 000',
      by: 'Second Rise Bakery',
    };
    const typo = await business.form(`/challenges/${slug}/ideas/new`, { ...pitch, requested: 'much' });
    t.equal(typo.status, 422);
    t.match(typo.text, /One oven for six bakeries\./);
    const pitched = await business.form(`/challenges/${slug}/ideas/new`, pitch);
    t.equal(pitched.status, 303, pitched.text);
    t.equal((await business.form(`/challenges/${slug}/ideas/new`, { ...pitch, title: 'A film' })).status, 303);
    const [crackers, film] = (await visitor.get(`/api/challenges/${slug}/ideas?order=registered`)).body.items;
    t.equal(crackers.requested.amount, '2800000');
    t.match(words((await manager.get('/manage')).text), /2 ideas wait for a decision\./);
    t.equal(
      (await business.form(`/challenges/${slug}/ideas/${crackers.id}/edit`, { ...pitch, requested: '27000.50' }))
        .status,
      303,
    );

    const managing = `/manage/challenges/${slug}`;
    const silent = await manager.form(`${managing}/ideas/${film.id}/decline`, { reason: '' });
    t.equal(silent.status, 422);
    t.match(words(silent.text), /Write in a sentence or two why the idea is declined/);
    t.equal(
      (await manager.form(`${managing}/ideas/${film.id}/decline`, { reason: 'Films are for another fund.' })).status,
      303,
    );
    t.equal((await manager.form(`${managing}/ideas/${crackers.id}/accept`, { cost: '26000' })).status, 303);
    t.match(
      words((await visitor.get(`/challenges/${slug}`)).text),
      /Not in the vote, and why A film Films are for another fund\./,
    );

    const notYet = words((await (await fund.voter()).get(`/challenges/${slug}/ballot`)).text);
    t.match(notYet, /Voting has not opened yet\. Voting opens/);
    t.notMatch(notYet, /Vote for this/);
    const moved = await manager.form(`${managing}/phases`, {
      opens: [local(-3 * day), local(-60)],
      closes: [local(-2 * day), local(2 * day)],
    });
    t.equal(moved.status, 303, moved.text);
    const shorter = await manager.form(`${managing}/phases`, {
      opens: [local(-3 * day), local(-60)],
      closes: [local(-2 * day), local(day)],
    });
    t.equal(shorter.status, 409);
    t.match(words(shorter.text), /can only be made longer/);

    t.match(words((await visitor.get(`/challenges/${slug}`)).text), /Sign in to vote/);
    const closed = await visitor.get(`/challenges/${slug}/ballot`);
    t.match(closed.text, /href="[^"]*\/sign-in\?next=%2Fchallenges%2Fcircular-food-fund%2Fballot"/);
    t.notMatch(words(closed.text), /Vote for this/);

    const voter = await fund.voter();
    const paper = words((await voter.get(`/challenges/${slug}/ballot`)).text);
    const { settingsHash, seedHash } = (await visitor.get(`/api/challenges/${slug}`)).body;
    for (const said of [
      settingsHash,
      seedHash,
      'One ballot for each library card.',
      'Secret until counted',
      'The money is split into equal shares',
      'Money that nobody can spend together',
      '$26,000',
    ])
      t.match(paper, said);
    t.notMatch(paper, /A film/);
    const strange = await voter.form(`/challenges/${slug}/ballot`, { add: film.id });
    t.equal(strange.status, 422);
    t.match(words(strange.text), /This idea is not on the ballot\./);
    const sent = await voter.form(`/challenges/${slug}/ballot`, { add: crackers.id });
    t.equal(sent.status, 303, sent.text);
    t.match(
      sent.headers.get('location'),
      new RegExp(`/ballot\\?said=crowd-innovation\\.said\\.added#idea-${crackers.id}$`),
    );
    const { receipt } = (await voter.get(`/api/challenges/${slug}/ballot`)).body;
    const receiptPage = words((await voter.get(`/challenges/${slug}/ballot/sent`)).text);
    t.match(receiptPage, receipt);
    t.match(receiptPage, settingsHash);
    t.notMatch(receiptPage, /Crackers/, 'a receipt does not say what the ballot says');
    t.match(words((await voter.get(`/challenges/${slug}/ballot`)).text), /Your vote\. Take it back Crackers/);
    t.match(words((await voter.get(`/challenges/${slug}`)).text), /Your ballot is sent/);
    t.match(words((await voter.get('/')).text), /Circular Food Fund .*1 idea, \$108,000 to share/);
    t.equal((await voter.form(`/challenges/${slug}/ballot/withdraw`, {})).status, 303);
    t.equal((await voter.get(`/api/challenges/${slug}/ballot`)).status, 404);
    await voter.form(`/challenges/${slug}/ballot`, { add: crackers.id });

    t.match(words((await manager.get(`${managing}/count`)).text), /It cannot be counted yet/);
    t.match(
      words((await manager.form(`${managing}/count`, {})).text),
      /The vote is still open|Count when it has closed/,
    );
    await fund.sql(`update crowd_innovation.phase set closes_at = clock_timestamp() where kind = 'vote'`);
    t.match(words((await manager.get('/manage')).text), /count the ballots and publish the result/);
    t.match(words((await visitor.get(`/challenges/${slug}`)).text), /Being counted/);
    t.match(words((await visitor.get(`/challenges/${slug}/results`)).text), /There is no result yet/);
    t.match(words((await visitor.get(`/challenges/${slug}/ballot`)).text), /Voting is closed\./);
    t.equal((await business.get(`${managing}/count`)).status, 403);
    t.match(
      words((await manager.get(`${managing}/count`)).text),
      /Voting has closed with 1 ballot\. .*cannot be undone/,
    );
    const published = await manager.form(`${managing}/count`, {});
    t.equal(published.status, 303, published.text);
    t.match(
      words((await visitor.get(`/challenges/${slug}/results`)).text),
      /1 of you shared \$26,000 between one project/,
    );
    t.match(
      words((await visitor.get('/challenges')).text),
      /Result is out 1 person shared \$26,000 between one project\./,
    );
    t.match(words((await visitor.get('/')).text), /Circular Food Fund .*See the results/);
    const again = await manager.form(`${managing}/count`, {});
    t.equal(again.status, 409);
    t.match(words(again.text), /Someone counted it before you/);
    t.equal((await manager.get(`${managing}/count`)).status, 303);
  },
);

t.test('an author takes an idea back by its button', async (t) => {
  const challenge = await fund.open({ title: 'Taken back' });
  const id = await challenge.idea('Hasty', 100, { accept: false });
  const path = `/challenges/${challenge.slug}/ideas/${id}`;
  t.match(words((await business.get(path)).text), /Take the idea back/);
  t.notMatch(words((await visitor.get(path)).text), /Take the idea back/);
  t.equal(
    (await business.get(`/ideas/${id}`)).headers.get('location'),
    `/c/food${path}`,
    'the address that streams know',
  );
  t.equal((await business.form(`${path}/withdraw`, {})).status, 303);
  t.equal((await visitor.get(path)).status, 404);
});

t.test('an idea is not found below another challenge', async (t) => {
  const one = await fund.open({ title: 'One' });
  const other = await fund.open({ title: 'Another' });
  const id = await one.idea('Bread', 100);
  t.equal((await visitor.get(`/challenges/${other.slug}/ideas/${id}`)).status, 404);
});

t.test('no word is missing, on any page, for anybody', async (t) => {
  const challenge = await fund.open({ title: 'Words' });
  const id = await challenge.idea('Bread', 100);
  await challenge.idea('Waiting', 100, { accept: false });
  const paths = ['', '/ballot', '/results', '/rules', `/ideas/${id}`].map(
    (below) => `/challenges/${challenge.slug}${below}`,
  );
  const voter = await fund.voter();
  const look = async () => {
    for (const who of [visitor, voter, business, manager])
      for (const path of [
        ...paths,
        '/challenges',
        '/',
        ...(who === manager
          ? [
              '/manage',
              '/manage/challenges',
              '/manage/challenges/new',
              `/manage/challenges/${challenge.slug}`,
              `/manage/challenges/${challenge.slug}/count`,
              `/challenges/${challenge.slug}/ideas/new`,
            ]
          : []),
      ]) {
        const { status, text } = await who.get(path);
        t.ok(status === 200 || status === 303, `${path} ${status}`);
        // addresses may name a thing by its id
        t.notMatch(text.replaceAll(/ (?:action|href)="[^"]*"/g, ''), /crowd-innovation\.[a-z]|\{[a-z]+[,}]/, path);
        t.notMatch(text, / style="| on[a-z]+="/, 'no style, no script');
        t.notMatch(words(text), /\.\. /, path);
      }
  };
  await challenge.phases({ pitch: [day, 2 * day], vote: [3 * day, 4 * day] });
  await look();
  await challenge.phases({ pitch: [-day, day] });
  await look();
  await challenge.phases({ pitch: [-2 * day, -day] });
  await look();
  await challenge.vote();
  await voter.put(`${challenge.path}/ballot`, { choices: [id] });
  await look();
  await challenge.close();
  await look();
  await manager.post(`${challenge.path}/count`);
  await look();
});

t.test('the welcome offers a member what is on, and a visitor to come in', async (t) => {
  const first = ({ text }: { readonly text: string }) =>
    /class="btn btn--inverse[^>]*href="[^"]*?\/c\/food([^"]*)"/.exec(text)?.[1];
  const another = await startFund(t);
  const member = await another.voter();
  t.equal(first(await member.get('/')), '/people', 'nothing is on');
  const challenge = await another.open({ title: 'On now', ballot: { kind: 'knapsack' } });
  const id = await challenge.idea('Bread', 100);
  t.equal(first(await member.get('/')), '/challenges/on-now');
  await challenge.vote();
  const open = await member.get('/');
  t.equal(first(open), '/challenges/on-now/ballot');
  t.match(words(open.text), /Fill in your ballot People/);
  await member.form('/challenges/on-now/ballot', { add: id });
  t.match(words((await member.get('/')).text), /Go on with your ballot People/);
  t.equal(first(await another.visitor.get('/')), '/join', 'who is not in comes in first');
  await challenge.close();
  await another.manager.post(`${challenge.path}/count`);
  const over = await member.get('/');
  t.equal(first(over), '/challenges/on-now/results');
  t.match(words(over.text), /See the results People/);
});
