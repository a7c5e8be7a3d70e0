import type { Rational } from '../rational.ts';
import { firstOf } from '../tie-break.ts';
import type { Market } from './market.ts';
import { Purses, type ExactPrice } from './purses.ts';
import { leastPossible, Quotes, type Quote } from './quote.ts';

/** One run of equal shares: who was taken, in order, free ones first, and what they cost in units of the profile. */
export interface Run {
  readonly winners: readonly number[];
  readonly cost: bigint;
}

/** Sees a run as it happens; `purses` are as they were before the payment. */
export interface RunObserver {
  round(round: number, open: readonly number[], purses: Purses): void;
  bought(round: number, project: number, price: ExactPrice, tied: readonly number[], purses: Purses): void;
  end(open: readonly number[], purses: Purses): void;
}

/**
 * Equal shares with a fixed share per ballot (Peters and Skowron): again and again the project of least `rho`, until no
 * supporters can pay for one. The last known `rho` of a project is a lower bound of what it is now, as purses only
 * shrink, so a project is asked again only when its bound comes up as the least.
 */
export function runShares(market: Market, share: Rational, observer?: RunObserver): Run {
  const { profile, priced, free } = market;
  const purses = new Purses(market, share);
  const search = new LeastRho(market, purses);
  const winners = [...free];
  for (let round = 1; ; round += 1) {
    observer?.round(round, search.open, purses);
    const tied = search.next();
    const [first] = tied;
    if (!first) break;
    const places = tied.map(({ project }) => project);
    const place = places.length > 1 ? firstOf(market.tieBreak, places, profile) : first.project;
    const { price } = tied.find(({ project }) => project === place)!;
    observer?.bought(round, place, price, places, purses);
    purses.pay(place, price);
    search.close(place);
    winners.push(place);
  }
  const taken = new Set(winners);
  const left = priced.filter((project) => !taken.has(project));
  observer?.end(left, purses);
  return { winners, cost: winners.reduce((sum, project) => sum + profile.cost[project]!, 0n) };
}

interface Priced {
  readonly project: number;
  readonly price: ExactPrice;
}

/** Finds the projects of least `rho` among those still open, asking for as few quotes as it can. */
class LeastRho {
  readonly #market: Market;
  readonly #quotes: Quotes;
  /** Per project: what its `rho` is known not to be below. */
  readonly #bounds: Float64Array;
  #open: readonly number[];

  constructor(market: Market, purses: Purses) {
    this.#market = market;
    this.#quotes = new Quotes(market, purses);
    this.#open = market.priced;
    this.#bounds = Float64Array.from(market.profile.cost, (_, project) => leastPossible(market, project));
  }

  get open(): readonly number[] {
    return this.#open;
  }

  close(project: number): void {
    this.#open = this.#open.filter((other) => other !== project);
  }

  /** The projects of least `rho`, several where exactly tied; closes what its supporters cannot pay for any more. */
  next(): Priced[] {
    const fresh = new Map<number, Quote>();
    let ceiling = Infinity;
    for (;;) {
      const project = this.#leastStale(fresh, ceiling);
      if (project === undefined) break;
      const quote = this.#quotes.quote(project, this.#bounds[project]!);
      if (!quote) this.close(project);
      else {
        fresh.set(project, quote);
        this.#bounds[project] = quote.low;
        ceiling = Math.min(ceiling, quote.high);
      }
    }
    const near = [...fresh].filter(([, { low }]) => low <= ceiling).map(([project, quote]) => ({ project, quote }));
    let least: Priced[] = [];
    for (const { project, quote } of near) {
      const candidate = { project, price: quote.price() };
      const order = least[0] ? this.#compare(candidate, least[0]) : -1;
      if (order < 0) least = [candidate];
      else if (order === 0) least.push(candidate);
    }
    return least;
  }

  /** Of the projects not asked in this round, the one with the least bound, if that could be below or at the ceiling. */
  #leastStale(fresh: ReadonlyMap<number, Quote>, ceiling: number): number | undefined {
    let [least, found]: [number, number | undefined] = [Infinity, undefined];
    for (const project of this.#open) {
      const bound = this.#bounds[project]!;
      if (bound < least && bound <= ceiling && !fresh.has(project)) {
        least = bound;
        found = project;
      }
    }
    return found;
  }

  /** Compares `price / worth`; the prices of one round have the same scale, which cancels out. */
  #compare(a: Priced, b: Priced): number {
    const { worth } = this.#market;
    const left = a.price.numerator * b.price.units * worth[b.project]!;
    const right = b.price.numerator * a.price.units * worth[a.project]!;
    return left < right ? -1 : left > right ? 1 : 0;
  }
}
