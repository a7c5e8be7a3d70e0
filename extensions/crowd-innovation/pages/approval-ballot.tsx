import { ErrorSummary, Notice, PageHead, VoteBar, WithSide, type PageView } from '@polyphony/core';
import { chosenOn } from '../services/ballots.ts';
import { moneyInWords } from '../services/money.ts';
import { timeInWords } from '../services/words.ts';
import { BallotPromises, focusOf, limitsInWords, maySend, Receipt, VoteStanding } from './ballot-parts.tsx';
import type { BallotPageInput } from './ballot-parts.tsx';
import { BallotRow } from './ballot-row.tsx';
import { stateInWords } from './ballot-state.ts';
import { pathOf } from './parts.tsx';

/** Approval: each idea has a button, and each press is a vote that is saved. There is nothing to send. */
export function approvalView(input: BallotPageInput): PageView {
  const { ctx, challenge, paper, ideas, errors } = input;
  const { t } = ctx;
  const { pot, vote } = challenge;
  const { maximum } = challenge.ballot;
  const open = maySend(input);
  const chosen = new Set(chosenOn(paper));
  const full = maximum !== null && chosen.size >= maximum;
  const ask = pot
    ? t('crowd-innovation.ballot.lede-money', { amount: moneyInWords(ctx, pot) })
    : t('crowd-innovation.ballot.lede');
  return {
    title: t('crowd-innovation.ballot.title', { challenge: challenge.title }),
    noIndex: true,
    focus: focusOf(input),
    ...(open &&
      maximum !== null && {
        bar: <VoteBar used={chosen.size} of={maximum} href={`${pathOf(challenge)}/ballot#ideas`} />,
      }),
    body: (
      <>
        <PageHead
          title={t('crowd-innovation.ballot.heading', { challenge: challenge.title })}
          lede={`${ask} ${limitsInWords(ctx, challenge) ?? t('crowd-innovation.ballot.any')}`}
          chips={
            open
              ? [
                  {
                    label: stateInWords(ctx, challenge, paper),
                    tone: paper.draft ? 'warn' : paper.sent ? 'ok' : 'plain',
                    ...(paper.sent && { icon: 'check' as const }),
                  },
                ]
              : undefined
          }
        />
        <div class="wrap section stack g5">
          <ErrorSummary errors={errors.map((message) => ({ message }))} />
          <VoteStanding {...input} />
          {open && vote && (
            <Notice title={t('crowd-innovation.approve.no-button')}>
              {t('crowd-innovation.approve.saved-at-once', { time: timeInWords(ctx, vote.closesAt) })}
            </Notice>
          )}
          {ideas.length > 0 && (
            <WithSide
              label={t('crowd-innovation.ballot.about')}
              side={
                <>
                  {paper.sent && <Receipt ctx={ctx} challenge={challenge} sent={paper.sent} />}
                  <BallotPromises {...input} />
                </>
              }
            >
              <div class="stack">
                <div class="split">
                  <h2 id="ideas">{t('crowd-innovation.ballot.ideas')}</h2>
                  <p class="sm muted">{t('crowd-innovation.ballot.shuffled', { count: ideas.length })}</p>
                </div>
                <ol class="items">
                  {ideas.map((idea) => (
                    <BallotRow
                      challenge={challenge}
                      idea={idea}
                      chosen={chosen.has(idea.id)}
                      words={open ? { add: t('core.vote.give'), remove: t('core.vote.takeBack') } : undefined}
                      unavailable={full ? t('core.vote.noneLeft') : undefined}
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
