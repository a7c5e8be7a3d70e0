import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type FormState, type PageDefinition } from '../contract/page.ts';
import { members } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { doorPage } from '../web/screens.tsx';
import { demoToken, identityToken, platformDatabase, registryToken } from '../tokens.ts';
import { JoinPage, MePage, PeoplePage, SignInPage } from '../web/pages/index.ts';
import { renderBlocks } from '../web/blocks.tsx';
import { ownPath } from '../http/own-path.ts';
import { email, password, personName, type Exchange } from './routes.ts';
import { emailOf } from './store.ts';

const { page, form, action } = extension();

/** A path of this community to go back to after signing in; anything else is the home page. */
export function safeNext(next: string | undefined): string {
  const path = ownPath(next);
  return /^\/(sign-in|join)(?=[/?]|$)/.test(path) ? '/' : path;
}

/** Where the visitor of a closed door stood: the browser says so, the page must not. */
function knockedAt({ request }: Exchange, ctx: Context): string | undefined {
  const referrer = request.headers.referer;
  const url = referrer === undefined ? null : URL.parse(referrer);
  const base = ctx.url('');
  return url && url.host === request.host && url.pathname.startsWith(base)
    ? `${url.pathname.slice(base.length)}${url.search}`
    : undefined;
}

const signInView = async (r: Resolver, ctx: Context, state: FormState, next: string | undefined) => {
  if (ctx.community.access === 'closed') return doorPage(ctx, state);
  return {
    title: ctx.t('core.signIn.title'),
    noIndex: true,
    body: (
      <SignInPage
        form={state}
        community={ctx.community}
        canJoin={ctx.community.join === 'open'}
        demoPeople={r.get(demoToken).people(ctx.community.slug)}
        next={next === undefined ? undefined : safeNext(next)}
      />
    ),
  };
};

/** The words of roles: those of the community's file, and core's for the ones that every community has. */
const roleLabels = (ctx: Context, roles: readonly string[]) =>
  roles.map((role) => {
    const { label, builtIn = false } = ctx.community.roles.get(role) ?? { label: role };
    return builtIn ? ctx.t(`core.role.${role}`) : label;
  });

export const identityPages = (r: Resolver): readonly PageDefinition[] => [
  form({
    path: '/sign-in',
    access: 'anyone',
    schema: {
      query: Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) }),
      body: Type.Object({
        email: email(),
        password: password(),
        next: Type.Optional(Type.String({ maxLength: 2000 })),
      }),
    },
    view: async ({ ctx, query, form: state }) => {
      if (ctx.actor) return redirect(safeNext(query.next));
      return signInView(r, ctx, state, state.text('next') || query.next);
    },
    submit: async (input) => {
      const { ctx, body } = input;
      const exchange = input as unknown as Exchange;
      const session = await r
        .get(identityToken)
        .signIn(ctx.community, { email: body.email, password: body.password, address: exchange.request.ip }, 'cookie');
      exchange.request.server.tokens.issue(exchange.request, exchange.reply, session);
      const next = body.next ?? (ctx.community.access === 'closed' ? knockedAt(exchange, ctx) : undefined);
      return redirect(safeNext(next), 'core.signIn.done');
    },
  }),
  form({
    path: '/join',
    access: 'anyone',
    schema: { body: Type.Object({ name: personName(), email: email(), password: password() }) },
    view: async ({ ctx, form: state }) => {
      if (ctx.actor) return redirect('/');
      if (ctx.community.join !== 'open') throw coreProblems.joiningByThemselves();
      return {
        title: ctx.t('core.join.title', { community: ctx.community.name }),
        noIndex: true,
        body: <JoinPage form={state} community={ctx.community} />,
      };
    },
    submit: async (input) => {
      const { ctx, body } = input;
      const exchange = input as unknown as Exchange;
      const session = await r
        .get(identityToken)
        .signUp(ctx.community, { ...body, address: exchange.request.ip }, 'cookie');
      exchange.request.server.tokens.issue(exchange.request, exchange.reply, session);
      return redirect('/', 'core.join.done');
    },
  }),
  action({
    path: '/sign-out',
    access: 'member',
    submit: async (input) => {
      const { request, reply } = input as unknown as Exchange;
      const session = await request.server.tokens.session(request);
      if (session) await r.get(identityToken).signOut(session.sessionId);
      request.server.tokens.clear(request, reply);
      return redirect('/', 'core.signOut.done');
    },
  }),
  page({
    path: '/me',
    access: 'member',
    view: async ({ ctx }) => {
      const { actor } = ctx;
      const summary = actor && (await r.get(members).get(ctx, actor.id));
      if (!actor || !summary) throw coreProblems.signInRequired();
      return {
        title: ctx.t('core.me.title'),
        body: (
          <MePage
            name={actor.name}
            email={(actor.accountId && (await emailOf(r.get(platformDatabase), actor.accountId))) ?? ''}
            roles={roleLabels(ctx, actor.roles)}
            joinedAt={summary.joinedAt}
            settings={await renderBlocks(r.get(registryToken)(), ctx, 'me.settings')}
            manages={ctx.can('core.manage')}
          />
        ),
      };
    },
  }),
  page({
    path: '/people',
    access: 'member',
    current: 'people',
    schema: {
      query: Type.Object({
        q: Type.Optional(Type.String({ maxLength: 80 })),
        after: Type.Optional(Type.String({ maxLength: 500 })),
      }),
    },
    view: async ({ ctx, query }) => {
      const { items, next } = await r.get(members).list(ctx, { ...query, q: query.q === '' ? undefined : query.q });
      return {
        title: ctx.t('core.people.title'),
        body: (
          <PeoplePage
            items={items.map((item) => ({ ...item, roles: roleLabels(ctx, item.roles) }))}
            next={next}
            q={query.q}
          />
        ),
      };
    },
  }),
];
