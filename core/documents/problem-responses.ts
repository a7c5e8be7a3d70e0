import { IntlMessageFormat } from 'intl-messageformat';
import type { ProblemEntry } from '../contract/problem.ts';
import type { RouteDefinition } from '../contract/route.ts';

/** Codes that every route can answer with; what comes of the way there, and not of the route itself. */
function generalCodes({ access, method, schema, limits }: RouteDefinition): readonly string[] {
  const unsafe = method !== 'GET';
  return [
    'core.not-found',
    'core.sign-in-required',
    'core.too-many',
    'core.unavailable',
    'core.internal',
    ...(schema.query || schema.body ? ['core.invalid'] : []),
    ...(access === 'anyone' ? [] : ['core.confirm-first', 'core.waiting-for-managers', 'core.joining-refused']),
    ...(typeof access === 'object' ? ['core.not-permitted'] : []),
    ...(unsafe ? ['core.foreign-origin', 'core.idempotency-key-reused', 'core.idempotency-key-busy'] : []),
    ...(schema.body ? ['core.too-large', 'core.unsupported-media-type'] : []),
  ].filter((code) => code !== 'core.too-many' || unsafe || limits?.rate !== undefined);
}

/** Conflicts and unfit bodies: nothing that is only read can have them. */
const OF_CHANGES: ReadonlySet<number> = new Set([409, 412, 413, 415, 422, 428]);

export interface KnownProblem extends ProblemEntry {
  /** The extension whose catalogue it stands in. */
  readonly owner: string;
}

/** The codes that a route can answer with, by status. */
export function codesOf(
  owner: string,
  route: RouteDefinition,
  known: ReadonlyMap<string, KnownProblem>,
): ReadonlyMap<number, readonly string[]> {
  const own =
    route.problems ??
    (owner === 'core'
      ? []
      : [...known]
          .filter(([, entry]) => entry.owner === owner && (route.method !== 'GET' || !OF_CHANGES.has(entry.status)))
          .map(([code]) => code));
  const byStatus = new Map<number, string[]>();
  for (const code of new Set([...generalCodes(route), ...own])) {
    const status = known.get(code)?.status;
    if (status !== undefined) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

/** Kinds of a part of an ICU message, as its parser numbers them. */
const NUMBER = 2;
const DATE = 3;
const TIME = 4;
const SELECT = 5;
const PLURAL = 6;

/** A value for each argument of a message, such as its words need. */
function samples(parts: readonly Element[]): Record<string, unknown> {
  return Object.assign(
    {},
    ...parts.map(({ type, value = '', options = {} }) => {
      if (type === 0 || type === 7) return {};
      const inner = Object.assign({}, ...Object.values(options).map((option) => samples(option.value))) as object;
      if (type === NUMBER || type === PLURAL) return { ...inner, [value]: 30 };
      if (type === DATE || type === TIME) return { ...inner, [value]: new Date('2027-03-01T18:00:00Z') };
      if (type === SELECT) return { ...inner, [value]: Object.keys(options)[0] };
      return { ...inner, [value]: '…' };
    }),
  ) as Record<string, unknown>;
}

function worded(message: string): string {
  const format = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true });
  return String(format.format(samples(format.getAst() as readonly Element[]) as Record<string, string>));
}

export const problemType = (code: string) => `urn:polyphony:problem:${code}`;

const exampleOf = (code: string, { status, title, detail }: ProblemEntry) => ({
  type: problemType(code),
  title: worded(title),
  status,
  detail: worded(detail),
  code,
});

/** Collects the answers to what went wrong: each set of codes stands in the document once. */
export function problemResponses(known: ReadonlyMap<string, KnownProblem>) {
  const responses: Record<string, object> = {};
  const names = new Map<string, string>();
  return {
    responses,
    /** References by status. */
    of(owner: string, route: RouteDefinition): Readonly<Record<string, { readonly $ref: string }>> {
      return Object.fromEntries(
        [...codesOf(owner, route, known)].map(([status, codes]) => {
          const key = codes.join();
          let name = names.get(key);
          if (name === undefined) {
            const alike = codes.every((code) => code.startsWith('core.')) ? 'core' : owner;
            const taken = Object.keys(responses).filter((one) => one.startsWith(`${alike}.${status}`)).length;
            name = `${alike}.${status}${taken > 0 ? `.${taken + 1}` : ''}`;
            names.set(key, name);
            responses[name] = responseOf(status, codes, known);
          }
          return [String(status), { $ref: `#/components/responses/${name}` }];
        }),
      );
    },
  };
}

function responseOf(status: number, codes: readonly string[], known: ReadonlyMap<string, KnownProblem>): object {
  const entries = codes.flatMap((code) => {
    const entry = known.get(code);
    return entry ? [[code, entry] as const] : [];
  });
  return {
    description: entries.map(([code, { title }]) => `${worded(title)} (\`${code}\`)`).join(', '),
    ...([429, 503].includes(status) ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } } : {}),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            {
              type: 'object',
              properties: { status: { type: 'integer', const: status }, code: { type: 'string', enum: codes } },
            },
          ],
        },
        examples: Object.fromEntries(
          entries.map(([code, entry]) => [code, { summary: worded(entry.title), value: exampleOf(code, entry) }]),
        ),
      },
    },
  };
}
