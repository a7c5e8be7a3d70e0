import {
  Ballot as BallotPanel,
  BudgetBar,
  Button,
  ErrorSummary,
  PageHead,
  WithSide,
  type BallotLine,
  type ChipProps,
  type MoneyValue,
  type PageView,
} from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { chosenOn, type Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { moneyInWords } from '../services/money.ts';
import { BallotPromises, focusOf, limitsInWords, maySend, Receipt, VoteStanding } from './ballot-parts.tsx';
import type { BallotPageInput } from './ballot-parts.tsx';
import { BallotRow } from './ballot-row.tsx';
import { stateInWords } from './ballot-state.ts';
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

/** Whether it is sent, as a chip: on a phone the head of the page says it where the bar has no room. */
export const paperChip = (ctx: Ctx, challenge: Challenge, paper: Paper): ChipProps => ({
  label: stateInWords(ctx, challenge, paper),
  ...(paper.draft ? { tone: 'warn', icon: 'pencil' } : paper.sent ? { tone: 'ok', icon: 'check' } : { tone: 'plain' }),
});

/** A ballot that shares out the pot: projects are added to a draft until the money runs out; then it is checked and sent. */
export function budgetView(input: BallotPageInput): PageView {
  const { ctx, challenge, paper, ideas, errors } = input;
  const { t } = ctx;
  const open = maySend(input);
  const basket = basketOf(challenge, ideas, paper);
  const chosen = new Set(basket.ideas.map(({ id }) => id));
  const check = { label: t('crowd-innovation.budget.check'), href: `${pathOf(challenge)}/ballot/check` };
  const limits = limitsInWords(ctx, challenge);
  const lede = t('crowd-innovation.budget.lede', { amount: moneyInWords(ctx, basket.pot) });
  const words = { add: t('core.ballot.add'), remove: t('core.ballot.remove') };
  return {
    title: t('crowd-innovation.ballot.title', { challenge: challenge.title }),
    noIndex: true,
    focus: focusOf(input),
    ...(open && {
      bar: <BudgetBar total={basket.pot} lines={basket.lines} action={<Button kind="main" {...check} />} />,
    }),
    body: (
      <>
        <PageHead
          title={t('crowd-innovation.budget.heading', { challenge: challenge.title })}
          lede={limits === undefined ? lede : `${lede} ${limits}`}
          chips={open ? [paperChip(ctx, challenge, paper)] : undefined}
        />
        <div class="wrap section stack g5">
          <ErrorSummary errors={errors.map((message) => ({ message }))} />
          <VoteStanding {...input} />
          {ideas.length > 0 && (
            <WithSide
              label={t('crowd-innovation.ballot.about')}
              side={
                <>
                  {open && (
                    <BallotPanel
                      id="your-ballot"
                      lines={basket.lines}
                      left={basket.left}
                      action={<Button kind="main" size="lg" block {...check} />}
                      note={t('crowd-innovation.budget.note')}
                    />
                  )}
                  {paper.sent && <Receipt ctx={ctx} challenge={challenge} sent={paper.sent} />}
                  <BallotPromises {...input} />
                </>
              }
            >
              <div class="stack">
                <div class="split">
                  <h2 id="ideas">{t('crowd-innovation.budget.projects')}</h2>
                  <p class="sm muted">{t('crowd-innovation.budget.shuffled', { count: ideas.length })}</p>
                </div>
                <ol class="items">
                  {ideas.map((idea) => (
                    <BallotRow
                      challenge={challenge}
                      idea={idea}
                      chosen={chosen.has(idea.id)}
                      words={open ? words : undefined}
                      unavailable={misfitOf(ctx, challenge, basket, idea)}
                    />
                  ))}
                </ol>
              </div>
            </WithSide>
          )}
        </div>
      </>
    ),
  };
}

/** Why a project that is not chosen cannot be added to what is; undefined where it fits. */
function misfitOf(ctx: Ctx, { ballot }: Challenge, { ideas, left }: Basket, { cost }: Idea): string | undefined {
  const over = (cost?.amount ?? 0n) - left.amount;
  if (over > 0n) return ctx.t('core.ballot.shortBy', { amount: moneyInWords(ctx, { ...left, amount: over }) });
  if (ballot.maximum === null || ideas.length < ballot.maximum) return undefined;
  return ctx.t('crowd-innovation.budget.full', { maximum: ballot.maximum });
}
