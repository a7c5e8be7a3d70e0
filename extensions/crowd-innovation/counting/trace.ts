import type { Amount } from './amount.ts';
import type { RuleOptions } from './award-rule.ts';
import { CountingError } from './errors.ts';
import type { TieRule } from './tie-break.ts';

/**
 * The trace of a count: what happened, in order, complete enough that winners, money and every explanation follow from
 * it alone (`replay.ts`). It is plain JSON. Projects and ballots stand in it by id, amounts as exact text.
 */
export type Trace = readonly TraceStep[];

export type TraceStep =
  | StartStep
  | ConsideredStep
  | ShareStep
  | FreeStep
  | DroppedStep
  | BoughtStep
  | RoundsEndStep
  | ComparisonStep
  | RemovedStep
  | ElectedStep
  | StoppedStep;

/** A tie, its projects in the order in which it was broken. */
export interface Tie {
  readonly among: readonly string[];
  readonly by: TieRule;
}

/**
 * What a group of ballots paid for one project: `each` the same amount, or `all` that each had left (`total` together;
 * what each of them had is its share less what it paid before). `ballots` is absent where ballots are not published.
 */
export type Payment = { readonly count: number; readonly ballots?: readonly string[] } & (
  { readonly each: Amount } | { readonly all: true; readonly total: Amount }
);

/** Always first. `votes` is the number of ballots that support a project, `score` what the kind of ballot makes of it. */
export interface StartStep {
  readonly step: 'start';
  readonly rule: string;
  readonly options: RuleOptions;
  readonly budget: Amount;
  readonly ballots: number;
  readonly projects: readonly {
    readonly id: string;
    readonly cost: Amount;
    readonly votes: number;
    readonly score: Amount;
  }[];
}

/** A project looked at in a list ordered by score, votes or votes per cost, with `left` to spend. */
export interface ConsideredStep {
  readonly step: 'considered';
  /** Whether the list is the rule itself, the completion of another, or the greedy side of a comparison. */
  readonly list: 'rule' | 'remainder' | 'comparison';
  readonly by: 'score' | 'votes' | 'votes-per-cost';
  readonly project: string;
  readonly left: Amount;
  readonly decision: 'taken' | 'does-not-fit' | 'below-minimum-score' | 'after-stop';
  readonly tie?: Tie;
}

/**
 * Equal shares: every ballot holds `share`, the budget divided equally and then raised `raised` times. `because` says
 * why it went no further; `next` is the share that would have cost more than the budget.
 */
export interface ShareStep {
  readonly step: 'share';
  readonly share: Amount;
  readonly raised: number;
  readonly because: 'not-raised' | 'next-above-budget' | 'exhaustive' | 'all-supported-funded';
  readonly next?: { readonly share: Amount; readonly cost: Amount };
}

/** Equal shares: a supported project that costs nothing. */
export interface FreeStep {
  readonly step: 'free';
  readonly project: string;
}

/** Equal shares: before this round, for the first time, its supporters held less than it costs. */
export interface DroppedStep {
  readonly step: 'dropped';
  readonly round: number;
  readonly project: string;
  readonly had: Amount;
}

/** Equal shares: the project of least `rho`; its supporters held `had` together before they paid. */
export interface BoughtStep {
  readonly step: 'bought';
  readonly round: number;
  readonly project: string;
  readonly rho: Amount;
  readonly had: Amount;
  readonly payments: readonly Payment[];
  readonly tie?: Tie;
}

/** Equal shares: what the supporters of each supported project that was not taken hold at the end of the rounds. */
export interface RoundsEndStep {
  readonly step: 'rounds-end';
  readonly held: readonly { readonly project: string; readonly had: Amount }[];
}

/** Which of two results stands: how many voters have more funded approvals in one or in the other. */
export interface ComparisonStep {
  readonly step: 'comparison';
  readonly moreWithGreedy: number;
  readonly moreWithShares: number;
  readonly stands: 'greedy' | 'equal-shares';
}

/** Phragmen: costs more than the whole budget. */
export interface RemovedStep {
  readonly step: 'removed';
  readonly project: string;
}

/** Phragmen: the project of least `load`; each supporter pays the difference to the load it had. */
export interface ElectedStep {
  readonly step: 'elected';
  readonly round: number;
  readonly project: string;
  readonly load: Amount;
  readonly payments: readonly Payment[];
  readonly tie?: Tie;
}

/** Phragmen: `project` would be (or is tied to be) next and would go over the budget, so the count ends. */
export interface StoppedStep {
  readonly step: 'stopped';
  readonly project: string;
  readonly load: Amount;
  readonly left: Amount;
}

/** The same trace without the ballots of each payment, for votes so small that a pattern of choice identifies people. */
export function withoutBallots(trace: Trace): Trace {
  return trace.map((step) => ('payments' in step ? { ...step, payments: step.payments.map(counted) } : step));
}

const counted = (payment: Payment): Payment =>
  'each' in payment
    ? { count: payment.count, each: payment.each }
    : { count: payment.count, all: true, total: payment.total };

/** The start of a trace and the steps of the result that stands. Throws `trace-invalid` where there is no start. */
export function standing(trace: Trace): { readonly start: StartStep; readonly steps: Trace } {
  const [start, ...steps] = trace;
  if (start?.step !== 'start') {
    throw new CountingError('trace-invalid', 'The trace does not begin with its start; count the ballots again.');
  }
  const greedyStands = steps.some((step) => step.step === 'comparison' && step.stands === 'greedy');
  const isGreedy = (step: TraceStep) => step.step === 'considered' && step.list === 'comparison';
  return { start, steps: steps.filter((step) => isGreedy(step) === greedyStands) };
}
