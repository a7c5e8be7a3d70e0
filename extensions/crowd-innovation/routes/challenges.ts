import { created, pageOf, pageQuery, Type, type Resolver, type RouteDefinition } from '@polyphony/core';
import { route } from '../extension.ts';
import { challenges } from '../services/index.ts';
import { challengeOnWire, phasesFromWire } from './present.ts';
import { ByChallenge, Challenge, ChallengeChangesBody, NewChallengeBody, Phase, PhasesBody } from './schemas.ts';

export const challengeRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'GET',
    path: '/challenges',
    summary: 'Challenges that you can see, by title',
    access: 'anyone',
    schema: { query: pageQuery(), response: { 200: pageOf(Challenge) } },
    handler: async ({ ctx, query }) => {
      const { items, next } = await r.get(challenges).list(ctx, query);
      return {
        items: await Promise.all(
          items.map(async (item) => challengeOnWire(ctx, item, await r.get(challenges).settingsHash(ctx, item))),
        ),
        next,
      };
    },
  }),
  route({
    method: 'POST',
    path: '/challenges',
    summary: 'Open a challenge with its pot, phases, ballot and rule',
    access: { permission: 'crowd-innovation.challenge.create' },
    schema: { body: NewChallengeBody, response: { 201: Challenge } },
    handler: async ({ ctx, body }) => {
      const challenge = await r.get(challenges).open(ctx, { ...body, phases: phasesFromWire(body.phases) });
      return created(`/challenges/${challenge.slug}`, challengeOnWire(ctx, challenge, null));
    },
  }),
  route({
    method: 'GET',
    path: '/challenges/:challenge',
    summary: 'A challenge: its phases, pot, ballot and rule',
    access: 'anyone',
    schema: { params: ByChallenge, response: { 200: Challenge } },
    handler: async ({ ctx, params }) => {
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      return challengeOnWire(ctx, challenge, await r.get(challenges).settingsHash(ctx, challenge));
    },
  }),
  route({
    method: 'PATCH',
    path: '/challenges/:challenge',
    summary: 'Change a challenge; from the opening of the vote only its texts',
    access: { permission: 'crowd-innovation.challenge.manage' },
    schema: { params: ByChallenge, body: ChallengeChangesBody, response: { 200: Challenge } },
    handler: async ({ ctx, params, body }) => {
      const challenge = await r.get(challenges).change(ctx, params.challenge, body);
      return challengeOnWire(ctx, challenge, await r.get(challenges).settingsHash(ctx, challenge));
    },
  }),
  route({
    method: 'GET',
    path: '/challenges/:challenge/phases',
    summary: 'The phases of a challenge, in order',
    access: 'anyone',
    schema: { params: ByChallenge, response: { 200: Type.Object({ phases: Type.Array(Phase) }) } },
    handler: async ({ ctx, params }) => {
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      return { phases: challengeOnWire(ctx, challenge, null).phases };
    },
  }),
  route({
    method: 'PUT',
    path: '/challenges/:challenge/phases',
    summary: 'Set the phases; from the opening of the vote they can only be made longer',
    access: { permission: 'crowd-innovation.challenge.manage' },
    schema: { params: ByChallenge, body: PhasesBody, response: { 200: Type.Object({ phases: Type.Array(Phase) }) } },
    handler: async ({ ctx, params, body }) => {
      const challenge = await r.get(challenges).setPhases(ctx, params.challenge, phasesFromWire(body.phases));
      return { phases: challengeOnWire(ctx, challenge, null).phases };
    },
  }),
];
