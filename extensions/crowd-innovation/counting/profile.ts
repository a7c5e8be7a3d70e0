import { hasPoints, scores } from './ballot.ts';
import type { Ballot, Election } from './election.ts';
import { CountingError } from './errors.ts';
import { lcm, rational, type Rational } from './rational.ts';

/**
 * An election rearranged for counting: alike ballots in one group, projects by their place in the registered order,
 * points as whole numbers of `1/pointScale`, amounts as whole numbers of `1/moneyScale` of the major unit. Only what is
 * supported counts as named: a mark of 0 is no support.
 */
export interface Profile {
  readonly election: Election;
  readonly voters: number;
  readonly groups: number;
  /** Per group: how many ballots are alike, and which. */
  readonly count: Float64Array;
  readonly ballots: readonly (readonly string[])[];
  /** Group to projects: those of group g stand in `named` from `namedFrom[g]` to `namedFrom[g + 1]`. */
  readonly namedFrom: Int32Array;
  readonly named: Int32Array;
  readonly namedPoints: Float64Array;
  /** Project to groups, likewise. */
  readonly supportersFrom: Int32Array;
  readonly supporters: Int32Array;
  readonly supporterPoints: Float64Array;
  /** Per project: the ballots that support it, and the sum of what they give it, in `1/pointScale` and as a score. */
  readonly votes: Float64Array;
  readonly points: Float64Array;
  readonly score: readonly Rational[];
  readonly moneyScale: bigint;
  readonly cost: readonly bigint[];
  readonly budget: bigint;
  readonly pointScale: bigint;
}

/**
 * Ids are compared by their characters as Unicode numbers them (and as UTF-8 bytes sort), so that any other program that
 * recounts can do the same. `<` differs above U+FFFF, where JavaScript compares halves of characters.
 */
export function compareIds(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return sortKey(x) - sortKey(y);
  }
  return a.length - b.length;
}

/** Moves halves of characters above U+FFFF behind all others. */
const sortKey = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

export function profileOf(election: Election): Profile {
  const { groups, pointScale } = groupAlike(election);
  const projects = election.projects.length;
  const entries = groups.reduce((sum, { named }) => sum + named.length, 0);
  const count = new Float64Array(groups.length);
  const namedFrom = new Int32Array(groups.length + 1);
  const [named, namedPoints] = [new Int32Array(entries), new Float64Array(entries)];
  const supportersFrom = new Int32Array(projects + 1);
  groups.forEach((group, g) => {
    count[g] = group.ids.length;
    let at = namedFrom[g]!;
    group.named.forEach((project, i) => {
      named[at] = project;
      namedPoints[at] = group.points?.[i] ?? 1;
      supportersFrom[project + 1]! += 1;
      at += 1;
    });
    namedFrom[g + 1] = at;
  });

  for (let p = 0; p < projects; p += 1) supportersFrom[p + 1]! += supportersFrom[p]!;
  const next = supportersFrom.slice();
  const [supporters, supporterPoints] = [new Int32Array(entries), new Float64Array(entries)];
  const [votes, points] = [new Float64Array(projects), new Float64Array(projects)];
  for (let g = 0; g < groups.length; g += 1) {
    for (let i = namedFrom[g]!; i < namedFrom[g + 1]!; i += 1) {
      const project = named[i]!;
      const at = next[project]!;
      next[project] = at + 1;
      supporters[at] = g;
      supporterPoints[at] = namedPoints[i]!;
      votes[project]! += count[g]!;
      points[project]! += count[g]! * namedPoints[i]!;
    }
  }
  if (points.some((sum) => sum > Number.MAX_SAFE_INTEGER)) {
    throw new CountingError('election-invalid', 'The points add up to more than can be counted; use fewer decimals.');
  }

  const amounts = [election.budget, ...election.projects.map(({ cost }) => cost)];
  const moneyScale = amounts.reduce((scale, { denominator }) => lcm(scale, denominator), 1n);
  const [budget = 0n, ...cost] = amounts.map(({ numerator, denominator }) => numerator * (moneyScale / denominator));
  return {
    election,
    voters: election.ballots.length,
    groups: groups.length,
    count,
    ballots: groups.map(({ ids }) => ids),
    namedFrom,
    named,
    namedPoints,
    supportersFrom,
    supporters,
    supporterPoints,
    votes,
    points,
    score: Array.from(points, (sum) => rational(BigInt(sum), pointScale)),
    moneyScale,
    cost,
    budget,
    pointScale,
  };
}

interface Group {
  readonly ids: string[];
  readonly named: readonly number[];
  /** One for one with `named`; absent where each is 1. */
  readonly points?: readonly number[];
}

/** Ballots that give the same points to the same projects are one group, whatever the order of their projects. */
function groupAlike(election: Election): { groups: Group[]; pointScale: bigint } {
  const { kind, ballots } = election;
  const place = new Map(election.projects.map(({ id }, index) => [id, index]));
  const placesOf = (ballot: Ballot) => ballot.projects.map((id) => place.get(id)!);
  const groups = new Map<string, Group>();
  const add = (key: string, id: string, group: Omit<Group, 'ids'>) => {
    const alike = groups.get(key);
    if (alike) alike.ids.push(id);
    else groups.set(key, { ids: [id], ...group });
  };
  if (!hasPoints(kind) && kind !== 'ordinal') {
    for (const ballot of ballots) {
      const named = placesOf(ballot).sort((a, b) => a - b);
      add(named.join(), ballot.id, { named });
    }
    return { groups: [...groups.values()], pointScale: 1n };
  }
  let pointScale = 1n;
  for (const { points = [] } of ballots) {
    for (const { denominator } of points) if (denominator !== 1n) pointScale = lcm(pointScale, denominator);
  }
  for (const ballot of ballots) {
    const given = scores(kind, ballot);
    const choices = placesOf(ballot)
      .map((project, i) => ({ project, points: whole(given[i]!, pointScale) }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => a.project - b.project);
    const key = choices.map(({ project, points }) => `${project}:${points}`).join();
    const [named, points] = [choices.map(({ project }) => project), choices.map(({ points }) => points)];
    add(key, ballot.id, { named, points });
  }
  return { groups: [...groups.values()], pointScale };
}

const whole = ({ numerator, denominator }: Rational, scale: bigint): number =>
  Number((numerator * scale) / denominator);
