import { amountText, type Amount } from '../amount.ts';
import { compareIds } from '../profile.ts';
import { rational } from '../rational.ts';
import { tieOf } from '../rules/steps.ts';
import type { Payment, TraceStep } from '../trace.ts';
import type { Market } from './market.ts';
import type { ExactPrice, Purses } from './purses.ts';
import type { RunObserver } from './rounds.ts';

/** Writes a run of equal shares into a trace. Unlike the run itself it looks at every project in every round. */
export function recorder(market: Market, steps: TraceStep[]): RunObserver {
  const { profile } = market;
  const idOf = (project: number) => profile.election.projects[project]!.id;
  const amount = (exact: bigint, purses: Purses): Amount =>
    amountText(rational(exact, purses.scale * profile.moneyScale));
  const dropped = new Set<number>();
  for (const project of market.free) steps.push({ step: 'free', project: idOf(project) });
  return {
    round(round, open, purses) {
      for (const project of open) {
        if (dropped.has(project)) continue;
        const had = purses.shortOf(project);
        if (had === undefined) continue;
        dropped.add(project);
        steps.push({ step: 'dropped', round, project: idOf(project), had: amount(had, purses) });
      }
    },
    bought(round, project, price, tied, purses) {
      const tie = tieOf(profile, market.tieBreak, tied);
      const had = amount(purses.exactSum(project), purses);
      const payments = paymentsOf(market, project, price, purses);
      const rho = amountText(rhoOf(market, project, price, purses));
      steps.push({ step: 'bought', round, project: idOf(project), rho, had, payments, ...(tie && { tie }) });
    },
    end(open, purses) {
      const held = open.map((project) => ({ project: idOf(project), had: amount(purses.exactSum(project), purses) }));
      steps.push({ step: 'rounds-end', held });
    },
  };
}

/** `rho` in the units of its definition: per unit of cost, per project, or per point, all in the major unit. */
function rhoOf({ profile, satisfaction, worth }: Market, project: number, price: ExactPrice, { scale }: Purses) {
  const money = satisfaction === 'cost' ? 1n : profile.moneyScale;
  const points = satisfaction === 'points' ? profile.pointScale : 1n;
  return rational(price.numerator * points, price.units * worth[project]! * scale * money);
}

function paymentsOf(market: Market, project: number, price: ExactPrice, purses: Purses): Payment[] {
  const { profile, supporterUnits } = market;
  const full = new Map<number, number[]>();
  const spent: number[] = [];
  for (let at = profile.supportersFrom[project]!; at < profile.supportersFrom[project + 1]!; at += 1) {
    const group = profile.supporters[at]!;
    if (purses.held[group] === 0) continue;
    const units = supporterUnits[at]!;
    if (!purses.covers(group, units, price)) spent.push(group);
    else if (full.has(units)) full.get(units)!.push(group);
    else full.set(units, [group]);
  }
  const scale = price.units * purses.scale * profile.moneyScale;
  const whole = [...full]
    .sort(([a], [b]) => b - a)
    .map(([units, groups]): Payment => {
      return { each: amountText(rational(price.numerator * BigInt(units), scale)), ...ballotsOf(market, groups) };
    });
  if (spent.length === 0) return whole;
  const total = spent.reduce((sum, group) => sum + BigInt(profile.count[group]!) * purses.exact(group), 0n);
  return [
    ...whole,
    { all: true, total: amountText(rational(total, purses.scale * profile.moneyScale)), ...ballotsOf(market, spent) },
  ];
}

function ballotsOf({ profile }: Market, groups: readonly number[]): { count: number; ballots: readonly string[] } {
  const ballots = groups.flatMap((group) => profile.ballots[group]!).sort(compareIds);
  return { count: ballots.length, ballots };
}
