import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CommunityView } from '../contract/community.ts';
import type { MailedPurpose } from '../contract/page.ts';
import { token } from '../contract/token.ts';

type Community = Pick<CommunityView, 'key'>;

/**
 * Tokens of mailed links: `<what>.<HMAC-SHA256>`. Nothing of them is kept in the database, so nobody who reads it can open a
 * link; what is kept says whether the link has been used. A token is for one purpose in one community: a link of another is
 * no more here than any other text.
 */
export interface LinkTokens {
  make(community: Community, purpose: MailedPurpose, what: string): string;
  /** What the token names, or null for one that this platform did not make. Says nothing about whether it may still be used. */
  read(community: Community, purpose: MailedPurpose, given: string): string | null;
}

export const linkTokensToken = token<LinkTokens>('core.internal.LinkTokens');

export function linkTokens(secret: string): LinkTokens {
  const mac = ({ key }: Community, purpose: MailedPurpose, what: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['link', `${purpose} ${key}`, what]))
      .digest('base64url');
  return Object.freeze({
    make: (community: Community, purpose: MailedPurpose, what: string) => `${what}.${mac(community, purpose, what)}`,
    read(community: Community, purpose: MailedPurpose, given: string) {
      const dot = given.lastIndexOf('.');
      if (dot < 1) return null;
      const what = given.slice(0, dot);
      // as texts: the last letter has bits that decoding leaves out, so other texts have the same bytes
      const expected = Buffer.from(mac(community, purpose, what));
      const actual = Buffer.from(given.slice(dot + 1));
      return actual.length === expected.length && timingSafeEqual(actual, expected) ? what : null;
    },
  });
}
