import type { RouteDefinition } from '../contract/route.ts';

/** Headers that say that a route goes: `Deprecation` (RFC 9745), `Sunset` (RFC 8594), and where it is described. */
export function deprecationHeaders(
  { deprecated }: Pick<RouteDefinition, 'deprecated'>,
  url: (path: string) => string,
): Readonly<Record<string, string>> {
  if (!deprecated) return {};
  const { from, sunset } = deprecated;
  return {
    deprecation: `@${Math.floor(Date.parse(from) / 1000)}`,
    ...(sunset === undefined ? {} : { sunset: new Date(sunset).toUTCString() }),
    link: `<${url('/api/docs')}>; rel="deprecation"; type="text/html"`,
  };
}
