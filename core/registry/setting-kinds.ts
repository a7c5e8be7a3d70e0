import type { TObject, TSchema } from 'typebox';

type Choice = string | number;

/** How a person can be asked for the value of a setting. */
export type SettingKind =
  | { readonly is: 'yes-no' }
  | { readonly is: 'one-of'; readonly values: readonly Choice[] }
  | { readonly is: 'any-of'; readonly values: readonly Choice[] }
  | {
      readonly is: 'number';
      readonly whole: boolean;
      readonly min?: number | undefined;
      readonly max?: number | undefined;
    }
  | { readonly is: 'colour' }
  | { readonly is: 'text'; readonly long: boolean; readonly max?: number | undefined }
  /** A list, one on a line. */
  | { readonly is: 'lines'; readonly numbers: boolean; readonly whole: boolean }
  /** Values that belong together, each asked by itself. */
  | { readonly is: 'parts'; readonly parts: Readonly<Record<string, TSchema>> };

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** `#` and six hexadecimal digits: what a colour field of a browser sends. */
export const COLOUR = '^#[0-9a-fA-F]{6}$';
/** Longer texts than this get a box of several lines. */
const ONE_LINE = 120;

const isChoice = (value: unknown): value is Choice => typeof value === 'string' || typeof value === 'number';

/** The values of an enum, written as `enum` or as a union of literals. */
function choicesOf({ enum: values, const: only, anyOf }: Shape): readonly Choice[] | undefined {
  const found = values ?? (only === undefined ? anyOf?.map((one) => one.const) : [only]);
  return found && found.length > 0 && found.every(isChoice) ? found : undefined;
}

/** The schema without its alternative null, and whether it had one. */
export function withoutNull(schema: TSchema): { readonly schema: TSchema; readonly nullable: boolean } {
  const { anyOf } = schema as Shape;
  const rest = anyOf?.filter(({ type }) => type !== 'null') ?? [];
  if (!anyOf || rest.length === anyOf.length) return { schema, nullable: false };
  return { schema: (rest.length === 1 ? rest[0] : { ...schema, anyOf: rest }) as TSchema, nullable: true };
}

/** How a form asks for it, or undefined where no form can: such a setting is the operator's. */
export function kindOf(setting: TSchema, depth = 0): SettingKind | undefined {
  const shape = withoutNull(setting).schema as Shape;
  const choices = choicesOf(shape);
  if (choices) return { is: 'one-of', values: choices };
  switch (shape.type) {
    case 'boolean':
      return { is: 'yes-no' };
    case 'integer':
    case 'number':
      return { is: 'number', whole: shape.type === 'integer', min: shape.minimum, max: shape.maximum };
    case 'string':
      if (shape.pattern === COLOUR) return { is: 'colour' };
      return { is: 'text', long: (shape.maxLength ?? 0) > ONE_LINE, max: shape.maxLength };
    case 'array': {
      const values = shape.items && choicesOf(shape.items);
      if (values) return { is: 'any-of', values };
      const of = shape.items?.type;
      if (of === 'string') return { is: 'lines', numbers: false, whole: false };
      return of === 'integer' || of === 'number' ? { is: 'lines', numbers: true, whole: of === 'integer' } : undefined;
    }
    case 'object': {
      const parts = (shape as unknown as Partial<TObject>).properties;
      if (depth > 0 || !parts || Object.values(parts).some((part) => !kindOf(part, depth + 1))) return undefined;
      return { is: 'parts', parts };
    }
    default:
      return undefined;
  }
}
