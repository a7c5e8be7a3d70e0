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

/** Those that an address can carry. */
const asText = oddTexts.filter((each) => each.trim() !== '' && !each.includes('\uD800'));

const SHARE = 2;
/** Some of a list, others for each turn. */
const some = <T>(list: readonly T[], turn: number): readonly T[] =>
  Array.from({ length: SHARE }, (_, at) => list[(turn * SHARE + at) % list.length] as T);

/** Bodies that differ from a good one in one field, and some that differ in all. */
function* bodies(schema: TSchema, good: Part, turn: number): Generator<unknown> {
  const fields = Object.keys((schema as { properties?: Part }).properties ?? {});
  yield* [[], 'text', 7, {}, { ...good, 'no-such-field': 1 }];
  for (const [place, field] of fields.entries()) {
    const { [field]: _left, ...without } = good;
    yield without;
    // not all with each field: the next one takes up where this one ends
    for (const value of [...some(wrongTypes, turn + place), ...some(oddTexts, turn + place)])
      yield { ...good, [field]: value };
  }
}

const pointed = ({ body, headers }: Answer): boolean =>
  /problem\+json/.test(headers.get('content-type') ?? '') &&
  (body as { errors?: readonly { pointer?: unknown }[] } | undefined)?.errors?.every(
    ({ pointer }) => typeof pointer === 'string',
  ) !== false;

/** The answer to a body that its schema refuses is 400 and says which field. */
const isRefusal = (answer: Answer) =>
  answer.status === 400 && pointed(answer) && Array.isArray((answer.body as { errors?: unknown } | undefined)?.errors);

async function tried(surface: Surface, world: World, turn: number): Promise<readonly string[]> {
  const { mine, platform } = world;
  const { name, path, schema, access, api, method } = surface;
  const wrong = new Set<string>();
  const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 80);
  const look = ({ status, text }: Answer, what: string) => {
    if (status >= 500) wrong.add(`${name} answers ${status} to ${what}: ${text.slice(0, 120)}`);
  };
  const may =
    access === 'anyone' || access === 'member' || platform.context(mine.slug, mine.manager).can(access.permission);
  const good = bodyFor(surface);
  const filled = fill(path, mine.made);

  for (const parameter of namesIn(path))
    for (const text of some(asText, turn))
      look(
        await ask(surface, mine.manager, fill(path, { ...mine.made, [parameter]: text }), good),
        `${parameter} = ${shown(text)}`,
      );
  for (const field of Object.keys((schema.query as { properties?: Part } | undefined)?.properties ?? {}))
    for (const text of some(asText, turn))
      look(
        await ask(surface, mine.manager, `${filled}?${field}=${encodeURIComponent(text)}&${field}=2`, good),
        `the query ${field} = ${shown(text)}`,
      );
  if (schema.body && method !== 'GET')
    for (const body of bodies(schema.body, good, turn)) {
      if (!api) {
        if (typeof body === 'object' && body !== null && !Array.isArray(body))
          look(await ask(surface, mine.manager, filled, body), shown(body) ?? '');
        continue;
      }
      const answer = await ask(surface, mine.manager, filled, body);
      look(answer, shown(body) ?? '');
      const fits = compile(schema.body, 'strict')(structuredClone(body));
      if (may && !fits && !isRefusal(answer) && answer.status < 500)
        wrong.add(
          `${name} answers ${answer.status} to what its schema refuses, without 400 and a pointer: ${shown(body)}`,
        );
    }
  return [...wrong];
}

/** Garbage is the sender's mistake: 400 with a pointer to the field where a schema speaks, and never 500. */
export const garbage: KeptPromise = {
  id: 'garbage',
  title: 'garbage is refused with a pointer to it, and never breaks anything',
  async broken(world) {
    if (!world.built) return [];
    const wrong: string[] = [];
    for (const [turn, surface] of surfacesOf(world.built).entries()) wrong.push(...(await tried(surface, world, turn)));
    return wrong;
  },
};
