import type { Context } from '../contract/context.ts';
import type { RouteAccess, RouteDefinition } from '../contract/route.ts';
import type { Contributions } from '../registry/contributions.ts';
import { coreVersion } from '../package-version.ts';

const documents = new WeakMap<Contributions, object>();

const plain = (schema: unknown) => JSON.parse(JSON.stringify(schema)) as Record<string, unknown>;
const pathOf = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}');

function parameters(route: RouteDefinition) {
  const of = (place: 'path' | 'query', schema: unknown) => {
    const { properties = {}, required = [] } = plain(schema ?? {}) as {
      properties?: Record<string, { description?: string }>;
      required?: string[];
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

const security = (access: RouteAccess) => (access === 'anyone' ? [] : [{ bearer: [] }, { cookie: [] }]);

function operation(extension: string, route: RouteDefinition) {
  const { body, response } = route.schema;
  const given = parameters(route);
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[^a-zA-Z0-9]+(\w?)/g, (_match, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    tags: [extension],
    'x-extension': extension,
    'x-permission': typeof route.access === 'string' ? route.access : route.access.permission,
    security: security(route.access),
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: plain(body) } } } } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(response).map(([status, schema]) => [
          status,
          {
            description: String((schema as { description?: string }).description ?? 'Done'),
            ...(status === '204'
              ? {}
              : {
                  content: { [route.reply === 'file' ? 'text/plain' : 'application/json']: { schema: plain(schema) } },
                }),
          },
        ]),
      ),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

/** What this community has, exactly; made once for each set of extensions. */
export function openApiDocument(contributions: Contributions, ctx: Context): object {
  let document = documents.get(contributions);
  if (!document) {
    const paths: Record<string, Record<string, object>> = {};
    for (const { extension, route } of contributions.routes) {
      const path = (paths[pathOf(`/api${route.path}`)] ??= {});
      path[route.method.toLowerCase()] = operation(extension, route);
    }
    const codes = contributions.extensions.flatMap(({ definition }) =>
      Object.entries(definition.problems?.entries ?? {}),
    );
    document = {
      openapi: '3.1.0',
      info: {
        title: 'Polyphony',
        version: coreVersion,
        description: 'The API of one community, with the extensions that are on in it.',
      },
      tags: contributions.extensions.map(({ id }) => ({ name: id })),
      paths,
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          cookie: { type: 'apiKey', in: 'cookie', name: '__Host-polyphony' },
        },
        responses: {
          Problem: {
            description: 'Problem details (RFC 9457)',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
        schemas: {
          Problem: {
            type: 'object',
            required: ['type', 'title', 'status', 'detail', 'code'],
            properties: {
              type: { type: 'string' },
              title: { type: 'string' },
              status: { type: 'integer' },
              detail: { type: 'string' },
              code: { type: 'string', enum: codes.map(([code]) => code) },
              errors: {
                type: 'array',
                items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } },
              },
            },
          },
        },
      },
    };
    documents.set(contributions, document);
  }
  return { ...document, servers: [{ url: ctx.url('') || '/' }] };
}
