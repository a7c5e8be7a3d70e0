import {
  Ballot as BallotPanel,
  BudgetBar,
  Button,
  type BallotLine,
  type MoneyValue,
  type PageView,
} from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { chosenOn, type Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { moneyInWords } from '../services/money.ts';
import { ballotFrame } from './ballot-frame.tsx';
import { limitsInWords, type BallotPageInput } from './ballot-parts.tsx';
import { pathOf } from './parts.tsx';

/** What was chosen, what it costs together and what is left of the pot. */
export interface Basket {
  readonly pot: MoneyValue;
  readonly ideas: readonly Idea[];
  readonly lines: readonly BallotLine[];
  readonly spent: MoneyValue;
  readonly left: MoneyValue;
}

export function basketOf({ pot }: Challenge, all: readonly Idea[], paper: Paper): Basket {
  const total = pot ?? { amount: 0n, currency: 'XXX', exponent: 0 };
  const chosen = new Set(chosenOn(paper));
  const ideas = all.filter(({ id }) => chosen.has(id));
  const lines = ideas.map(({ title, cost }) => ({ title, cost: cost ?? { ...total, amount: 0n } }));
  const spent = lines.reduce((sum, { cost }) => sum + cost.amount, 0n);
  return {
    pot: total,
    ideas,
    lines,
    spent: { ...total, amount: spent },
    left: { ...total, amount: total.amount - spent },
  };
}

/** A ballot that shares out the pot: projects are added to a draft until the money runs out; then it is checked and sent. */
export function budgetView(input: BallotPageInput): PageView {
  const { ctx, challenge, paper, ideas } = input;
  const { t } = ctx;
  const basket = basketOf(challenge, ideas, paper);
  const check = { label: t('crowd-innovation.budget.check'), href: `${pathOf(challenge)}/ballot/check` };
  const limits = limitsInWords(ctx, challenge);
  const lede = t('crowd-innovation.budget.lede', { amount: moneyInWords(ctx, basket.pot) });
  return ballotFrame(input, {
    heading: t('crowd-innovation.budget.heading', { challenge: challenge.title }),
    lede: limits === undefined ? lede : `${lede} ${limits}`,
    chosen: new Set(basket.ideas.map(({ id }) => id)),
    unavailable: (idea) => misfitOf(ctx, challenge, basket, idea),
    list: {
      title: t('crowd-innovation.budget.projects'),
      shuffled: t('crowd-innovation.budget.shuffled', { count: ideas.length }),
    },
    left: moneyInWords(ctx, basket.left),
    bar: <BudgetBar total={basket.pot} lines={basket.lines} action={<Button kind="main" {...check} />} />,
    side: (
      <BallotPanel
        id="your-ballot"
        lines={basket.lines}
        left={basket.left}
        action={<Button kind="main" size="lg" block {...check} />}
        note={t('crowd-innovation.budget.note')}
      />
    ),
  });
}

/** Why a project that is not chosen cannot be added to what is; undefined where it fits. */
function misfitOf(ctx: Ctx, { ballot }: Challenge, { ideas, left }: Basket, { cost }: Idea): string | undefined {
  const over = (cost?.amount ?? 0n) - left.amount;
  if (over > 0n)
    return ctx.t('crowd-innovation.budget.short-by', { amount: moneyInWords(ctx, { ...left, amount: over }) });
  if (ballot.maximum === null || ideas.length < ballot.maximum) return undefined;
  return ctx.t('crowd-innovation.budget.full', { maximum: ballot.maximum });
}
