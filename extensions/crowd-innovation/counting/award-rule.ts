import type { Amount } from './amount.ts';
import { parseDecimal } from './amount.ts';
import type { Election } from './election.ts';
import { CountingError } from './errors.ts';
import type { Trace } from './trace.ts';

export type RuleOptions = Readonly<Record<string, string | boolean>>;

/** One option of a rule, in the names of settings (`tieBreak`); files and flags derive theirs from it. */
export interface RuleOption {
  readonly name: string;
  /** `choice` is one of `choices`, `switch` true or false, `decimal` a number as text, `seed` hexadecimal digits. */
  readonly kind: 'choice' | 'switch' | 'decimal' | 'seed';
  readonly title: string;
  readonly choices?: readonly string[];
  readonly default?: string | boolean;
}

/**
 * A way to award money by ballots. `count` is pure and deterministic: the order of the ballots never matters, and the
 * order of the projects only where an option says so. Call it through `count` of `award-rules.ts`, which checks options.
 */
export interface AwardRule {
  readonly id: string;
  readonly title: string;
  readonly options: readonly RuleOption[];
  count(election: Election, options: RuleOptions): Outcome;
}

/** `winners` are ids in the order of election; `spent` is exact, in the major unit; `options` have their defaults. */
export interface Outcome {
  readonly rule: string;
  readonly options: RuleOptions;
  readonly winners: readonly string[];
  readonly spent: Amount;
  readonly trace: Trace;
}

/** Checks options against those that a rule declares, and fills in defaults. Throws `option-unknown`, `option-invalid`. */
export function checkedOptions(rule: AwardRule, given: RuleOptions): RuleOptions {
  const unknown = Object.keys(given).find((name) => !rule.options.some((option) => option.name === name));
  if (unknown !== undefined) {
    const known = rule.options.map(({ name }) => name).join(', ') || 'none';
    throw new CountingError(
      'option-unknown',
      `The rule ${rule.id} has no option ${unknown}; its options are: ${known}.`,
    );
  }
  const entries = rule.options.flatMap((option) => {
    const value = given[option.name] ?? option.default;
    return value === undefined ? [] : [[option.name, checkedValue(rule, option, value)] as const];
  });
  return Object.fromEntries(entries);
}

function checkedValue(rule: AwardRule, option: RuleOption, value: string | boolean): string | boolean {
  const wanted = {
    choice: `one of ${option.choices?.join(', ')}`,
    switch: 'true or false',
    decimal: 'a number such as 50 or 12.5',
    seed: 'pairs of hexadecimal digits such as 5f3a09',
  }[option.kind];
  const fits =
    option.kind === 'switch'
      ? typeof value === 'boolean'
      : typeof value === 'string' &&
        (option.kind === 'choice'
          ? option.choices?.includes(value)
          : option.kind === 'decimal'
            ? parseDecimal(value)
            : /^(?:[0-9a-f]{2})+$/i.test(value));
  if (fits) return value;
  throw new CountingError('option-invalid', `${option.name} of the rule ${rule.id} is "${value}"; give ${wanted}.`);
}
