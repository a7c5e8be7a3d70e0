import { audit, content, members, provide, spaces, type Provider, type Resolver } from '@polyphony/core';
import { makeBallots } from './ballots.ts';
import { makeChallenges } from './challenges.ts';
import { makeCounts } from './counts.ts';
import { makeIdeas } from './ideas.ts';
import { ballots, challenges, counts, ideas } from './tokens.ts';

export { ballots, challenges, counts, ideas };

export const services = (r: Resolver): readonly Provider[] => [
  provide(challenges, () => makeChallenges({ spaces: r.get(spaces), audit: r.get(audit) })),
  provide(ideas, () => makeIdeas({ challenges: r.get(challenges), content: r.get(content), audit: r.get(audit) })),
  provide(ballots, () => makeBallots({ challenges: r.get(challenges), spaces: r.get(spaces) })),
  provide(counts, () =>
    makeCounts({
      challenges: r.get(challenges),
      content: r.get(content),
      members: r.get(members),
      audit: r.get(audit),
    }),
  ),
];
