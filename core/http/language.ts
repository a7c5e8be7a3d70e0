import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { placeOf, viewOfRequest } from './request-state.ts';

const YEAR = 365 * 86_400;

/** Communities below one host each have their own, as with the session's. */
const cookieName = (request: FastifyRequest) => {
  const { base } = placeOf(request.raw);
  return base === '' ? 'polyphony-language' : `polyphony-${viewOfRequest(request).slug}-language`;
};

/** The language that the reader chose here before, as the browser says; anything may stand in it. */
export const chosenLanguage = (request: FastifyRequest): string | undefined => request.cookies?.[cookieName(request)];

/** Keeps the reader's choice in the browser for a year, for this community alone. */
export function rememberLanguage(request: FastifyRequest, reply: FastifyReply, language: string): void {
  const { base } = placeOf(request.raw);
  reply.setCookie(cookieName(request), language, {
    path: base === '' ? '/' : `${base}/`,
    httpOnly: true,
    sameSite: 'lax',
    secure: base === '' && request.protocol === 'https',
    maxAge: YEAR,
  });
}
