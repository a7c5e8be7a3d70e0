import { token } from '@polyphony/core';
import type { Ballots } from './ballots.ts';
import type { Challenges } from './challenges.ts';
import type { Counts } from './counts.ts';
import type { Ideas } from './ideas.ts';

export const challenges = token<Challenges>('crowd-innovation.Challenges');
export const ideas = token<Ideas>('crowd-innovation.Ideas');
export const ballots = token<Ballots>('crowd-innovation.Ballots');
export const counts = token<Counts>('crowd-innovation.Counts');
