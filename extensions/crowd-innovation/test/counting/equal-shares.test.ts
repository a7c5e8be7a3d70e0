import { createHash } from 'node:crypto';
import t from 'tap';
import {
  count,
  CountingError,
  explain,
  paymentsOf,
  type Election,
  type RuleOptions,
  type ShareStep,
} from '../../counting/index.ts';
import { smallElection, times } from './small-election.ts';

const outcome = (election: Election, options: RuleOptions = {}) => count(election, { rule: 'equal-shares', options });
const winners = (election: Election, options: RuleOptions = {}) => outcome(election, options).winners;
const shareOf = (election: Election, options: RuleOptions) =>
  outcome(election, options).trace.find((step): step is ShareStep => step.step === 'share');

t.test('supporters pay together, and what they cannot pay is dropped', async (t) => {
  // share 10; a costs its three supporters 6 2/3 each, which leaves v1 and v2 too little for b; v4 pays c alone
  const election = smallElection({
    budget: '40',
    projects: { a: '20', b: '20', c: '10' },
    ballots: [...times(2, 'a b'), 'a', 'c'],
  });
  const { winners, spent, trace } = outcome(election);
  t.same(winners, ['a', 'c']);
  t.equal(spent, '30');
  t.same(explain(trace), [
    { project: 'a', result: 'funded', code: 'supporters-paid', supporters: 3, paidEach: '20/3', had: '30', cost: '20' },
    { project: 'b', result: 'not-funded', code: 'supporters-short', supporters: 2, had: '20/3', cost: '20' },
    { project: 'c', result: 'funded', code: 'supporters-paid', supporters: 1, paidEach: '10', had: '10', cost: '10' },
  ]);
  t.same(trace[3], { step: 'dropped', round: 2, project: 'b', had: '20/3' }, 'b is dropped in the round after a');
  t.same(paymentsOf(trace, 'v1'), [{ project: 'a', amount: '20/3' }]);
});

t.test('who has less than the price pays all, and the others pay more', async (t) => {
  // share 12; a costs its two supporters 5 each; then v1 has 7 left for b, which costs 18: v1 pays 7, v3 pays 11
  const election = smallElection({ budget: '36', projects: { a: '10', b: '18' }, ballots: ['a b', 'a', 'b'] });
  const { winners, trace } = outcome(election, { satisfaction: 'cardinality' });
  t.same(winners, ['a', 'b']);
  t.same(paymentsOf(trace, 'v1'), [
    { project: 'a', amount: '5' },
    { project: 'b', amount: '7' },
  ]);
  t.same(paymentsOf(trace, 'v3'), [{ project: 'b', amount: '11' }]);
  t.match(explain(trace)[1], { code: 'supporters-paid-together', payers: 2, paidAll: 1, paidAtMost: '11', had: '19' });
});

t.test('supporters who hold exactly the cost can pay it', async (t) => {
  const election = smallElection({ budget: '30', projects: { a: '30' }, ballots: times(3, 'a') });
  t.same(winners(election), ['a']);
  t.same(
    winners(smallElection({ budget: '30', projects: { a: '20.01' }, ballots: ['a', 'a', ''] })),
    [],
    'a cent short',
  );
  t.same(winners(smallElection({ budget: '30', projects: { a: '20' }, ballots: ['a', 'a', ''] })), ['a']);
});

t.test('the unit of satisfaction decides what is cheap', async (t) => {
  // per unit of cost big asks 1/3 and small 1/2; per project big asks 10 and small 3
  const approval = smallElection({
    budget: '60',
    projects: { big: '30', small: '6' },
    ballots: [...times(2, 'big small'), 'big', ''],
  });
  t.same(winners(approval, { satisfaction: 'cost' }), ['big', 'small']);
  t.same(winners(approval, { satisfaction: 'cardinality' }), ['small', 'big']);
  // v1 gives a 3 points and pays three times as much for it as v2
  const points = smallElection({
    budget: '24',
    projects: { a: '8', b: '8' },
    kind: 'cumulative',
    ballots: ['a:3 b:1', 'a:1 b:3'],
  });
  const { winners: byPoints, trace } = outcome(points, { satisfaction: 'points' });
  t.same(byPoints, ['a', 'b']);
  t.same(paymentsOf(trace, 'v1'), [
    { project: 'a', amount: '6' },
    { project: 'b', amount: '2' },
  ]);
});

t.test('a mark of 0 is no support', async (t) => {
  const marks = smallElection({ budget: '20', projects: { a: '15' }, kind: 'score', ballots: ['a:0', 'a:5'] });
  t.same(winners(marks, { satisfaction: 'points' }), []);
  t.same(winners(marks, { satisfaction: 'cost' }), []);
});

t.test('what costs nothing and has supporters is taken first', async (t) => {
  const election = smallElection({ budget: '10', projects: { a: '10', free: '0', none: '0' }, ballots: ['a free'] });
  t.same(winners(election), ['free', 'a']);
  t.same(winners(election, { completion: 'greedy' }), ['free', 'a', 'none']);
});

t.test('without ballots, or without money, nothing is bought', async (t) => {
  const projects = { a: '5', free: '0' };
  for (const completion of ['none', 'add1', 'add1-exhaustive']) {
    t.same(winners(smallElection({ budget: '10', projects, ballots: [] }), { completion }), [], completion);
    t.same(
      winners(smallElection({ budget: '0', projects, ballots: ['a free'] }), { completion }),
      ['free'],
      completion,
    );
  }
});

// b = 4.5 buys q alone; v1 needs a share of 6 for p, and p and q cost 10 together
const raising = (budget: string) => smallElection({ budget, projects: { p: '6', q: '4' }, ballots: ['p', 'q'] });

t.test('add1 raises the share to whole units, and keeps the last that the budget covers', async (t) => {
  t.same(winners(raising('9'), { completion: 'none' }), ['q']);
  t.same(winners(raising('9'), { completion: 'add1' }), ['q']);
  const above = { share: '5', raised: 1, because: 'next-above-budget', next: { share: '6', cost: '10' } };
  t.match(shareOf(raising('9'), { completion: 'add1' }), above, '4.5, then 5, then 6');
  t.same(new Set(winners(raising('10'), { completion: 'add1' })), new Set(['p', 'q']));
  t.match(shareOf(raising('10'), { completion: 'add1' }), { because: 'all-supported-funded' });
  // 9 in cents is still a matter of whole dollars
  const cents = smallElection({ budget: '9.00', projects: { p: '5.50', q: '4.00' }, ballots: ['p', 'q'] });
  t.match(shareOf(cents, { completion: 'add1' }), { share: '5', next: { share: '6', cost: '9.5' } });
});

t.test('add1-exhaustive raises by whole units from B/n, until nothing left out would fit', async (t) => {
  t.match(shareOf(raising('9'), { completion: 'add1-exhaustive' }), { share: '4.5', raised: 0, because: 'exhaustive' });
  // r fits in the remainder, so the share goes on to 5.5, 6.5: there p is bought as well, which is too much
  const open = smallElection({ budget: '9', projects: { p: '6', q: '4', r: '5' }, ballots: ['p', 'q r'] });
  t.same(winners(open, { completion: 'add1-exhaustive' }), ['q']);
  const above = { share: '5.5', raised: 1, because: 'next-above-budget', next: { share: '6.5', cost: '10' } };
  t.match(shareOf(open, { completion: 'add1-exhaustive' }), above);
});

t.test('a share that must rise by millions is found without as many runs', async (t) => {
  const rich = smallElection({
    budget: '9000000',
    projects: { p: '8000000', q: '1000001' },
    ballots: ['p', ...times(99, 'q')],
  });
  t.match(shareOf(rich, { completion: 'add1' }), { share: '7999999', next: { share: '8000000' } });
  t.match(shareOf(rich, { completion: 'add1-exhaustive' }), { because: 'exhaustive', raised: 0 });
  const enough = smallElection({
    budget: '9000001',
    projects: { p: '8000000', q: '1000001' },
    ballots: ['p', ...times(99, 'q')],
  });
  for (const completion of ['add1', 'add1-exhaustive']) {
    t.same(new Set(winners(enough, { completion })), new Set(['p', 'q']), completion);
  }
});

t.test('the remainder goes to the most approvals that fit', async (t) => {
  // share 5: only q can be paid; of the 16 left, s has most votes but costs 17
  const election = smallElection({
    budget: '20',
    projects: { p: '16', q: '4', s: '17', r: '15' },
    ballots: ['p s q', 'p s', 's', ''],
  });
  const { winners, spent, trace } = outcome(election, { completion: 'greedy' });
  t.same(winners, ['q', 'p']);
  t.equal(spent, '20');
  t.match(explain(trace)[0], { code: 'from-remainder', supporters: 2, had: '6', left: '16' });
  t.match(explain(trace)[2], { code: 'supporters-short', supporters: 3, had: '11', cost: '17', left: '16' });
  t.match(explain(trace)[3], { code: 'no-supporters', left: '0' });
});

t.test('add1-greedy raises the share first and then gives away what is left', async (t) => {
  // B/n = 4.5 buys q; a share of 5 or 6 buys r as well; at 7, p comes before r and costs too much
  const projects = { p: '7', q: '4', r: '5', s: '1' };
  const election = smallElection({ budget: '9.5', projects, ballots: ['p r', 'q'] });
  t.same(winners(election, { completion: 'add1' }), ['q', 'r']);
  t.match(shareOf(election, { completion: 'add1-greedy' }), { share: '6', next: { share: '7' } });
  t.match(explain(outcome(election, { completion: 'add1-greedy' }).trace)[2], {
    project: 'r',
    code: 'supporters-paid',
  });
  t.match(explain(outcome(election, { completion: 'greedy' }).trace)[2], { project: 'r', code: 'from-remainder' });
  const more = smallElection({ budget: '10', projects, ballots: ['p r', 'q'] });
  t.same(winners(more, { completion: 'add1-greedy' }), ['q', 'r', 's']);
});

// x, y and z are equal for their voters, and the pot pays for one of each pair only
const tied = smallElection({ budget: '30', projects: { z: '10', y: '10', x: '8' }, ballots: times(3, 'x y z') });

t.test('ties go to the smallest id', async (t) => {
  const { winners, trace } = outcome(tied);
  t.same(winners, ['x', 'y', 'z']);
  const [first] = trace.filter((step) => step.step === 'bought');
  t.same(first?.tie, { among: ['x', 'y', 'z'], by: 'id' }, 'and the trace says so');
});

t.test('ties can go to the lower cost, then to more votes, and are refused where that does not tell', async (t) => {
  const options = { tieBreak: 'cost-then-votes' };
  t.throws(() => outcome(tied, options), {
    code: 'tie-unbroken',
    message: /"z" \(z\) and "y" \(y\)|"y" \(y\) and "z" \(z\)/,
  });
  const told = smallElection({ budget: '30', projects: { z: '10', x: '8' }, ballots: times(3, 'x z') });
  t.same(winners(told, options), ['x', 'z']);
  // by points: both ask for a price of 2 a point, a of two voters and b of one
  const byVotes = smallElection({
    budget: '12',
    projects: { b: '4', a: '4' },
    kind: 'cumulative',
    ballots: ['a:1', 'a:1', 'b:2'],
  });
  t.same(winners(byVotes, { ...options, satisfaction: 'points' }), ['a', 'b']);
});

t.test('a tie for the remainder is refused only where it decides', async (t) => {
  const options = { tieBreak: 'cost-then-votes', completion: 'greedy' };
  const pair = (budget: string) =>
    smallElection({ budget, projects: { a: '10', b: '10' }, ballots: ['a', 'b', '', ''] });
  t.same(new Set(winners(pair('20'), options)), new Set(['a', 'b']), 'both fit');
  t.throws(() => outcome(pair('19'), options), { code: 'tie-unbroken' });
  t.same(winners(pair('19'), { completion: 'greedy' }), ['a']);
});

t.test('a lot orders ties by SHA-256 of the seed and the id', async (t) => {
  const orders = new Set<string>();
  for (const seed of ['00', '5f3a09', 'ffff', 'a1b2c3d4']) {
    const key = (id: string) =>
      createHash('sha256')
        .update(Buffer.concat([Buffer.from(seed, 'hex'), Buffer.from(id)]))
        .digest('hex');
    const drawn = ['x', 'y', 'z'].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    t.same(winners(tied, { tieBreak: 'lot', seed }), drawn, seed);
    orders.add(drawn.join());
  }
  t.ok(orders.size > 1, 'and different seeds give different orders');
  t.throws(() => outcome(tied, { tieBreak: 'lot' }), { code: 'option-invalid', message: /needs a seed/ });
});

t.test('unknown rules and options are refused by name', async (t) => {
  t.throws(() => count(tied, { rule: 'lottery', options: {} }), {
    code: 'rule-unknown',
    message: /lottery.*equal-shares/,
  });
  t.throws(() => outcome(tied, { colour: 'red' }), { code: 'option-unknown', message: /colour.*satisfaction/ });
  t.throws(() => outcome(tied, { completion: 'add2' }), { code: 'option-invalid', message: /add2.*add1/ });
  t.throws(() => outcome(tied, { seed: 'xyz' }), CountingError);
});

t.test('the greedy result replaces equal shares only if strictly more voters have more in it', async (t) => {
  const rule = 'equal-shares-with-comparison';
  // shares buy s for v1 alone; greedy buys g, which three voters chose
  const better = smallElection({ budget: '40', projects: { g: '35', s: '10' }, ballots: [...times(3, 'g'), 's'] });
  t.same(winners(better), ['s']);
  const outcomeOf = (election: Election) => count(election, { rule, options: {} });
  t.same(outcomeOf(better).winners, ['g']);
  t.match(explain(outcomeOf(better).trace), [{ code: 'next-and-fits' }, { code: 'does-not-fit', left: '5' }]);
  const equal = smallElection({ budget: '40', projects: { g: '35', s: '10' }, ballots: ['g', 's', 's g', ''] });
  t.same(outcomeOf(equal).winners, ['s'], 'as many voters gain as lose');
  t.same(outcomeOf(equal).trace.at(-1), {
    step: 'comparison',
    moreWithGreedy: 1,
    moreWithShares: 1,
    stands: 'equal-shares',
  });
});
