import { gcd, rational, toDouble, type Rational } from '../rational.ts';
import type { Market } from './market.ts';

/** The distance from 1 to the next double; one rounding is wrong by at most half of it, relative to the result. */
export const EPSILON = 2 ** -52;

/** The price of one unit of a project: `numerator / units`, in the `scale` that the purses had when it was asked. */
export interface ExactPrice {
  readonly numerator: bigint;
  readonly units: bigint;
}

/**
 * What every group of alike ballots still holds during one run of equal shares, twice over: exactly, and as doubles
 * whose distance from the exact value is at most `error`. A double of 0 is exact: that purse is empty.
 *
 * Exact values are never stored per group. A purse that is not empty has paid in full for everything
 * taken that it supports, so it holds its share less those prices, which are whole numbers of `1/scale`. The payments
 * are noted on the desk of the market: one run at a time.
 */
export class Purses {
  readonly held: Float64Array;
  readonly #market: Market;
  /** Per group: how many payments it has made in full; which, stands on the desk of the market. */
  readonly #payments: Int32Array;
  readonly #errorPerRound: number;
  #prices: bigint[] = [];
  #share: bigint;
  #scale: bigint;
  #error: number;

  /** @param share of one ballot, in the major unit. */
  constructor(market: Market, share: Rational) {
    const { moneyScale, groups } = market.profile;
    const scaled = rational(share.numerator * moneyScale, share.denominator);
    const start = toDouble(scaled.numerator, scaled.denominator);
    this.#market = market;
    this.#share = scaled.numerator;
    this.#scale = scaled.denominator;
    this.#error = start * EPSILON;
    // one payment: the price, its product with the units and the difference are each rounded, below 2 shares in size
    this.#errorPerRound = 4 * start * EPSILON;
    this.#payments = new Int32Array(groups);
    this.held = new Float64Array(groups).fill(start);
  }

  get error(): number {
    return this.#error;
  }

  /** What one unit of the profile's money is worth in exact values, `1/scale` each. */
  get scale(): bigint {
    return this.#scale;
  }

  /** The exact purse of one ballot of a group. */
  exact(group: number): bigint {
    if (this.held[group] === 0) return 0n;
    const { profile, desk } = this.#market;
    const from = profile.namedFrom[group]!;
    let value = this.#share;
    for (let i = from; i < from + this.#payments[group]!; i += 1) {
      value -= BigInt(desk.paidUnits?.[i] ?? 1) * this.#prices[desk.paidRound[i]!]!;
    }
    return value;
  }

  /**
   * What the supporters of a project hold together, exactly; with `belowPrice`, only those who hold less than that for
   * each of their units. Adds up whole numbers of payments first, and multiplies by exact prices only at the end.
   */
  exactSum(project: number, belowPrice = Infinity): bigint {
    const { profile, supporterUnits, desk } = this.#market;
    const { supporters, supportersFrom, namedFrom, count } = profile;
    const { paidRound, paidUnits } = desk;
    const paid = new Float64Array(this.#prices.length);
    let voters = 0;
    for (let at = supportersFrom[project]!; at < supportersFrom[project + 1]!; at += 1) {
      const group = supporters[at]!;
      const held = this.held[group]!;
      if (held === 0 || held / supporterUnits[at]! >= belowPrice) continue;
      const alike = count[group]!;
      const from = namedFrom[group]!;
      const to = from + this.#payments[group]!;
      voters += alike;
      if (paidUnits) for (let i = from; i < to; i += 1) paid[paidRound[i]!]! += alike * paidUnits[i]!;
      else for (let i = from; i < to; i += 1) paid[paidRound[i]!]! += alike;
    }
    let sum = BigInt(voters) * this.#share;
    for (const [round, price] of this.#prices.entries()) if (paid[round]) sum -= BigInt(paid[round]!) * price;
    return sum;
  }

  /** What the supporters of a project hold together where that is less than it costs, exactly; otherwise undefined. */
  shortOf(project: number): bigint | undefined {
    const { profile, costDouble } = this.#market;
    let [total, voters, additions] = [0, 0, 0];
    for (let at = profile.supportersFrom[project]!; at < profile.supportersFrom[project + 1]!; at += 1) {
      const group = profile.supporters[at]!;
      if (this.held[group] === 0) continue;
      total += profile.count[group]! * this.held[group]!;
      voters += profile.count[group]!;
      additions += 1;
    }
    const cost = costDouble[project]!;
    if (total - voters * this.#error - (additions + 8) * EPSILON * (total + cost) > cost) return undefined;
    const exact = this.exactSum(project);
    return exact < profile.cost[project]! * this.#scale ? exact : undefined;
  }

  /** Whether one ballot of a group holds enough for the full price of its units. */
  covers(group: number, units: number, price: ExactPrice): boolean {
    const full = units * toDouble(price.numerator, price.units * this.#scale);
    const left = this.held[group]! - full;
    const doubt = this.#error + 4 * EPSILON * full;
    if (Math.abs(left) > doubt) return left > 0;
    return this.exact(group) * price.units >= BigInt(units) * price.numerator;
  }

  /** Every supporter of a project pays the price for each of its units, or all that it holds. */
  pay(project: number, { numerator, units }: ExactPrice): void {
    const { profile, supporterUnits, desk } = this.#market;
    const common = gcd(numerator, units);
    const price = numerator / common;
    this.#rescale(units / common);
    const priceDouble = toDouble(price, this.#scale);
    this.#error += this.#errorPerRound;
    const round = this.#prices.length;
    for (let at = profile.supportersFrom[project]!; at < profile.supportersFrom[project + 1]!; at += 1) {
      const group = profile.supporters[at]!;
      const held = this.held[group]!;
      if (held === 0) continue;
      const own = supporterUnits[at]!;
      let left = held - own * priceDouble;
      if (left < -this.#error) left = 0;
      else if (left <= this.#error) left = this.#exactlyLeft(group, BigInt(own) * price);
      this.held[group] = left;
      if (left === 0) continue;
      const payment = profile.namedFrom[group]! + this.#payments[group]!;
      desk.paidRound[payment] = round;
      if (desk.paidUnits) desk.paidUnits[payment] = own;
      this.#payments[group]! += 1;
    }
    this.#prices.push(price);
  }

  /** A purse after a payment, 0 where that takes all of it: for when the double is in doubt. */
  #exactlyLeft(group: number, payment: bigint): number {
    const left = this.exact(group) - payment;
    return left > 0n ? toDouble(left, this.#scale) : 0;
  }

  #rescale(factor: bigint): void {
    if (factor === 1n) return;
    this.#scale *= factor;
    this.#share *= factor;
    this.#prices = this.#prices.map((price) => price * factor);
  }
}
