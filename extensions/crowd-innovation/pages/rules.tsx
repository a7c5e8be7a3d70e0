import { formatMoney, PageHead, Prose, type PageDefinition, type Resolver } from '@polyphony/core';
import { page } from '../extension.ts';
import { ByChallenge } from '../routes/schemas.ts';
import { challenges } from '../services/index.ts';
import { nameOf, ruleInWords, tiesInWords, timeInWords } from '../services/words.ts';
import { crumbsOf, Exact } from './parts.tsx';

export const rulesPage = (r: Resolver): PageDefinition =>
  page({
    path: '/challenges/:challenge/rules',
    access: 'anyone',
    current: 'challenges',
    schema: { params: ByChallenge },
    view: async ({ ctx, params }) => {
      const { t } = ctx;
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      const hash = await r.get(challenges).settingsHash(ctx, challenge);
      const { ballot, pot } = challenge;
      const title = t('crowd-innovation.rules.title');
      return {
        title: `${title}: ${challenge.title}`,
        body: (
          <>
            <PageHead title={title} lede={challenge.title} crumbs={crumbsOf(ctx, challenge, title)} />
            <div class="wrap section">
              <Prose>
                <h2>{t('crowd-innovation.sharing')}</h2>
                {pot && <p>{t('crowd-innovation.rules.pot', { amount: formatMoney(ctx, pot) })}</p>}
                <p>{ruleInWords(ctx, challenge.rule).join(' ')}</p>
                <p>{tiesInWords(ctx, challenge.rule)}</p>
                <h2>{t('crowd-innovation.rules.who')}</h2>
                <p>{challenge.voters}</p>
                <p>
                  {ballot.kind === 'knapsack' && pot
                    ? `${t('crowd-innovation.budget.rules', { amount: formatMoney(ctx, pot) })} `
                    : ''}
                  {ballot.maximum === null
                    ? t('crowd-innovation.rules.choices', { minimum: ballot.minimum })
                    : t('crowd-innovation.ballot.between', { minimum: ballot.minimum, maximum: ballot.maximum })}
                </p>
                <p>
                  {t(ballot.kind === 'approval' ? 'crowd-innovation.approve.until' : 'crowd-innovation.ballot.replace')}
                </p>
                <h2>{t('crowd-innovation.rules.when')}</h2>
                <ul>
                  {challenge.phases.map((phase) => (
                    <li>
                      <b>{nameOf(ctx, phase)}:</b>{' '}
                      {phase.closesAt
                        ? t('crowd-innovation.rules.from-to', {
                            from: timeInWords(ctx, phase.opensAt, 'deadline'),
                            to: timeInWords(ctx, phase.closesAt, 'deadline'),
                          })
                        : timeInWords(ctx, phase.opensAt, 'deadline')}
                    </li>
                  ))}
                </ul>
                <h2>{t('crowd-innovation.rules.secret')}</h2>
                <p>{t('crowd-innovation.promise.hidden')}</p>
                <p>{t('crowd-innovation.rules.published', { smallest: ctx.settings.smallestPublishedBallots })}</p>
                <h2>{t('crowd-innovation.rules.fixed')}</h2>
                <p>{t('crowd-innovation.ballot.frozen-text')}</p>
                {hash ? (
                  <p>
                    {t('crowd-innovation.settings-hash')}
                    <br />
                    <Exact>{hash}</Exact>
                  </p>
                ) : (
                  <p>{t('crowd-innovation.rules.not-fixed')}</p>
                )}
                <p>
                  {t('crowd-innovation.seed-hash')}
                  <br />
                  <Exact>{challenge.seedHash}</Exact>
                </p>
              </Prose>
            </div>
          </>
        ),
      };
    },
  });
