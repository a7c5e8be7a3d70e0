import { Type } from 'typebox';
import type { Context } from '../../contract/context.ts';
import { coreProblems } from '../../contract/core-problems.ts';
import { extension } from '../../contract/definition.ts';
import { redirect, type FormState, type PageDefinition } from '../../contract/page.ts';
import type { Resolver } from '../../contract/token.ts';
import { demoToken, identityToken } from '../../tokens.ts';
import { Button } from '../../web/components/button.tsx';
import { Panel } from '../../web/components/card.tsx';
import { Form } from '../../web/components/form.tsx';
import { Link } from '../../web/components/link.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { EmailField } from '../../web/pages/credentials.tsx';
import { FormErrors } from '../../web/pages/form-errors.tsx';
import { SignInPage } from '../../web/pages/index.ts';
import { doorPage } from '../../web/screens.tsx';
import { callerOf, email, exchangeOf, issue, nextPath, password, sessionOf } from '../exchange.ts';
import { knockedAt, safeNext } from '../next.ts';
import { takesSignUps } from '../standing.ts';
import { MailHints } from './mail-sent.tsx';
import { outboxOf } from './outbox.ts';

const { page, form, action } = extension();

const signInView = (r: Resolver, ctx: Context, state: FormState, next: string | undefined) =>
  ctx.community.access === 'closed'
    ? doorPage(ctx, state)
    : {
        title: ctx.t('core.signIn.title'),
        noIndex: true,
        body: (
          <SignInPage
            form={state}
            community={ctx.community}
            canJoin={takesSignUps(ctx.community)}
            demoPeople={r.get(demoToken).people(ctx.community.slug)}
            next={next === undefined ? undefined : safeNext(next)}
          />
        ),
      };

/** What somebody sees who asked for a link: the same for every address. */
function SentPage({ outbox }: { readonly outbox: string | undefined }) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.mailed.title')} lede={t('core.mailed.lede')} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <Panel title={t('core.mailed.meanwhile')}>
            <MailHints outbox={outbox} />
          </Panel>
          <p>
            <Link href="/sign-in">{t('core.mailed.back')}</Link>
          </p>
        </div>
      </div>
    </>
  );
}

/** For those who have forgotten their password. */
function HelpPage({ form: state }: { readonly form: FormState }) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.signInHelp.title')} lede={t('core.signInHelp.lede')} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <FormErrors form={state} />
          <Form action="/sign-in/help" class="panel" label={t('core.signInHelp.title')}>
            <EmailField form={state} />
            <div class="cluster">
              <Button kind="main" label={t('core.signInHelp.submit')} icon="mail" />
            </div>
          </Form>
          <p>
            <Link href="/sign-in">{t('core.mailed.back')}</Link>
          </p>
        </div>
      </div>
    </>
  );
}

export const signInPages = (r: Resolver): readonly PageDefinition[] => [
  form({
    path: '/sign-in',
    access: 'anyone',
    schema: {
      query: Type.Object({ next: Type.Optional(nextPath()) }),
      body: Type.Object({
        email: email(),
        password: Type.Optional(password()),
        how: Type.Optional(Type.Union([Type.Literal('password'), Type.Literal('link')])),
        next: Type.Optional(nextPath()),
      }),
    },
    view: async (input) => {
      const { ctx, query, form: state } = input;
      if (ctx.actor) return redirect(safeNext(query.next));
      const session = await sessionOf(exchangeOf(input));
      // who signs in as somebody else than the one on the way in has typed something
      if (session?.pending && state.errors.length === 0) return redirect('/join/confirm');
      return signInView(r, ctx, state, state.text('next') || query.next);
    },
    submit: async (input) => {
      const { ctx, body } = input;
      const exchange = exchangeOf(input);
      const closed = ctx.community.access === 'closed';
      const next = safeNext(body.next ?? (closed ? knockedAt(exchange, ctx) : undefined));
      const identity = r.get(identityToken);
      if (body.how === 'link') {
        await identity.askForLink(ctx, { email: body.email, purpose: 'sign-in', next }, callerOf(exchange));
        // a closed door has one page, so it says it there
        return closed ? redirect('/sign-in', 'core.mailed.said') : redirect('/sign-in/sent');
      }
      if (body.password === undefined)
        throw coreProblems.invalid(
          {},
          { fields: [{ pointer: '/password', detail: ctx.t('core.signIn.passwordOrLink') }] },
        );
      const credentials = { email: body.email, password: body.password, ...callerOf(exchange) };
      const session = await identity.signIn(ctx.community, credentials, 'cookie');
      issue(exchange, session);
      return session.pending ? redirect('/join/confirm') : redirect(next, 'core.signIn.done');
    },
  }),
  page({
    path: '/sign-in/sent',
    access: 'anyone',
    view: async ({ ctx }) => ({
      title: ctx.t('core.mailed.title'),
      noIndex: true,
      body: <SentPage outbox={outboxOf(r)} />,
    }),
  }),
  form({
    path: '/sign-in/help',
    access: 'anyone',
    schema: { body: Type.Object({ email: email() }) },
    view: async ({ ctx, form: state }) => ({
      title: ctx.t('core.signInHelp.title'),
      noIndex: true,
      body: <HelpPage form={state} />,
    }),
    submit: async (input) => {
      const { ctx, body } = input;
      await r.get(identityToken).askForLink(ctx, { email: body.email, purpose: 'reset' }, callerOf(exchangeOf(input)));
      return redirect('/sign-in/sent');
    },
  }),
  action({
    path: '/sign-out',
    access: 'anyone', // also for those who are no members yet
    submit: async (input) => {
      const { request, reply } = exchangeOf(input);
      const session = await request.server.tokens.session(request);
      if (!session) throw coreProblems.signInRequired();
      await r.get(identityToken).signOut(session.sessionId);
      request.server.tokens.clear(request, reply);
      return redirect('/', 'core.signOut.done');
    },
  }),
];
