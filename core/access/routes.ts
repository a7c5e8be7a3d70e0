import { Type } from 'typebox';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { uuid } from '../contract/schemas.ts';
import { access, content } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { registryToken } from '../tokens.ts';
import { holdingOf } from './atoms.ts';
import { AudienceRule, Explanation, Holding } from './schemas.ts';

const { route } = extension();

/** Lets somebody ask what others see. */
export const EXPLAIN = 'core.access.explain';

export const accessRoutes = (r: Resolver) => [
  route({
    method: 'GET',
    path: '/content/:id/access',
    summary: 'Why you, another member or a visitor see an item or not',
    access: 'member',
    problems: ['core.not-found', 'core.not-permitted'],
    schema: {
      params: Type.Object({ id: uuid() }),
      query: Type.Object({
        member: Type.Optional(
          Type.Union([uuid(), Type.Literal('visitor')], { description: 'A member, or `visitor`; you, without it' }),
        ),
      }),
      response: { 200: Explanation },
    },
    handler: async ({ ctx, params, query }) => {
      if (!ctx.actor) throw coreProblems.signInRequired();
      const { member = ctx.actor.id } = query;
      if (member !== ctx.actor.id) ctx.require(EXPLAIN);
      const item = await r.get(content).get(ctx, params.id);
      const isOn = item && r.get(registryToken)().for(ctx.community).contentKinds.has(item.kind);
      const explained = isOn && (await r.get(access).explain(ctx, params.id, member === 'visitor' ? null : member));
      if (!explained) throw coreProblems.notFound();
      return explained;
    },
  }),
  route({
    method: 'GET',
    path: '/audiences',
    summary: 'What you can make an audience of, by realm',
    access: 'member',
    schema: {
      query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }),
      response: {
        200: Type.Object({
          realms: Type.Array(
            Type.Object({
              realm: Type.String(),
              label: Type.String(),
              choices: Type.Array(Type.Object({ holding: Holding, name: Type.String() })),
            }),
          ),
        }),
      },
    },
    handler: async ({ ctx, query: { q = '' } }) => {
      const { realms } = r.get(registryToken)().for(ctx.community);
      return {
        realms: await Promise.all(
          [...realms.values()].map(async ({ id, label, choices }) => ({
            realm: id,
            label: ctx.t(label),
            choices: (await choices(ctx, q)).map(({ key, name }) => ({ holding: holdingOf({ realm: id, key }), name })),
          })),
        ),
      };
    },
  }),
  route({
    method: 'POST',
    path: '/audiences/reach',
    summary: 'How many members an audience reaches, before it is saved',
    access: 'member',
    problems: ['core.audience-unknown', 'core.audience-too-large', 'core.not-found', 'core.not-permitted'],
    schema: {
      body: Type.Object({
        audience: AudienceRule,
        content: Type.Optional(Type.String({ format: 'uuid', description: 'The item whose rule this would replace' })),
      }),
      response: {
        200: Type.Object({
          see: Type.Integer(),
          read: Type.Integer(),
          lose: Type.Integer({ description: 'Members who see the item now and no longer would' }),
          visitors: Type.Boolean({ description: 'Whether those who are not signed in see it too' }),
        }),
      },
    },
    handler: async ({ ctx, body }) => {
      await r.get(access).check(ctx, body.audience);
      const before = body.content === undefined ? undefined : await r.get(access).ruleOf(ctx, body.content);
      if (before === null) throw coreProblems.notFound();
      return r.get(access).reach(ctx, body.audience, before);
    },
  }),
];
