import {
  Area,
  Button,
  Choice,
  DateField,
  ErrorSummary,
  Form,
  PageHead,
  Problem,
  redirect,
  Select,
  Text,
  Type,
  type FormState,
  type PageDefinition,
  type Resolver,
  type Static,
} from '@polyphony/core';
import { form, type Ctx } from '../extension.ts';
import { problems } from '../problems.ts';
import type { NewChallenge, PhaseInput } from '../services/challenges.ts';
import { challenges } from '../services/index.ts';
import { instantOf } from '../services/local-time.ts';
import { exponentOf } from '../services/money.ts';
import type { PhaseKind } from '../services/phases.ts';
import { contributedRules } from '../services/award-rules.ts';
import { ballotKinds, type RuleDraft } from '../services/rule.ts';
import { oneOf } from '../routes/schemas.ts';
import { pathOf } from './parts.tsx';
import { amountOf } from './pitch.tsx';

/** The rules that a manager chooses from; the API takes every combination. */
const rules: Readonly<Record<string, RuleDraft>> = {
  'equal-shares-greedy': { rule: 'equal-shares', completion: 'greedy' },
  'equal-shares-add1-greedy': { rule: 'equal-shares', completion: 'add1-greedy' },
  'equal-shares-none': { rule: 'equal-shares', completion: 'none' },
  greedy: { rule: 'greedy' },
};

const date = () => Type.Optional(Type.String({ maxLength: 20 }));
const body = Type.Object({
  title: Type.String({ minLength: 3, maxLength: 200 }),
  summary: Type.String({ minLength: 1, maxLength: 500 }),
  brief: Type.Optional(Type.String({ maxLength: 20_000 })),
  pot: Type.Optional(Type.String({ maxLength: 30 })),
  rule: Type.String({ maxLength: 100 }),
  ballot: Type.Optional(oneOf(ballotKinds)),
  minimum: Type.Optional(Type.Integer({ minimum: 0, maximum: 200 })),
  maximum: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  pitchOpens: date(),
  pitchCloses: date(),
  voteOpens: date(),
  voteCloses: date(),
  resultOn: date(),
  see: Type.Union([Type.Literal('everyone'), Type.Literal('member')]),
  voters: Type.Optional(Type.String({ maxLength: 500 })),
});
type Body = Static<typeof body>;

export const manageNewPage = (r: Resolver): PageDefinition =>
  form({
    path: '/manage/challenges/new',
    access: { permission: 'crowd-innovation.challenge.create' },
    current: 'manage',
    schema: { body },
    view: async ({ ctx, form: state }) => ({
      title: ctx.t('crowd-innovation.new'),
      body: (
        <>
          <PageHead
            title={ctx.t('crowd-innovation.new')}
            lede={ctx.t('crowd-innovation.new.lede')}
            crumbs={[
              { label: ctx.t('crowd-innovation.manage.root'), href: '/manage' },
              { label: ctx.t('crowd-innovation.challenges'), href: '/manage/challenges' },
              { label: ctx.t('crowd-innovation.new') },
            ]}
          />
          <div class="wrap section">
            <div class="narrow stack g5">
              <ErrorSummary
                errors={state.errors.map(({ field, detail }) => ({ field: field || undefined, message: detail }))}
              />
              <Fields ctx={ctx} state={state} />
            </div>
          </div>
        </>
      ),
    }),
    submit: async ({ ctx, body: typed }) => {
      const input = challengeOf(ctx, typed);
      const challenge = await r
        .get(challenges)
        .open(ctx, input)
        .catch((error: unknown) => {
          throw besideItsField(ctx, error, input);
        });
      return redirect(`/manage${pathOf(challenge)}`, 'crowd-innovation.said.opened');
    },
  });

function challengeOf(ctx: Ctx, typed: Body): NewChallenge {
  const rule = Object.hasOwn(rules, typed.rule)
    ? rules[typed.rule]
    : contributedRules(ctx).some(({ id }) => id === typed.rule)
      ? { rule: typed.rule }
      : undefined;
  if (!rule) throw problems.ruleUnfit({ why: ctx.t('crowd-innovation.error.rule') });
  const { currency } = ctx.settings;
  return {
    title: typed.title.trim(),
    summary: typed.summary.trim(),
    brief: typed.brief ?? '',
    pot: { ...amountOf(ctx, typed.pot, exponentOf(currency), 'pot'), currency },
    phases: [
      phaseOf(ctx, typed, 'pitch', 'pitchOpens', 'pitchCloses'),
      phaseOf(ctx, typed, 'vote', 'voteOpens', 'voteCloses'),
      ...(typed.resultOn ? [{ kind: 'result' as const, opensAt: dateOf(ctx, typed, 'resultOn') }] : []),
    ],
    ballot: {
      kind: typed.ballot ?? 'approval',
      minimum: typed.minimum ?? 1,
      ...(typed.maximum !== undefined && { maximum: typed.maximum }),
    },
    rule,
    see: typed.see,
    ...(typed.voters && { voters: typed.voters }),
  };
}

type DateName = 'pitchOpens' | 'pitchCloses' | 'voteOpens' | 'voteCloses' | 'resultOn';

/** The service knows phases and a ballot; on the form each of their parts has a field of its own. */
function besideItsField(ctx: Ctx, error: unknown, { phases }: NewChallenge): unknown {
  if (!(error instanceof Problem)) return error;
  const fieldOf = (pointer: string): string => {
    if (pointer.startsWith('/ballot')) return '/minimum';
    const phase = phases[Number(/^\/phases\/(\d+)/.exec(pointer)?.[1])];
    if (!phase) return pointer;
    if (phase.kind === 'result') return '/resultOn';
    return `/${phase.kind}${phase.closesAt && phase.closesAt <= phase.opensAt ? 'Closes' : 'Opens'}`;
  };
  const whole = { pointer: `/${error.entry.field ?? ''}`, detail: ctx.t(`problem.${error.code}`, error.values) };
  const fields = (error.fields.length > 0 ? error.fields : [whole]).map(({ pointer, detail }) => ({
    pointer: fieldOf(pointer),
    detail,
  }));
  return new Problem(error.code, error.entry, error.values, { fields, cause: error });
}

const phaseOf = (ctx: Ctx, typed: Body, kind: PhaseKind, opens: DateName, closes: DateName): PhaseInput => ({
  kind,
  opensAt: dateOf(ctx, typed, opens),
  closesAt: dateOf(ctx, typed, closes),
});

function dateOf(ctx: Ctx, typed: Body, name: DateName): Date {
  const at = instantOf(typed[name] ?? '', ctx.community.timeZone);
  if (at) return at;
  throw problems.dateNeeded({}, { fields: [{ pointer: `/${name}`, detail: ctx.t('crowd-innovation.error.date') }] });
}

function Fields({ ctx, state }: { readonly ctx: Ctx; readonly state: FormState }) {
  const { t } = ctx;
  const zone = t('crowd-innovation.field.zone', { zone: ctx.community.timeZone.replaceAll('_', ' ') });
  const typed = Object.keys(state.values).length > 0;
  const text = (name: string) => ({ name, value: state.text(name), error: state.error(name) });
  const day = (name: DateName) => (
    <DateField {...text(name)} withTime label={t(`crowd-innovation.field.${name}`)} optional={name === 'resultOn'} />
  );
  return (
    <Form action="/manage/challenges/new" class="panel" label={t('crowd-innovation.new')}>
      <Text {...text('title')} label={t('crowd-innovation.field.challenge-title')} maxlength={200} />
      <Area
        {...text('summary')}
        label={t('crowd-innovation.field.challenge-summary')}
        hint={t('crowd-innovation.field.challenge-summary-hint')}
        rows={2}
        maxlength={500}
      />
      <Area
        {...text('brief')}
        label={t('crowd-innovation.field.brief')}
        hint={t('crowd-innovation.field.brief-hint')}
        rows={6}
        optional
      />
      <Text
        {...text('pot')}
        label={t('crowd-innovation.field.pot', { currency: ctx.settings.currency })}
        hint={t('crowd-innovation.field.pot-hint')}
        inputmode="decimal"
        width="short"
      />
      <fieldset class="stack g3">
        <legend>
          <b>{t('crowd-innovation.field.dates')}</b>
        </legend>
        <p class="hint">{zone}</p>
        {day('pitchOpens')}
        {day('pitchCloses')}
        {day('voteOpens')}
        {day('voteCloses')}
        {day('resultOn')}
      </fieldset>
      <Select
        name="rule"
        label={t('crowd-innovation.field.rule')}
        hint={t('crowd-innovation.field.rule-hint')}
        error={state.error('rule')}
        value={typed ? state.text('rule') : 'equal-shares-greedy'}
        options={[
          ...Object.keys(rules).map((value) => ({ value, label: t(`crowd-innovation.field.rule.${value}`) })),
          ...contributedRules(ctx).map(({ id, label }) => ({ value: id, label: t(label) })),
        ]}
      />
      <Choice
        name="ballot"
        label={t('crowd-innovation.field.ballot')}
        error={state.error('ballot')}
        value={typed ? state.text('ballot') : 'approval'}
        options={ballotKinds.map((value) => ({
          value,
          label: t(`crowd-innovation.field.ballot.${value}`),
          explain: t(`crowd-innovation.field.ballot.${value}-about`),
        }))}
      />
      <Text
        name="minimum"
        label={t('crowd-innovation.field.minimum')}
        value={typed ? state.text('minimum') : '1'}
        error={state.error('minimum')}
        inputmode="numeric"
        width="short"
      />
      <Text
        {...text('maximum')}
        label={t('crowd-innovation.field.maximum')}
        hint={t('crowd-innovation.field.maximum-hint')}
        inputmode="numeric"
        width="short"
        optional
      />
      <Choice
        name="see"
        label={t('crowd-innovation.field.see')}
        error={state.error('see')}
        value={typed ? state.text('see') : 'everyone'}
        options={[
          { value: 'everyone', label: t('crowd-innovation.field.see.everyone') },
          { value: 'member', label: t('crowd-innovation.field.see.member') },
        ]}
      />
      <Area
        name="voters"
        label={t('crowd-innovation.field.voters')}
        hint={t('crowd-innovation.field.voters-hint')}
        value={typed ? state.text('voters') : ctx.settings.votersChecked}
        error={state.error('voters')}
        rows={2}
        maxlength={500}
      />
      <div class="cluster">
        <Button kind="main" label={t('crowd-innovation.new')} />
        <Button kind="quiet" label={t('crowd-innovation.cancel')} href="/manage/challenges" />
      </div>
    </Form>
  );
}
