import type { IncomingMessage } from 'node:http';
import type { Communities } from '../community/communities.ts';
import { setPlace, type Place } from './request-state.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Nothing is here, and no extension may take it. */
const nowhere = (url: string) => (/^\/api(?=[/?]|$)/.test(url) ? '/api/-' : '/c/-');

/** An address that cannot be decoded is one where nothing is: it goes the way of every other unknown path. */
function readable(url: string): string {
  try {
    decodeURIComponent(url.split('?')[0] ?? '');
    return url;
  } catch {
    return nowhere(url);
  }
}

/** The host name of a request, without port and case. */
const hostOf = (header: string | undefined) => (header ?? '').toLowerCase().replace(/:\d+$/, '');

/** The platform's own hosts: those of `platform.yaml`, else loopback. Host names without a port. */
export const platformHostsOf = (configured: readonly string[]): ReadonlySet<string> =>
  new Set(configured.length > 0 ? configured : LOOPBACK);

/**
 * Finds the community: by its host, or under `/c/<slug>` on the platform's hosts (loopback, where none are set).
 * What is neither is the platform itself.
 */
export function placeFinder(communities: Communities, platformHosts: readonly string[], trustProxy: boolean) {
  const hosts = platformHostsOf(platformHosts);
  return (raw: IncomingMessage): Place => {
    const url = raw.url ?? '/';
    const place = (view: Place['view'], base: string, path: string) =>
      setPlace(raw, { view, base, url: readable(path) });
    const forwarded = trustProxy ? raw.headers['x-forwarded-host'] : undefined;
    const host = hostOf(typeof forwarded === 'string' ? forwarded : raw.headers.host);
    const own = communities.byHost(host);
    if (own) return place(own, '', url);
    const match = hosts.has(host) ? /^\/c\/([a-z0-9-]+)(?=[/?]|$)(.*)$/s.exec(url) : null;
    const view = match?.[1] === undefined ? undefined : communities.bySlug(match[1]);
    if (!view) return place(undefined, '', url);
    const rest = match?.[2] ?? '';
    return place(view, `/c/${view.slug}`, rest.startsWith('/') ? rest : `/${rest}`);
  };
}
