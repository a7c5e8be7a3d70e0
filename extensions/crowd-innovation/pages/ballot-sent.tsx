import { Button, Notice, PageHead, Panel, type PageView } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { Ballot, Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import { timeInWords } from '../services/words.ts';
import { hasUnsent, stateInWords } from './ballot-state.ts';
import { Exact, pathOf } from './parts.tsx';

/** The receipt: that a ballot is recorded, and never what it says. */
export function sentView(ctx: Ctx, challenge: Challenge, paper: Paper & { readonly sent: Ballot }): PageView {
  const { t } = ctx;
  const { sent } = paper;
  const open = challenge.standing === 'vote';
  const changed = open && challenge.ballot.kind === 'knapsack' && hasUnsent(paper);
  const title = t('crowd-innovation.ballot.recorded');
  return {
    title,
    noIndex: true,
    focus: { back: t('crowd-innovation.to-challenge'), href: pathOf(challenge) },
    body: (
      <>
        <PageHead title={title} lede={t('crowd-innovation.ballot.recorded-text', { count: sent.choices.length })} />
        <div class="wrap section">
          <div class="narrow stack g5">
            {changed && (
              <Notice tone="warn" title={stateInWords(ctx, challenge, paper)}>
                <p>{t('crowd-innovation.paper.changed-text')}</p>
                <Button label={t('crowd-innovation.budget.check')} href={`${pathOf(challenge)}/ballot/check`} />
              </Notice>
            )}
            <Panel title={t('crowd-innovation.ballot.your-receipt')} tone="tint">
              <p class="big-number">{sent.receipt}</p>
              <p class="sm">
                {t('crowd-innovation.ballot.sent-at', { time: timeInWords(ctx, sent.sentAt, 'datetime') })}
              </p>
              <p class="sm">{t('crowd-innovation.ballot.receipt-text')}</p>
            </Panel>
            <div class="stack g3">
              <p>
                {open && challenge.vote
                  ? t('crowd-innovation.vote.replace-until', { time: timeInWords(ctx, challenge.vote.closesAt) })
                  : t('crowd-innovation.ballot.closed')}
              </p>
              <p class="sm muted">{t('crowd-innovation.settings-hash')}</p>
              <p class="sm">
                <Exact>{sent.settingsHash}</Exact>
              </p>
              <div class="cluster">
                <Button label={t('crowd-innovation.ballot.look')} href={`${pathOf(challenge)}/ballot`} />
                <Button kind="quiet" label={t('crowd-innovation.to-challenge')} href={pathOf(challenge)} />
              </div>
            </div>
          </div>
        </div>
      </>
    ),
  };
}
