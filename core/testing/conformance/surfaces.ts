/** Every address of an extension, and how it is asked for. */
import type { PageDefinition } from '../../contract/page.ts';
import type { RouteAccess, RouteDefinition } from '../../contract/route.ts';
import { exampleOf } from '../../documents/example.ts';
import type { Built } from '../../registry/contributions.ts';
import type { Answer, Client } from '../platform.ts';
import type { Made } from './world.ts';

export interface Surface {
  /** Such as `POST /api/groups/:group/join`. */
  readonly name: string;
  readonly method: string;
  /** With its parameters as `:name`. */
  readonly path: string;
  readonly api: boolean;
  readonly access: RouteAccess;
  readonly schema: RouteDefinition['schema'] | PageDefinition['schema'];
}

export function surfacesOf({ routes, pages }: Built): readonly Surface[] {
  const page = (method: string) => (one: PageDefinition) => ({
    name: `${method} ${one.path}`,
    method,
    path: one.path,
    api: false,
    access: one.access,
    schema: one.schema,
  });
  return [
    ...routes.map((route) => ({
      name: `${route.method} /api${route.path}`,
      method: route.method,
      path: `/api${route.path}`,
      api: true,
      access: route.access,
      schema: route.schema,
    })),
    ...pages.filter(({ kind }) => kind !== 'action').map(page('GET')),
    ...pages.filter(({ kind }) => kind !== 'page').map(page('POST')),
  ];
}

export const namesIn = (pattern: string): readonly string[] =>
  [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** An id that nothing has. */
export const NOBODY = '01926f3a-7c1e-7c3b-8f4e-5a2b9c0d1e2f';

/** The address of something that was made; a parameter that `seed` did not name leads to nothing. */
export const fill = (pattern: string, made: Made): string =>
  pattern.replaceAll(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(made[name] ?? NOBODY));

/** Whether everything in the address was made, so that it answers. */
export const isMade = (pattern: string, made: Made): boolean =>
  namesIn(pattern).every((name) => made[name] !== undefined);

/** As its schema says, so that nothing but access stands in the way. */
export const bodyFor = ({ schema }: Surface): Readonly<Record<string, unknown>> => {
  const example = schema.body ? exampleOf(schema.body) : {};
  return typeof example === 'object' && example !== null ? (example as Record<string, unknown>) : {};
};

const asFields = (body: Readonly<Record<string, unknown>>): Record<string, string | readonly string[]> =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  );

/** Sends it as a client does: JSON with a token, or a browser's form. */
export function ask({ method, api }: Surface, client: Client, pathname: string, body: unknown = {}): Promise<Answer> {
  if (method === 'GET') return client.get(pathname);
  if (api) return client.request(method, pathname, { json: body });
  return client.form(pathname, asFields(body as Record<string, unknown>));
}

/** Pages and lists of core that gather what extensions bring. */
export const gatherings = [
  '/',
  '/people',
  '/manage',
  '/me',
  '/more',
  '/welcome',
  '/api/me',
  '/api/community',
  '/api/content',
  '/api/openapi.json',
] as const;

/** What differs between two answers to the same question: tokens of forms, names of requests. */
export const steady = (text: string): string =>
  text
    .replaceAll(/name="_csrf" value="[^"]*"/g, '')
    .replaceAll(/nonce[-=]"?[\w+/=-]+"?/g, '')
    .replaceAll(/content="csrf[^"]*"/g, '');
