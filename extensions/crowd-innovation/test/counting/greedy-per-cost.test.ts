import t from 'tap';
import { count, explain } from '../../counting/index.ts';
import { smallElection, times } from './small-election.ts';

const settings = { rule: 'greedy-per-cost', options: {} };

t.test('votes per cost decide, what does not fit is skipped', async (t) => {
  // per cost: small 2/10, big 4/40, middle 3/25
  const election = smallElection({
    budget: '60',
    projects: { big: '40', middle: '25', small: '10' },
    ballots: [...times(2, 'big middle small'), 'big middle', 'big'],
  });
  const outcome = count(election, settings);
  t.same(outcome.winners, ['small', 'middle']);
  t.equal(outcome.spent, '35');
  t.match(explain(outcome.trace)[0], { project: 'big', code: 'does-not-fit', votes: 4, cost: '40', left: '25' });
});

t.test('what costs nothing and has a vote goes first, what has none goes last, equals by id', async (t) => {
  const election = smallElection({
    budget: '30',
    projects: { unloved: '1', free: '0', 'free-unloved': '0', z: '10', y: '10' },
    ballots: ['z y free', 'z y'],
  });
  t.same(count(election, settings).winners, ['free', 'y', 'z', 'free-unloved', 'unloved']);
});

t.test('ids are compared as text', async (t) => {
  const election = smallElection({ budget: '10', projects: { '9': '10', '10': '10' }, ballots: ['9 10'] });
  t.same(count(election, settings).winners, ['10']);
});
