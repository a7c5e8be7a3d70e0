import { formatMoney, type MoneyValue } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { toMinorUnits, type Amount } from '../counting/amount.ts';
import type { Explanation } from '../counting/explanation.ts';
import { replay } from '../counting/replay.ts';
import type { Tie } from '../counting/trace.ts';
import type { CountedIdea, Result } from './counts.ts';

/** What a result says about one idea. */
export interface Line {
  readonly idea: CountedIdea;
  readonly votes: number;
  /** Equal shares: what its supporters held together when it was its turn, or at the end. */
  readonly supportersHad: MoneyValue | null;
  /** Paid from money that was left over, where its supporters held less than it costs. */
  readonly added: MoneyValue | null;
  readonly funded: boolean;
  /** Why, in a sentence. */
  readonly reason: string;
}

/** One line for every idea on the ballot: those funded in the order of winning, then the others by votes. Replayed from the trace. */
export function linesOf(ctx: Ctx, result: Result): readonly Line[] {
  const { winners, explanations } = replay(result.outcome.trace);
  const votes = votesOf(result);
  const lines = result.ideas.flatMap((idea): Line[] => {
    const explanation = explanations.find(({ project }) => project === String(idea.number));
    return explanation ? [lineOf(ctx, result, idea, explanation, votes.get(explanation.project) ?? 0)] : [];
  });
  const place = ({ idea }: Line) => winners.indexOf(String(idea.number));
  return lines.toSorted((a, b) => {
    if (a.funded !== b.funded) return a.funded ? -1 : 1;
    return a.funded ? place(a) - place(b) : b.votes - a.votes || a.idea.number - b.idea.number;
  });
}

/** Equal shares: what each voter held. */
export function shareOf({ outcome, pot }: Result): MoneyValue | null {
  const step = outcome.trace.find((candidate) => candidate.step === 'share');
  return step?.step === 'share' ? { ...pot, amount: toMinorUnits(step.share, pot.exponent) } : null;
}

function votesOf({ outcome }: Result): ReadonlyMap<string, number> {
  const start = outcome.trace.find((step) => step.step === 'start');
  return new Map(start?.step === 'start' ? start.projects.map(({ id, votes }) => [id, votes]) : []);
}

function lineOf(ctx: Ctx, { pot, ideas }: Result, idea: CountedIdea, explanation: Explanation, votes: number): Line {
  const money = (amount: Amount): MoneyValue => ({ ...pot, amount: toMinorUnits(amount, pot.exponent) });
  const had = 'had' in explanation ? money(explanation.had) : null;
  const short = explanation.code === 'from-remainder' && had !== null && had.amount < idea.cost.amount;
  const words = Object.fromEntries(Object.entries(explanation).map(([name, value]) => [name, inWords(name, value)]));
  const by = 'by' in explanation ? `.${explanation.by}` : '';
  const sentence = ctx.t(`crowd-innovation.reason.${explanation.code}${by}`, words);
  return {
    idea,
    votes,
    supportersHad: had,
    added: short ? { ...pot, amount: idea.cost.amount - had.amount } : null,
    funded: explanation.result === 'funded',
    reason: explanation.tie ? `${sentence} ${tieInWords(explanation.tie, explanation.project)}` : sentence,
  };

  function inWords(name: string, value: string | number | Tie): unknown {
    if (typeof value !== 'string') return value;
    if (name === 'stoppedBy') return titleOf(value);
    return amounts.has(name) ? formatMoney(ctx, roundedFor(name, money(value))) : value;
  }

  function titleOf(project: string): string {
    return ideas.find(({ number }) => String(number) === project)?.title ?? project;
  }

  function tieInWords({ among, by: how }: Tie, own: string): string {
    const others = new Intl.ListFormat(ctx.locale).format(among.filter((project) => project !== own).map(titleOf));
    return ctx.t(`crowd-innovation.tie.${how}`, { others });
  }
}

const amounts: ReadonlySet<string> = new Set(['cost', 'left', 'had', 'paidEach', 'paidAtMost', 'load', 'budget']);

/** Sums of shares are told in whole units, as no decision hangs on their cents; what one person paid is told exactly. */
function roundedFor(name: string, money: MoneyValue): MoneyValue {
  if (name !== 'had') return money;
  const unit = 10n ** BigInt(money.exponent);
  return { ...money, amount: ((money.amount + unit / 2n) / unit) * unit };
}
