import type { FastifyRequest } from 'fastify';
import { coreProblems } from '../contract/core-problems.ts';
import { placeOf, type SignedIn } from './request-state.ts';
import type { TokenKeeper } from './tokens.ts';

/** Where the browser says the request began; undefined where it does not say. */
function beganHere(request: FastifyRequest): boolean | undefined {
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin === undefined) return undefined;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}

/** A page of this origin may offer to change who is signed in: the front door does, and holds no session's token. */
const isSignIn = (request: FastifyRequest) => /^\/sign-in(?=\?|$)/.test(placeOf(request.raw).url);

/**
 * Refuses what another site made a member's browser send (OWASP, Cross-Site Request Forgery Prevention): a form needs the
 * session's token, JSON needs to come from this origin or to bring the token in `x-csrf-token`. A bearer token is never sent
 * by a browser on its own. Without a session only the origin is looked at, which keeps a stranger from signing a person in
 * to the stranger's account; that is all that signing in asks for, also where somebody is signed in, since it acts for no session.
 */
export function refuseForgery(
  request: FastifyRequest,
  session: Pick<SignedIn, 'kind' | 'sessionId'> | null,
  tokens: TokenKeeper,
  form: boolean,
): void {
  if (session?.kind === 'bearer' || (!session && request.headers.authorization !== undefined)) return;
  const here = beganHere(request);
  if (here === false) throw coreProblems.foreignOrigin();
  if (!session || (form && here === true && isSignIn(request))) return;
  const given = form ? (request.body as { _csrf?: unknown } | undefined)?._csrf : request.headers['x-csrf-token'];
  if (
    form ? tokens.csrfMatches(session.sessionId, given) : here === true || tokens.csrfMatches(session.sessionId, given)
  )
    return;
  throw coreProblems.foreignOrigin();
}
