import { Button, Form, Icon, Link, Notice, Panel } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { Ballot, Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { timeInWords } from '../services/words.ts';
import { hasUnsent, stateInWords } from './ballot-state.ts';
import { Exact, pathOf, RuleWords } from './parts.tsx';

/** What a page of the ballot is made from. */
export interface BallotPageInput {
  readonly ctx: Ctx;
  readonly challenge: Challenge;
  readonly paper: Paper;
  /** Those on the ballot, in the reader's own order. */
  readonly ideas: readonly Idea[];
  readonly hash: string | null;
  /** What was refused just now. */
  readonly errors: readonly string[];
}

/** Whether this reader can choose and send now. */
export const maySend = ({ ctx, challenge }: Pick<BallotPageInput, 'ctx' | 'challenge'>): boolean =>
  challenge.standing === 'vote' && challenge.vote !== undefined && ctx.can('crowd-innovation.ballot.cast');

/** The way out, whether what was chosen is sent, and until when. */
export function focusOf({ ctx, challenge, paper }: Pick<BallotPageInput, 'ctx' | 'challenge' | 'paper'>) {
  const { vote } = challenge;
  const may = maySend({ ctx, challenge });
  const saved = [
    ...(may || hasUnsent(paper) ? [stateInWords(ctx, challenge, paper)] : []),
    ...(challenge.standing === 'vote' && vote
      ? [ctx.t('crowd-innovation.closes', { time: timeInWords(ctx, vote.closesAt) })]
      : []),
  ].join(' · ');
  return { back: ctx.t('crowd-innovation.ballot.leave'), href: pathOf(challenge), ...(saved && { saved }) };
}

/** How many ideas a ballot takes, as a sentence; undefined where it takes any. */
export function limitsInWords(ctx: Ctx, { ballot }: Challenge): string | undefined {
  const { minimum, maximum } = ballot;
  if (maximum !== null) return ctx.t('crowd-innovation.ballot.between', { minimum, maximum });
  return minimum > 1 ? ctx.t('crowd-innovation.ballot.at-least', { minimum }) : undefined;
}

/** Why nothing can be chosen now, or how to be able to. Nothing for someone who can. */
export function VoteStanding({ ctx, challenge, paper }: Pick<BallotPageInput, 'ctx' | 'challenge' | 'paper'>) {
  const { t } = ctx;
  const { standing, vote } = challenge;
  if (standing === 'vote') {
    if (!ctx.actor)
      return (
        <Panel title={t('crowd-innovation.vote.sign-in')} tone="tint">
          <p class="sm">{t('crowd-innovation.vote.sign-in-text')}</p>
          <div class="cluster">
            <Button
              kind="main"
              label={t('crowd-innovation.vote.sign-in')}
              href={`/sign-in?next=${encodeURIComponent(`${pathOf(challenge)}/ballot`)}`}
            />
          </div>
        </Panel>
      );
    return ctx.can('crowd-innovation.ballot.cast') ? null : (
      <Notice tone="warn">{t('crowd-innovation.vote.not-you')}</Notice>
    );
  }
  if (standing === 'published' || standing === 'counting')
    return (
      <Notice title={t('crowd-innovation.ballot.closed')}>
        {vote && t('crowd-innovation.ballot.closed-text', { time: timeInWords(ctx, vote.closesAt) })}
        {hasUnsent(paper) && (
          <p>{t(paper.sent ? 'crowd-innovation.paper.change-missed' : 'crowd-innovation.paper.missed')}</p>
        )}
        {standing === 'published' && (
          <p>
            <Link href={`${pathOf(challenge)}/results`}>{t('crowd-innovation.results.see')}</Link>
          </p>
        )}
      </Notice>
    );
  return (
    <Notice title={t('crowd-innovation.ballot.not-yet')}>
      {vote && t('crowd-innovation.next.vote', { time: timeInWords(ctx, vote.opensAt) })}
    </Notice>
  );
}

/** The proof that a ballot is recorded, and the way to take it back. */
export function Receipt({
  ctx,
  challenge,
  sent,
}: {
  readonly ctx: Ctx;
  readonly challenge: Challenge;
  readonly sent: Ballot;
}) {
  const { t } = ctx;
  const approval = challenge.ballot.kind === 'approval';
  return (
    <Panel title={t(approval ? 'crowd-innovation.approve.recorded' : 'crowd-innovation.ballot.sent')} tone="tint">
      <p class="sm">{t('crowd-innovation.ballot.sent-at', { time: timeInWords(ctx, sent.sentAt, 'datetime') })}</p>
      <p class="sm">
        {t('crowd-innovation.ballot.receipt')} <b class="num">{sent.receipt}</b>
      </p>
      <p class="sm muted">{t('crowd-innovation.ballot.receipt-text')}</p>
      {maySend({ ctx, challenge }) && (
        <Form action={`${pathOf(challenge)}/ballot/withdraw`}>
          <Button block kind="danger" label={t('crowd-innovation.ballot.withdraw')} />
        </Form>
      )}
    </Panel>
  );
}

/** How winners are chosen, who votes, what is secret, and what stays as it is. */
export function BallotPromises({ ctx, challenge, hash }: Pick<BallotPageInput, 'ctx' | 'challenge' | 'hash'>) {
  const { t } = ctx;
  const approval = challenge.ballot.kind === 'approval';
  return (
    <>
      <Panel title={t('crowd-innovation.chosen-how')} tone="tint">
        <div class="sm stack g3">
          <RuleWords ctx={ctx} challenge={challenge} ties />
          <ul class="ticks">
            <li>
              <Icon name="user-check" small />
              <span>{challenge.voters}</span>
            </li>
            <li>
              <Icon name="lock" small />
              <span>{t('crowd-innovation.ballot.secret')}</span>
            </li>
            <li>
              <Icon name="undo-2" small />
              <span>{t(approval ? 'crowd-innovation.approve.until' : 'crowd-innovation.ballot.replace')}</span>
            </li>
          </ul>
        </div>
      </Panel>
      <Panel title={t('crowd-innovation.ballot.frozen')}>
        <div class="sm stack g2">
          <p>{t('crowd-innovation.ballot.frozen-text')}</p>
          {hash && (
            <p>
              <Exact>{hash}</Exact>
            </p>
          )}
          <p>{t('crowd-innovation.seed-hash')}</p>
          <p>
            <Exact>{challenge.seedHash}</Exact>
          </p>
          <Link href={`${pathOf(challenge)}/rules`}>{t('crowd-innovation.rules')}</Link>
        </div>
      </Panel>
    </>
  );
}
