import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';
import { readPabulib } from '../counting/pabulib.ts';
import { count } from '../counting/award-rules.ts';
import { ballotsOfThisYear } from '../demo/ballots.ts';
import { thisYear } from '../demo/funds.ts';

t.test('the demo shows last year counted and this year open', async (t) => {
  const platform = await startPlatform(t, { communities: {}, demo: true, logLevel: 'error' });
  const visitor = platform.visitor('our-food-future');
  const { items } = (await visitor.get('/api/challenges')).body;
  t.equal(items.length, 2);
  const last = items.find((item: any) => item.standing === 'published');
  const open = items.find((item: any) => item.standing === 'vote');

  t.test('300 shared $108,000 between four projects', async (t) => {
    const { body } = await visitor.get(`/api/challenges/${last.slug}/results`);
    t.equal(body.ballots, 300);
    t.equal(body.spent.amount, '10800000');
    t.strictSame(
      body.ideas
        .map((idea: any) => [
          idea.title,
          idea.votes,
          idea.cost.amount,
          Number(idea.supportersHad.amount) / 100,
          idea.funded,
        ])
        .map(([title, votes, cost, had, funded]: any) => [title, votes, cost, Math.round(had), funded]),
      [
        ['Neighbourhood fridge network', 170, '3600000', 61_200, true],
        ['School compost-to-garden loop', 140, '1800000', 34_094, true],
        ['Mobile farm stand', 129, '2400000', 24_076, true],
        ['Spent-grain flour mill', 101, '3000000', 13_105, true],
        ['Rooftop teaching greenhouse', 60, '6200000', 10_683, false],
        ['Shared cold store', 43, '4800000', 5667, false],
        ['Reusable takeaway tubs', 40, '2200000', 4332, false],
        ['Surplus tracking app', 27, '2800000', 3502, false],
      ],
    );
    t.match(body.ideas[0].reason, '170 voters paid $211.76 each.');
    t.match(body.ideas[6].reason, 'Its 40 voters had $4,332 of $22,000 left.');
    const page = await visitor.get(`/challenges/${last.slug}/results`);
    t.match(page.text, /<h1[^>]*>300 of you shared \$108,000 between four projects<\/h1>/);
    const file = readPabulib((await visitor.get(`/api/challenges/${last.slug}/ballots.pb`)).text);
    t.ok(file.settings);
    if (file.settings) t.strictSame(count(file.election, file.settings).winners.map(Number), body.winners);
  });

  t.test('247 ballots so far, and none of them from the people of the demo', async (t) => {
    t.equal(open.turnout, 247);
    t.equal(open.ballot.kind, 'knapsack');
    t.equal(last.ballot.kind, 'approval');
    t.equal(open.ideas.accepted, 8);
    t.equal(open.ideas.declined, 1);
    const { text } = await visitor.get('/');
    t.match(text, /Circular Food Fund/);
    t.match(text, /247 ballots so far\. Last time 300 people voted\./);
    const ballot = await visitor.get(`/challenges/${open.slug}/ballot`);
    t.match(ballot.text, /Sign in to vote/);
  });
});

t.test('the made-up ballots of this year share out at most the pot', async (t) => {
  const costs = thisYear.filter(({ declined }) => declined === undefined).map(({ cost }) => cost);
  const ballots = ballotsOfThisYear(247, costs, 108_000);
  t.equal(ballots.length, 247);
  for (const choices of ballots) {
    t.ok(choices.length > 0);
    t.ok(choices.reduce((sum, number) => sum + costs[number - 1]!, 0) <= 108_000);
    t.strictSame(
      [...choices].sort((a, b) => a - b),
      [...new Set(choices)],
    );
  }
});
