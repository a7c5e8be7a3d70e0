import type { Context } from '../contract/context.ts';
import type { SettingField } from '../community/settings.ts';
import {
  Area,
  Button,
  Check,
  Chip,
  Choice,
  controlProps,
  Field,
  Heading,
  Select,
  Text,
  usePage,
} from '../web/components/index.ts';
import { held, questionOf, shownOf, type Control, type Question, type Typed } from './controls.ts';
import { changeOf, choiceOf, defaultInWords, hintOf, labelOf } from './words.ts';

/** More choices than these fold into a list. */
const AT_ONCE = 5;

/** What a number may be, in words, as nothing stops a person from typing anything. */
function rangeOf(ctx: Context, { kind }: Control): string | undefined {
  if (kind.is === 'lines') return ctx.t('core.settings.oneALine');
  if (kind.is !== 'number') return undefined;
  const { min, max } = kind;
  if (min !== undefined && max !== undefined) return ctx.t('core.settings.between', { min, max });
  if (min !== undefined) return ctx.t('core.settings.atLeast', { min });
  return max === undefined ? undefined : ctx.t('core.settings.atMost', { max });
}

interface AskProps {
  readonly ctx: Context;
  readonly extension: string;
  readonly control: Control;
  readonly shown: Typed;
  readonly error: string | undefined;
}

/** The control for one value, of the sort that its schema asks for. */
function Ask({ ctx, extension, control, shown, error }: AskProps) {
  const { name, kind, optional } = control;
  const hint = [hintOf(ctx, extension, name), rangeOf(ctx, control)].filter((text) => text !== undefined).join(' ');
  const base = {
    name,
    label: labelOf(ctx, extension, name),
    hint: hint === '' ? undefined : hint,
    error,
    optional,
  };
  const text = shown[0] ?? '';
  switch (kind.is) {
    case 'yes-no':
      return <Check {...base} checked={shown.includes('yes')} />;
    case 'one-of': {
      const options = kind.values.map((value) => ({
        value: String(value),
        label: choiceOf(ctx, extension, name, value),
      }));
      if (kind.values.length > AT_ONCE) return <Select {...base} options={options} value={text} />;
      return <Choice {...base} options={options} value={text} />;
    }
    case 'any-of':
      return (
        <Choice
          {...base}
          many
          options={kind.values.map((value) => ({
            value: String(value),
            label: choiceOf(ctx, extension, name, value),
          }))}
          value={shown}
        />
      );
    case 'number':
      return <Text {...base} value={text} width="short" inputmode={kind.whole ? 'numeric' : 'decimal'} />;
    case 'colour':
      return (
        <Field {...base}>
          <input {...controlProps(base)} class="input input--colour" type="color" value={text.toLowerCase()} />
        </Field>
      );
    case 'lines':
      return <Area {...base} value={text} rows={Math.min(12, Math.max(4, text.split('\n').length + 1))} />;
    case 'text':
      return kind.long || text.includes('\n') ? (
        <Area {...base} value={text} rows={(kind.max ?? 0) > 200 ? 4 : 2} maxlength={kind.max} />
      ) : (
        <Text {...base} value={text} maxlength={kind.max} />
      );
  }
}

/** The default, and who decided what is there instead. */
function Standing({
  ctx,
  extension,
  field,
  question,
}: Omit<SettingProps, 'typed' | 'errorOf'> & { question: Question }) {
  const { t } = usePage();
  const { name, managed, declared } = field;
  const fallback = t('core.settings.default', { value: defaultInWords(ctx, extension, question) });
  if (declared)
    return (
      <p class="sm cluster" id={`${name}-locked`}>
        <Chip tone="line" icon="lock" label={t('core.settings.lockedMark')} />
        {managed && <span class="muted">{t('core.settings.waits')}</span>}
      </p>
    );
  return (
    <div class="setting__default">
      <p class="sm muted" dir="auto">
        {fallback}
      </p>
      {managed && (
        <Button
          kind="quiet"
          icon="undo-2"
          label={t('core.settings.toDefault')}
          about={labelOf(ctx, extension, name)}
          form={RESET_FORM}
          name="field"
          value={name}
        />
      )}
    </div>
  );
}

/** The form that the buttons "Back to default" belong to: one inside of the other is no HTML. */
export const RESET_FORM = 'settings-reset';

export interface SettingProps {
  readonly ctx: Context;
  readonly extension: string;
  readonly field: SettingField;
  /** What was typed before a mistake; undefined where nothing was sent, or the field was not touched. */
  readonly typed: ((control: Control) => Typed) | undefined;
  readonly errorOf: (name: string) => string | undefined;
}

/** One field of the settings: what it is, its control, what it changes, its default; disabled where the file names it. */
export function Setting({ ctx, extension, field, typed, errorOf }: SettingProps) {
  const { name, schema, value, declared, hidden } = field;
  const question = questionOf(name, schema);
  const several = question.kind.is === 'parts';
  const change = changeOf(ctx, extension, name);
  const inside = (
    <>
      {(several || hidden) && (
        <>
          <Heading level={2} class="setting__name">
            {labelOf(ctx, extension, name)}
          </Heading>
          <p class="hint">{hintOf(ctx, extension, name)}</p>
        </>
      )}
      {!hidden && (
        <div class={several ? 'setting__parts' : undefined}>
          {question.controls.map((control) => (
            <Ask
              ctx={ctx}
              extension={extension}
              control={control}
              shown={typed?.(control) ?? shownOf(control, held(question, control, value))}
              error={errorOf(control.name) ?? (control === question.controls[0] ? errorOf(name) : undefined)}
            />
          ))}
        </div>
      )}
      {change !== undefined && <p class="sm setting__change">{change}</p>}
      <Standing ctx={ctx} extension={extension} field={field} question={question} />
    </>
  );
  return declared ? (
    <fieldset class="setting" disabled aria-describedby={`${name}-locked`} aria-label={labelOf(ctx, extension, name)}>
      {inside}
    </fieldset>
  ) : (
    <div class="setting">{inside}</div>
  );
}
