import type { TSchema } from 'typebox';
import { compile } from '../registry/schemas.ts';

type Part = Readonly<Record<string, unknown>>;

const FORMATS: Readonly<Record<string, string>> = {
  uuid: '01926f3a-7c1e-7c3b-8f4e-5a2b9c0d1e2f',
  'date-time': '2027-03-01T18:00:00Z',
  date: '2027-03-01',
  time: '18:00:00Z',
  email: 'robin@city.example',
  uri: 'https://city.example/',
};

function text(name: string, { format, minLength = 0, maxLength = 200 }: Part): string {
  const value = typeof format === 'string' ? FORMATS[format] : undefined;
  if (value !== undefined) return value;
  return name.slice(0, Number(maxLength)).padEnd(Number(minLength), '.');
}

/** What a schema says of itself (`examples`, `default`, `const`, `enum`), else something that fits. */
function made(schema: Part, name: string): unknown {
  const { examples, const: constant, enum: values, anyOf, type, properties, required, items } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (constant !== undefined) return constant;
  if (schema['default'] !== undefined) return schema['default'];
  if (Array.isArray(values)) return values[0];
  if (Array.isArray(anyOf)) return made(anyOf[0] as Part, name);
  switch (type) {
    case 'object': {
      const needed = new Set((required as readonly string[] | undefined) ?? []);
      const entries = Object.entries((properties as Readonly<Record<string, Part>> | undefined) ?? {});
      // what is needed, and where nothing is, the first field: a change has to say something
      const shown = needed.size > 0 ? entries.filter(([field]) => needed.has(field)) : entries.slice(0, 1);
      return Object.fromEntries(shown.map(([field, part]) => [field, made(part, field)]));
    }
    case 'array':
      return Number(schema['minItems'] ?? 1) > 0 && items ? [made(items as Part, name)] : [];
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return text(name, schema);
  }
}

/** A value that the schema takes, or undefined where none could be made (a pattern needs an `examples` of its own). */
export function exampleOf(schema: TSchema): unknown {
  const value = made(schema as unknown as Part, 'text');
  return compile(schema, 'strict')(structuredClone(value)) ? value : undefined;
}
