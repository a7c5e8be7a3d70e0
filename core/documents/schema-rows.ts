import type { TSchema } from 'typebox';
import type { Deprecation } from '../contract/deprecation.ts';

/** One field of a schema, for a table. */
export interface SchemaRow {
  /** Path within the value: `pot.amount`, `items[].title`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  readonly deprecated: Deprecation | undefined;
}

type Part = Readonly<Record<string, any>>;

const range = ({ minimum, maximum, minLength, maxLength, minItems, maxItems }: Part) => {
  const low = minimum ?? minLength ?? minItems;
  const high = maximum ?? maxLength ?? maxItems;
  if (low === undefined && high === undefined) return '';
  if (high === undefined) return ` (${low} or more)`;
  return ` (${low === undefined || low === 0 ? 'at most ' : `${low} to `}${high})`;
};

/** The type of a value in the words of JSON Schema, or the values that there are. */
export function typeWords(schema: TSchema | Part): string {
  const part = schema as Part;
  if (part['const'] !== undefined) return JSON.stringify(part['const']);
  if (Array.isArray(part['enum'])) return part['enum'].map((value) => JSON.stringify(value)).join(' | ');
  if (Array.isArray(part['anyOf'])) return [...new Set(part['anyOf'].map(typeWords))].join(' | ');
  if (part['type'] === 'array') return `${part['items'] ? typeWords(part['items']) : 'any'}[]${range(part)}`;
  const unit = part['type'] === 'string' && range(part) ? `${range(part).replace(')', ' characters)')}` : range(part);
  return `${part['format'] ?? part['type'] ?? 'any'}${unit}`;
}

/** Objects that a schema may be, looking through lists and choices; with what their fields' names begin with. */
function objectsIn(schema: Part, prefix: string): readonly (readonly [Part, string])[] {
  if (schema['type'] === 'object' && schema['properties']) return [[schema, prefix === '' ? '' : `${prefix}.`]];
  if (schema['type'] === 'array' && schema['items']) return objectsIn(schema['items'], `${prefix}[]`);
  if (Array.isArray(schema['anyOf'])) return schema['anyOf'].flatMap((one: Part) => objectsIn(one, prefix));
  return [];
}

/** Every field of a schema, those of objects in it below their own. */
export function schemaRows(schema: TSchema | Part, prefix = ''): readonly SchemaRow[] {
  const seen = new Set<string>();
  return objectsIn(schema as Part, prefix).flatMap(([object, start]) =>
    Object.entries<Part>(object['properties']).flatMap(([field, part]) => {
      const name = `${start}${field}`;
      const own: SchemaRow = {
        name,
        type: typeWords(part),
        required: ((object['required'] as readonly string[] | undefined) ?? []).includes(field),
        description: part['description'] ?? '',
        deprecated: typeof part['deprecated'] === 'object' ? (part['deprecated'] as Deprecation) : undefined,
      };
      // a field of several of the choices is told once
      return [own, ...schemaRows(part, name)].filter((row) => !seen.has(row.name) && seen.add(row.name));
    }),
  );
}
