import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { noContent, Reply, type RouteDefinition } from '../contract/route.ts';
import { uuid } from '../contract/schemas.ts';
import { members } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { joiningToken } from '../membership/joining.ts';
import { identityToken, platformDatabase } from '../tokens.ts';
import { email, exchangeOf, password, personName, selfOf, sessionOf } from './exchange.ts';
import { ADDRESS_CHANGES } from './own-account.ts';
import { emailOf } from './store.ts';

const { route } = extension();

const Me = Type.Object({
  id: uuid(),
  name: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
});

async function meOf(r: Resolver, ctx: Context) {
  const { actor } = ctx;
  if (!actor) throw coreProblems.signInRequired();
  const all = [...ctx.community.roles.values()].flatMap(({ permissions }) => permissions);
  return {
    id: actor.id,
    name: actor.name,
    email: actor.accountId ? await emailOf(r.get(platformDatabase), actor.accountId) : null,
    roles: [...actor.roles],
    permissions: [...new Set(all)].filter((permission) => ctx.can(permission)).sort(),
  };
}

/** One's own account, for programs. */
export const meRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'GET',
    path: '/me',
    summary: 'Who you are here, and what you may do',
    access: 'member',
    schema: { response: { 200: Me } },
    handler: ({ ctx }) => meOf(r, ctx),
  }),
  route({
    method: 'PUT',
    path: '/me',
    summary: 'Change the name that others see here',
    access: 'member',
    schema: { body: Type.Object({ name: personName() }), response: { 200: Me } },
    handler: async ({ ctx, body }) => {
      if (!ctx.actor) throw coreProblems.signInRequired();
      await r.get(identityToken).rename(ctx, ctx.actor.id, body.name);
      const now = await r.get(members).get(ctx, ctx.actor.id);
      return { ...(await meOf(r, ctx)), name: now?.name ?? body.name.trim() };
    },
  }),
  route({
    method: 'GET',
    path: '/me/joining',
    summary: 'What you are waiting for, before you are a member',
    access: 'anyone',
    schema: {
      response: {
        200: Type.Object({
          state: Type.Union([Type.Literal('unconfirmed'), Type.Literal('asked'), Type.Literal('refused')]),
          email: Type.String(),
          name: Type.String(),
          askedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
          reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it was refused' }),
        }),
      },
    },
    handler: async (input) => {
      const { ctx } = input;
      const session = await sessionOf(exchangeOf(input));
      if (!session) throw coreProblems.signInRequired();
      const joining = session.pending && (await r.get(joiningToken).of(ctx.db, ctx.community, session.accountId));
      if (!session.pending || !joining) throw coreProblems.notFound();
      const { state, name, askedAt, reason } = joining;
      return { state, email: session.pending.email, name, askedAt: askedAt?.toISOString() ?? null, reason };
    },
  }),
  route({
    method: 'PUT',
    path: '/me/password',
    summary: 'Change your password, or set one; ends your other sessions',
    access: 'member',
    problems: ['core.wrong-password', 'core.sign-in-anew', 'core.weak-password'],
    schema: {
      body: Type.Object({ current: Type.Optional(password()), password: password() }),
      response: { 204: Type.Null() },
    },
    handler: async (input) => {
      await r.get(identityToken).changePassword(input.ctx, await selfOf(exchangeOf(input)), input.body);
      return noContent();
    },
  }),
  route({
    method: 'PUT',
    path: '/me/email',
    summary: 'Change your address; a link is mailed to the new one, and nothing changes until you use it',
    access: 'member',
    limits: { rate: ADDRESS_CHANGES },
    problems: ['core.wrong-password', 'core.sign-in-anew'],
    schema: {
      body: Type.Object({ email: email(), current: Type.Optional(password()) }),
      response: { 202: Type.Null() },
    },
    handler: async (input) => {
      const { email: address, current } = input.body;
      const self = await selfOf(exchangeOf(input));
      await r.get(identityToken).askForAddress(input.ctx, self, { email: address, password: current });
      return new Reply(202, null);
    },
  }),
  route({
    method: 'GET',
    path: '/me/sessions',
    summary: 'Where you are signed in to this community',
    access: 'member',
    schema: {
      response: {
        200: Type.Object({
          items: Type.Array(
            Type.Object({
              id: uuid(),
              kind: Type.Union([Type.Literal('cookie'), Type.Literal('bearer')]),
              agent: Type.Union([Type.String(), Type.Null()], { description: 'The browser in words' }),
              since: Type.String({ format: 'date-time' }),
              lastSeen: Type.String({ format: 'date-time', description: 'To the hour' }),
              own: Type.Boolean({ description: 'The one of this request' }),
            }),
          ),
        }),
      },
    },
    handler: async (input) => {
      const self = await selfOf(exchangeOf(input));
      const sessions = await r.get(identityToken).sessionsOf(input.ctx.community, self.accountId);
      return {
        items: sessions.map(({ id, kind, agent, since, lastSeen }) => ({
          id,
          kind,
          agent,
          since: since.toISOString(),
          lastSeen: lastSeen.toISOString(),
          own: id === self.sessionId,
        })),
      };
    },
  }),
  route({
    method: 'DELETE',
    path: '/me/sessions',
    summary: 'End all your other sessions in this community',
    access: 'member',
    schema: { response: { 204: Type.Null() } },
    handler: async (input) => {
      const self = await selfOf(exchangeOf(input));
      await r.get(identityToken).endOtherSessions(input.ctx.community, self.accountId, self.sessionId);
      return noContent();
    },
  }),
  route({
    method: 'DELETE',
    path: '/me/sessions/:session',
    summary: 'End one of your sessions in this community',
    access: 'member',
    schema: { params: Type.Object({ session: uuid() }), response: { 204: Type.Null() } },
    handler: async (input) => {
      const self = await selfOf(exchangeOf(input));
      if (!(await r.get(identityToken).endSession(input.ctx.community, self.accountId, input.params.session)))
        throw coreProblems.notFound();
      return noContent();
    },
  }),
];
