import type { Audience, Joining } from '@polyphony/core';

/**
 * `open`: whoever reaches the community sees and reads the group, and members join by themselves.
 * `closed`: members of the community see its name and purpose; its own members read it; its organisers add people.
 */
export const opennesses = ['open', 'closed'] as const;
export type Openness = (typeof opennesses)[number];

interface SpaceRules {
  readonly see: Audience | 'space';
  readonly read: Audience | 'space';
  readonly joining: Joining;
}

/** What the two words mean for the space, where they are kept and decided. */
export const rulesOf: Readonly<Record<Openness, SpaceRules>> = {
  open: { see: 'everyone', read: 'everyone', joining: 'open' },
  closed: { see: 'member', read: 'space', joining: 'added' },
};

/** The two words differ in how people come in, so that tells them apart. */
export const opennessOf = (joining: Joining): Openness => (joining === 'open' ? 'open' : 'closed');
