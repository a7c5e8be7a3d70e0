import { isDeepStrictEqual } from 'node:util';
import type { TObject, TSchema } from 'typebox';
import { kindOf, withoutNull, type SettingKind } from '../registry/setting-kinds.ts';

/** One thing to fill in: a field of the settings, or a part of one. */
export interface Control {
  /** What the form calls it: `label`, or `brand.colour`. */
  readonly name: string;
  readonly kind: Exclude<SettingKind, { readonly is: 'parts' }>;
  /** May be left empty: then the value is null, or the part is left out. */
  readonly optional: boolean;
  readonly default: unknown;
}

/** A field of the settings with what is filled in for it. */
export interface Question {
  readonly field: string;
  readonly schema: TSchema;
  readonly kind: SettingKind;
  /** One, or one for each part. */
  readonly controls: readonly Control[];
}

/** What a form sends for one control: texts, of which a box that is not ticked has none. */
export type Typed = readonly string[];
/** By the name of the control. */
export type Sent = Readonly<Record<string, unknown>>;

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => value !== null && typeof value === 'object' && !Array.isArray(value);
const defaultOf = (schema: TSchema): unknown => (schema as { default?: unknown }).default;

/** A value with the defaults of its parts, as an extension gets it. */
export function whole(schema: TSchema, value: unknown): unknown {
  const kind = kindOf(schema);
  if (kind?.is !== 'parts' || !isPart(value)) return value;
  const missing = Object.entries(kind.parts).filter(
    ([part, of]) => value[part] === undefined && defaultOf(of) !== undefined,
  );
  return { ...value, ...Object.fromEntries(missing.map(([part, of]) => [part, defaultOf(of)])) };
}

/** What is asked for one field. Admission has made sure that every field of managers can be asked for. */
export function questionOf(field: string, schema: TSchema): Question {
  const kind = kindOf(schema);
  if (!kind) throw new Error(`no form can ask for the setting ${field}`);
  if (kind.is !== 'parts') {
    const control: Control = {
      name: field,
      kind,
      optional: withoutNull(schema).nullable,
      default: defaultOf(schema),
    };
    return { field, schema, kind, controls: [control] };
  }
  const required = (schema as TObject).required ?? [];
  const fallback = whole(schema, defaultOf(schema));
  const controls = Object.entries(kind.parts).map(([part, of]): Control => {
    const { nullable } = withoutNull(of);
    return {
      name: `${field}.${part}`,
      kind: kindOf(of, 1) as Control['kind'],
      optional: nullable || !required.includes(part),
      default: isPart(fallback) ? fallback[part] : defaultOf(of),
    };
  });
  return { field, schema, kind, controls };
}

const partOf = ({ field, kind }: Question, { name }: Control, value: unknown): unknown =>
  kind.is === 'parts' ? (isPart(value) ? value[name.slice(field.length + 1)] : undefined) : value;

/** The value of one control within the value of its field, or its default. */
export const held = (question: Question, control: Control, value: unknown): unknown =>
  partOf(question, control, value) ?? (control.optional && value !== undefined ? undefined : control.default);

/** A value as its control shows it, and as a browser sends it back. */
export function shownOf({ kind }: Control, value: unknown): Typed {
  if (value === undefined || value === null) return [];
  if (kind.is === 'yes-no') return value === true ? ['yes'] : [];
  if (kind.is === 'any-of') return (value as unknown[]).map(String);
  if (kind.is === 'lines') return [(value as unknown[]).map(String).join('\n')];
  return [String(value)];
}

/** Line ends as the schema counts them; what stands around a text is no part of it. */
const plain = (text: string) => text.replaceAll(/\r\n?/g, '\n').trim();

const lines = (text: string) =>
  plain(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What one control sent. Not ticked and left empty both send nothing, or ''. */
export const typedOf = (sent: Sent, { name }: Control): Typed =>
  [sent[name]].flat().filter((one): one is string => typeof one === 'string' && one !== '');

/** Whether two answers say the same, however their lines end. */
export function alike({ kind }: Control, one: Typed, other: Typed): boolean {
  const form = (typed: Typed) =>
    kind.is === 'lines'
      ? lines(typed.join('\n'))
      : kind.is === 'any-of'
        ? typed.toSorted()
        : typed.map((text) => (kind.is === 'colour' ? plain(text).toLowerCase() : plain(text))).filter(Boolean);
  return isDeepStrictEqual(form(one), form(other));
}

/** A number as people write it; what is no number stays text, so that the schema says so. */
function numberOf(text: string): unknown {
  const written = plain(text)
    .replaceAll(/[\s\u00A0\u202F]/g, '')
    .replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written) ? Number(written) : text;
}

/** The value that an answer means, in the JSON type of the schema. Not checked against it yet. */
export function valueOf({ kind, optional }: Control, typed: Typed): unknown {
  const text = plain(typed[0] ?? '');
  switch (kind.is) {
    case 'yes-no':
      return typed.includes('yes');
    case 'one-of':
      return kind.values.find((value) => String(value) === typed[0]) ?? (optional && text === '' ? null : text);
    case 'any-of':
      return kind.values
        .filter((value) => typed.includes(String(value)))
        .concat(typed.filter((one) => !kind.values.some((value) => String(value) === one)));
    case 'lines':
      return kind.numbers ? lines(text).map(numberOf) : lines(text);
    case 'number':
      return text === '' ? (optional ? null : '') : numberOf(text);
    case 'colour':
    case 'text':
      return text === '' && optional ? null : text;
  }
}

/** The value of a field from everything that was sent; a part that was left empty and may be is left out. */
export function answerOf(question: Question, sent: Sent): unknown {
  const { controls, kind, schema, field } = question;
  const only = controls[0];
  if (kind.is !== 'parts') return only && valueOf(only, typedOf(sent, only));
  const entries = controls.flatMap((control) => {
    const part = control.name.slice(field.length + 1);
    const value = valueOf(control, typedOf(sent, control));
    const nullable = withoutNull((schema as TObject).properties[part] ?? schema).nullable;
    return value === null && !nullable ? [] : [[part, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Whether the person left a field as it was shown to them. */
export const untouched = (question: Question, sent: Sent, value: unknown): boolean =>
  question.controls.every((control) =>
    alike(control, typedOf(sent, control), shownOf(control, held(question, control, value))),
  );

/** Whether a value is what holds without anybody's decision. */
export const isDefault = (question: Question, value: unknown): boolean =>
  question.controls.every((control) =>
    alike(control, shownOf(control, partOf(question, control, value)), shownOf(control, control.default)),
  );
