import {
  Area,
  Button,
  coreProblems,
  ErrorSummary,
  Form,
  formatMoney,
  Notice,
  PageHead,
  redirect,
  Text,
  Type,
  uuid,
  type FormState,
  type PageDefinition,
  type PageView,
  type Resolver,
} from '@polyphony/core';
import { fromMinorUnits } from '../counting/amount.ts';
import { form, type Ctx } from '../extension.ts';
import { problems } from '../problems.ts';
import { ByChallenge } from '../routes/schemas.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { challenges, ideas } from '../services/index.ts';
import { typedAmount, type AmountInput } from '../services/money.ts';
import { timeInWords } from '../services/words.ts';
import { ideaOf } from './idea.tsx';
import { crumbsOf, ideaPathOf, pathOf } from './parts.tsx';

const body = Type.Object({
  title: Type.String({ minLength: 3, maxLength: 200 }),
  summary: Type.String({ minLength: 1, maxLength: 500 }),
  body: Type.Optional(Type.String({ maxLength: 20_000 })),
  requested: Type.Optional(Type.String({ maxLength: 30 })),
  by: Type.Optional(Type.String({ maxLength: 120 })),
});
type Body = {
  readonly title: string;
  readonly summary: string;
  readonly body?: string;
  readonly requested?: string;
  readonly by?: string;
};

export const pitchPages = (r: Resolver): readonly PageDefinition[] => [
  form({
    path: '/challenges/:challenge/ideas/new',
    access: { permission: 'crowd-innovation.idea.pitch' },
    current: 'challenges',
    schema: { params: ByChallenge, body },
    view: async ({ ctx, params, form: state }) => {
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      return pitchView(ctx, challenge, state, {
        action: `${pathOf(challenge)}/ideas/new`,
        open: challenge.standing === 'pitch',
      });
    },
    submit: async ({ ctx, params, body: typed }) => {
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      const idea = await r.get(ideas).pitch(ctx, challenge.id, pitchOf(ctx, challenge, typed));
      return redirect(ideaPathOf(challenge, idea), 'crowd-innovation.said.pitched');
    },
  }),
  form({
    path: '/challenges/:challenge/ideas/:idea/edit',
    access: 'member',
    current: 'challenges',
    schema: { params: Type.Object({ challenge: Type.String({ maxLength: 200 }), idea: uuid() }), body },
    view: async ({ ctx, params, form: state }) => {
      const { challenge, idea } = await ideaOf(r, ctx, params);
      requireMine(ctx, idea);
      return pitchView(ctx, challenge, state, { action: `${ideaPathOf(challenge, idea)}/edit`, open: true, idea });
    },
    submit: async ({ ctx, params, body: typed }) => {
      const { challenge, idea } = await ideaOf(r, ctx, params);
      await r.get(ideas).edit(ctx, idea.id, pitchOf(ctx, challenge, typed));
      return redirect(ideaPathOf(challenge, idea), 'crowd-innovation.said.saved');
    },
  }),
];

function requireMine(ctx: Ctx, { authorId }: Idea): void {
  if (ctx.actor?.id !== authorId && !ctx.can('crowd-innovation.challenge.manage')) throw coreProblems.notPermitted();
}

/** What was typed, as a pitch. Refuses an amount that is none, beside its field. */
const pitchOf = (ctx: Ctx, { pot }: Challenge, { requested, ...texts }: Body) => ({
  title: texts.title.trim(),
  summary: texts.summary.trim(),
  body: texts.body ?? '',
  by: texts.by?.trim() || null,
  ...(pot && { requested: amountOf(ctx, requested, pot.exponent, 'requested') }),
});

export function amountOf(ctx: Ctx, typed: string | undefined, exponent: number, field: string): AmountInput {
  const amount = typed === undefined ? undefined : typedAmount(typed, exponent);
  if (amount !== undefined) return { amount };
  throw problems.amountNeeded(
    {},
    { fields: [{ pointer: `/${field}`, detail: ctx.t('crowd-innovation.error.amount') }] },
  );
}

interface PitchViewOptions {
  readonly action: string;
  readonly open: boolean;
  readonly idea?: Idea;
}

function pitchView(
  ctx: Ctx,
  challenge: Challenge,
  state: FormState,
  { action, open, idea }: PitchViewOptions,
): PageView {
  const { t } = ctx;
  const title = t(idea ? 'crowd-innovation.idea.edit' : 'crowd-innovation.pitch.title');
  const typed = Object.keys(state.values).length > 0;
  const text = (field: string, saved: string | null | undefined) => (typed ? state.text(field) : (saved ?? ''));
  const pitch = challenge.phases.find(({ kind }) => kind === 'pitch');
  return {
    title,
    noIndex: true,
    body: (
      <>
        <PageHead title={title} crumbs={crumbsOf(ctx, challenge, title)} lede={challenge.summary} />
        <div class="wrap section">
          <div class="narrow stack g5">
            <ErrorSummary
              errors={state.errors.map(({ field, detail }) => ({ field: field || undefined, message: detail }))}
            />
            {!open ? (
              <Notice tone="warn" title={t('crowd-innovation.pitch.closed')}>
                {pitch &&
                  pitch.opensAt > challenge.now &&
                  t('crowd-innovation.pitch.opens', { time: timeInWords(ctx, pitch.opensAt) })}
              </Notice>
            ) : (
              <Form action={action} class="panel" label={title}>
                <Text
                  name="title"
                  label={t('crowd-innovation.field.title')}
                  hint={t('crowd-innovation.field.title-hint')}
                  value={text('title', idea?.title)}
                  error={state.error('title')}
                  maxlength={200}
                />
                <Area
                  name="summary"
                  label={t('crowd-innovation.field.summary')}
                  hint={t('crowd-innovation.field.summary-hint')}
                  value={text('summary', idea?.summary)}
                  error={state.error('summary')}
                  rows={2}
                  maxlength={500}
                />
                <Area
                  name="body"
                  label={t('crowd-innovation.field.body')}
                  hint={t('crowd-innovation.field.body-hint')}
                  value={text('body', idea?.body)}
                  error={state.error('body')}
                  rows={10}
                  optional
                />
                {challenge.pot && (
                  <Text
                    name="requested"
                    label={t('crowd-innovation.field.requested', { currency: challenge.pot.currency })}
                    hint={t('crowd-innovation.field.requested-hint', { pot: formatMoney(ctx, challenge.pot) })}
                    value={text(
                      'requested',
                      idea?.requested && fromMinorUnits(idea.requested.amount, idea.requested.exponent),
                    )}
                    error={state.error('requested')}
                    inputmode="decimal"
                    width="short"
                  />
                )}
                <Text
                  name="by"
                  label={t('crowd-innovation.field.by')}
                  hint={t('crowd-innovation.field.by-hint')}
                  value={text('by', idea?.byName)}
                  error={state.error('by')}
                  autocomplete="organization"
                  maxlength={120}
                  optional
                />
                <p class="sm muted">
                  {t(
                    challenge.see === 'everyone'
                      ? 'crowd-innovation.seen-by.everyone'
                      : 'crowd-innovation.seen-by.member',
                  )}
                </p>
                <div class="cluster">
                  <Button kind="main" label={t(idea ? 'crowd-innovation.idea.save' : 'crowd-innovation.pitch')} />
                  <Button
                    kind="quiet"
                    label={t('crowd-innovation.cancel')}
                    href={idea ? ideaPathOf(challenge, idea) : pathOf(challenge)}
                  />
                </div>
              </Form>
            )}
          </div>
        </div>
      </>
    ),
  };
}
