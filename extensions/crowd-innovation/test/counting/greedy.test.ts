import t from 'tap';
import { count, explain, type RuleOptions } from '../../counting/index.ts';
import { smallElection, times } from './small-election.ts';

// b and a have three votes each, b was registered first
const election = smallElection({
  budget: '100',
  projects: { b: '50', a: '60', c: '40', d: '10' },
  ballots: [...times(2, 'a b c'), 'a b d'],
});
const winners = (options: RuleOptions) => count(election, { rule: 'greedy', options }).winners;

t.test('greedy takes the highest score that fits, and skips what does not', async (t) => {
  const outcome = count(election, { rule: 'greedy', options: {} });
  t.same(outcome.winners, ['b', 'c', 'd'], 'equal scores in the order of registration');
  t.equal(outcome.spent, '100');
  t.same(winners({ equalScores: 'id' }), ['a', 'c'], 'or in order of id');
});

t.test('greedy can stop at the first project that does not fit', async (t) => {
  t.same(winners({ stopAtFirstMisfit: true }), ['b']);
  t.same(winners({ stopAtFirstMisfit: true, equalScores: 'id' }), ['a']);
});

t.test('greedy leaves out what scores below the minimum, and keeps what equals it', async (t) => {
  t.same(winners({ minimumScore: '2' }), ['b', 'c']);
  t.same(winners({ minimumScore: '1.5' }), ['b', 'c']);
  t.same(winners({ minimumScore: '3' }), ['b']);
  t.same(winners({ minimumScore: '2', stopAtFirstMisfit: true }), ['b'], 'a score too low is no misfit');
});

t.test('greedy takes a project that nobody chose, if it fits', async (t) => {
  const unloved = smallElection({ budget: '10', projects: { x: '4', y: '5' }, ballots: ['y'] });
  t.same(count(unloved, { rule: 'greedy', options: {} }).winners, ['y', 'x']);
});

t.test('greedy says of every project why it was taken or not, and how a tie was broken', async (t) => {
  const tie = { among: ['b', 'a'], by: 'registered' };
  const { trace } = count(election, { rule: 'greedy', options: { minimumScore: '2' } });
  t.same(explain(trace), [
    { project: 'b', tie, result: 'funded', code: 'next-and-fits', by: 'score', score: '3', cost: '50', left: '100' },
    { project: 'a', tie, result: 'not-funded', code: 'does-not-fit', score: '3', votes: 3, cost: '60', left: '50' },
    { project: 'c', result: 'funded', code: 'next-and-fits', by: 'score', score: '2', cost: '40', left: '50' },
    { project: 'd', result: 'not-funded', code: 'below-minimum-score', score: '1', minimum: '2' },
  ]);
  const stopped = explain(count(election, { rule: 'greedy', options: { stopAtFirstMisfit: true } }).trace);
  t.match(stopped[2], { project: 'c', code: 'after-stop', stoppedBy: 'a' });
});

t.test('each kind of ballot scores a project in its own way', async (t) => {
  const projects = { a: '10', b: '10', c: '10' };
  const score = (kind: Parameters<typeof smallElection>[0]['kind'], ballots: string[]) => {
    const [start] = count(smallElection({ budget: '20', projects, kind: kind!, ballots }), {
      rule: 'greedy',
      options: {},
    }).trace;
    return start?.step === 'start' ? start.projects.map((project) => project.score) : [];
  };
  t.same(score('choose-1', ['a', 'a', 'b']), ['2', '1', '0'], 'ballots');
  t.same(score('approval', ['a b', 'b c', '']), ['1', '2', '1'], 'ballots');
  t.same(score('knapsack', ['a b', 'b c']), ['1', '2', '1'], 'ballots');
  t.same(score('cumulative', ['a:7 b:3', 'b:0.5 c:9.5']), ['7', '3.5', '9.5'], 'points');
  t.same(score('score', ['a:5 b:0 c:3', 'c:4']), ['5', '0', '7'], 'marks');
  t.same(score('ordinal', ['a b c', 'b c', 'c']), ['3', '4', '3'], 'length of the ballot, then one less each');
});

t.test('with a minimum of one vote, no list that is spent along comes to what nobody chose', async (t) => {
  const unloved = smallElection({ budget: '10', projects: { x: '4', y: '5' }, ballots: ['y'] });
  const rules = [
    { rule: 'greedy', options: {} },
    { rule: 'greedy-per-cost', options: {} },
    { rule: 'equal-shares', options: { completion: 'greedy' } },
    { rule: 'equal-shares', options: { completion: 'add1-greedy' } },
    { rule: 'equal-shares-with-comparison', options: { completion: 'greedy' } },
  ];
  for (const { rule, options } of rules) {
    t.same(count(unloved, { rule, options }).winners, ['y', 'x'], `${rule}, as it is defined`);
    const { winners, trace } = count(unloved, { rule, options: { ...options, minimumScore: '1' } });
    t.same(winners, ['y'], `${rule}, of at least one vote`);
    t.match(explain(trace)[0], { project: 'x', result: 'not-funded', code: 'no-supporters' });
  }
});

t.test('a minimum holds for what is left over too, and the explanation says so', async (t) => {
  const few = smallElection({ budget: '12', projects: { x: '8', y: '4', z: '6' }, ballots: ['y', 'y', 'z'] });
  const options = { completion: 'greedy', minimumScore: '2' };
  const { winners, trace } = count(few, { rule: 'equal-shares', options });
  t.same(winners, ['y']);
  t.match(explain(trace)[2], { project: 'z', code: 'below-minimum-score', score: '1', minimum: '2' });
});
