import { audit, content, members, provide, spaces, token, type Provider, type Resolver } from '@polyphony/core';
import { makeBallots, type Ballots } from './ballots.ts';
import { makeChallenges, type Challenges } from './challenges.ts';
import { makeCounts, type Counts } from './counts.ts';
import { makeIdeas, type Ideas } from './ideas.ts';

export const challenges = token<Challenges>('crowd-innovation.Challenges');
export const ideas = token<Ideas>('crowd-innovation.Ideas');
export const ballots = token<Ballots>('crowd-innovation.Ballots');
export const counts = token<Counts>('crowd-innovation.Counts');

export const services = (r: Resolver): readonly Provider[] => [
  provide(challenges, () => makeChallenges({ spaces: r.get(spaces), audit: r.get(audit) })),
  provide(ideas, () => makeIdeas({ challenges: r.get(challenges), content: r.get(content), audit: r.get(audit) })),
  provide(ballots, () => makeBallots({ challenges: r.get(challenges), spaces: r.get(spaces) })),
  provide(counts, () =>
    makeCounts({
      challenges: r.get(challenges),
      spaces: r.get(spaces),
      content: r.get(content),
      members: r.get(members),
      audit: r.get(audit),
    }),
  ),
];
