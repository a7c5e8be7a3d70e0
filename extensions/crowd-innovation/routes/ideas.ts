import {
  coreProblems,
  created,
  pageOf,
  pageQuery,
  Type,
  type Resolver,
  type RouteDefinition,
  type Static,
} from '@polyphony/core';
import { route, type Ctx } from '../extension.ts';
import type { Ideas } from '../services/ideas.ts';
import { ideas } from '../services/index.ts';
import { ideaOnWire } from './present.ts';
import { ByChallenge, ByIdea, Idea, IdeaChangesBody, oneOf, PitchBody } from './schemas.ts';

export const ideaRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'GET',
    path: '/challenges/:challenge/ideas',
    summary: 'Ideas of a challenge, in an order of your own that stays the same, or by number',
    access: 'anyone',
    schema: {
      params: ByChallenge,
      query: pageQuery({
        state: Type.Optional(oneOf(['proposed', 'accepted', 'declined'])),
        order: Type.Optional(oneOf(['shuffled', 'registered'])),
      }),
      response: { 200: pageOf(Idea) },
    },
    handler: async ({ ctx, params, query }) => {
      const { items, next } = await r.get(ideas).list(ctx, params.challenge, query);
      return { items: items.map(ideaOnWire), next };
    },
  }),
  route({
    method: 'POST',
    path: '/challenges/:challenge/ideas',
    summary: 'Pitch an idea and say how much it asks for',
    access: { permission: 'crowd-innovation.idea.pitch' },
    schema: { params: ByChallenge, body: PitchBody, response: { 201: Idea } },
    handler: async ({ ctx, params, body }) => {
      const idea = await r.get(ideas).pitch(ctx, params.challenge, body);
      return created(`/challenges/${params.challenge}/ideas/${idea.id}`, ideaOnWire(idea));
    },
  }),
  route({
    method: 'GET',
    path: '/ideas/:idea',
    summary: 'An idea, with the reason where it was declined',
    access: 'anyone',
    schema: { params: ByIdea, response: { 200: Idea } },
    handler: async ({ ctx, params }) => ideaOnWire(await r.get(ideas).get(ctx, params.idea)),
  }),
  route({
    method: 'PATCH',
    path: '/ideas/:idea',
    summary: 'Edit or take back your idea; accept or decline one as a manager',
    access: 'member',
    schema: { params: ByIdea, body: IdeaChangesBody, response: { 200: Idea } },
    handler: async ({ ctx, params, body }) => ideaOnWire(await changed(r.get(ideas), ctx, params.idea, body)),
  }),
];

/** One act each time: a change of state carries nothing but what belongs to it. */
async function changed(service: Ideas, ctx: Ctx, id: string, body: Static<typeof IdeaChangesBody>) {
  const { state, cost, reason, ...edit } = body;
  const refuse = (field: string) => {
    const detail = ctx.t('crowd-innovation.error.one-act');
    return coreProblems.invalid({}, { fields: [{ pointer: `/${field}`, detail }] });
  };
  const strange =
    state === undefined
      ? { cost, reason }
      : { ...edit, ...(state !== 'accepted' && { cost }), ...(state !== 'declined' && { reason }) };
  const [field] = Object.entries(strange).find(([, value]) => value !== undefined) ?? [];
  if (field !== undefined) throw refuse(field);
  if (state === undefined) return service.edit(ctx, id, edit);
  if (state === 'accepted') return service.decide(ctx, id, { state, cost });
  if (state === 'declined') return service.decide(ctx, id, { state, reason });
  const idea = await service.get(ctx, id);
  await service.withdraw(ctx, id);
  return { ...idea, state };
}
