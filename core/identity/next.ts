import type { Context } from '../contract/context.ts';
import { ownPath } from '../http/own-path.ts';
import type { Exchange } from './exchange.ts';

/** A path of this community to go back to after signing in; anything else, and the ways in themselves, is the home page. */
export function safeNext(next: string | undefined | null): string {
  const path = ownPath(next ?? undefined);
  return /^\/(sign-in|join)(?=[/?]|$)/.test(path) ? '/' : path;
}

/** Where the visitor of a closed door stood: the browser says so, the page must not. */
export function knockedAt({ request }: Exchange, ctx: Context): string | undefined {
  const referrer = request.headers.referer;
  const url = referrer === undefined ? null : URL.parse(referrer);
  const base = ctx.url('');
  return url && url.host === request.host && url.pathname.startsWith(base)
    ? `${url.pathname.slice(base.length)}${url.search}`
    : undefined;
}
