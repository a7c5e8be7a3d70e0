import { Type } from 'typebox';
import { coreProblems } from '../../contract/core-problems.ts';
import { extension } from '../../contract/definition.ts';
import { redirect, type PageDefinition } from '../../contract/page.ts';
import { pages } from '../../contract/services.ts';
import type { Resolver } from '../../contract/token.ts';
import { joiningToken } from '../../membership/joining.ts';
import { identityToken } from '../../tokens.ts';
import { JoinPage } from '../../web/pages/index.ts';
import { callerOf, email, exchangeOf, issue, nextPath, password, personName, sessionOf } from '../exchange.ts';
import { safeNext } from '../next.ts';
import { isGoodPassword } from '../passwords.ts';
import { answersTo, longestAnswer } from '../questions.ts';
import { takesSignUps } from '../standing.ts';
import { NoWayInPage } from './no-way-in.tsx';
import { outboxOf } from './outbox.ts';
import { WaitingPage } from './waiting.tsx';

const { page, form, action } = extension();

const answer = () => Type.Optional(Type.String({ maxLength: longestAnswer }));

export const joinPages = (r: Resolver): readonly PageDefinition[] => [
  form({
    path: '/join',
    access: 'anyone',
    schema: {
      query: Type.Object({ next: Type.Optional(nextPath()) }),
      body: Type.Object({
        name: personName(),
        email: email(),
        password: Type.Optional(password()),
        answer1: answer(),
        answer2: answer(),
        answer3: answer(),
        rules: Type.Optional(Type.Literal('yes')),
        next: Type.Optional(nextPath()),
      }),
    },
    view: async (input) => {
      const { ctx, query, form: state } = input;
      const session = await sessionOf(exchangeOf(input));
      if (ctx.actor) return redirect('/');
      // somebody who was refused may ask again; everybody else on the way in has asked already
      if (session?.pending && session.pending.state !== 'refused') return redirect('/join/confirm');
      const { community } = ctx;
      const title = ctx.t('core.join.title', { community: community.name });
      if (!takesSignUps(community)) return { title, noIndex: true, body: <NoWayInPage community={community} /> };
      const next = state.text('next') || query.next;
      return {
        title,
        noIndex: true,
        body: (
          <JoinPage
            form={state}
            community={community}
            asks={community.join === 'request'}
            questions={await r.get(joiningToken).questions(ctx.db, community)}
            next={next === undefined ? undefined : safeNext(next)}
          />
        ),
      };
    },
    submit: async (input) => {
      const { ctx, body } = input;
      const exchange = exchangeOf(input);
      if (!takesSignUps(ctx.community)) throw coreProblems.joiningByThemselves();
      const questions = await r.get(joiningToken).questions(ctx.db, ctx.community);
      const typed: Readonly<Record<string, unknown>> = body;
      const { answers, missing } = answersTo(
        ctx,
        questions,
        (position) => typed[`answer${position}`] as string | undefined,
        (position) => `/answer${position}`,
      );
      // everything that is to be mended, at once
      const fields = [
        ...(body.password === undefined || isGoodPassword(body.password)
          ? []
          : [{ pointer: '/password', detail: ctx.t('problem.core.weak-password') }]),
        ...missing,
        ...(body.rules === 'yes' ? [] : [{ pointer: '/rules', detail: ctx.t('core.join.rulesNeeded') }]),
      ];
      if (fields.length > 0) throw coreProblems.invalid({}, { fields });
      const rulesVersion = await r.get(pages).rulesVersion(ctx);
      const { name, email: address, password: chosen, next } = body;
      const session = await r
        .get(identityToken)
        .signUp(
          ctx,
          { name, email: address, password: chosen, answers, rulesVersion, next: safeNext(next) },
          callerOf(exchange),
          'cookie',
        );
      issue(exchange, session);
      return redirect('/join/confirm');
    },
  }),
  page({
    path: '/join/confirm',
    access: 'anyone',
    view: async (input) => {
      const { ctx } = input;
      const session = await sessionOf(exchangeOf(input));
      if (ctx.actor) return redirect('/');
      if (!session?.pending) throw coreProblems.signInRequired();
      const joining = await r.get(joiningToken).of(ctx.db, ctx.community, session.accountId);
      const { state, email: address } = session.pending;
      return {
        title: ctx.t(`core.waiting.${state}.title`),
        noIndex: true,
        body: (
          <WaitingPage
            state={state}
            email={address}
            askedAt={joining?.askedAt ?? null}
            reason={joining?.reason ?? null}
            canAskAgain={takesSignUps(ctx.community)}
            outbox={outboxOf(r)}
          />
        ),
      };
    },
  }),
  action({
    path: '/join/confirm/again',
    access: 'anyone',
    submit: async (input) => {
      const session = await sessionOf(exchangeOf(input));
      if (!session?.pending) throw coreProblems.signInRequired();
      if (session.pending.state === 'unconfirmed')
        await r.get(identityToken).confirmAgain(input.ctx, session.accountId);
      return redirect('/join/confirm', 'core.waiting.sentAgain');
    },
  }),
  action({
    path: '/join/anew',
    access: 'anyone',
    submit: async (input) => {
      const exchange = exchangeOf(input);
      const session = await sessionOf(exchange);
      if (!session?.pending) throw coreProblems.signInRequired();
      const identity = r.get(identityToken);
      await identity.signOut(session.sessionId);
      await identity.beginAnew(session.accountId);
      exchange.request.server.tokens.clear(exchange.request, exchange.reply);
      return redirect('/join');
    },
  }),
];
