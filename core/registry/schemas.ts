import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { TSchema } from 'typebox';
import type { FieldProblem } from '../contract/problem.ts';
import type { Translate } from '../messages/translator.ts';

const addFormats = formats as unknown as (ajv: Ajv) => Ajv;
const base = {
  allErrors: true,
  verbose: true,
  strict: true,
  strictTypes: false,
  removeAdditional: false,
  useDefaults: true,
} as const;

/** Says of a setting who decides: `operator` (in the file, the default) or `manager` (on a page, unless the file names it). */
const OWNER = { keyword: 'owner', schemaType: 'string', metaSchema: { enum: ['operator', 'manager'] } } as const;

/** JSON is taken as it is: `"1"` is no number. */
const strict = addFormats(new Ajv({ ...base, coerceTypes: false })).addKeyword(OWNER);
/** Paths, queries and forms arrive as text and become what the schema says; one value of a list becomes a list. */
const coercing = addFormats(new Ajv({ ...base, coerceTypes: 'array' })).addKeyword(OWNER);

const cache = new WeakMap<object, { strict?: ValidateFunction; coercing?: ValidateFunction }>();

type Part = Record<string, unknown>;
const isPart = (value: unknown): value is Part => value !== null && typeof value === 'object' && !Array.isArray(value);

/** Refuses unknown fields at every depth unless the schema says otherwise: an object that names its properties is closed. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isPart(schema)) return schema;
  const copy: Part = { ...schema };
  // not `allOf`: its parts describe one object together, and each would refuse the fields of the others
  for (const key of ['items', 'anyOf', 'oneOf']) if (copy[key] !== undefined) copy[key] = closed(copy[key]);
  if (isPart(copy['properties'])) {
    copy['properties'] = Object.fromEntries(
      Object.entries(copy['properties']).map(([name, part]) => [name, closed(part)]),
    );
    if (copy['type'] === 'object' && copy['additionalProperties'] === undefined) copy['additionalProperties'] = false;
  }
  return copy;
}

/** Compiled once per schema. Throws where the schema itself is wrong, which admission reports. */
export function compile(schema: TSchema, as: 'strict' | 'coercing'): ValidateFunction {
  const known = cache.get(schema) ?? {};
  cache.set(schema, known);
  return (known[as] ??= (as === 'strict' ? strict : coercing).compile(closed(schema) as TSchema));
}

/** The message for a keyword of JSON Schema; its values are those that the schema gives. */
const keyFor = ({ keyword, params }: ErrorObject): string => {
  switch (keyword) {
    case 'required':
      return 'core.invalid.needed';
    case 'additionalProperties':
      return 'core.invalid.unknown';
    case 'minLength':
      return params['limit'] === 1 ? 'core.invalid.needed' : 'core.invalid.minLength';
    case 'format':
      return params['format'] === 'email' ? 'core.invalid.email' : 'core.invalid.format';
    case 'maxLength':
    case 'minimum':
    case 'maximum':
    case 'minItems':
    case 'maxItems':
    case 'uniqueItems':
    case 'enum':
    case 'type':
      return `core.invalid.${keyword}`;
    default:
      return 'core.invalid.other';
  }
};

/** What a person has to change, by field, in the words of `t`. */
export const fieldProblems = (errors: readonly ErrorObject[] | null | undefined, t: Translate): FieldProblem[] => {
  const seen = new Set<string>();
  return (errors ?? []).flatMap((error) => {
    const { params } = error;
    const extra = params['missingProperty'] ?? params['additionalProperty'];
    const pointer = extra === undefined ? error.instancePath : `${error.instancePath}/${String(extra)}`;
    if (seen.has(pointer)) return []; // one message a field; the first says most
    seen.add(pointer);
    const values = {
      ...params,
      name: params['additionalProperty'],
      values: (params['allowedValues'] as unknown[] | undefined)?.join(', '),
    };
    return [{ pointer, detail: t(keyFor(error), values) }];
  });
};
