import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import t from 'tap';
import {
  awardRules,
  count,
  parseAmount,
  paymentsOf,
  replay,
  withoutBallots,
  type CountSettings,
  type Election,
  type RuleOption,
} from '../../counting/index.ts';
import { compare, minus, plus, ZERO } from '../../counting/rational.ts';
import { anyElection, crowdedElection, holds } from './random-elections.ts';

const value = ({ kind, choices = [] }: RuleOption): fc.Arbitrary<string | boolean> => {
  if (kind === 'switch') return fc.boolean();
  if (kind === 'decimal') return fc.constantFrom('0', '1', '2.5');
  // a tie that stays unbroken is a refusal, which has tests of its own
  return kind === 'seed'
    ? fc.constant('c0ffee')
    : fc.constantFrom(...choices.filter((choice) => choice !== 'cost-then-votes'));
};

const settings: fc.Arbitrary<CountSettings> = fc
  .constantFrom(...awardRules)
  .chain(({ id, options }) =>
    fc
      .record(Object.fromEntries(options.map((option) => [option.name, value(option)])))
      .map((options) => ({ rule: id, options })),
  );

function promise(name: string, kept: (election: Election, settings: CountSettings) => void): void {
  t.test(name, async (t) => {
    holds(t, 400, fc.property(anyElection, settings, kept));
    holds(t, 20, fc.property(crowdedElection, settings, kept));
  });
}

promise('no count spends more than the budget, or funds a project twice', (election, settings) => {
  const { winners, spent } = count(election, settings);
  const costs = winners.map((id) => election.projects.find((project) => project.id === id)!.cost);
  assert.equal(compare(costs.reduce(plus, ZERO), parseAmount(spent)), 0);
  assert.ok(compare(parseAmount(spent), election.budget) <= 0);
  assert.equal(new Set(winners).size, winners.length);
});

promise('the order of the ballots changes nothing, not even in the trace', (election, settings) => {
  const ballots = election.ballots.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  assert.deepEqual(count({ ...election, ballots }, settings), count(election, settings));
});

promise('the trace alone, sent as JSON, gives winners, money and a reason for every project', (election, settings) => {
  const { winners, spent, trace } = count(election, settings);
  for (const sent of [trace, withoutBallots(trace)]) {
    const told = replay(JSON.parse(JSON.stringify(sent)));
    assert.deepEqual(told.winners, winners);
    assert.equal(told.spent, spent);
    const ids = told.explanations.map(({ project }) => project);
    assert.deepEqual(
      ids,
      election.projects.map(({ id }) => id),
    );
    const funded = told.explanations.filter(({ result }) => result === 'funded');
    assert.deepEqual(new Set(funded.map(({ project }) => project)), new Set(winners));
  }
});

promise('no ballot pays for what it did not name, or more than its share', (election, settings) => {
  const { trace } = count(election, settings);
  const share = trace.find((step) => step.step === 'share')?.share;
  for (const ballot of election.ballots) {
    const payments = paymentsOf(trace, ballot.id);
    assert.ok(payments.every(({ project }) => ballot.projects.includes(project)));
    assert.ok(payments.every(({ amount }) => compare(parseAmount(amount), ZERO) >= 0));
    if (share === undefined) continue;
    const left = payments.reduce((left, { amount }) => minus(left, parseAmount(amount)), parseAmount(share));
    assert.ok(compare(left, ZERO) >= 0);
  }
});

promise('the payments of all ballots add up to what their supporters bought', (election, settings) => {
  const { trace } = count(election, settings);
  const funded = new Set(replay(trace).winners);
  const paid = election.ballots.flatMap(({ id }) => paymentsOf(trace, id));
  const greedyStands = trace.some((step) => step.step === 'comparison' && step.stands === 'greedy');
  for (const step of trace) {
    if ((step.step !== 'bought' && step.step !== 'elected') || greedyStands) continue;
    const own = paid.filter(({ project }) => project === step.project).map(({ amount }) => parseAmount(amount));
    const { cost } = election.projects.find(({ id }) => id === step.project)!;
    assert.equal(compare(own.reduce(plus, ZERO), cost), 0, step.project);
    assert.ok(funded.has(step.project));
  }
});

t.test('a trace that does not hold together is refused', async (t) => {
  const start = JSON.parse(
    `{ "step": "start", "rule": "x", "options": {}, "budget": "10", "ballots": 1,
       "projects": [{ "id": "a", "cost": "6", "votes": 1, "score": "1" }] }`,
  );
  const bought = {
    step: 'bought',
    round: 1,
    project: 'a',
    rho: '1',
    had: '6',
    payments: [{ each: '5', count: 1 }],
  } as const;
  const free = { step: 'free', project: 'a' } as const;
  t.throws(() => replay([start, bought]), { code: 'trace-invalid', message: /payments for "a"/ });
  t.throws(() => replay([start, free, free]), { code: 'trace-invalid', message: /cannot fund "a"/ });
  t.throws(() => replay([{ ...start, budget: '5' }, free]), { message: /more than the budget/ });
  t.throws(() => replay([]), { code: 'trace-invalid' });
});
