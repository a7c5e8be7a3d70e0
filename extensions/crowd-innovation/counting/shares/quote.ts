import { toDouble } from '../rational.ts';
import type { Market } from './market.ts';
import { EPSILON, type ExactPrice, type Purses } from './purses.ts';

/**
 * What a project would cost its supporters now. `rho` lies between `low` and `high`, which are doubles; `price` works
 * it out exactly, for when that is not enough.
 */
export interface Quote {
  readonly low: number;
  readonly high: number;
  price(): ExactPrice;
}

/**
 * Asks for the `rho` of projects. Most questions of a count are not close, and doubles with a proven bound answer them;
 * whatever lies within the bound is worked out on exact numbers, so that no rounding ever decides anything.
 */
export class Quotes {
  readonly #market: Market;
  readonly #purses: Purses;

  constructor(market: Market, purses: Purses) {
    this.#market = market;
    this.#purses = purses;
  }

  /**
   * The quote of a project; undefined where its supporters together hold less than it costs.
   * @param atLeast what `rho` is known not to be below, from an earlier round or {@link leastPossible}
   */
  quote(project: number, atLeast: number): Quote | undefined {
    const { profile, desk, supporterUnits, costDouble, worthDouble } = this.#market;
    // of the supporters who still hold something: what each pays at most per unit, what its group holds, its units
    const { perUnit, money, units: unitsOf } = desk;
    const { supporters, supportersFrom, count } = profile;
    const { held, error } = this.#purses;
    const [cost, worth] = [costDouble[project]!, worthDouble[project]!];
    const to = supportersFrom[project + 1]!;

    // The price rises as supporters turn out unable to pay it in full, until all who are left can.
    let price = atLeast * worth * (1 - 4 * EPSILON);
    let [voters, total, additions, paid, units, length, highestSpent, lowestLeft] = [0, 0, 0, 0, 0, 0, 0, Infinity];
    for (let at = supportersFrom[project]!; at < to; at += 1) {
      const group = supporters[at]!;
      const purse = held[group]!;
      if (purse === 0) continue;
      const alike = count[group]!;
      const unit = supporterUnits[at]!;
      const most = purse / unit;
      const sum = alike * purse;
      voters += alike;
      total += sum;
      additions += 1;
      if (most < price) {
        paid += sum;
        if (most > highestSpent) highestSpent = most;
      } else {
        if (most < lowestLeft) lowestLeft = most;
        perUnit[length] = most;
        money[length] = sum;
        unitsOf[length] = alike * unit;
        units += alike * unit;
        length += 1;
      }
    }
    // how far a sum of these purses may be off: each purse by `error`, each addition by one rounding
    const slack = voters * error + (additions + 8) * EPSILON * (total + cost);
    if (total + slack < cost) return undefined;
    if (total - slack < cost || length === 0) return this.#exactQuote(project);
    for (price = (cost - paid) / units; lowestLeft < price; price = (cost - paid) / units) {
      const before = length;
      length = 0;
      lowestLeft = Infinity;
      for (let i = 0; i < before; i += 1) {
        const most = perUnit[i]!;
        if (most < price) {
          paid += money[i]!;
          units -= unitsOf[i]!;
          if (most > highestSpent) highestSpent = most;
        } else {
          if (most < lowestLeft) lowestLeft = most;
          perUnit[length] = most;
          money[length] = money[i]!;
          unitsOf[length] = unitsOf[i]!;
          length += 1;
        }
      }
      if (length === 0) return this.#exactQuote(project);
    }
    const margin = slack / units + 8 * EPSILON * price;
    const certain = margin + error + 2 * EPSILON * price;
    // who pays in full and who pays all is beyond doubt, or the exact numbers say it
    if (highestSpent > price - certain || lowestLeft < price + certain) return this.#exactQuote(project);
    const [full, owners] = [price, units];
    return {
      low: ((price - margin) / worth) * (1 - 4 * EPSILON),
      high: ((price + margin) / worth) * (1 + 4 * EPSILON),
      price: () => {
        const owed = profile.cost[project]! * this.#purses.scale - this.#purses.exactSum(project, full);
        return { numerator: owed, units: BigInt(owners) };
      },
    };
  }

  /** The definition, word for word: supporters by what they can pay per unit, the first that need not pay all of it. */
  #exactQuote(project: number): Quote | undefined {
    const { profile, supporterUnits, worthDouble } = this.#market;
    const { scale } = this.#purses;
    const cost = profile.cost[project]! * scale;
    const supporters: { units: bigint; money: bigint; count: bigint }[] = [];
    for (let at = profile.supportersFrom[project]!; at < profile.supportersFrom[project + 1]!; at += 1) {
      const group = profile.supporters[at]!;
      const money = this.#purses.exact(group);
      const [count, units] = [BigInt(profile.count[group]!), BigInt(supporterUnits[at]!)];
      if (money > 0n) supporters.push({ units, money, count });
    }
    supporters.sort((a, b) => compareBig(a.money * b.units, b.money * a.units));
    let paid = 0n;
    let units = supporters.reduce((sum, supporter) => sum + supporter.count * supporter.units, 0n);
    for (const supporter of supporters) {
      const numerator = cost - paid;
      if (numerator * supporter.units <= supporter.money * units) {
        const rho = toDouble(numerator, units * scale) / worthDouble[project]!;
        const price = { numerator, units };
        return { low: rho * (1 - 8 * EPSILON), high: rho * (1 + 8 * EPSILON), price: () => price };
      }
      paid += supporter.count * supporter.money;
      units -= supporter.count * supporter.units;
    }
    return undefined;
  }
}

/** What `rho` of a project cannot be below: the price if all of its supporters could pay it in full. */
export function leastPossible({ costDouble, unitsDouble, worthDouble }: Market, project: number): number {
  return (costDouble[project]! / unitsDouble[project]! / worthDouble[project]!) * (1 - 8 * EPSILON);
}

const compareBig = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
