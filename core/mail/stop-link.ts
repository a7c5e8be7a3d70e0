import type { CommunityView } from '../contract/community.ts';

/** What a token that stops a kind of mail is for: one community, so that a link of one is no link of another. */
export const stopLink = ({ key }: Pick<CommunityView, 'key'>): string => `stop ${key}`;
