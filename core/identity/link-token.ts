import { createHmac, timingSafeEqual } from 'node:crypto';
import { token } from '../contract/token.ts';

/**
 * Tokens of mailed links: `<what>.<HMAC-SHA256>`. Nothing of them is kept in the database, so nobody who reads it can open a
 * link; what is kept says whether the link has been used. `purpose` keeps a token of one kind from being one of another.
 */
export interface LinkTokens {
  make(purpose: string, what: string): string;
  /** What the token names, or null for one that this platform did not make. Says nothing about whether it may still be used. */
  read(purpose: string, given: string): string | null;
}

export const linkTokensToken = token<LinkTokens>('core.internal.LinkTokens');

export function linkTokens(secret: string): LinkTokens {
  const mac = (purpose: string, what: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['link', purpose, what]))
      .digest();
  return Object.freeze({
    make: (purpose: string, what: string) => `${what}.${mac(purpose, what).toString('base64url')}`,
    read(purpose: string, given: string) {
      const dot = given.lastIndexOf('.');
      if (dot < 1) return null;
      const what = given.slice(0, dot);
      const expected = mac(purpose, what);
      const actual = Buffer.from(given.slice(dot + 1), 'base64url');
      return actual.length === expected.length && timingSafeEqual(actual, expected) ? what : null;
    },
  });
}
