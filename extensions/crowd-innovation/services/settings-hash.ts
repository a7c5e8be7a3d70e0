import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { StoredIdea } from '../store/ideas.ts';
import type { Challenge } from './challenges.ts';

/** Everything that decides what a ballot can say and how it is counted, as it is frozen, hashed and published. */
export interface FrozenSettings {
  readonly challenge: string;
  readonly pot: string | null;
  readonly currency: string | null;
  readonly exponent: number | null;
  readonly ballot: Challenge['ballot'];
  readonly rule: Challenge['rule'];
  readonly voters: string;
  readonly seedHash: string;
  readonly vote: { readonly opensAt: string; readonly closesAt: string } | null;
  readonly ideas: readonly {
    readonly number: number;
    readonly id: string;
    /** SHA-256 of the title. */
    readonly title: string;
    /** Minor units. */
    readonly cost: string | null;
  }[];
}

export function settingsOf(challenge: Challenge, ideas: readonly StoredIdea[]): FrozenSettings {
  const { pot, vote } = challenge;
  return {
    challenge: challenge.id,
    pot: pot?.amount.toString() ?? null,
    currency: pot?.currency ?? null,
    exponent: pot?.exponent ?? null,
    ballot: challenge.ballot,
    rule: challenge.rule,
    voters: challenge.voters,
    seedHash: challenge.seedHash,
    vote: vote ? { opensAt: vote.opensAt.toISOString(), closesAt: vote.closesAt.toISOString() } : null,
    ideas: ideas
      .filter(({ state }) => state === 'accepted')
      .map(({ number, id, titleHash, cost }) => ({ number, id, title: titleHash, cost: cost?.toString() ?? null })),
  };
}

/** SHA-256 of the canonical JSON of a value (RFC 8785), in hexadecimal digits: anyone can compute it from what is published. */
export function hashOf(value: unknown): string {
  return sha256(canonicalize(value) ?? '');
}

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
