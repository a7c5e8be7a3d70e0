import { formatMoney, type Money, type MoneyValue } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { problems } from '../problems.ts';

/** An amount as the API takes it: whole minor units as text; currency and exponent may be left to the challenge. */
export interface AmountInput {
  readonly amount: string;
  readonly currency?: string | undefined;
  readonly exponent?: number | undefined;
}

/** What is shared: null where a challenge is about ideas alone. */
export type Pot = MoneyValue | null;

/** Decimals of a currency (ISO 4217): 2 for CAD, 0 for JPY. Throws `unknown-currency`. */
export function exponentOf(currency: string): number {
  if (!Intl.supportedValuesOf('currency').includes(currency)) throw problems.unknownCurrency();
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

export function potOf(input: AmountInput | null, fallback: string): Pot {
  if (!input) return null;
  const currency = input.currency ?? fallback;
  return { amount: BigInt(input.amount), currency, exponent: input.exponent ?? exponentOf(currency) };
}

/** An amount in the money of a challenge. Throws `other-currency`. */
export function amountIn(pot: MoneyValue, input: AmountInput): bigint {
  const { currency = pot.currency, exponent = pot.exponent } = input;
  if (currency !== pot.currency || exponent !== pot.exponent) throw problems.otherCurrency({ currency: pot.currency });
  return BigInt(input.amount);
}

export const moneyOf = (pot: Pot, amount: bigint | null): MoneyValue | null =>
  pot && amount !== null ? { ...pot, amount } : null;

/** On the wire. */
export const wire = (money: MoneyValue): Money => ({ ...money, amount: money.amount.toString() });

/** In words, for sentences. */
export const moneyInWords = (ctx: Pick<Ctx, 'locale'>, money: MoneyValue): string => formatMoney(ctx, money);

// thousands apart by one mark, and decimals by the other
const grouped = /^(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?$/;
const plain = /^(\d+)(?:[.,](\d+))?$/;

/**
 * What a person types for money, `12000`, `12,000`, `12.000` or `12 000.50`, as minor units; undefined where it is no amount
 * of the currency. Three digits after the only mark are thousands.
 */
export function typedAmount(text: string, exponent: number): string | undefined {
  const bare = text.replaceAll(/[\s\u00a0\u202f$€£¥’']/g, '');
  const apart = grouped.exec(bare);
  const [whole, decimals = ''] = apart
    ? [apart[1]?.replaceAll(/[.,]/g, ''), apart[3]]
    : (plain.exec(bare)?.slice(1) ?? []);
  if (whole === undefined || decimals.length > exponent) return undefined;
  const minor = `${whole}${decimals.padEnd(exponent, '0')}`.replace(/^0+(?=\d)/, '');
  return minor.length > 15 ? undefined : minor;
}
