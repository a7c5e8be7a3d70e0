import '@fastify/cookie';
import '@fastify/jwt';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommunityView } from '../contract/community.ts';
import type { Identity, Session } from '../identity/identity.ts';
import { SESSION_SECONDS } from '../identity/identity.ts';
import { placeOf, sessionOnce, viewOfRequest, type SignedIn } from './request-state.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** On a host of its own over TLS the browser itself guards the name; below a path the path does. */
const cookieName = (view: CommunityView, base: string, secure: boolean) =>
  base !== '' ? `polyphony-${view.slug}` : secure ? '__Host-polyphony' : 'polyphony';

/**
 * The only place that makes and reads tokens: HS256, for one community (`aud`), naming a session (`sid`) that is looked up
 * with every request. A token alone opens nothing.
 */
export function tokenKeeper(app: FastifyInstance, identity: Identity, secret: string) {
  const sign = (view: CommunityView, session: Session) =>
    app.jwt.sign(
      { sid: session.id },
      { aud: view.key, expiresIn: SESSION_SECONDS[session.kind] * 1000, algorithm: 'HS256' },
    );

  function sessionIdIn(token: string, view: CommunityView): string | null {
    try {
      const payload = app.jwt.verify<{ sid?: unknown }>(token, {
        algorithms: ['HS256'],
        allowedAud: view.key,
        requiredClaims: ['aud', 'exp'], // a claim that is missing would not be looked at
      });
      return typeof payload.sid === 'string' && UUID.test(payload.sid) ? payload.sid : null;
    } catch {
      return null;
    }
  }

  const cookieOptions = (base: string, secure: boolean) =>
    ({ path: base === '' ? '/' : `${base}/`, httpOnly: true, sameSite: 'lax', secure: base === '' && secure }) as const;

  const keeper = {
    /** The bearer token, or undefined after the cookie was set. */
    issue(request: FastifyRequest, reply: FastifyReply, session: Session): string | undefined {
      const view = viewOfRequest(request);
      const { base } = placeOf(request.raw);
      const token = sign(view, session);
      if (session.kind === 'bearer') return token;
      const secure = request.protocol === 'https';
      reply.setCookie(cookieName(view, base, secure), token, {
        ...cookieOptions(base, secure),
        maxAge: SESSION_SECONDS.cookie,
      });
      return undefined;
    },

    clear(request: FastifyRequest, reply: FastifyReply) {
      const { base } = placeOf(request.raw);
      const secure = request.protocol === 'https';
      reply.clearCookie(cookieName(viewOfRequest(request), base, secure), cookieOptions(base, secure));
    },

    /** Who asks, or null for a visitor. A bearer token wins over a cookie, and a bad one is not rescued by it. */
    session: (request: FastifyRequest): Promise<SignedIn | null> =>
      sessionOnce(request, async () => {
        const view = viewOfRequest(request);
        const { base } = placeOf(request.raw);
        const bearer = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
        const given =
          request.headers.authorization === undefined
            ? request.cookies[cookieName(view, base, request.protocol === 'https')]
            : bearer;
        const sessionId = given === undefined ? null : sessionIdIn(given, view);
        if (sessionId === null) return null;
        const resumed = await identity.resume(view, sessionId);
        if (!resumed || resumed.kind !== (bearer ? 'bearer' : 'cookie')) return null;
        return { actor: resumed.actor, sessionId, kind: resumed.kind };
      }),

    /** The CSRF token of a session: the same for as long as it lasts, so that equal pages have equal bytes. */
    csrf: (sessionId: string) => createHmac('sha256', secret).update(`csrf ${sessionId}`).digest('base64url'),

    csrfMatches(sessionId: string, given: unknown): boolean {
      const expected = Buffer.from(keeper.csrf(sessionId));
      const actual = Buffer.from(typeof given === 'string' ? given : '');
      return actual.length === expected.length && timingSafeEqual(actual, expected);
    },
  };
  return keeper;
}
export type TokenKeeper = ReturnType<typeof tokenKeeper>;
