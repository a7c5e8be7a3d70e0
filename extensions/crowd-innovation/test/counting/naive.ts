// The rules of the definition once more, written for reading and not for speed: every ballot has a purse of its own, and
// nothing is remembered from one round to the next. The library must agree with it on every election.
import type { Election } from '../../counting/index.ts';
import { compare, floor, minus, over, plus, rational, times, ZERO, type Rational } from '../../counting/rational.ts';

export interface NaiveOptions {
  readonly satisfaction: 'cost' | 'cardinality' | 'points';
  readonly completion: 'none' | 'add1' | 'add1-exhaustive' | 'greedy' | 'add1-greedy';
}

type Project = Election['projects'][number];

const sum = (values: readonly Rational[]): Rational => values.reduce(plus, ZERO);
const whole = (value: number | bigint): Rational => rational(BigInt(value));
const total = (projects: readonly Project[]): Rational => sum(projects.map(({ cost }) => cost));
const smaller = (a: Rational, b: Rational): Rational => (compare(a, b) < 0 ? a : b);
const byId = (a: Project, b: Project): number => (a.id < b.id ? -1 : 1);
const ids = (projects: readonly Project[]): string[] => projects.map(({ id }) => id);

function points({ kind }: Election, ballot: Election['ballots'][number], id: string): Rational {
  const at = ballot.projects.indexOf(id);
  if (at < 0) return ZERO;
  if (kind === 'ordinal') return whole(ballot.projects.length - at);
  return ballot.points?.[at] ?? whole(1);
}

const supporters = (election: Election, { id }: Project) =>
  election.ballots.filter((ballot) => compare(points(election, ballot, id), ZERO) > 0);

export function naiveGreedy(election: Election, left = election.budget, order?: readonly Project[]): string[] {
  const score = (p: Project) => sum(election.ballots.map((ballot) => points(election, ballot, p.id)));
  const list = order ?? election.projects.toSorted((a, b) => compare(score(b), score(a)));
  const taken: Project[] = [];
  for (const p of list) if (compare(plus(total(taken), p.cost), left) <= 0) taken.push(p);
  return ids(taken);
}

export function naivePerCost(election: Election): string[] {
  const votes = (p: Project) => whole(supporters(election, p).length);
  const rank = (p: Project) => {
    if (votes(p).numerator === 0n) return { tier: 2, value: ZERO };
    return p.cost.numerator === 0n ? { tier: 0, value: ZERO } : { tier: 1, value: over(votes(p), p.cost) };
  };
  const order = election.projects.toSorted((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x.tier - y.tier || compare(y.value, x.value) || byId(a, b);
  });
  return naiveGreedy(election, election.budget, order);
}

export function naiveShares(election: Election, { satisfaction, completion }: NaiveOptions): string[] {
  const { budget, ballots, projects } = election;
  const start = ballots.length === 0 ? ZERO : over(budget, whole(ballots.length));
  const supported = projects.filter((p) => supporters(election, p).length > 0);
  const utility = (ballot: Election['ballots'][number], p: Project): Rational => {
    const given = points(election, ballot, p.id);
    if (compare(given, ZERO) === 0) return ZERO;
    return satisfaction === 'cost' ? p.cost : satisfaction === 'points' ? given : whole(1);
  };
  const run = (share: Rational): Project[] => runShares(election, supported, share, utility);
  const fits = (taken: readonly Project[]) => compare(total(taken), budget) <= 0;

  let taken = run(start);
  if (completion === 'add1' || completion === 'add1-greedy') {
    for (
      let share = plus(whole(floor(start)), whole(1));
      taken.length < supported.length;
      share = plus(share, whole(1))
    ) {
      const next = run(share);
      if (!fits(next)) break;
      taken = next;
    }
  }
  if (completion === 'add1-exhaustive') {
    const isExhaustive = () =>
      projects.every((p) => taken.includes(p) || compare(plus(total(taken), p.cost), budget) > 0);
    for (let share = start; !isExhaustive() && taken.length < supported.length;) {
      share = plus(share, whole(1));
      const next = run(share);
      if (!fits(next)) break;
      taken = next;
    }
  }
  if (completion !== 'greedy' && completion !== 'add1-greedy') return ids(taken);
  const rest = projects
    .filter((p) => !taken.includes(p))
    .sort((a, b) => supporters(election, b).length - supporters(election, a).length || byId(a, b));
  return [...ids(taken), ...naiveGreedy(election, minus(budget, total(taken)), rest)];
}

function runShares(
  { ballots }: Election,
  supported: readonly Project[],
  share: Rational,
  utility: (ballot: Election['ballots'][number], p: Project) => Rational,
): Project[] {
  const purse = new Map(ballots.map((ballot) => [ballot.id, share]));
  const isFree = (p: Project) => p.cost.numerator === 0n;
  const taken = supported.filter(isFree).sort(byId);
  let open = supported.filter((p) => !isFree(p)).sort(byId);
  for (;;) {
    const offers = open.flatMap((project) => {
      const able = ballots
        .map((ballot) => ({ u: utility(ballot, project), b: purse.get(ballot.id)! }))
        .filter(({ u }) => u.numerator > 0n);
      if (compare(sum(able.map(({ b }) => b)), project.cost) < 0) return [];
      // the least r with sum min(b, r u) = c is one of c over the units of those who pay in full
      const ratios = [ZERO, ...able.map(({ b, u }) => over(b, u))].sort(compare);
      for (const cap of ratios) {
        const spent = able.filter(({ b, u }) => compare(over(b, u), cap) <= 0);
        const full = able.filter(({ b, u }) => compare(over(b, u), cap) > 0);
        const owed = minus(project.cost, sum(spent.map(({ b }) => b)));
        if (full.length === 0) return [{ project, rho: cap }];
        const rho = over(owed, sum(full.map(({ u }) => u)));
        if (full.every(({ b, u }) => compare(times(rho, u), b) <= 0)) return [{ project, rho }];
      }
      return [];
    });
    const [first, ...others] = offers;
    if (!first) return taken;
    const { project, rho } = others.reduce((a, b) => (compare(b.rho, a.rho) < 0 ? b : a), first);
    for (const ballot of ballots) {
      const held = purse.get(ballot.id)!;
      purse.set(ballot.id, minus(held, smaller(held, times(rho, utility(ballot, project)))));
    }
    taken.push(project);
    open = offers.map((offer) => offer.project).filter((p) => p !== project);
  }
}

export function naivePhragmen(election: Election): string[] {
  const load = new Map(election.ballots.map((ballot) => [ballot.id, ZERO]));
  let open = election.projects
    .filter((p) => compare(p.cost, election.budget) <= 0 && supporters(election, p).length > 0)
    .sort(byId);
  const taken: Project[] = [];
  while (open.length > 0) {
    const next = open.map((project) => {
      const able = supporters(election, project);
      return { project, at: over(plus(project.cost, sum(able.map(({ id }) => load.get(id)!))), whole(able.length)) };
    });
    const least = next.reduce((a, b) => (compare(b.at, a.at) < 0 ? b : a));
    const tied = next.filter(({ at }) => compare(at, least.at) === 0);
    if (tied.some(({ project }) => compare(plus(total(taken), project.cost), election.budget) > 0)) break;
    for (const { id } of supporters(election, least.project)) load.set(id, least.at);
    taken.push(least.project);
    open = open.filter((p) => p !== least.project);
  }
  return ids(taken);
}
