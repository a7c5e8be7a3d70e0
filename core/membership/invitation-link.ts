import type { CommunityView } from '../contract/community.ts';

/** What the token of an invitation is for: one community, so that a link of one is no link of another. */
export const invitationLink = ({ key }: Pick<CommunityView, 'key'>): string => `invitation ${key}`;
