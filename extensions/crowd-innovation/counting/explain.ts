import type { Explanation, FundedReason, LostReason } from './explanation.ts';

import { standing, type BoughtStep, type ConsideredStep, type StartStep, type Trace, type TraceStep } from './trace.ts';

type Facts = StartStep['projects'][number];

/** Why each project was or was not funded, in the registered order: read from the trace, never worked out again. */
export function explain(trace: Trace): readonly Explanation[] {
  const { start, steps } = standing(trace);
  return start.projects.map((facts): Explanation => {
    const own = steps.filter((step) => 'project' in step && step.project === facts.id);
    const tie = steps.findLast((step) => 'tie' in step && step.tie.among.includes(facts.id));
    const about = { project: facts.id, ...(tie && 'tie' in tie && { tie: tie.tie }) };
    const funded = fundedReason(facts, own, steps);
    if (funded) return { ...about, result: 'funded', ...funded };
    return { ...about, result: 'not-funded', ...lostReason(facts, own, steps, start) };
  });
}

function fundedReason(facts: Facts, own: readonly TraceStep[], steps: readonly TraceStep[]): FundedReason | undefined {
  const { votes: supporters, cost, score } = facts;
  for (const step of own) {
    if (step.step === 'free') return { code: 'free', supporters };
    if (step.step === 'bought') return paidReason(facts, step);
    if (step.step === 'elected') return { code: 'least-load', supporters, load: step.load, cost };
    if (step.step !== 'considered' || step.decision !== 'taken') continue;
    const { by, left } = step;
    if (step.list === 'remainder')
      return { code: 'from-remainder', supporters, had: heldAtEnd(facts, steps), cost, left };
    if (by === 'votes-per-cost') return { code: 'next-and-fits', by, votes: supporters, cost, left };
    return { code: 'next-and-fits', by: 'score', score, cost, left };
  }
  return undefined;
}

function paidReason({ votes: supporters, cost }: Facts, { payments, had }: BoughtStep): FundedReason {
  const inFull = payments.flatMap((payment) => ('each' in payment ? [payment] : []));
  const [most] = inFull;
  const paidAtMost = most?.each ?? '0';
  if (most?.count === supporters) return { code: 'supporters-paid', supporters, paidEach: paidAtMost, had, cost };
  const payers = payments.reduce((sum, { count }) => sum + count, 0);
  const paidAll = payers - inFull.reduce((sum, { count }) => sum + count, 0);
  return { code: 'supporters-paid-together', supporters, payers, paidAll, paidAtMost, had, cost };
}

function lostReason(
  facts: Facts,
  own: readonly TraceStep[],
  steps: readonly TraceStep[],
  start: StartStep,
): LostReason {
  const { votes, cost } = facts;
  const last = own.findLast((step) => step.step === 'considered');
  const left = last?.list === 'remainder' ? { left: last.left } : {};
  if (last?.decision === 'below-minimum-score') {
    if (votes === 0) return { code: 'no-supporters', cost, ...left };
    const had = last.by === 'score' ? facts.score : String(votes);
    return { code: last.decision, score: had, minimum: String(start.options['minimumScore']) };
  }
  if (last && last.list !== 'remainder') return passedOver(facts, last, steps);
  if (votes === 0) return { code: 'no-supporters', cost, ...left };
  if (own.some(({ step }) => step === 'removed')) return { code: 'above-budget', cost, budget: start.budget };
  const stopped = steps.find((step) => step.step === 'stopped');
  if (stopped) return { code: 'not-reached', cost, left: stopped.left, stoppedBy: stopped.project };
  return { code: 'supporters-short', supporters: votes, had: heldAtEnd(facts, steps), cost, ...left };
}

function passedOver(
  { votes, cost, score }: Facts,
  { decision, left }: ConsideredStep,
  steps: readonly TraceStep[],
): LostReason {
  const misfit = steps.find((step) => step.step === 'considered' && step.decision === 'does-not-fit');
  if (decision === 'after-stop' && misfit?.step === 'considered') {
    return { code: decision, score, cost, stoppedBy: misfit.project };
  }
  return { code: 'does-not-fit', score, votes, cost, left };
}

/** What the supporters of a project hold when the rounds of equal shares have ended; a free project needs nothing. */
function heldAtEnd({ id }: Facts, steps: readonly TraceStep[]): string {
  const end = steps.find((step) => step.step === 'rounds-end');
  return end?.held.find(({ project }) => project === id)?.had ?? '0';
}
