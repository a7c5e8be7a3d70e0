/** Everything of the platform that answers requests in a community, taken from the registry, and how it is asked. */
import type { Answer, Client, Platform } from '@polyphony/core/testing';
import type { Attempt, Entry } from './requests.ts';
import type { Role, World } from './world.ts';

export interface Surface {
  /** Its name in `requests`. */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly api: boolean;
  /** 401 or 403 for those whom the declared access leaves out. */
  refusal(role: Role): 401 | 403 | undefined;
}

export const surfacesOf = ({ app, context }: Platform, world: World): readonly Surface[] =>
  [app.registry.core, ...app.registry.built.values()].flatMap(({ routes, pages }) => {
    const surface = (method: string, path: string, { access }: Pick<(typeof routes)[number], 'access'>): Surface => ({
      key: `${method} ${path}`,
      method,
      path,
      api: path.startsWith('/api/'),
      refusal(role) {
        if (access === 'anyone') return undefined;
        if (role === 'visitor') return 401;
        return access === 'member' || context(world.slug, world.as[role]).can(access.permission) ? undefined : 403;
      },
    });
    return [
      ...routes.map((route) => surface(route.method, `/api${route.path}`, route)),
      ...pages.filter(({ kind }) => kind !== 'action').map((page) => surface('GET', page.path, page)),
      ...pages.filter(({ kind }) => kind !== 'page').map((page) => surface('POST', page.path, page)),
    ];
  });

/** What the declared access and the entry of a route say that it answers to a request of its own community. */
export function expected({ api, method, refusal }: Surface, { status, but }: Entry, role: Role): number {
  const refused = refusal(role);
  if (refused === 401 && !api && method === 'GET') return 303; // to the door, and back after signing in
  const usual = { GET: 200, PUT: 200, PATCH: 200, DELETE: 204 }[method] ?? 303;
  return refused ?? but?.[role]?.[0] ?? status ?? usual;
}

/** A request in which every name is resolved. */
export interface Request {
  readonly path: string;
  readonly body: Attempt['body'];
}

/** Things are asked for by their slug at home, and by their id elsewhere, where the slug is another thing's. */
export function request({ path }: Surface, { params = {}, query = {}, body }: Attempt, by: 'slug' | 'id'): Request {
  const filled = path.replaceAll(/:(\w+)/g, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(typeof value === 'string' ? value : value[by]);
  });
  const search = new URLSearchParams(query).toString();
  return { path: search ? `${filled}?${search}` : filled, body };
}

/** JSON with a token for `/api`, as a browser with cookie and form token for pages. */
export function ask({ method, api }: Surface, client: Client, { path, body }: Request): Promise<Answer> {
  if (api) return client.request(method, path, body || method === 'POST' ? { json: body ?? {} } : {});
  return method === 'GET' ? client.get(path) : client.form(path, (body ?? {}) as Record<string, string>);
}

/** The attempt at home with parts of the other community: all of its path, each single part, and what the body names. */
export function* crossings({ refers }: Entry, home: Attempt, other: Attempt): Generator<Attempt> {
  const { params = {}, body, query } = other;
  const names = Object.keys(params);
  if (names.length > 0) yield { ...home, params };
  if (names.length > 1)
    for (const name of names) yield { ...home, params: { ...home.params, [name]: params[name] ?? '' } };
  if (refers) yield { ...home, ...(body && { body }), ...(query && { query }) };
}
