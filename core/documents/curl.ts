import type { RouteDefinition } from '../contract/route.ts';
import { pathOf } from './operation.ts';

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * A command to copy. `address` is where the community begins, `body` what is sent, if anything; whoever uses it puts in a token and the
 * parts in braces.
 */
export function curlOf(route: RouteDefinition, address: string, body: unknown): string {
  return [
    `curl ${route.method === 'GET' ? '' : `-X ${route.method} `}${quoted(`${address}${pathOf(route.path)}`)}`,
    ...(route.access === 'anyone' && route.method === 'GET' ? [] : [`-H 'Authorization: Bearer TOKEN'`]),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body))}`]),
  ].join(' \\\n  ');
}
