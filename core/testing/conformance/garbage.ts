import type { TSchema } from 'typebox';
import { compile } from '../../registry/schemas.ts';
import type { Answer } from '../platform.ts';
import type { KeptPromise } from './promise.ts';
import { ask, bodyFor, fill, namesIn, surfacesOf, type Surface } from './surfaces.ts';
import type { World } from './world.ts';

type Part = Readonly<Record<string, unknown>>;

/** What no field expects: other types, depths and sizes. */
const wrongTypes: readonly unknown[] = [null, true, -1, 1.5, 1e308, [], [[]], {}, { a: { b: [] } }, 'x'.repeat(70_000)];
/** Text that is text and troubles whoever takes it for more. */
const oddTexts = [
  '',
  ' ',
  'x',
  '\0',
  'a\0b',
  '\uD800',
  "' or 1=1 --",
  '%00',
  '../../etc/passwd',
  '🧩'.repeat(40),
  '-0',
  'null',
  '1e999',
  '\u202E',
];

/** One request with one thing wrong in it. */
type Sent =
  | { readonly in: 'path'; readonly name: string; readonly text: string }
  | { readonly in: 'query'; readonly name: string; readonly text: string }
  | { readonly in: 'body'; readonly body: unknown };

type Check = typeof import('fast-check');

/** Random requests for each part of an address, a query or a body, and the most for one surface. */
const RUNS = { each: 4, most: 80 } as const;
/** Milliseconds for one surface, with the search for the smallest request that fails. */
const PATIENCE = 60_000;

const fieldsOf = (schema: TSchema | undefined) =>
  Object.keys((schema as { properties?: Part } | undefined)?.properties ?? {});

/** Those that nobody should leave to chance: no object, a field too many, a field too few. */
function fixed(fields: readonly string[], good: Part): readonly Sent[] {
  const without = fields.map((field) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== field)));
  const bodies = [[], 'text', 7, {}, { ...good, 'no-such-field': 1 }, ...without];
  return bodies.map((body) => ({ in: 'body', body }));
}

/** Anything else: odd texts in the address and the query, and bodies that differ from a good one in some fields. */
function arbitrary(fc: Check, { path, schema }: Surface, good: Part): { readonly parts: number; readonly sent: any } {
  const text = fc.oneof(
    fc.constantFrom(...oddTexts),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  );
  // what an address can carry and stays in its place
  const addressed = text.filter((one) => one.isWellFormed() && !['', '.', '..'].includes(one.trim()));
  const value = fc.oneof(text, fc.constantFrom(...wrongTypes), fc.jsonValue({ maxDepth: 2 }));
  const names = namesIn(path);
  const asked = fieldsOf(schema.query);
  const fields = fieldsOf(schema.body);
  const one = (where: 'path' | 'query', of: readonly string[]) => ({
    weight: of.length,
    arbitrary: fc.record({ in: fc.constant(where), name: fc.constantFrom(...of), text: addressed }),
  });
  const changed = () =>
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...fields), value), {
        minLength: 1,
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((changes) => ({ in: 'body' as const, body: { ...good, ...Object.fromEntries(changes) } }));
  const all = [
    ...(names.length > 0 ? [one('path', names)] : []),
    ...(asked.length > 0 ? [one('query', asked)] : []),
    ...(fields.length > 0 ? [{ weight: 2 * fields.length, arbitrary: changed() }] : []),
  ];
  const parts = names.length + asked.length + fields.length;
  return { parts, sent: all.length > 0 ? fc.oneof(...all) : undefined };
}

const pointed = ({ body, headers }: Answer): boolean =>
  /problem\+json/.test(headers.get('content-type') ?? '') &&
  (body as { errors?: readonly { pointer?: unknown }[] } | undefined)?.errors?.every(
    ({ pointer }) => typeof pointer === 'string',
  ) !== false;

/** The answer to a body that its schema refuses is 400 and says which field. */
const isRefusal = (answer: Answer) =>
  answer.status === 400 && pointed(answer) && Array.isArray((answer.body as { errors?: unknown } | undefined)?.errors);

async function tried(surface: Surface, world: World, fc: Check, seed: number): Promise<string | undefined> {
  const { mine, platform } = world;
  const { name, path, schema, access, api, method } = surface;
  const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 80);
  const may =
    access === 'anyone' || access === 'member' || platform.context(mine.slug, mine.manager).can(access.permission);
  const good = bodyFor(surface);
  const filled = fill(path, mine.made);

  /** What is wrong with the answer, if anything is. */
  const send = async (sent: Sent): Promise<string | undefined> => {
    const address =
      sent.in === 'path'
        ? fill(path, { ...mine.made, [sent.name]: sent.text })
        : sent.in === 'query'
          ? `${filled}?${sent.name}=${encodeURIComponent(sent.text)}&${sent.name}=2`
          : filled;
    const body = sent.in === 'body' ? sent.body : good;
    // a form has fields, and nothing else can be sent with one
    if (!api && (typeof body !== 'object' || body === null || Array.isArray(body))) return undefined;
    const answer = await ask(surface, mine.manager, address, body);
    const what =
      sent.in === 'body' ? shown(body) : `${sent.in === 'path' ? '' : 'the query '}${sent.name} = ${shown(sent.text)}`;
    if (answer.status >= 500) return `${name} answers ${answer.status} to ${what}: ${answer.text.slice(0, 120)}`;
    if (sent.in !== 'body' || !api || !schema.body || !may) return undefined;
    const fits = compile(schema.body, 'strict')(structuredClone(body));
    return fits || isRefusal(answer)
      ? undefined
      : `${name} answers ${answer.status} to what its schema refuses, without 400 and a pointer: ${what}`;
  };

  const fields = fieldsOf(schema.body);
  const examples = schema.body && method !== 'GET' ? fixed(fields, good) : [];
  for (const example of examples) {
    const wrong = await send(example);
    if (wrong !== undefined) return wrong;
  }
  const { parts, sent } = arbitrary(fc, surface, good);
  if (!sent) return undefined;
  let wrong: string | undefined;
  const property = fc.asyncProperty(sent, async (one) => {
    const found = await send(one as Sent);
    wrong = found ?? wrong; // while it is made smaller the last one found is the smallest
    return found === undefined;
  });
  const { failed } = await fc.check(property, {
    seed,
    numRuns: Math.min(RUNS.most, RUNS.each * parts),
    interruptAfterTimeLimit: PATIENCE,
  });
  return failed && wrong !== undefined ? `${wrong} (to send the same again: POLYPHONY_SEED=${seed})` : undefined;
}

/** A tool of whoever tests, which an installation does without. */
async function fastCheck(): Promise<Check> {
  try {
    return await import('fast-check');
  } catch (error) {
    throw new Error('the conformance suite needs fast-check: npm install --save-dev fast-check', { cause: error });
  }
}

/** Garbage is the sender's mistake: 400 with a pointer to the field where a schema speaks, and never 500. */
export const garbage: KeptPromise = {
  id: 'garbage',
  title: 'garbage is refused with a pointer to it, and never breaks anything',
  async broken(world) {
    if (!world.built) return [];
    const fc = await fastCheck();
    const seed = Number(process.env['POLYPHONY_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
    const wrong: string[] = [];
    for (const surface of surfacesOf(world.built)) {
      const found = await tried(surface, world, fc, seed);
      if (found !== undefined) wrong.push(found);
    }
    return wrong;
  },
};
