import t from 'tap';
import { count, explain, paymentsOf, replay } from '../../counting/index.ts';
import { smallElection, times } from './small-election.ts';

const settings = { rule: 'phragmen', options: {} };

t.test('the load of supporters decides, and the first project over the budget ends the count', async (t) => {
  // a, b and c could all be paid at load 3; a is first by id. Then c at 3, then b needs (6 + 3 + 3) / 2 = 6.
  const election = smallElection({ budget: '12', projects: { a: '6', b: '6', c: '3' }, ballots: ['a', 'a b', 'b c'] });
  const outcome = count(election, settings);
  t.same(outcome.winners, ['a', 'c']);
  t.equal(outcome.spent, '9');
  const tie = { among: ['a', 'b', 'c'], by: 'id' };
  t.same(explain(outcome.trace), [
    {
      project: 'a',
      tie,
      result: 'funded',
      code: 'least-load',
      supporters: 2,
      load: '3',
      cost: '6',
    },
    {
      project: 'b',
      tie,
      result: 'not-funded',
      code: 'not-reached',
      cost: '6',
      left: '3',
      stoppedBy: 'b',
    },
    { project: 'c', tie, result: 'funded', code: 'least-load', supporters: 1, load: '3', cost: '3' },
  ]);
  t.same(paymentsOf(outcome.trace, 'v2'), [{ project: 'a', amount: '3' }]);
});

t.test('a voter who paid before pays only the difference', async (t) => {
  // a at load 1; b then needs (6 + 1) / 2 = 3.5: v1 pays 2.5 and v2 pays 3.5
  const election = smallElection({ budget: '10', projects: { a: '1', b: '6' }, ballots: ['a b', 'b'] });
  const { trace, winners } = count(election, settings);
  t.same(winners, ['a', 'b']);
  t.same(paymentsOf(trace, 'v1'), [
    { project: 'a', amount: '1' },
    { project: 'b', amount: '2.5' },
  ]);
  t.same(paymentsOf(trace, 'v2'), [{ project: 'b', amount: '3.5' }]);
  t.same(replay(trace).winners, winners);
});

t.test('a tie in which any project would go over the budget ends the count', async (t) => {
  // x first at load 1; then y (4 by two voters) and z (6 by three) are tied at 2, and z does not fit in 5
  const projects = { x: '1', y: '4', z: '6' };
  const ballots = ['x', ...times(2, 'y'), ...times(3, 'z')];
  t.same(count(smallElection({ budget: '6', projects, ballots }), settings).winners, ['x']);
  t.same(count(smallElection({ budget: '11', projects, ballots }), settings).winners, ['x', 'y', 'z']);
});

t.test('what costs more than the whole budget is removed first, what nobody chose is never reached', async (t) => {
  const election = smallElection({
    budget: '10',
    projects: { dear: '11', a: '10', none: '0' },
    ballots: [...times(9, 'dear'), 'a'],
  });
  const { winners, trace } = count(election, settings);
  t.same(winners, ['a']);
  t.match(explain(trace), [{ code: 'above-budget', budget: '10' }, { code: 'least-load' }, { code: 'no-supporters' }]);
});
