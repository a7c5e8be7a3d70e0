import { amountText, parseAmount, type Amount } from './amount.ts';
import { CountingError } from './errors.ts';
import { explain } from './explain.ts';
import type { Explanation } from './explanation.ts';
import { compare, minus, plus, rational, times, ZERO, type Rational } from './rational.ts';
import { standing, type Payment, type Trace, type TraceStep } from './trace.ts';

/** What a trace says: the result, and one explanation per project in the registered order. */
export interface Replay {
  readonly rule: string;
  readonly winners: readonly string[];
  readonly spent: Amount;
  readonly explanations: readonly Explanation[];
}

/**
 * Derives the result of a count from its trace alone, and checks it on the way. Throws `trace-invalid` where a project
 * wins twice, payments do not add up to what it costs, or more is spent than there is.
 */
export function replay(trace: Trace): Replay {
  const { start, steps } = standing(trace);
  const costs = new Map(start.projects.map(({ id, cost }) => [id, parseAmount(cost)]));
  const winners: string[] = [];
  let spent = ZERO;
  for (const step of steps) {
    if (!isWin(step)) continue;
    const cost = costs.get(step.project);
    if (!cost || winners.includes(step.project)) throw invalid(`it cannot fund "${step.project}"`);
    if ('payments' in step && compare(paidTogether(step.payments), cost) !== 0) {
      throw invalid(`the payments for "${step.project}" are not what it costs`);
    }
    winners.push(step.project);
    spent = plus(spent, cost);
  }
  if (compare(spent, parseAmount(start.budget)) > 0) throw invalid('it spends more than the budget');
  return { rule: start.rule, winners, spent: amountText(spent), explanations: explain(trace) };
}

/** What one ballot helped to pay for, and with how much: from a trace that still names ballots. */
export interface BallotPayment {
  readonly project: string;
  readonly amount: Amount;
}

/** The payments of one ballot in the order of the count; empty under rules without payments. */
export function paymentsOf(trace: Trace, ballot: string): readonly BallotPayment[] {
  const { steps } = standing(trace);
  const payments: BallotPayment[] = [];
  let left = ZERO;
  for (const step of steps) {
    if (step.step === 'share') left = parseAmount(step.share);
    if (!('payments' in step)) continue;
    const payment = step.payments.find(({ ballots }) => ballots?.includes(ballot));
    if (!payment) continue;
    const amount = 'each' in payment ? parseAmount(payment.each) : left;
    left = minus(left, amount);
    payments.push({ project: step.project, amount: amountText(amount) });
  }
  return payments;
}

type Win = Extract<TraceStep, { step: 'free' | 'bought' | 'elected' | 'considered' }>;

function isWin(step: TraceStep): step is Win {
  if (step.step === 'considered') return step.decision === 'taken';
  return step.step === 'free' || step.step === 'bought' || step.step === 'elected';
}

const paidTogether = (payments: readonly Payment[]): Rational =>
  payments.reduce((sum, payment) => {
    if (!('each' in payment)) return plus(sum, parseAmount(payment.total));
    return plus(sum, times(parseAmount(payment.each), rational(BigInt(payment.count))));
  }, ZERO);

const invalid = (why: string): CountingError =>
  new CountingError('trace-invalid', `The trace does not hold together: ${why}; count the ballots again.`);
