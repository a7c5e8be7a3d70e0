import {
  Button,
  Card,
  Chip,
  Empty,
  formatMoney,
  Icon,
  Link,
  PageHead,
  Pager,
  Panel,
  Prose,
  Type,
  WithSide,
  type PageDefinition,
  type Resolver,
} from '@polyphony/core';
import { page, type Ctx } from '../extension.ts';
import type { Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { challenges, ideas } from '../services/index.ts';
import { timeInWords } from '../services/words.ts';
import { ByChallenge } from '../routes/schemas.ts';
import { outcomeOf } from './directory.tsx';
import { hasUnsent, stateInWords } from './ballot-state.ts';
import {
  crumbsOf,
  factsOf,
  ideaPathOf,
  ownPaper,
  Paragraphs,
  pathOf,
  PhaseLine,
  RuleWords,
  standingChip,
} from './parts.tsx';

export const challengePage = (r: Resolver): PageDefinition =>
  page({
    path: '/challenges/:challenge',
    access: 'anyone',
    current: 'challenges',
    schema: { params: ByChallenge, query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 500 })) }) },
    view: async ({ ctx, params, query }) => {
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      const list = await r.get(ideas).list(ctx, challenge.id, { limit: 50, after: query.after });
      const paper = await ownPaper(r, ctx, challenge);
      return {
        title: challenge.title,
        body: (
          <>
            <PageHead
              size="lg"
              title={challenge.title}
              lede={challenge.summary}
              crumbs={crumbsOf(ctx, undefined, challenge.title)}
              cover={{ seed: challenge.slug }}
              chips={[standingChip(ctx, challenge)]}
              meta={factsOf(ctx, challenge)}
              actions={<HeadActions ctx={ctx} challenge={challenge} paper={paper} />}
            >
              <PhaseLine ctx={ctx} challenge={challenge} />
            </PageHead>
            <div class="wrap section">
              <WithSide
                label={ctx.t('crowd-innovation.about')}
                side={<Side ctx={ctx} challenge={challenge} paper={paper} />}
              >
                {challenge.brief && (
                  <Prose>
                    <Paragraphs text={challenge.brief} />
                  </Prose>
                )}
                <IdeaList ctx={ctx} challenge={challenge} ideas={list.items} next={list.next} />
              </WithSide>
            </div>
          </>
        ),
      };
    },
  });

interface SideProps {
  readonly ctx: Ctx;
  readonly challenge: Challenge;
  readonly paper: Paper;
}

/** What to do now stands at the head too: on a phone the side column comes after all ideas. */
function HeadActions({ ctx, challenge, paper }: SideProps) {
  const action = actionOf(ctx, challenge, paper);
  return (
    <>
      {action && <Button {...action} />}
      {ctx.can('crowd-innovation.challenge.manage') && (
        <Button
          kind="quiet"
          icon="settings"
          label={ctx.t('crowd-innovation.manage.this')}
          href={`/manage${pathOf(challenge)}`}
        />
      )}
    </>
  );
}

/** The button of the present phase; null where this reader has nothing to do. */
function actionOf(ctx: Ctx, challenge: Challenge, paper: Paper) {
  const path = pathOf(challenge);
  const button = (key: string, href: string, kind: 'main' | 'plain' = 'main') => ({
    kind,
    href,
    label: ctx.t(`crowd-innovation.${key}`),
  });
  switch (challenge.standing) {
    case 'vote':
      if (!ctx.actor) return button('vote.sign-in', `/sign-in?next=${encodeURIComponent(`${path}/ballot`)}`);
      if (!ctx.can('crowd-innovation.ballot.cast')) return null;
      if (hasUnsent(paper)) return button('vote.go-on', `${path}/ballot`);
      return paper.sent ? button('vote.change', `${path}/ballot`, 'plain') : button('vote.fill-in', `${path}/ballot`);
    case 'pitch':
      return ctx.can('crowd-innovation.idea.pitch') ? button('pitch', `${path}/ideas/new`) : null;
    case 'counting':
      return ctx.can('crowd-innovation.count.publish') ? button('count', `/manage${path}/count`) : null;
    case 'published':
      return button('results.see', `${path}/results`);
    default:
      return null;
  }
}

function Side({ ctx, challenge, paper }: SideProps) {
  const { t } = ctx;
  return (
    <>
      <CallToAction ctx={ctx} challenge={challenge} paper={paper} />
      <Panel
        title={t('crowd-innovation.sharing')}
        more={{ label: t('crowd-innovation.rules'), href: `${pathOf(challenge)}/rules` }}
      >
        <div class="sm stack g3">
          <RuleWords ctx={ctx} challenge={challenge} />
          <ul class="ticks">
            {[
              t('crowd-innovation.promise.one'),
              t('crowd-innovation.promise.secret'),
              t('crowd-innovation.promise.hidden'),
              t('crowd-innovation.promise.recount'),
            ].map((promise) => (
              <li>
                <Icon name="check" small />
                <span>{promise}</span>
              </li>
            ))}
          </ul>
          <p class="muted">{challenge.voters}</p>
        </div>
      </Panel>
    </>
  );
}

/** The one thing to do here now, or what happens next. */
function CallToAction({ ctx, challenge, paper }: SideProps) {
  const { t } = ctx;
  const { standing, vote, turnout } = challenge;
  const action = actionOf(ctx, challenge, paper);
  const title =
    standing !== 'vote' || !action || !ctx.actor
      ? t(`crowd-innovation.standing.${standing}`)
      : t(paper.sent && !hasUnsent(paper) ? 'crowd-innovation.vote.sent' : 'crowd-innovation.vote.waiting');
  return (
    <Panel title={title} tone="tint">
      {(hasUnsent(paper) || (paper.sent && standing === 'vote')) && (
        <p>
          <b>{stateInWords(ctx, challenge, paper)}</b>
        </p>
      )}
      <p class="sm">{sentenceOf(ctx, challenge, paper)}</p>
      {standing === 'vote' && vote && !paper.sent && ctx.actor && !action && (
        <p class="sm">{t('crowd-innovation.vote.not-you')}</p>
      )}
      {action && <Button block {...action} />}
      {standing === 'pitch' && !action && !ctx.actor && (
        <Link href={`/sign-in?next=${encodeURIComponent(pathOf(challenge))}`}>
          {t('crowd-innovation.pitch.sign-in')}
        </Link>
      )}
      {standing === 'vote' && turnout !== null && turnout > 0 && (
        <p class="sm muted">{t('crowd-innovation.turnout', { count: turnout })}</p>
      )}
    </Panel>
  );
}

function sentenceOf(ctx: Ctx, challenge: Challenge, { sent }: Paper): string {
  const { t } = ctx;
  const { standing, vote } = challenge;
  if (standing === 'vote' && vote)
    return t(sent ? 'crowd-innovation.vote.replace-until' : 'crowd-innovation.vote.until', {
      time: timeInWords(ctx, vote.closesAt),
    });
  if (standing === 'pitch')
    return t(ctx.can('crowd-innovation.idea.pitch') ? 'crowd-innovation.pitch.call' : 'crowd-innovation.pitch.who');
  if (standing === 'published') return outcomeOf(ctx, challenge);
  if (standing === 'counting' || !vote) return t(`crowd-innovation.next.${standing}`);
  return t('crowd-innovation.next.vote', { time: timeInWords(ctx, vote.opensAt) });
}

interface IdeaListProps {
  readonly ctx: Ctx;
  readonly challenge: Challenge;
  readonly ideas: readonly Idea[];
  readonly next: string | null;
}

function IdeaList({ ctx, challenge, ideas: all, next }: IdeaListProps) {
  const { t } = ctx;
  const shown = all.filter(({ state }) => state !== 'declined');
  const declined = all.filter(({ state }) => state === 'declined');
  const voting = challenge.ideas.accepted > 0 && challenge.standing !== 'pitch';
  return (
    <>
      <section class="stack" aria-labelledby="ideas">
        <div class="split">
          <h2 id="ideas">{t(voting ? 'crowd-innovation.ideas.vote' : 'crowd-innovation.ideas')}</h2>
          {shown.length > 1 && <p class="sm muted">{t('crowd-innovation.ideas.shuffled')}</p>}
        </div>
        {shown.length === 0 ? (
          <Empty
            seed={`${challenge.slug}-ideas`}
            level={3}
            title={t('crowd-innovation.ideas.empty')}
            text={t(
              challenge.standing === 'upcoming'
                ? 'crowd-innovation.ideas.empty-upcoming'
                : 'crowd-innovation.ideas.empty-text',
            )}
            action={
              challenge.standing === 'pitch' && ctx.can('crowd-innovation.idea.pitch')
                ? { label: t('crowd-innovation.pitch'), href: `${pathOf(challenge)}/ideas/new` }
                : undefined
            }
          />
        ) : (
          <ul class="grid">
            {shown.map((idea) => (
              <Card
                title={idea.title}
                href={ideaPathOf(challenge, idea)}
                level={3}
                cover={{ seed: idea.id }}
                by={
                  idea.by === null
                    ? undefined
                    : { name: idea.by, kind: idea.byName === null ? 'person' : 'organisation' }
                }
                text={idea.summary}
                meta={
                  idea.cost
                    ? [
                        {
                          icon: 'hand-coins' as const,
                          text: t('crowd-innovation.asks-for', { amount: formatMoney(ctx, idea.cost) }),
                        },
                      ]
                    : undefined
                }
                action={
                  voting && idea.state === 'proposed' ? (
                    <Chip label={t('crowd-innovation.state.proposed')} tone="line" />
                  ) : undefined
                }
              />
            ))}
          </ul>
        )}
        <Pager
          label={t('crowd-innovation.ideas.pages')}
          older={next === null ? undefined : `${pathOf(challenge)}?after=${encodeURIComponent(next)}`}
          olderLabel={t('crowd-innovation.ideas.more')}
        />
      </section>
      {declined.length > 0 && (
        <section class="stack g3" aria-labelledby="declined">
          <h2 id="declined">{t('crowd-innovation.ideas.declined')}</h2>
          <ul class="rows">
            {declined.map((idea) => (
              <li class="stack g1">
                <Link href={ideaPathOf(challenge, idea)}>{idea.title}</Link>
                <p class="sm">{idea.reason}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
