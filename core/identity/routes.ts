import type { FastifyReply, FastifyRequest } from 'fastify';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { noContent, Reply, type RouteDefinition } from '../contract/route.ts';
import { pageOf, pageQuery, uuid } from '../contract/schemas.ts';
import { members } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { Type } from 'typebox';
import { identityToken, platformDatabase } from '../tokens.ts';
import type { Session } from './identity.ts';
import { emailOf } from './store.ts';

const { route } = extension();

/** Core's own handlers also see the exchange itself, for cookies and addresses. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export const email = () => Type.String({ format: 'email', maxLength: 254 });
export const password = () => Type.String({ minLength: 1, maxLength: 200 });
export const personName = () => Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });

const Member = Type.Object({ id: uuid(), name: Type.String(), roles: Type.Array(Type.String()) });
const SignedIn = Type.Object({
  token: Type.String({ description: 'Send it as `Authorization: Bearer`' }),
  expiresAt: Type.String({ format: 'date-time' }),
  member: Member,
});

const answer = ({ request, reply }: Exchange, session: Session) => ({
  token: request.server.tokens.issue(request, reply, session) ?? '',
  expiresAt: session.expiresAt.toISOString(),
  member: { id: session.actor.id, name: session.actor.name, roles: [...session.actor.roles] },
});

export const identityRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'POST',
    path: '/auth/sign-up',
    summary: 'Join with an e-mail address and a password',
    access: 'anyone',
    schema: {
      body: Type.Object({ email: email(), password: password(), name: personName() }),
      response: { 201: SignedIn },
    },
    handler: async (input) => {
      const exchange = input as unknown as Exchange;
      const session = await r
        .get(identityToken)
        .signUp(input.ctx.community, { ...input.body, address: exchange.request.ip }, 'bearer');
      return new Reply(201, answer(exchange, session));
    },
  }),
  route({
    method: 'POST',
    path: '/auth/sign-in',
    summary: 'Get a token for twelve hours',
    access: 'anyone',
    schema: { body: Type.Object({ email: email(), password: password() }), response: { 200: SignedIn } },
    handler: async (input) => {
      const exchange = input as unknown as Exchange;
      return answer(
        exchange,
        await r
          .get(identityToken)
          .signIn(input.ctx.community, { ...input.body, address: exchange.request.ip }, 'bearer'),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/auth/sign-out',
    summary: 'End this session at once',
    access: 'member',
    schema: { response: { 204: Type.Null() } },
    handler: async (input) => {
      const { request, reply } = input as unknown as Exchange;
      const session = await request.server.tokens.session(request);
      if (session) await r.get(identityToken).signOut(session.sessionId);
      if (session?.kind === 'cookie') request.server.tokens.clear(request, reply);
      return noContent();
    },
  }),
  route({
    method: 'GET',
    path: '/me',
    summary: 'Who you are here, and what you may do',
    access: 'member',
    schema: {
      response: {
        200: Type.Object({
          id: uuid(),
          name: Type.String(),
          email: Type.Union([Type.String(), Type.Null()]),
          roles: Type.Array(Type.String()),
          permissions: Type.Array(Type.String()),
        }),
      },
    },
    handler: async ({ ctx }) => {
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
    },
  }),
  route({
    method: 'GET',
    path: '/members',
    summary: 'Members by name',
    access: 'member',
    schema: {
      query: pageQuery({ q: Type.Optional(Type.String({ maxLength: 80 })) }),
      response: {
        200: pageOf(
          Type.Object({
            id: uuid(),
            name: Type.String(),
            roles: Type.Array(Type.String()),
            joinedAt: Type.String({ format: 'date-time' }),
          }),
        ),
      },
    },
    handler: ({ ctx, query }) => r.get(members).list(ctx, query),
  }),
];
