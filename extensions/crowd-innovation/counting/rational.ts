/** An exact fraction in lowest terms; the denominator is always positive. Make one with {@link rational}. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

/** `numerator / denominator` in lowest terms. Throws a RangeError for a denominator of zero. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError('A fraction needs a denominator other than zero');
  const sign = denominator < 0n ? -1n : 1n;
  const common = gcd(numerator, denominator) * sign;
  return { numerator: numerator / common, denominator: denominator / common };
}

export const ZERO: Rational = rational(0n);
export const ONE: Rational = rational(1n);

export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const minus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);

export const times = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator);

export const over = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator);

/** Negative where `a < b`, zero where equal, positive where `a > b`: usable with `Array.prototype.sort`. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The greatest whole number that is not above `a`. */
export function floor(a: Rational): bigint {
  const quotient = a.numerator / a.denominator;
  return a.numerator < 0n && a.numerator % a.denominator !== 0n ? quotient - 1n : quotient;
}

/** The smallest whole number that is not below `a`. */
export function ceil(a: Rational): bigint {
  return -floor({ numerator: -a.numerator, denominator: a.denominator });
}

/**
 * `numerator / denominator` as a double with a relative error below 2^-52, for any size of the two (both at least 0).
 * `Number(numerator) / Number(denominator)` would be `Infinity / Infinity` from about 300 digits on.
 */
export function toDouble(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const shift = 64 - (bitLength(numerator) - bitLength(denominator));
  const quotient =
    shift >= 0 ? (numerator << BigInt(shift)) / denominator : numerator / (denominator << BigInt(-shift));
  return Number(quotient) * 2 ** -shift;
}

const bitLength = (value: bigint): number => value.toString(16).length * 4;
