import { Button, Chip, Empty, Link, PageHead, Pager, Type, type PageDefinition, type Resolver } from '@polyphony/core';
import { page, type Ctx } from '../extension.ts';
import type { Challenge } from '../services/challenges.ts';
import { challenges } from '../services/index.ts';
import { byUrgency } from './directory.tsx';
import { pathOf, standingChip } from './parts.tsx';

/** What a challenge waits for from its managers; null where it waits for nothing. */
export function waitingFor(ctx: Ctx, { standing, ideas }: Challenge): string | null {
  if (standing === 'counting') return ctx.t('crowd-innovation.waiting.count');
  const undecided = standing === 'pitch' || standing === 'review' || standing === 'upcoming';
  return undecided && ideas.proposed > 0 ? ctx.t('crowd-innovation.waiting.ideas', { count: ideas.proposed }) : null;
}

export const manageDirectoryPage = (r: Resolver): PageDefinition =>
  page({
    path: '/manage/challenges',
    access: { permission: 'crowd-innovation.challenge.manage' },
    current: 'manage',
    schema: { query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 500 })) }) },
    view: async ({ ctx, query }) => {
      const { t } = ctx;
      const { items, next } = await r.get(challenges).list(ctx, { limit: 100, after: query.after });
      const mayOpen = ctx.can('crowd-innovation.challenge.create');
      return {
        title: t('crowd-innovation.manage'),
        body: (
          <>
            <PageHead
              title={t('crowd-innovation.manage')}
              crumbs={[
                { label: t('crowd-innovation.manage.root'), href: '/manage' },
                { label: t('crowd-innovation.challenges') },
              ]}
              actions={
                mayOpen && items.length > 0 ? (
                  <Button kind="main" icon="plus" href="/manage/challenges/new" label={t('crowd-innovation.new')} />
                ) : undefined
              }
            />
            <div class="wrap section stack g5">
              {items.length === 0 ? (
                <Empty
                  seed="manage-challenges"
                  title={t('crowd-innovation.challenges.empty')}
                  text={t('crowd-innovation.challenges.empty-text')}
                  action={mayOpen ? { label: t('crowd-innovation.new'), href: '/manage/challenges/new' } : undefined}
                />
              ) : (
                <ul class="rows panel">
                  {items.toSorted(byUrgency).map((challenge) => (
                    <li class="split">
                      <div class="stack g1">
                        <Link href={`/manage${pathOf(challenge)}`}>
                          <span dir="auto">{challenge.title}</span>
                        </Link>
                        {waitingFor(ctx, challenge) !== null && <p class="sm muted">{waitingFor(ctx, challenge)}</p>}
                      </div>
                      <Chip {...standingChip(ctx, challenge)} />
                    </li>
                  ))}
                </ul>
              )}
              <Pager
                label={t('crowd-innovation.challenges.pages')}
                older={next === null ? undefined : `/manage/challenges?after=${encodeURIComponent(next)}`}
                olderLabel={t('crowd-innovation.challenges.more')}
              />
            </div>
          </>
        ),
      };
    },
  });
