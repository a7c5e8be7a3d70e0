import {
  Button,
  Empty,
  ErrorSummary,
  Notice,
  PageHead,
  Panel,
  redirect,
  Type,
  uuid,
  WithSide,
  type FormState,
  type PageDefinition,
  type PageView,
  type Resolver,
} from '@polyphony/core';
import { form, page, type Ctx } from '../extension.ts';
import { ByChallenge } from '../routes/schemas.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { challenges, ideas } from '../services/index.ts';
import { hasOpened } from '../services/phases.ts';
import { timeInWords } from '../services/words.ts';
import { ideaOf } from './idea.tsx';
import { IdeaRow } from './manage-idea-row.tsx';
import { phaseField, PhaseForm, phasesOf } from './manage-phases.tsx';
import { factsOf, pathOf, PhaseLine, RuleWords, standingChip } from './parts.tsx';
import { amountOf } from './pitch.tsx';

const access = { permission: 'crowd-innovation.challenge.manage' } as const;
const ofIdea = Type.Object({ challenge: Type.String({ minLength: 1, maxLength: 200 }), idea: uuid() });
const dates = () => Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 12 }));

export const manageChallengePages = (r: Resolver): readonly PageDefinition[] => {
  /** One page with several forms; `at` says which idea's form came back with something to mend. */
  const view = async (ctx: Ctx, idOrSlug: string, state?: FormState, at?: string): Promise<PageView> => {
    const challenge = await r.get(challenges).get(ctx, idOrSlug);
    const { items } = await r.get(ideas).list(ctx, challenge.id, { order: 'registered', limit: 500 });
    return managedView(ctx, challenge, items, { state, at });
  };
  return [
    page({
      path: '/manage/challenges/:challenge',
      access,
      current: 'manage',
      schema: { params: ByChallenge },
      view: ({ ctx, params }) => view(ctx, params.challenge),
    }),
    form({
      path: '/manage/challenges/:challenge/phases',
      access,
      current: 'manage',
      schema: { params: ByChallenge, body: Type.Object({ opens: dates(), closes: dates() }) },
      view: ({ ctx, params, form: state }) => view(ctx, params.challenge, state),
      submit: async ({ ctx, params, body }) => {
        const challenge = await r.get(challenges).get(ctx, params.challenge);
        await r
          .get(challenges)
          .setPhases(ctx, challenge.id, phasesOf(ctx, challenge, body.opens ?? [], body.closes ?? []));
        return redirect(`/manage${pathOf(challenge)}`, 'crowd-innovation.said.phases');
      },
    }),
    form({
      path: '/manage/challenges/:challenge/ideas/:idea/accept',
      access,
      current: 'manage',
      schema: { params: ofIdea, body: Type.Object({ cost: Type.Optional(Type.String({ maxLength: 30 })) }) },
      view: async ({ ctx, params, form: state }) => {
        const { challenge, idea } = await ideaOf(r, ctx, params);
        return view(ctx, challenge.id, state, idea.id);
      },
      submit: async ({ ctx, params, body }) => {
        const { challenge, idea } = await ideaOf(r, ctx, params);
        const cost = body.cost && challenge.pot ? amountOf(ctx, body.cost, challenge.pot.exponent, 'cost') : undefined;
        await r.get(ideas).decide(ctx, idea.id, { state: 'accepted', cost });
        return redirect(`/manage${pathOf(challenge)}`, 'crowd-innovation.said.accepted');
      },
    }),
    form({
      path: '/manage/challenges/:challenge/ideas/:idea/decline',
      access,
      current: 'manage',
      schema: { params: ofIdea, body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 2000 })) }) },
      view: async ({ ctx, params, form: state }) => {
        const { challenge, idea } = await ideaOf(r, ctx, params);
        return view(ctx, challenge.id, state, idea.id);
      },
      submit: async ({ ctx, params, body }) => {
        const { challenge, idea } = await ideaOf(r, ctx, params);
        await r.get(ideas).decide(ctx, idea.id, { state: 'declined', reason: body.reason });
        return redirect(`/manage${pathOf(challenge)}`, 'crowd-innovation.said.declined');
      },
    }),
  ];
};

interface Shown {
  readonly state?: FormState | undefined;
  readonly at?: string | undefined;
}

function managedView(ctx: Ctx, challenge: Challenge, all: readonly Idea[], shown: Shown): PageView {
  const { t } = ctx;
  const errors = shown.state?.errors ?? [];
  const open = !challenge.vote || !hasOpened(challenge.vote, challenge.now);
  return {
    title: challenge.title,
    noIndex: true,
    body: (
      <>
        <PageHead
          title={challenge.title}
          crumbs={[
            { label: t('crowd-innovation.manage.root'), href: '/manage' },
            { label: t('crowd-innovation.challenges'), href: '/manage/challenges' },
            { label: challenge.title },
          ]}
          chips={[standingChip(ctx, challenge)]}
          meta={factsOf(ctx, challenge)}
          actions={
            <Button kind="quiet" icon="eye" label={t('crowd-innovation.to-challenge')} href={pathOf(challenge)} />
          }
        >
          <PhaseLine ctx={ctx} challenge={challenge} />
        </PageHead>
        <div class="wrap section stack g5">
          <ErrorSummary
            errors={errors.map(({ field, pointer, detail }) => ({
              field: shown.at ? `${shown.at}-${field}` : (phaseField(pointer, challenge) ?? (field || undefined)),
              message: detail,
            }))}
          />
          <WithSide label={t('crowd-innovation.about')} side={<Side ctx={ctx} challenge={challenge} />}>
            <section class="stack" aria-labelledby="ideas">
              <h2 id="ideas">{t('crowd-innovation.ideas')}</h2>
              {!open && <Notice>{t('crowd-innovation.manage.frozen')}</Notice>}
              {all.length === 0 ? (
                <Empty
                  seed={`${challenge.slug}-manage`}
                  level={3}
                  title={t('crowd-innovation.ideas.empty')}
                  text={t('crowd-innovation.ideas.empty-text')}
                />
              ) : (
                <ul class="stack g3">
                  {all.map((idea) => (
                    <IdeaRow
                      ctx={ctx}
                      challenge={challenge}
                      idea={idea}
                      open={open}
                      state={shown.at === idea.id ? shown.state : undefined}
                    />
                  ))}
                </ul>
              )}
            </section>
            <PhaseForm ctx={ctx} challenge={challenge} state={shown.at ? undefined : shown.state} />
          </WithSide>
        </div>
      </>
    ),
  };
}

function Side({ ctx, challenge }: { readonly ctx: Ctx; readonly challenge: Challenge }) {
  const { t } = ctx;
  const { standing, vote } = challenge;
  return (
    <>
      <Panel title={t('crowd-innovation.count')} tone="tint">
        {standing === 'counting' ? (
          <>
            <p class="sm">{t('crowd-innovation.count.ready', { ballots: challenge.turnout ?? 0 })}</p>
            <Button kind="main" block label={t('crowd-innovation.count')} href={`/manage${pathOf(challenge)}/count`} />
          </>
        ) : standing === 'published' ? (
          <>
            <p class="sm">{t('crowd-innovation.count.done')}</p>
            <Button block label={t('crowd-innovation.results.see')} href={`${pathOf(challenge)}/results`} />
          </>
        ) : (
          <p class="sm">
            {vote
              ? t('crowd-innovation.count.after', { time: timeInWords(ctx, vote.closesAt) })
              : t('crowd-innovation.count.no-vote')}
          </p>
        )}
        {standing === 'vote' && (
          <p class="sm muted">{t('crowd-innovation.turnout', { count: challenge.turnout ?? 0 })}</p>
        )}
      </Panel>
      <Panel
        title={t('crowd-innovation.sharing')}
        more={{ label: t('crowd-innovation.rules'), href: `${pathOf(challenge)}/rules` }}
      >
        <div class="sm">
          <RuleWords ctx={ctx} challenge={challenge} ties />
        </div>
      </Panel>
    </>
  );
}
