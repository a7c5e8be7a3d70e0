import { Type } from 'typebox';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { noContent, Reply, type RouteDefinition } from '../contract/route.ts';
import { pageOf, pageQuery, uuid } from '../contract/schemas.ts';
import { members, pages } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { joiningToken } from '../membership/joining.ts';
import { identityToken } from '../tokens.ts';
import { callerOf, email, exchangeOf, issue, nextPath, password, personName, presenterOf } from './exchange.ts';
import { safeNext } from './next.ts';
import { answersTo, longestAnswer } from './questions.ts';
import type { Session, Standing } from './standing.ts';

const { route } = extension();

const Member = Type.Object({ id: uuid(), name: Type.String(), roles: Type.Array(Type.String()) });
const State = Type.Union(
  [Type.Literal('member'), Type.Literal('unconfirmed'), Type.Literal('asked'), Type.Literal('refused')],
  { description: 'Before `member`: waits for the address to be confirmed, or for a manager, or was refused' },
);
const Standing = { state: State, member: Type.Union([Member, Type.Null()]) };
const SignedIn = Type.Object({
  token: Type.String({ description: 'Send it as `Authorization: Bearer`' }),
  expiresAt: Type.String({ format: 'date-time' }),
  ...Standing,
});

const standing = ({ actor, pending }: Standing) => ({
  state: pending?.state ?? ('member' as const),
  member: actor && { id: actor.id, name: actor.name, roles: [...actor.roles] },
});

const answer = (input: unknown, session: Session) => ({
  token: issue(exchangeOf(input), session),
  expiresAt: session.expiresAt.toISOString(),
  ...standing(session),
});

/** The way in, for programs. */
export const identityRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'POST',
    path: '/auth/sign-up',
    summary:
      'Ask to become a member; a link is mailed to the address, and until it is used the token sees what visitors see',
    access: 'anyone',
    problems: ['core.joining-by-themselves', 'core.weak-password'],
    schema: {
      body: Type.Object({
        email: email(),
        name: personName(),
        password: Type.Optional(password()),
        answers: Type.Optional(
          Type.Array(
            Type.Object({
              position: Type.Integer({ minimum: 1, maximum: 3 }),
              answer: Type.String({ maxLength: longestAnswer }),
            }),
            { maxItems: 3, description: 'To the questions of `GET /joining`' },
          ),
        ),
        rules: Type.Optional(Type.Boolean({ description: 'They agree to the rules of the community' })),
        language: Type.Optional(Type.String({ maxLength: 35, description: 'BCP 47, for mail' })),
      }),
      response: { 201: SignedIn },
    },
    handler: async (input) => {
      const { ctx, body } = input;
      const questions = await r.get(joiningToken).questions(ctx.db, ctx.community);
      const given = body.answers ?? [];
      const { answers, missing } = answersTo(
        ctx,
        questions,
        (position) => given.find((one) => one.position === position)?.answer,
        () => '/answers',
      );
      if (missing.length > 0) throw coreProblems.invalid({}, { fields: missing });
      const rulesVersion = body.rules ? await r.get(pages).rulesVersion(ctx) : 0;
      const { email: address, name, password: chosen, language } = body;
      const session = await r
        .get(identityToken)
        .signUp(
          ctx,
          { email: address, name, password: chosen, answers, rulesVersion, language },
          callerOf(exchangeOf(input)),
          'bearer',
        );
      return new Reply(201, answer(input, session));
    },
  }),
  route({
    method: 'GET',
    path: '/joining',
    summary: 'How people become members here, and what they are asked',
    access: 'anyone',
    schema: {
      response: {
        200: Type.Object({
          join: Type.String(),
          questions: Type.Array(
            Type.Object({ position: Type.Integer(), question: Type.String(), required: Type.Boolean() }),
          ),
          rulesVersion: Type.Integer(),
        }),
      },
    },
    handler: async ({ ctx }) => ({
      join: ctx.community.join,
      questions: await r.get(joiningToken).questions(ctx.db, ctx.community),
      rulesVersion: await r.get(pages).rulesVersion(ctx),
    }),
  }),
  route({
    method: 'POST',
    path: '/auth/sign-in',
    summary: 'Get a token for twelve hours',
    access: 'anyone',
    problems: ['core.bad-credentials', 'core.membership-ended'],
    schema: { body: Type.Object({ email: email(), password: password() }), response: { 200: SignedIn } },
    handler: async (input) =>
      answer(
        input,
        await r
          .get(identityToken)
          .signIn(input.ctx.community, { ...input.body, ...callerOf(exchangeOf(input)) }, 'bearer'),
      ),
  }),
  route({
    method: 'POST',
    path: '/auth/link',
    summary: 'Have a link mailed, to sign in or to choose a new password; the same answer for every address',
    access: 'anyone',
    schema: {
      body: Type.Object({
        email: email(),
        purpose: Type.Union([Type.Literal('sign-in'), Type.Literal('reset')], { default: 'sign-in' }),
        next: Type.Optional(nextPath()),
      }),
      response: { 202: Type.Null() },
    },
    handler: async (input) => {
      const { email: address, purpose, next } = input.body;
      await r
        .get(identityToken)
        .askForLink(
          input.ctx,
          { email: address, purpose, next: next === undefined ? undefined : safeNext(next) },
          callerOf(exchangeOf(input)),
        );
      return new Reply(202, null);
    },
  }),
  route({
    method: 'POST',
    path: '/auth/link/use',
    summary: 'Use up a mailed link: what stands after `/link/` in its address',
    access: 'anyone',
    problems: ['core.link-spent', 'core.weak-password', 'core.address-owned'],
    schema: {
      body: Type.Object({ token: Type.String({ maxLength: 200 }), password: Type.Optional(password()) }),
      response: {
        200: Type.Object({
          happened: Type.String({ description: 'signed-in, confirmed, password-set or address-changed' }),
          token: Type.Union([Type.String(), Type.Null()], {
            description: 'Null where the token that the request came with goes on',
          }),
          expiresAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
          ...Standing,
          passwordDropped: Type.Boolean({
            description: 'A password that was given at sign-up is void, as it may not have been theirs',
          }),
          next: Type.String({ description: 'Page to come back to' }),
        }),
      },
    },
    handler: async (input) => {
      const { ctx, body } = input;
      const exchange = exchangeOf(input);
      const identity = r.get(identityToken);
      // the door of a closed community knows no token that was not mailed from here
      if (ctx.community.access === 'closed' && (await identity.lookAtLink(ctx.community, body.token)) === 'foreign')
        throw coreProblems.signInRequired();
      const used = await identity.useLink(
        ctx,
        { token: body.token, password: body.password, presenter: await presenterOf(exchange) },
        callerOf(exchange),
        'bearer',
      );
      return {
        happened: used.happened,
        token: used.session ? issue(exchange, used.session) : null,
        expiresAt: used.session?.expiresAt.toISOString() ?? null,
        ...standing(used.standing),
        passwordDropped: used.passwordDropped,
        next: safeNext(used.next),
      };
    },
  }),
  route({
    method: 'POST',
    path: '/auth/sign-out',
    summary: 'End this session at once',
    access: 'anyone', // also for those who are no members yet
    schema: { response: { 204: Type.Null() } },
    handler: async (input) => {
      const { request, reply } = exchangeOf(input);
      const session = await request.server.tokens.session(request);
      if (!session) throw coreProblems.signInRequired();
      await r.get(identityToken).signOut(session.sessionId);
      if (session.kind === 'cookie') request.server.tokens.clear(request, reply);
      return noContent();
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
