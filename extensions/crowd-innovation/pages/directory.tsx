import {
  Button,
  Card,
  Chip,
  Empty,
  formatMoney,
  PageHead,
  Pager,
  Type,
  type PageDefinition,
  type Resolver,
} from '@polyphony/core';
import { page, type Ctx } from '../extension.ts';
import type { Challenge } from '../services/challenges.ts';
import { challenges } from '../services/index.ts';
import type { Standing } from '../services/phases.ts';
import { factsOf, pathOf, standingChip } from './parts.tsx';

/** What is open to people comes first, what is over last. */
const order: readonly Standing[] = ['vote', 'pitch', 'counting', 'review', 'upcoming', 'published'];
const lastDate = ({ phases }: Challenge) => Math.max(0, ...phases.map(({ opensAt }) => opensAt.getTime()));
export const byUrgency = (a: Challenge, b: Challenge): number =>
  order.indexOf(a.standing) - order.indexOf(b.standing) || lastDate(b) - lastDate(a);

export const directoryPage = (r: Resolver): PageDefinition =>
  page({
    path: '/challenges',
    access: 'anyone',
    current: 'challenges',
    schema: { query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 500 })) }) },
    view: async ({ ctx, query }) => {
      const { items, next } = await r.get(challenges).list(ctx, { limit: 50, after: query.after });
      const mayOpen = ctx.can('crowd-innovation.challenge.create');
      return {
        title: ctx.t('crowd-innovation.challenges'),
        body: (
          <>
            <PageHead
              title={ctx.t('crowd-innovation.challenges')}
              lede={ctx.t('crowd-innovation.challenges.lede')}
              actions={
                mayOpen && items.length > 0 ? (
                  <Button href="/manage/challenges/new" icon="plus" label={ctx.t('crowd-innovation.new')} />
                ) : undefined
              }
            />
            <div class="wrap section stack g5">
              {items.length === 0 ? (
                <Empty
                  seed="challenges"
                  title={ctx.t('crowd-innovation.challenges.empty')}
                  text={ctx.t('crowd-innovation.challenges.empty-text')}
                  action={
                    mayOpen ? { label: ctx.t('crowd-innovation.new'), href: '/manage/challenges/new' } : undefined
                  }
                />
              ) : (
                <ul class="grid">
                  {items.toSorted(byUrgency).map((challenge) => (
                    <Card
                      title={challenge.title}
                      href={challenge.standing === 'published' ? `${pathOf(challenge)}/results` : pathOf(challenge)}
                      level={2}
                      cover={{ seed: challenge.slug }}
                      text={challenge.summary}
                      meta={challenge.result ? undefined : factsOf(ctx, challenge)}
                      action={
                        <div class="stack g2">
                          <div class="cluster">
                            <Chip {...standingChip(ctx, challenge)} />
                          </div>
                          {challenge.result && <p class="sm muted">{outcomeOf(ctx, challenge)}</p>}
                        </div>
                      }
                    />
                  ))}
                </ul>
              )}
              <Pager
                label={ctx.t('crowd-innovation.challenges.pages')}
                older={next === null ? undefined : `/challenges?after=${encodeURIComponent(next)}`}
                olderLabel={ctx.t('crowd-innovation.challenges.more')}
              />
            </div>
          </>
        ),
      };
    },
  });

/** What came of it, in a sentence. */
export function outcomeOf(ctx: Ctx, { result }: Challenge): string {
  if (!result?.spent || result.awards === 0)
    return ctx.t('crowd-innovation.outcome.none', { ballots: result?.ballots ?? 0 });
  return ctx.t('crowd-innovation.outcome', {
    amount: formatMoney(ctx, result.spent),
    awards: result.awards,
    ballots: result.ballots,
  });
}
