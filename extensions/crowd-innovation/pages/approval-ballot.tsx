import { Notice, VoteBar, type PageView } from '@polyphony/core';
import { chosenOn } from '../services/ballots.ts';
import { moneyInWords } from '../services/money.ts';
import { timeInWords } from '../services/words.ts';
import { ballotFrame } from './ballot-frame.tsx';
import { limitsInWords, type BallotPageInput } from './ballot-parts.tsx';
import { pathOf } from './parts.tsx';

/** Approval: each idea has a button, and each press is a vote that is saved. There is nothing to send. */
export function approvalView(input: BallotPageInput): PageView {
  const { ctx, challenge, paper, ideas } = input;
  const { t } = ctx;
  const { pot, vote } = challenge;
  const { maximum } = challenge.ballot;
  const chosen = new Set(chosenOn(paper));
  const full = maximum !== null && chosen.size >= maximum;
  const ask = pot
    ? t('crowd-innovation.ballot.lede-money', { amount: moneyInWords(ctx, pot) })
    : t('crowd-innovation.ballot.lede');
  return ballotFrame(input, {
    heading: t('crowd-innovation.ballot.heading', { challenge: challenge.title }),
    lede: `${ask} ${limitsInWords(ctx, challenge) ?? t('crowd-innovation.ballot.any')}`,
    chosen,
    unavailable: () => (full ? t('core.vote.noneLeft') : undefined),
    words: { add: t('core.vote.give'), remove: t('core.vote.takeBack') },
    list: {
      title: t('crowd-innovation.ballot.ideas'),
      shuffled: t('crowd-innovation.ballot.shuffled', { count: ideas.length }),
    },
    bar:
      maximum === null ? undefined : (
        <VoteBar used={chosen.size} of={maximum} href={`${pathOf(challenge)}/ballot#ideas`} />
      ),
    notice: vote && (
      <Notice title={t('crowd-innovation.approve.no-button')}>
        {t('crowd-innovation.approve.saved-at-once', { time: timeInWords(ctx, vote.closesAt) })}
      </Notice>
    ),
  });
}
