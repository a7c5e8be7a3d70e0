import {
  coreProblems,
  formatMoney,
  Button,
  Chip,
  Form,
  Notice,
  PageHead,
  Panel,
  Prose,
  redirect,
  WithSide,
  Type,
  uuid,
  type ChipProps,
  type MetaItem,
  type PageDefinition,
  type Resolver,
} from '@polyphony/core';
import { action, page, type Ctx } from '../extension.ts';
import type { Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { challenges, ideas } from '../services/index.ts';
import { hasOpened } from '../services/phases.ts';
import { hasUnsent, stateInWords } from './ballot-state.ts';
import { crumbsOf, ideaPathOf, ownPaper, Paragraphs, pathOf, RuleWords, standingChip } from './parts.tsx';

const params = Type.Object({ challenge: Type.String({ minLength: 1, maxLength: 200 }), idea: uuid() });

/** An idea below its own challenge; below another one there is nothing. */
export async function ideaOf(r: Resolver, ctx: Ctx, at: { readonly challenge: string; readonly idea: string }) {
  const challenge = await r.get(challenges).get(ctx, at.challenge);
  const idea = await r.get(ideas).get(ctx, at.idea);
  if (idea.challengeId !== challenge.id) throw coreProblems.notFound();
  return { challenge, idea };
}

const tones: Readonly<Record<Idea['state'], ChipProps['tone']>> = {
  proposed: 'plain',
  accepted: 'ok',
  declined: 'line',
  withdrawn: 'line',
};
export const stateChip = (ctx: Ctx, { state }: Idea): ChipProps => ({
  label: ctx.t(`crowd-innovation.state.${state}`),
  tone: tones[state],
  ...(state === 'accepted' && { icon: 'check' as const }),
});

export const ideaPages = (r: Resolver): readonly PageDefinition[] => [
  // the address that streams and searches know, which do not know the challenge
  page({
    path: '/ideas/:idea',
    access: 'anyone',
    schema: { params: Type.Object({ idea: uuid() }) },
    view: async ({ ctx, params: at }) => {
      const idea = await r.get(ideas).get(ctx, at.idea);
      return redirect(ideaPathOf(await r.get(challenges).get(ctx, idea.challengeId), idea));
    },
  }),
  page({
    path: '/challenges/:challenge/ideas/:idea',
    access: 'anyone',
    current: 'challenges',
    schema: { params },
    view: async ({ ctx, params: at }) => {
      const { challenge, idea } = await ideaOf(r, ctx, at);
      const paper = await ownPaper(r, ctx, challenge);
      return {
        title: idea.title,
        body: (
          <>
            <PageHead
              size="lg"
              title={idea.title}
              lede={idea.summary}
              crumbs={crumbsOf(ctx, challenge, idea.title)}
              cover={{ seed: idea.id }}
              chips={[stateChip(ctx, idea)]}
              meta={moneyOf(ctx, idea)}
            />
            <div class="wrap section">
              <WithSide
                label={ctx.t('crowd-innovation.about')}
                side={<Side ctx={ctx} challenge={challenge} idea={idea} paper={paper} />}
              >
                {idea.state === 'declined' && (
                  <Notice title={ctx.t('crowd-innovation.declined.title')}>
                    <span dir="auto">{idea.reason}</span>
                  </Notice>
                )}
                {idea.body ? (
                  <Prose>
                    <Paragraphs text={idea.body} />
                  </Prose>
                ) : (
                  <p class="muted">{ctx.t('crowd-innovation.idea.no-body')}</p>
                )}
              </WithSide>
            </div>
          </>
        ),
      };
    },
  }),
  action({
    path: '/challenges/:challenge/ideas/:idea/withdraw',
    access: 'member',
    schema: { params },
    submit: async ({ ctx, params: at }) => {
      const { challenge, idea } = await ideaOf(r, ctx, at);
      await r.get(ideas).withdraw(ctx, idea.id);
      return redirect(pathOf(challenge), 'crowd-innovation.said.idea-withdrawn');
    },
  }),
];

function moneyOf(ctx: Ctx, { by, byName, cost, requested }: Idea): readonly MetaItem[] {
  const changed = cost && requested && cost.amount !== requested.amount;
  return [
    ...(by === null ? [] : [{ icon: byName === null ? ('user' as const) : ('building-2' as const), text: by }]),
    ...(cost
      ? [{ icon: 'hand-coins' as const, text: ctx.t('crowd-innovation.asks-for', { amount: formatMoney(ctx, cost) }) }]
      : []),
    ...(changed ? [{ text: ctx.t('crowd-innovation.cost-set', { amount: formatMoney(ctx, requested) }) }] : []),
  ];
}

interface SideProps {
  readonly ctx: Ctx;
  readonly challenge: Challenge;
  readonly idea: Idea;
  readonly paper: Paper;
}

function Side({ ctx, challenge, idea, paper }: SideProps) {
  const { t } = ctx;
  const mine = ctx.actor?.id === idea.authorId;
  const open = !challenge.vote || !hasOpened(challenge.vote, challenge.now);
  const manages = ctx.can('crowd-innovation.challenge.manage');
  return (
    <>
      <Panel title={challenge.title} tone="tint">
        <div class="cluster">
          <Chip {...standingChip(ctx, challenge)} />
        </div>
        <div class="sm">
          <RuleWords ctx={ctx} challenge={challenge} />
        </div>
        {challenge.standing === 'vote' && (hasUnsent(paper) || paper.sent) && (
          <p>
            <b>{stateInWords(ctx, challenge, paper)}</b>
          </p>
        )}
        {challenge.standing === 'vote' && idea.state === 'accepted' ? (
          <Button
            kind="main"
            block
            label={t(
              !ctx.actor
                ? 'crowd-innovation.vote.sign-in'
                : hasUnsent(paper)
                  ? 'crowd-innovation.vote.go-on'
                  : paper.sent
                    ? 'crowd-innovation.vote.change'
                    : 'crowd-innovation.vote.fill-in',
            )}
            href={`${pathOf(challenge)}/ballot`}
          />
        ) : challenge.standing === 'published' ? (
          <Button kind="main" block label={t('crowd-innovation.results.see')} href={`${pathOf(challenge)}/results`} />
        ) : (
          <Button block label={t('crowd-innovation.to-challenge')} href={pathOf(challenge)} />
        )}
      </Panel>
      {open && (mine || manages) && (
        <Panel title={t('crowd-innovation.idea.yours')}>
          {(manages || idea.state === 'proposed') && (
            <Button
              block
              icon="pencil"
              label={t('crowd-innovation.idea.edit')}
              href={`${ideaPathOf(challenge, idea)}/edit`}
            />
          )}
          {manages && (
            <Button
              block
              icon="scale"
              label={t('crowd-innovation.idea.decide')}
              href={`/manage${pathOf(challenge)}#idea-${idea.id}`}
            />
          )}
          {mine && (
            <Form action={`${ideaPathOf(challenge, idea)}/withdraw`}>
              <Button block kind="danger" label={t('crowd-innovation.idea.withdraw')} />
            </Form>
          )}
        </Panel>
      )}
    </>
  );
}
