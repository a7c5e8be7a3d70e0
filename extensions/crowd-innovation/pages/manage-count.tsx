import {
  Button,
  ErrorSummary,
  Form,
  Notice,
  PageHead,
  redirect,
  Type,
  type PageDefinition,
  type Resolver,
} from '@polyphony/core';
import { form } from '../extension.ts';
import { ByChallenge } from '../routes/schemas.ts';
import { challenges, counts } from '../services/index.ts';
import { timeInWords } from '../services/words.ts';
import { Exact, pathOf, RuleWords } from './parts.tsx';

/** Counting cannot be undone, so it is confirmed on a page that says what happens. */
export const manageCountPage = (r: Resolver): PageDefinition =>
  form({
    path: '/manage/challenges/:challenge/count',
    access: { permission: 'crowd-innovation.count.publish' },
    current: 'manage',
    limits: { ms: 60_000 },
    schema: { params: ByChallenge, body: Type.Object({}) },
    view: async ({ ctx, params, form: state }) => {
      const { t } = ctx;
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      const { standing, vote } = challenge;
      if (standing === 'published' && state.errors.length === 0) return redirect(`${pathOf(challenge)}/results`);
      const ballots = challenge.turnout ?? 0;
      const single = ballots >= ctx.settings.smallestPublishedBallots;
      const hash = await r.get(challenges).settingsHash(ctx, challenge);
      return {
        title: t('crowd-innovation.count'),
        noIndex: true,
        body: (
          <>
            <PageHead
              title={t('crowd-innovation.count')}
              lede={challenge.title}
              crumbs={[
                { label: t('crowd-innovation.challenges'), href: '/manage/challenges' },
                { label: challenge.title, href: `/manage${pathOf(challenge)}` },
                { label: t('crowd-innovation.count') },
              ]}
            />
            <div class="wrap section">
              <div class="narrow stack g5">
                <ErrorSummary errors={state.errors.map(({ detail }) => ({ message: detail }))} />
                {standing === 'counting' ? (
                  <Form action={`/manage${pathOf(challenge)}/count`} class="panel" label={t('crowd-innovation.count')}>
                    <p>{t('crowd-innovation.count.ready', { ballots })}</p>
                    <RuleWords ctx={ctx} challenge={challenge} ties />
                    <p>
                      {t(single ? 'crowd-innovation.count.single' : 'crowd-innovation.count.totals', {
                        smallest: ctx.settings.smallestPublishedBallots,
                      })}
                    </p>
                    {hash && (
                      <p class="sm muted">
                        {t('crowd-innovation.settings-hash')} <Exact>{hash}</Exact>
                      </p>
                    )}
                    <Notice tone="warn">{t('crowd-innovation.count.once')}</Notice>
                    <div class="cluster">
                      <Button kind="main" label={t('crowd-innovation.count.now')} />
                      <Button kind="quiet" label={t('crowd-innovation.cancel')} href={`/manage${pathOf(challenge)}`} />
                    </div>
                  </Form>
                ) : (
                  <Notice title={t('crowd-innovation.count.not-yet')}>
                    {vote
                      ? t('crowd-innovation.count.after', { time: timeInWords(ctx, vote.closesAt) })
                      : t('crowd-innovation.count.no-vote')}
                  </Notice>
                )}
              </div>
            </div>
          </>
        ),
      };
    },
    submit: async ({ ctx, params }) => {
      const { challenge } = await r.get(counts).publish(ctx, params.challenge);
      return redirect(`${pathOf(challenge)}/results`, 'crowd-innovation.said.published');
    },
  });
