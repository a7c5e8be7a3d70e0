import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Addresses } from '../community/addresses.ts';
import { coreProblems } from '../contract/core-problems.ts';
import type { Problem } from '../contract/problem.ts';
import type { Migrated } from '../database/migrate.ts';
import type { Jobs } from '../events/jobs.ts';
import type { DemoSettings } from '../demo/settings.ts';
import { asProblem } from '../http/failures.ts';
import { formState } from '../http/form-state.ts';
import { ownPath } from '../http/own-path.ts';
import { platformHostsOf } from '../http/place.ts';
import { placeOf } from '../http/request-state.ts';
import { callerOf, email, nextPath, password } from '../identity/exchange.ts';
import { compile, fieldProblems } from '../registry/schemas.ts';
import { ProblemPage } from '../web/pages/problem.tsx';
import { mountApi } from './api.ts';
import { show, visitOf, type ConsolePage, type Visit } from './console.tsx';
import { health } from './health.ts';
import { mountHealthApi } from './health-api.ts';
import { mountJobs } from './jobs.tsx';
import type { Operators, OperatorSession } from './operators.ts';
import { overview, strayProblems, type CommunityOverview, type OverviewSources } from './overview.ts';
import { AccountPage } from './pages/account.tsx';
import { CommunitiesPage, type CommunityAddress } from './pages/communities.tsx';
import { CommunityPage } from './pages/community.tsx';
import { ExtensionPage } from './pages/extension.tsx';
import { ExtensionsPage } from './pages/extensions.tsx';
import { HealthPage } from './pages/health.tsx';
import { OperatorSignInPage } from './pages/sign-in.tsx';
import { operatorOfRequest, refuseOperatorForgery } from './session.ts';
import { sheets } from './sheet.ts';
import { OPERATOR_SECONDS, revokeOperatorSession } from './store.ts';
import { consoleStylesheet } from './stylesheet.ts';
import { tilesOf } from './tiles.ts';

export interface ConsoleOptions extends OverviewSources {
  readonly operators: Operators;
  readonly addresses: Addresses;
  /** `platform.baseUrl`: where it is set, communities are linked at their own hosts. */
  readonly baseUrl: string | undefined;
  /** `platform.hosts` */
  readonly hosts: readonly string[];
  readonly demo: DemoSettings;
  readonly jobs: Jobs;
  /** What this start found in the ledgers. */
  readonly migrated: readonly Migrated[];
}

const platform = { constraints: { realm: 'platform' } } as const;

/** A page of the console to go to after signing in; the list of communities where it is none. */
function safeNext(next: string | undefined): string {
  const path = ownPath(next);
  return /^\/(sign-(in|out)(?=[/?]|$)|$|\?)/.test(path) ? '/communities' : path;
}

const SignInForm = Type.Object({ email: email(), password: password(), next: Type.Optional(nextPath()) });

/** The console on the platform's own hosts, and its JSON. Elsewhere there is nothing at these addresses. */
export function mountConsole(app: FastifyInstance, stylesheet: string, options: ConsoleOptions): void {
  const hosts = platformHostsOf(options.hosts);
  const onlyHere = async (request: FastifyRequest, reply: FastifyReply) => {
    if (hosts.has(request.hostname.toLowerCase())) return undefined;
    reply.callNotFound();
    return reply;
  };
  const own = consoleStylesheet();
  app.get('/theme/:file', platform, async (request, reply) => {
    if (placeOf(request.raw).url.split('?')[0] !== own.path) throw coreProblems.notFound();
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css; charset=utf-8')
      .send(own.css);
  });
  mountHealthApi(app, options); // asks for the host itself: a probe on this machine need not know it
  void app.register(async (api) => {
    api.addHook('onRequest', onlyHere);
    api.removeContentTypeParser('text/plain');
    mountApi(api, options);
  });
  void app.register(async (pages) => {
    pages.addHook('onRequest', onlyHere);
    pages.removeAllContentTypeParsers();
    await pages.register(formbody, { bodyLimit: 65_536 });
    mountPages(pages, [stylesheet, own.path], options);
  });
}

function mountPages(app: FastifyInstance, stylesheets: readonly string[], options: ConsoleOptions): void {
  const { registry, operators, demo } = options;
  const look = { stylesheets, demo: demo.active };
  const known = new WeakMap<FastifyRequest, OperatorSession | null>();
  app.addHook('onRequest', async (request) => {
    known.set(request, await operatorOfRequest(request, operators));
  });
  const visiting = (request: FastifyRequest, reply: FastifyReply) =>
    visitOf(registry, request, reply, known.get(request) ?? null);

  app.setErrorHandler(async (error, request, reply) => {
    const problem = asProblem(error, request.id);
    if (problem.status >= 500)
      request.log.error({ err: problem.cause ?? problem, code: problem.code }, 'a request failed');
    reply.headers(problem.headers);
    const visit = visiting(request, reply);
    return show(visit, problemPage(visit, problem, request.id), look);
  });

  const page = (path: string, view: (visit: Visit) => Promise<ConsolePage>) =>
    app.get(path, platform, async (request, reply) => {
      const visit = visiting(request, reply);
      // known or not, every address asks for the way in first
      if (!visit.operator) return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
      return show(visit, await view(visit), look);
    });

  mountDoor(app, { look, visiting, ...options });
  mountReading(page, options);
  mountJobs(app, { ...options, page, visiting });
}

interface DoorOptions extends ConsoleOptions {
  readonly look: { readonly stylesheets: readonly string[]; readonly demo: boolean };
  readonly visiting: (request: FastifyRequest, reply: FastifyReply) => Visit;
}

/** In and out. */
function mountDoor(app: FastifyInstance, { operators, demo, platform: db, look, visiting }: DoorOptions): void {
  const signInPage = ({ t }: Visit, values: Record<string, unknown>, problem?: Problem): ConsolePage => {
    const fields = !problem
      ? []
      : problem.fields.length > 0
        ? problem.fields
        : [{ pointer: `/${problem.entry.field ?? ''}`, detail: t(`problem.${problem.code}`, problem.values) }];
    return {
      title: t('core.operators.signIn.title'),
      status: problem ? (problem.status === 400 ? 422 : problem.status) : 200,
      body: (
        <OperatorSignInPage
          form={formState(values, fields)}
          next={safeNext(typeof values['next'] === 'string' ? values['next'] : undefined)}
          demo={demo.console && { ...demo.console, password: demo.password }}
        />
      ),
    };
  };

  app.get('/sign-in', platform, async (request, reply) => {
    const visit = visiting(request, reply);
    const { next, said } = request.query as { next?: string; said?: string };
    if (visit.operator) return reply.redirect(safeNext(next), 303);
    const view = signInPage(visit, { next });
    return show(visit, { ...view, said: said === 'signed-out' ? visit.t('core.signOut.done') : undefined }, look);
  });

  app.post('/sign-in', platform, async (request, reply) => {
    const visit = visiting(request, reply);
    const { tokens } = request.server;
    refuseOperatorForgery(request, visit.operator, true);
    const { _csrf, ...typed } = (request.body ?? {}) as Record<string, unknown>;
    const validate = compile(SignInForm, 'coercing');
    const body = structuredClone(typed) as { email: string; password: string; next?: string };
    try {
      if (!validate(body)) throw coreProblems.invalid({}, { fields: fieldProblems(validate.errors, visit.t) });
      const session = await operators.signIn({ ...body, ...callerOf({ request, reply }) }, 'cookie');
      if (visit.operator) await revokeOperatorSession(db, visit.operator.id); // its cookie is lost now
      tokens.platform.issue(request, reply, session, OPERATOR_SECONDS);
      return reply.redirect(safeNext(body.next), 303);
    } catch (error) {
      const problem = asProblem(error, request.id);
      if (problem.status >= 500) throw error;
      reply.headers(problem.headers);
      return show(visit, signInPage(visit, typed, problem), look);
    }
  });

  app.post('/sign-out', platform, async (request, reply) => {
    const { operator } = visiting(request, reply);
    const { tokens } = request.server;
    refuseOperatorForgery(request, operator, true);
    if (operator) await revokeOperatorSession(db, operator.id);
    tokens.platform.clear(request, reply);
    return reply.redirect('/sign-in?said=signed-out', 303);
  });
}

const problemPage = ({ t, operator }: Visit, problem: Problem, reference: string): ConsolePage => {
  const title = t(`problem.${problem.code}.title`, problem.values);
  return {
    title,
    status: problem.status,
    body: (
      <ProblemPage
        status={problem.status}
        title={title}
        detail={t(`problem.${problem.code}`, problem.values)}
        reference={problem.status >= 500 ? reference : undefined}
        backHref={operator ? '/communities' : '/sign-in'}
      />
    ),
  };
};

type MountPage = (path: string, view: (visit: Visit) => Promise<ConsolePage>) => void;

/** Everything that is read. */
function mountReading(page: MountPage, options: ConsoleOptions): void {
  const { registry, communities, addresses, baseUrl } = options;
  const titleOf = (id: string) => registry.record(id)?.title ?? id;
  // on hosts of their own where those are known to lead here, else below this host, which works on any machine
  const addressOf = ({ view }: CommunityOverview): CommunityAddress | undefined =>
    view && {
      text: addresses.of(view),
      href: baseUrl !== undefined && view.hosts.length > 0 ? `${addresses.of(view)}/` : `/c/${view.slug}/`,
    };

  page('/communities', async ({ t }) => ({
    title: t('core.operators.communities'),
    current: 'communities',
    body: (
      <CommunitiesPage
        communities={await overview(options)}
        addressOf={addressOf}
        titleOf={titleOf}
        stray={strayProblems({ communities })}
      />
    ),
  }));
  page('/communities/:slug', async ({ request }) => {
    const { slug } = request.params as { slug: string };
    const community = (await overview(options)).find((one) => one.slug === slug);
    if (!community) throw coreProblems.notFound();
    return {
      title: community.name,
      current: 'communities',
      body: <CommunityPage community={community} address={addressOf(community)} titleOf={titleOf} />,
    };
  });
  page('/extensions', async ({ t, locale }) => {
    const all = await overview(options);
    return {
      title: t('core.operators.extensions'),
      current: 'extensions',
      body: (
        <ExtensionsPage
          communities={all}
          extensions={sheets(registry, all, locale)}
          tiles={tilesOf({ t, locale }, all, await health(options))}
          titleOf={titleOf}
        />
      ),
    };
  });
  page('/extensions/:id', async ({ request, locale }) => {
    const { id } = request.params as { id: string };
    const all = await overview(options);
    const extension = sheets(registry, all, locale).find((sheet) => sheet.id === id);
    if (!extension) throw coreProblems.notFound();
    return {
      title: extension.title,
      current: 'extensions',
      body: <ExtensionPage extension={extension} communities={all} titleOf={titleOf} />,
    };
  });
  page('/health', async ({ t }) => ({
    title: t('core.operators.health'),
    current: 'health',
    body: <HealthPage health={await health(options)} />,
  }));
  page('/account', async ({ t, operator }) => ({
    title: t('core.operators.account'),
    body: operator && <AccountPage operator={operator} />,
  }));
}
