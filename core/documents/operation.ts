import type { TSchema } from 'typebox';
import type { PermissionDefinition } from '../contract/definition.ts';
import type { RouteAccess, RouteDefinition } from '../contract/route.ts';
import { exampleOf } from './example.ts';

/** A parameter as OpenAPI writes it. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A schema as JSON alone. What goes is `deprecated: true` with the words for it, as JSON Schema has no place for more. */
export const plain = (schema: unknown) =>
  JSON.parse(
    JSON.stringify(schema, (_key, value: unknown) => {
      const { deprecated, ...rest } = (value ?? {}) as { deprecated?: { use?: string; until?: string } | boolean };
      return typeof value === 'object' && !Array.isArray(value) && typeof deprecated === 'object' && deprecated.use
        ? { ...rest, deprecated: true, 'x-deprecated': { ...deprecated } }
        : value;
    }),
  ) as Record<string, unknown>;

/** `/groups/:group` as `/api/groups/{group}`. */
export const pathOf = (path: string) => `/api${path}`.replaceAll(/:(\w+)/g, '{$1}');

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** A name for programs: `GET /groups/:group/members` is `getGroupsByGroupMembers`. */
export const operationId = (method: string, path: string) =>
  method.toLowerCase() +
  path
    .split('/')
    .map((segment) => (segment.startsWith(':') ? `By${capital(segment.slice(1))}` : segment))
    .flatMap((segment) => segment.split(/[^a-zA-Z0-9]+/))
    .map(capital)
    .join('');

/** Path first, then query; a parameter of the path that no schema names is text. */
export function parametersOf(route: Pick<RouteDefinition, 'path' | 'schema'>): readonly Parameter[] {
  const of = (place: 'path' | 'query', schema: TSchema | undefined): Parameter[] => {
    const { properties = {}, required = [] } = plain(schema ?? {}) as {
      properties?: Readonly<Record<string, { readonly description?: string }>>;
      required?: readonly string[];
    };
    return Object.entries(properties).map(([name, { description, ...rest }]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    }));
  };
  const named = of('path', route.schema.params);
  const unnamed = [...route.path.matchAll(/:(\w+)/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => !named.some((parameter) => parameter.name === name))
    .map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' } }));
  return [...named, ...unnamed, ...of('query', route.schema.query)];
}

/** Who may call, in words. */
export function accessWords(access: RouteAccess, permissions: ReadonlyMap<string, PermissionDefinition>): string {
  if (access === 'anyone') return 'Anybody who reaches the community may call this.';
  if (access === 'member') return 'Members of the community may call this.';
  const title = permissions.get(access.permission)?.title;
  return `Members whose roles give \`${access.permission}\`${title ? ` (${title})` : ''} may call this.`;
}

const isPaged = ({ schema: { query } }: RouteDefinition) =>
  Object.hasOwn((query as { properties?: object } | undefined)?.properties ?? {}, 'after');

const describe = (route: RouteDefinition, permissions: ReadonlyMap<string, PermissionDefinition>) =>
  [
    accessWords(route.access, permissions),
    ...(isPaged(route)
      ? ['One page of a list: `next` goes into `after` of the following call, and is null at the end.']
      : []),
    ...(route.deprecated ? [`Goes with version ${route.deprecated.until}: use ${route.deprecated.use} instead.`] : []),
  ].join('\n\n');

const descriptions: Readonly<Record<string, string>> = {
  200: 'Done',
  201: 'Made',
  202: 'Taken, and done later',
  204: 'Done',
};

/** The type of what a download sends: `contentMediaType` of its schema. */
const mediaTypeOf = (route: RouteDefinition, schema: { readonly contentMediaType?: string }) =>
  route.reply === 'file' ? (schema.contentMediaType ?? 'text/plain') : 'application/json';

function answers(route: RouteDefinition): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(route.schema.response).map(([status, schema]) => {
      const { description, ...rest } = plain(schema) as { description?: string; contentMediaType?: string };
      const empty = status === '204' || (rest as { type?: string }).type === 'null';
      return [
        status,
        {
          description: description ?? descriptions[status] ?? 'Done',
          headers: {
            'X-Request-Id': { $ref: '#/components/headers/RequestId' },
            ...(route.method === 'GET'
              ? {}
              : { 'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' } }),
            ...(status === '201' ? { Location: { $ref: '#/components/headers/Location' } } : {}),
            ...(route.deprecated
              ? {
                  Deprecation: { $ref: '#/components/headers/Deprecation' },
                  ...(route.deprecated.sunset ? { Sunset: { $ref: '#/components/headers/Sunset' } } : {}),
                  Link: { $ref: '#/components/headers/Link' },
                }
              : {}),
          },
          ...(empty ? {} : { content: { [mediaTypeOf(route, rest)]: { schema: rest } } }),
        },
      ];
    }),
  );
}

function bodyOf(body: TSchema): object {
  const example = exampleOf(body);
  const needed = (body as { required?: readonly string[] }).required ?? [];
  return {
    required: needed.length > 0,
    content: { 'application/json': { schema: plain(body), ...(example === undefined ? {} : { example }) } },
  };
}

/** One route as an operation of OpenAPI. */
export function operationOf(
  { name, extension, route }: { readonly name: string; readonly extension: string; readonly route: RouteDefinition },
  permissions: ReadonlyMap<string, PermissionDefinition>,
  problems: Readonly<Record<string, object>>,
): object {
  const parameters = parametersOf(route);
  const unsafe = route.method !== 'GET';
  return {
    operationId: name,
    summary: route.summary,
    description: describe(route, permissions),
    tags: [extension],
    ...(route.deprecated ? { deprecated: true, 'x-deprecated': route.deprecated } : {}),
    'x-extension': extension,
    'x-permission': typeof route.access === 'string' ? route.access : route.access.permission,
    security: route.access === 'anyone' ? [{}, { bearer: [] }, { cookie: [] }] : [{ bearer: [] }, { cookie: [] }],
    ...(parameters.length > 0 || unsafe
      ? { parameters: [...parameters, ...(unsafe ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [])] }
      : {}),
    ...(route.schema.body ? { requestBody: bodyOf(route.schema.body) } : {}),
    responses: { ...answers(route), ...problems },
  };
}
