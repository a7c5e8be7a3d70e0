import { amountText } from '../amount.ts';
import type { AwardRule } from '../award-rule.ts';
import { compareIds, profileOf, type Profile } from '../profile.ts';
import { gcd, rational, type Rational } from '../rational.ts';
import { firstOf, tieBreakOf } from '../tie-break.ts';
import type { Payment, TraceStep } from '../trace.ts';
import { money, startStep, tieOf } from './steps.ts';

/** Sequential Phragmen: every voter earns money at the same pace; a project is bought when its supporters can. */
export const phragmen: AwardRule = {
  id: 'phragmen',
  title: 'Phragmén',
  options: [{ name: 'tieBreak', kind: 'choice', title: 'How ties are broken', choices: ['id'], default: 'id' }],
  count(election, options) {
    const profile = profileOf(election);
    const { winners, left, steps } = elect(profile);
    return {
      rule: this.id,
      options,
      winners: winners.map((project) => election.projects[project]!.id),
      spent: money(profile, profile.budget - left),
      trace: [startStep(profile, this.id, options), ...steps],
    };
  },
};

function elect(profile: Profile): { winners: number[]; left: bigint; steps: TraceStep[] } {
  const { cost, budget, votes } = profile;
  const idOf = (project: number) => profile.election.projects[project]!.id;
  const tieBreak = tieBreakOf('id', profile);
  const loads = new Loads(profile);
  const steps: TraceStep[] = [];
  const winners: number[] = [];
  let open = [...cost.keys()].filter((project) => {
    if (cost[project]! > budget) steps.push({ step: 'removed', project: idOf(project) });
    return cost[project]! <= budget && votes[project]! > 0;
  });
  let left = budget;
  while (open.length > 0) {
    const tied = loads.least(open);
    const load = amountText(loads.after(tied[0]!));
    const over = tied.toSorted(tieBreak.compare).find((project) => cost[project]! > left);
    if (over !== undefined) {
      steps.push({ step: 'stopped', project: idOf(over), load, left: money(profile, left) });
      break;
    }
    const project = firstOf(tieBreak, tied, profile);
    const tie = tieOf(profile, tieBreak, tied);
    const payments = loads.elect(project);
    winners.push(project);
    steps.push({ step: 'elected', round: winners.length, project: idOf(project), load, payments, ...(tie && { tie }) });
    left -= cost[project]!;
    open = open.filter((other) => other !== project);
  }
  return { winners, left, steps };
}

/**
 * The load of every voter, kept as the round that set it: all supporters of an elected project leave with the same load,
 * so a sum of loads is one product per round. Loads are whole numbers of `1/scale`.
 */
class Loads {
  readonly #profile: Profile;
  readonly #roundOf: Int32Array;
  /** Per project: how many of its supporters had their load set in each round. */
  readonly #supportersIn: number[][];
  #loads: bigint[] = [0n];
  #scale: bigint;

  constructor(profile: Profile) {
    this.#profile = profile;
    this.#scale = 1n;
    this.#roundOf = new Int32Array(profile.groups);
    this.#supportersIn = Array.from(profile.votes, (votes) => [votes]);
  }

  /** The load that all supporters of a project would have after paying for it together, in the major unit. */
  after(project: number): Rational {
    const { votes, moneyScale } = this.#profile;
    return rational(this.#total(project), BigInt(votes[project]!) * this.#scale * moneyScale);
  }

  /** The projects of least load, several where they are exactly tied. */
  least(open: readonly number[]): number[] {
    const { votes } = this.#profile;
    const totals = open.map((project) => ({ project, total: this.#total(project), votes: BigInt(votes[project]!) }));
    const least = totals.reduce((a, b) => (b.total * a.votes < a.total * b.votes ? b : a));
    return totals.filter((a) => a.total * least.votes === least.total * a.votes).map(({ project }) => project);
  }

  /** Gives all supporters of a project the load that it needs, and says what each paid: the difference. */
  elect(project: number): Payment[] {
    const { supportersFrom, supporters, namedFrom, named, count, ballots, votes, moneyScale } = this.#profile;
    const [total, voters] = [this.#total(project), BigInt(votes[project]!)];
    const factor = voters / gcd(total, voters);
    this.#scale *= factor;
    this.#loads = this.#loads.map((load) => load * factor);
    const load = (total * factor) / voters;
    const round = this.#loads.push(load) - 1;
    const payers = new Map<number, string[]>();
    for (let at = supportersFrom[project]!; at < supportersFrom[project + 1]!; at += 1) {
      const group = supporters[at]!;
      const before = this.#roundOf[group]!;
      const alike = payers.get(before);
      if (alike) alike.push(...ballots[group]!);
      else payers.set(before, [...ballots[group]!]);
      this.#roundOf[group] = round;
      for (let i = namedFrom[group]!; i < namedFrom[group + 1]!; i += 1) {
        const byRound = this.#supportersIn[named[i]!]!;
        byRound[before]! -= count[group]!;
        byRound[round] = (byRound[round] ?? 0) + count[group]!;
      }
    }
    return [...payers]
      .sort(([a], [b]) => a - b)
      .map(([before, ids]) => {
        const each = amountText(rational(load - this.#loads[before]!, this.#scale * moneyScale));
        return { each, count: ids.length, ballots: ids.sort(compareIds) };
      });
  }

  /** The cost of a project and the loads of its supporters together. */
  #total(project: number): bigint {
    return this.#supportersIn[project]!.reduce(
      (sum, supporters, round) => (supporters ? sum + BigInt(supporters) * this.#loads[round]! : sum),
      this.#profile.cost[project]! * this.#scale,
    );
  }
}
