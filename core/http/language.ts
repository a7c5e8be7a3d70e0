import { fastifyCookie } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { placeOf } from './request-state.ts';

const YEAR = 365 * 86_400;

/** Communities below one host each have their own, as with the session's. */
const cookieName = (raw: IncomingMessage) => {
  const { base, view } = placeOf(raw);
  return base === '' ? 'polyphony-language' : `polyphony-${view?.slug}-language`;
};

/** The language that the reader chose here before, as the browser says; anything may stand in it. */
export const chosenLanguage = (raw: IncomingMessage): string | undefined =>
  raw.headers.cookie === undefined ? undefined : fastifyCookie.parse(raw.headers.cookie)[cookieName(raw)];

/** Keeps the reader's choice in the browser for a year, for this community alone. */
export function rememberLanguage(request: FastifyRequest, reply: FastifyReply, language: string): void {
  const { base } = placeOf(request.raw);
  reply.setCookie(cookieName(request.raw), language, {
    path: base === '' ? '/' : `${base}/`,
    httpOnly: true,
    sameSite: 'lax',
    secure: base === '' && request.protocol === 'https',
    maxAge: YEAR,
  });
}
