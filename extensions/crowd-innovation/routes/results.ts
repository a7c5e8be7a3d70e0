import { created, file, Type, type Resolver, type RouteDefinition } from '@polyphony/core';
import { route } from '../extension.ts';
import { counts } from '../services/index.ts';
import { ballotFile, resultsTable } from '../services/downloads.ts';
import { resultOnWire } from './present.ts';
import { ByChallenge, Result } from './schemas.ts';

export const resultRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'POST',
    path: '/challenges/:challenge/count',
    summary: 'Count the ballots of a closed vote and publish the result, in one act',
    access: { permission: 'crowd-innovation.count.publish' },
    limits: { ms: 60_000 },
    schema: { params: ByChallenge, response: { 201: Result } },
    handler: async ({ ctx, params }) => {
      const result = await r.get(counts).publish(ctx, params.challenge);
      return created(`/challenges/${result.challenge.slug}/results`, resultOnWire(ctx, result));
    },
  }),
  route({
    method: 'GET',
    path: '/challenges/:challenge/results',
    summary: 'What went where, why, and what is needed to count it again',
    access: 'anyone',
    schema: { params: ByChallenge, response: { 200: Result } },
    handler: async ({ ctx, params }) => resultOnWire(ctx, await r.get(counts).result(ctx, params.challenge)),
  }),
  route({
    method: 'GET',
    path: '/challenges/:challenge/ballots.pb',
    summary: 'The anonymous ballots as a Pabulib file, which counts to the published result',
    access: 'anyone',
    reply: 'file',
    schema: { params: ByChallenge, response: { 200: Type.String({ contentMediaType: 'text/csv' }) } },
    handler: async ({ ctx, params }) => {
      const published = await r.get(counts).ballots(ctx, params.challenge);
      return file(`${published.result.challenge.slug}.pb`, 'text/csv; charset=utf-8', ballotFile(ctx, published));
    },
  }),
  route({
    method: 'GET',
    path: '/challenges/:challenge/results.csv',
    summary: 'The result as a table',
    access: 'anyone',
    reply: 'file',
    schema: { params: ByChallenge, response: { 200: Type.String({ contentMediaType: 'text/csv' }) } },
    handler: async ({ ctx, params }) => {
      const result = await r.get(counts).result(ctx, params.challenge);
      return file(`${result.challenge.slug}-results.csv`, 'text/csv; charset=utf-8', resultsTable(ctx, result));
    },
  }),
];
