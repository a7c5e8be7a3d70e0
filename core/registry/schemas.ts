import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { TSchema } from 'typebox';
import type { FieldProblem } from '../contract/problem.ts';

const addFormats = formats as unknown as (ajv: Ajv) => Ajv;
const base = {
  allErrors: true,
  verbose: true,
  strict: true,
  strictTypes: false,
  removeAdditional: false,
  useDefaults: true,
} as const;

/** JSON is taken as it is: `"1"` is no number. */
const strict = addFormats(new Ajv({ ...base, coerceTypes: false }));
/** Paths, queries and forms arrive as text and become what the schema says; one value of a list becomes a list. */
const coercing = addFormats(new Ajv({ ...base, coerceTypes: 'array' }));

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

const messages: Record<string, (error: ErrorObject) => string> = {
  required: () => 'This is needed.',
  additionalProperties: (error) => `There is no field called ${error.params['additionalProperty']}.`,
  minLength: (error) =>
    error.params['limit'] === 1 ? 'This is needed.' : `Use at least ${error.params['limit']} characters.`,
  maxLength: (error) => `Use at most ${error.params['limit']} characters.`,
  minimum: (error) => `This must be at least ${error.params['limit']}.`,
  maximum: (error) => `This must be at most ${error.params['limit']}.`,
  minItems: (error) => `Choose at least ${error.params['limit']}.`,
  maxItems: (error) => `Choose at most ${error.params['limit']}.`,
  enum: (error) => `Choose one of ${(error.params['allowedValues'] as unknown[]).join(', ')}.`,
  format: (error) =>
    error.params['format'] === 'email'
      ? 'Write an e-mail address, such as name@example.org.'
      : `This is not a valid ${error.params['format']}.`,
  type: (error) => `This must be of type ${error.params['type']}.`,
};

/** What a person has to change, by field. */
export const fieldProblems = (errors: readonly ErrorObject[] | null | undefined): FieldProblem[] => {
  const seen = new Set<string>();
  return (errors ?? []).flatMap((error) => {
    const extra = error.params['missingProperty'] ?? error.params['additionalProperty'];
    const pointer = extra === undefined ? error.instancePath : `${error.instancePath}/${String(extra)}`;
    if (seen.has(pointer)) return []; // one message a field; the first says most
    seen.add(pointer);
    return [{ pointer, detail: messages[error.keyword]?.(error) ?? `${error.message ?? 'is not valid'}.` }];
  });
};
