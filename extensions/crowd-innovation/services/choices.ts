import type { FieldProblem } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { problems } from '../problems.ts';
import type { Choices } from '../store/ballots.ts';
import { moneyInWords, wire } from './money.ts';
import type { FrozenSettings } from './settings-hash.ts';

/** The numbers of the chosen ideas, ascending. Throws `not-on-the-ballot`, which points at each that is not. */
export function numbersOf(ctx: Ctx, { ideas }: FrozenSettings, choices: readonly string[]): Choices {
  const onTheBallot = new Map(ideas.map(({ id, number }) => [id, number]));
  const numbers = choices.map((id) => onTheBallot.get(id.toLowerCase()));
  const detail = ctx.t('crowd-innovation.error.choice');
  const strange = numbers.flatMap((number, at): FieldProblem[] =>
    number === undefined ? [{ pointer: `/choices/${at}`, detail }] : [],
  );
  if (strange.length > 0) throw problems.notOnTheBallot({}, { fields: strange });
  return [...new Set(numbers)].filter((number) => number !== undefined).sort((a, b) => a - b);
}

export const idsOf = ({ ideas }: FrozenSettings, numbers: Choices): readonly string[] => {
  const ids = new Map(ideas.map(({ number, id }) => [number, id]));
  return numbers.flatMap((number) => ids.get(number) ?? []);
};

/** Throws `too-few-choices`: what holds for a ballot, and not yet for a draft. */
export function requireEnough({ ballot }: FrozenSettings, numbers: Choices): void {
  if (numbers.length < ballot.minimum) throw problems.tooFewChoices({ minimum: ballot.minimum });
}

/** Throws `too-many-choices`, or on a ballot that shares out the pot `over-budget` with how much too much it is. */
export function requireFitting(ctx: Ctx, settings: FrozenSettings, numbers: Choices): void {
  const { maximum, kind } = settings.ballot;
  if (maximum !== null && numbers.length > maximum) throw problems.tooManyChoices({ maximum });
  if (kind !== 'knapsack') return;
  const costs = new Map(settings.ideas.map(({ number, cost }) => [number, BigInt(cost ?? 0)]));
  const total = numbers.reduce((sum, number) => sum + (costs.get(number) ?? 0n), 0n);
  const over = total - BigInt(settings.pot ?? 0);
  if (over <= 0n) return;
  const money = { amount: over, currency: settings.currency ?? 'XXX', exponent: settings.exponent ?? 0 };
  throw problems.overBudget({ amount: moneyInWords(ctx, money) }, { extra: { over: wire(money) } });
}
