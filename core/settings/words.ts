import type { Context } from '../contract/context.ts';
import { registryToken } from '../tokens.ts';
import type { Control, Question } from './controls.ts';

/** A message, or undefined where there is none. */
const said = (ctx: Context, key: string): string | undefined => {
  const words = ctx.t(key);
  return words === key ? undefined : words;
};

/** What managers call an extension; the fields of the community itself are `core`. */
export const titleOf = (ctx: Context, extension: string): string =>
  extension === 'core' ? ctx.t('core.settings.core') : (ctx.get(registryToken)().record(extension)?.title ?? extension);

/** Name of a field, or of a part of one. */
export const labelOf = (ctx: Context, extension: string, name: string): string =>
  said(ctx, `${extension}.setting.${name}`) ?? name;

export const hintOf = (ctx: Context, extension: string, name: string): string | undefined =>
  said(ctx, `${extension}.setting.${name}.hint`);

/** What changes for members with it. */
export const changeOf = (ctx: Context, extension: string, field: string): string | undefined =>
  said(ctx, `${extension}.setting.${field}.change`);

/** A choice in the words of the extension, else as it is. */
export const choiceOf = (ctx: Context, extension: string, name: string, value: string | number): string =>
  said(ctx, `${extension}.setting.${name}.${value}`) ?? String(value);

function controlInWords(ctx: Context, extension: string, control: Control, value: unknown): string {
  const { name, kind } = control;
  const nothing = ctx.t('core.settings.nothing');
  if (value === undefined || value === null || value === '') return nothing;
  if (kind.is === 'yes-no') return ctx.t(value === true ? 'core.settings.yes' : 'core.settings.no');
  if (kind.is === 'one-of') return choiceOf(ctx, extension, name, value as string | number);
  if (kind.is === 'any-of' || kind.is === 'lines') {
    const all = (value as (string | number)[]).map((one) =>
      kind.is === 'any-of' ? choiceOf(ctx, extension, name, one) : String(one),
    );
    return all.length === 0 ? nothing : new Intl.ListFormat(ctx.locale, { type: 'unit' }).format(all);
  }
  if (kind.is === 'number') return new Intl.NumberFormat(ctx.locale).format(value as number);
  return kind.is === 'colour' ? String(value) : ctx.t('core.settings.quoted', { text: String(value) });
}

/** A value as people say it: “Workstreams”, Yes, nothing. */
export function inWords(ctx: Context, extension: string, question: Question, value: unknown): string {
  const { controls, kind, field } = question;
  const parts = controls.map((control) => {
    const own =
      kind.is === 'parts'
        ? ((value as Record<string, unknown> | null | undefined)?.[control.name.slice(field.length + 1)] ??
          (control.optional ? undefined : control.default))
        : value;
    const words = controlInWords(ctx, extension, control, own);
    return kind.is === 'parts'
      ? ctx.t('core.settings.part', { label: labelOf(ctx, extension, control.name), value: words })
      : words;
  });
  return parts.join('; ');
}

/** What holds where nobody decided. */
export const defaultInWords = (ctx: Context, extension: string, question: Question): string =>
  inWords(ctx, extension, question, (question.schema as { default?: unknown }).default);
