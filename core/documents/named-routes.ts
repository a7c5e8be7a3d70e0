import type { RouteDefinition } from '../contract/route.ts';
import type { Contributions } from '../registry/contributions.ts';
import { operationId } from './operation.ts';
import type { KnownProblem } from './problem-responses.ts';

/** A route with the name that programs call it by. */
export interface NamedRoute {
  readonly name: string;
  readonly extension: string;
  readonly route: RouteDefinition;
}

const cache = new WeakMap<Contributions, ReadonlyMap<string, NamedRoute>>();

/** Every route of a community by its name, in the order of extensions. Two paths that differ in signs alone get two names. */
export function namedRoutes(contributions: Contributions): ReadonlyMap<string, NamedRoute> {
  const known = cache.get(contributions);
  if (known) return known;
  const routes = new Map<string, NamedRoute>();
  for (const { extension, route } of contributions.routes) {
    let name = operationId(route.method, route.path);
    while (routes.has(name)) name += '_';
    routes.set(name, { name, extension, route });
  }
  cache.set(contributions, routes);
  return routes;
}

/** Every error of a community by its code. */
export const knownProblems = (contributions: Contributions): ReadonlyMap<string, KnownProblem> =>
  new Map(
    contributions.extensions.flatMap(({ id, definition }) =>
      Object.entries(definition.problems?.entries ?? {}).map(
        ([code, entry]) => [code, { ...entry, owner: id }] as const,
      ),
    ),
  );
