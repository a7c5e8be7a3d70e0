import '@fastify/cookie';
import '@fastify/jwt';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommunityView } from '../contract/community.ts';
import type { Identity } from '../identity/identity.ts';
import { SESSION_SECONDS } from '../identity/session-store.ts';
import type { Session } from '../identity/standing.ts';
import { placeOf, sessionOnce, viewOfRequest, type SignedIn } from './request-state.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The audience of operators' tokens; a community's is its key, a UUID, and so never this. */
const PLATFORM = 'platform';

/** On a host of its own over TLS the browser itself guards the name; below a path the path does. */
const cookieName = (view: CommunityView, base: string, secure: boolean) =>
  base !== '' ? `polyphony-${view.slug}` : secure ? '__Host-polyphony' : 'polyphony';
const platformCookie = (secure: boolean) => (secure ? '__Host-polyphony-platform' : 'polyphony-platform');
const bearerOf = (request: FastifyRequest) => /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];

/**
 * The only place that makes and reads tokens: HS256, for one audience (`aud`: a community, or the platform itself), naming a
 * session (`sid`) that is looked up with every request. A token alone opens nothing.
 */
export function tokenKeeper(app: FastifyInstance, identity: Identity, secret: string) {
  type Named = Pick<Session, 'id' | 'kind'>;
  const sign = (audience: string, sessionId: string, seconds: number) =>
    app.jwt.sign({ sid: sessionId }, { aud: audience, expiresIn: seconds * 1000, algorithm: 'HS256' });

  function sessionIdIn(token: string, audience: string): string | null {
    try {
      const payload = app.jwt.verify<{ sid?: unknown }>(token, {
        algorithms: ['HS256'],
        allowedAud: audience,
        requiredClaims: ['aud', 'exp'], // a claim that is missing would not be looked at
      });
      return typeof payload.sid === 'string' && UUID.test(payload.sid) ? payload.sid : null;
    } catch {
      return null;
    }
  }

  const cookieOptions = (base: string, secure: boolean) =>
    ({ path: base === '' ? '/' : `${base}/`, httpOnly: true, sameSite: 'lax', secure }) as const;

  /** Strict, as no link from elsewhere needs to find an operator signed in. */
  const platformOptions = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'strict', secure }) as const;

  const keeper = {
    /** The bearer token, or undefined after the cookie was set. */
    issue(request: FastifyRequest, reply: FastifyReply, session: Named): string | undefined {
      const view = viewOfRequest(request);
      const { base } = placeOf(request.raw);
      const token = sign(view.key, session.id, SESSION_SECONDS[session.kind]);
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
        const bearer = bearerOf(request);
        const given =
          request.headers.authorization === undefined
            ? request.cookies[cookieName(view, base, request.protocol === 'https')]
            : bearer;
        const sessionId = given === undefined ? null : sessionIdIn(given, view.key);
        if (sessionId === null) return null;
        const resumed = await identity.resume(view, sessionId);
        if (!resumed || resumed.kind !== (bearer ? 'bearer' : 'cookie')) return null;
        return { ...resumed, sessionId };
      }),

    /** The same for the platform's own pages. Which operator a session stands for is not looked up here. */
    platform: {
      /** The token; set as the cookie where the session is a browser's. It lasts `seconds`, as its session does. */
      issue(request: FastifyRequest, reply: FastifyReply, session: Named, seconds: number): string {
        const token = sign(PLATFORM, session.id, seconds);
        const secure = request.protocol === 'https';
        if (session.kind === 'cookie')
          reply.setCookie(platformCookie(secure), token, { ...platformOptions(secure), maxAge: seconds });
        return token;
      },
      clear(request: FastifyRequest, reply: FastifyReply) {
        const secure = request.protocol === 'https';
        reply.clearCookie(platformCookie(secure), platformOptions(secure));
      },
      /** The session that the request names, and how; a bearer token wins over a cookie here too. */
      named(request: FastifyRequest): Named | null {
        const asBearer = request.headers.authorization !== undefined;
        const given = asBearer ? bearerOf(request) : request.cookies[platformCookie(request.protocol === 'https')];
        const id = given === undefined ? null : sessionIdIn(given, PLATFORM);
        return id === null ? null : { id, kind: asBearer ? 'bearer' : 'cookie' };
      },
    },

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
