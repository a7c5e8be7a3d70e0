import { floor, plus, rational, times, type Rational } from './rational.ts';

/**
 * An exact amount as text, in the major unit of the currency, as traces and results carry it: `36000`, `211.5`, or a
 * fraction in lowest terms where the decimals never end, `3600/17`. Read it with {@link parseAmount}.
 */
export type Amount = string;

// Bounds what a file can make us compute with; far above any budget, and far below where a double overflows.
const MOST_DIGITS = 30;

/** Reads a plain decimal number, `1200`, `1200.50` or `1200,50`; undefined where the text is anything else. */
export function parseDecimal(text: string): Rational | undefined {
  const match = /^\s*(-?)(\d+)(?:([.,])(\d+))?\s*$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', mark, decimals = ''] = match;
  // `1,200` is twelve hundred to one writer and one and a fifth to another: refused rather than guessed
  if (mark === ',' && decimals.length === 3) return undefined;
  if (whole.length + decimals.length > MOST_DIGITS) return undefined;
  const value = rational(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  return sign ? rational(-value.numerator, value.denominator) : value;
}

/** The exact text of a number: decimal where the decimals end, otherwise `numerator/denominator`. */
export function amountText({ numerator, denominator }: Rational): Amount {
  if (denominator === 1n) return numerator.toString();
  const decimals = decimalsOf(denominator);
  if (decimals === undefined) return `${numerator}/${denominator}`;
  return decimalText(numerator * (10n ** BigInt(decimals) / denominator), decimals);
}

/** Reads what {@link amountText} wrote. Throws a RangeError where the text is not an amount. */
export function parseAmount(amount: Amount): Rational {
  const match = /^(-?\d+)(?:\.(\d+)|\/(\d+))?$/.exec(amount);
  if (!match) throw new RangeError(`Not an amount: ${amount}`);
  const [, whole = '', decimals, denominator] = match;
  if (decimals !== undefined) return rational(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  return rational(BigInt(whole), denominator === undefined ? 1n : BigInt(denominator));
}

/**
 * The amount rounded for display, halves up: `roundAmount('3600/17', 2)` is `211.76`. Only ever for showing: a rounded
 * amount is never counted with.
 */
export function roundAmount(amount: Amount, decimals = 0): string {
  return decimalText(toMinorUnits(amount, decimals), decimals);
}

/** Major units to the minor units that a ledger stores (`decimals` 2: cents), halves up; exact for whole minor units. */
export function toMinorUnits(amount: Amount, decimals: number): bigint {
  return floor(plus(times(parseAmount(amount), rational(10n ** BigInt(decimals))), rational(1n, 2n)));
}

/** Minor units of a ledger to the exact amount in major units: `fromMinorUnits(21150n, 2)` is `211.5`. */
export function fromMinorUnits(minorUnits: bigint, decimals: number): Amount {
  return amountText(rational(minorUnits, 10n ** BigInt(decimals)));
}

/** How many decimals write `1/denominator` exactly; undefined where they never end. */
function decimalsOf(denominator: bigint): number | undefined {
  let [twos, fives, rest] = [0, 0, denominator];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}

function decimalText(scaled: bigint, decimals: number): string {
  if (decimals === 0) return scaled.toString();
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
