import type { Amount } from './amount.ts';
import type { Tie } from './trace.ts';

/**
 * Why one project was or was not funded: a code and the numbers of one sentence, which a page takes from its message
 * catalogue. Amounts are exact; show them through `roundAmount`. `tie` is set where the project was in a tie.
 */
export type Explanation = {
  readonly project: string;
  readonly tie?: Tie;
} & (({ readonly result: 'funded' } & FundedReason) | ({ readonly result: 'not-funded' } & LostReason));

export type FundedReason =
  /** Next in the order by score or by votes per cost, and it fit in what was left. */
  | {
      readonly code: 'next-and-fits';
      readonly by: 'score';
      readonly score: Amount;
      readonly cost: Amount;
      readonly left: Amount;
    }
  | {
      readonly code: 'next-and-fits';
      readonly by: 'votes-per-cost';
      readonly votes: number;
      readonly cost: Amount;
      readonly left: Amount;
    }
  /** Costs nothing and has supporters. */
  | { readonly code: 'free'; readonly supporters: number }
  /** Every supporter paid the same. `had` is what they held together before. */
  | {
      readonly code: 'supporters-paid';
      readonly supporters: number;
      readonly paidEach: Amount;
      readonly had: Amount;
      readonly cost: Amount;
    }
  /** Some paid all they had left; nobody paid more than `paidAtMost`. */
  | {
      readonly code: 'supporters-paid-together';
      readonly supporters: number;
      readonly payers: number;
      readonly paidAll: number;
      readonly paidAtMost: Amount;
      readonly had: Amount;
      readonly cost: Amount;
    }
  /** Most votes of the rest, and it fit in the money that supporters could not spend. */
  | {
      readonly code: 'from-remainder';
      readonly supporters: number;
      readonly had: Amount;
      readonly cost: Amount;
      readonly left: Amount;
    }
  /** Phragmen: its supporters could buy it first, each having spent `load` by then. */
  | { readonly code: 'least-load'; readonly supporters: number; readonly load: Amount; readonly cost: Amount };

export type LostReason =
  /** Its supporters had less than it costs when the rounds ended; `left` is the remainder that it did not fit in. */
  | {
      readonly code: 'supporters-short';
      readonly supporters: number;
      readonly had: Amount;
      readonly cost: Amount;
      readonly left?: Amount;
    }
  | { readonly code: 'no-supporters'; readonly cost: Amount; readonly left?: Amount }
  | {
      readonly code: 'does-not-fit';
      readonly score: Amount;
      readonly votes: number;
      readonly cost: Amount;
      readonly left: Amount;
    }
  | { readonly code: 'below-minimum-score'; readonly score: Amount; readonly minimum: Amount }
  /** An earlier project did not fit, and the rule stops there. */
  | { readonly code: 'after-stop'; readonly score: Amount; readonly cost: Amount; readonly stoppedBy: string }
  | { readonly code: 'above-budget'; readonly cost: Amount; readonly budget: Amount }
  /** Phragmen: the next project would have gone over the budget, which ends the count. */
  | { readonly code: 'not-reached'; readonly cost: Amount; readonly left: Amount; readonly stoppedBy: string };
