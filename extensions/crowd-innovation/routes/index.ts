import type { Resolver, RouteDefinition } from '@polyphony/core';
import { ballotRoutes } from './ballots.ts';
import { challengeRoutes } from './challenges.ts';
import { ideaRoutes } from './ideas.ts';
import { resultRoutes } from './results.ts';

export const routes = (r: Resolver): readonly RouteDefinition[] => [
  ...challengeRoutes(r),
  ...ideaRoutes(r),
  ...ballotRoutes(r),
  ...resultRoutes(r),
];
