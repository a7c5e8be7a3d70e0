import * as fc from 'fast-check';
import t from 'tap';
import {
  amountText,
  fromMinorUnits,
  parseAmount,
  parseDecimal,
  roundAmount,
  toMinorUnits,
} from '../../counting/index.ts';
import { ceil, compare, floor, minus, over, plus, rational, times, toDouble } from '../../counting/rational.ts';
import { holds } from './random-elections.ts';

t.test('numbers are read exactly, and only where they cannot be misread', async (t) => {
  const read = (text: string) => {
    const value = parseDecimal(text);
    return value && amountText(value);
  };
  t.equal(read('12000'), '12000');
  t.equal(read('0.10'), '0.1');
  t.equal(read(' 7,5 '), '7.5', 'a decimal comma');
  t.equal(read('12345678901234567890.123'), '12345678901234567890.123', 'more digits than a double holds');
  t.equal(read('1,200'), undefined, 'twelve hundred or one and a fifth: not guessed');
  for (const text of ['', 'abc', '1e5', '0x10', '1 000', '.5', '5.', 'NaN', '1'.repeat(31)])
    t.equal(read(text), undefined, text);
});

t.test('an amount is shown rounded, halves up, and turned into minor units of a ledger', async (t) => {
  t.equal(roundAmount('3600/17', 2), '211.76');
  t.equal(roundAmount('579600/17'), '34094');
  t.equal(roundAmount('0.005', 2), '0.01');
  t.equal(roundAmount('1/3', 2), '0.33');
  t.equal(toMinorUnits('211.5', 2), 21150n);
  t.equal(toMinorUnits('108000', 0), 108000n);
  t.equal(fromMinorUnits(21150n, 2), '211.5');
  t.equal(fromMinorUnits(5n, 2), '0.05');
});

const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([numerator, denominator]) => rational(numerator, denominator));

t.test('the text of an amount is exact', async (t) => {
  holds(
    t,
    300,
    fc.property(fraction, (value) => compare(parseAmount(amountText(value)), value) === 0),
  );
});

t.test('what is not an amount is refused', async (t) => {
  for (const text of ['', '1/0x', '1.2.3', 'one', '1/']) t.throws(() => parseAmount(text), RangeError, text);
  t.throws(() => rational(1n, 0n), RangeError);
});

t.test('fractions obey the laws of arithmetic', async (t) => {
  holds(
    t,
    300,
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      const same = (x: typeof a, y: typeof a) => compare(x, y) === 0 && x.denominator === y.denominator;
      const whole = floor(a);
      return (
        same(times(a, plus(b, c)), plus(times(a, b), times(a, c))) &&
        same(plus(minus(a, b), b), a) &&
        (b.numerator === 0n || same(times(over(a, b), b), a)) &&
        compare(rational(whole), a) <= 0 &&
        compare(rational(whole + 1n), a) > 0 &&
        ceil(a) - whole === (a.denominator === 1n ? 0n : 1n)
      );
    }),
  );
});

t.test('the double of a fraction is within its promised bound, at any size', async (t) => {
  const large = fc.bigInt({ min: 10n ** 20n, max: 10n ** 700n });
  holds(
    t,
    300,
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), large, (whole, scale) => {
      const [double, exact] = [toDouble(whole * scale + scale / 3n, scale), Number(whole) + 1 / 3];
      return Math.abs(double - exact) <= exact * 2 ** -51 + 1e-15;
    }),
  );
});
