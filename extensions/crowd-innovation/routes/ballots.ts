import { noContent, Type, type Resolver, type RouteDefinition } from '@polyphony/core';
import { route } from '../extension.ts';
import { ballots } from '../services/index.ts';
import { ballotOnWire } from './present.ts';
import { Ballot, BallotBody, ByChallenge } from './schemas.ts';

const cast = { permission: 'crowd-innovation.ballot.cast' } as const;

export const ballotRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'PUT',
    path: '/challenges/:challenge/ballot',
    summary: 'Send your ballot, or replace the one that you sent, while the vote is open',
    access: cast,
    schema: { params: ByChallenge, body: BallotBody, response: { 200: Ballot } },
    handler: async ({ ctx, params, body }) =>
      ballotOnWire(await r.get(ballots).cast(ctx, params.challenge, body.choices)),
  }),
  route({
    method: 'GET',
    path: '/challenges/:challenge/ballot',
    summary: 'Your own ballot and its receipt',
    access: cast,
    schema: { params: ByChallenge, response: { 200: Ballot } },
    handler: async ({ ctx, params }) => ballotOnWire(await r.get(ballots).mine(ctx, params.challenge)),
  }),
  route({
    method: 'DELETE',
    path: '/challenges/:challenge/ballot',
    summary: 'Take your ballot back, while the vote is open',
    access: cast,
    schema: { params: ByChallenge, response: { 204: Type.Null() } },
    handler: async ({ ctx, params }) => {
      await r.get(ballots).withdraw(ctx, params.challenge);
      return noContent();
    },
  }),
];
