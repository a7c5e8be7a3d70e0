import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import jwt from '@fastify/jwt';
import underPressure from '@fastify/under-pressure';
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Kysely } from 'kysely';
import type { TSchema } from 'typebox';
import type { Communities } from '../community/communities.ts';
import { createContext, localeFor } from '../context.ts';
import type { CommunityView } from '../contract/community.ts';
import type { Context, Log } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { newId } from '../contract/id.ts';
import type { Problem } from '../contract/problem.ts';
import type { Identity } from '../identity/identity.ts';
import { linkTokensToken } from '../identity/link-token.ts';
import type { TryCounter } from '../identity/rate-limit.ts';
import { pendingProblem, takesSignUps } from '../identity/standing.ts';
import { translatorOf } from '../messages/translator.ts';
import type { Built } from '../registry/contributions.ts';
import type { Registry } from '../registry/registry.ts';
import { compile, fieldProblems } from '../registry/schemas.ts';
import type { ErrorObject } from 'ajv';
import { asProblem, problemDocument } from './failures.ts';
import { mountHealth } from './health.ts';
import { createIdempotency } from './idempotency.ts';
import { crowdServer } from './crowd.ts';
import { chosenLanguage } from './language.ts';
import { refuseForgery } from './forgery.ts';
import { mountMetrics, type MetricsOptions } from './metrics.ts';
import { mountPages, mountRoutes, wantsPage, type Mounting } from './mount.ts';
import type { Presentation } from './presentation.ts';
import { placeFinder } from './place.ts';
import { policy, securityHeaders } from './security-headers.ts';
import { createSlots, isProbe, overloaded } from './slots.ts';
import { placed, placeOf, viewOfRequest, type SignedIn } from './request-state.ts';
import { OutOfTime } from './time-limit.ts';
import { tokenKeeper, type TokenKeeper } from './tokens.ts';

export interface ServerOptions {
  readonly registry: Registry;
  readonly communities: Communities;
  readonly identity: Identity;
  readonly tries: TryCounter;
  readonly secret: string;
  readonly platformHosts: readonly string[];
  readonly trustProxy: boolean;
  readonly requestsPerMinute: number;
  /** Requests that are answered at the same time. */
  readonly inFlight: number;
  readonly metrics: Pick<MetricsOptions, 'pool' | 'jobs' | 'token'>;
  readonly logger: object;
  readonly presentation: Presentation;
  readonly accepting: () => boolean;
  readonly platform: Kysely<any>;
}

declare module 'fastify' {
  interface FastifyInstance {
    tokens: TokenKeeper;
  }
}

const HTML = 'text/html; charset=utf-8';
const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Milliseconds by which the event loop may be late, on average over a second. */
const BREATHLESS = 3000;

/** What a visitor of a closed community may send: the way in, and nothing else. */
const isWayIn = (method: string, path: string) =>
  method === 'POST' && ['/sign-in', '/api/auth/sign-in', '/api/auth/link', '/api/auth/link/use'].includes(path);
/** The same where people join by themselves; nobody can agree to rules that they may not read. */
const isJoining = (method: string, path: string) =>
  path === '/join' ||
  (method === 'POST' ? path === '/api/auth/sign-up' : ['/rules', '/privacy'].includes(path) && method !== 'DELETE');
/** Where somebody on the way in waits, outside of the door. */
const isWaitingRoom = (path: string) =>
  /^\/(sign-out|join\/(confirm(\/again)?|anew)|api\/(me\/joining|auth\/sign-out))$/.test(path);

/** Problems whose page is the same for everybody, and written beforehand. */
const BUSY_CODES = new Set(['core.overloaded', 'core.unavailable']);
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Problems of somebody on the way in: a page that they asked for leads to where they see how matters stand. */
const PENDING_CODES = new Set(['core.confirm-first', 'core.waiting-for-managers', 'core.joining-refused']);

/**
 * Builds the server. The way of a request, always left to right: place (community view) -> gate -> session -> access of the
 * route -> validation -> handler.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { registry, communities, identity, secret, presentation } = options;
  const findPlace = placeFinder(communities, options.platformHosts, options.trustProxy);
  const slots = createSlots(options.inFlight, () => communities.count());
  const serverFactory = crowdServer({
    slots,
    findPlace,
    headers: securityHeaders,
    languageOf: (raw) => {
      const { view } = placeOf(raw);
      return view ? localeFor(view, raw.headers['accept-language'], chosenLanguage(raw)) : 'en';
    },
    refusal: (raw) => {
      const problem = overloaded();
      return placeOf(raw).view && wantsPage(raw)
        ? { type: HTML, body: presentation.busy(contextIn(raw, options.logger as Log), problem) }
        : { type: PROBLEM_JSON, body: JSON.stringify(problemDocument(problem, wordsFor(raw))) };
    },
  });

  const app: FastifyInstance = Fastify({
    loggerInstance: options.logger as never,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    trustProxy: options.trustProxy,
    bodyLimit: 1_048_576,
    requestTimeout: 40_000,
    connectionTimeout: 60_000,
    // of what core answers by itself; routes and pages have limits of their own, see time-limit.ts
    handlerTimeout: 30_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    // where a request came in, its place was found; one that never left the process has none yet
    rewriteUrl: (raw) => (placed(raw as IncomingMessage) ?? findPlace(raw as IncomingMessage)).url,
    serverFactory,
    routerOptions: {
      // longer than any request line may be: too long a name is an unknown one, and goes the same way
      maxParamLength: 32_768,
      ignoreTrailingSlash: true,
      // the platform and each community have a `/` of their own
      constraints: {
        realm: {
          name: 'realm',
          mustMatchWhenDerived: true,
          storage() {
            const handlers = new Map<unknown, unknown>();
            return {
              get: (key: unknown) => handlers.get(key) ?? null,
              set: (key: unknown, value: unknown) => void handlers.set(key, value),
            };
          },
          deriveConstraint: (raw: IncomingMessage) => (placeOf(raw).view ? 'community' : 'platform'),
          validate: () => true,
        } as never,
      },
    },
    frameworkErrors: (error, request, reply) => {
      // comes here before any hook, so not everything of a request is there yet
      const early = reply as unknown as FastifyReply;
      void earlyProblem(error, request, early);
    },
  }) as unknown as FastifyInstance;

  await app.register(cookie);
  await app.register(jwt, { secret, sign: { algorithm: 'HS256' }, verify: { algorithms: ['HS256'] } });
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    // the way back after signing in is the page's own address; nobody else hears it
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    crossOriginEmbedderPolicy: false,
  });
  // there is room (crowd.ts); and whether this process is breathless whoever is to blame, such as a loop in an extension
  await app.register(underPressure, {
    maxEventLoopDelay: BREATHLESS,
    // without a value nothing was measured, as in the first second; that is no reason to send anybody away
    pressureHandler: async (request: FastifyRequest, _reply: FastifyReply, _type: string, value?: number) => {
      if (Number.isFinite(value) && !isProbe(request.raw)) throw overloaded();
    },
  });
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const validate = compile(schema as TSchema, httpPart === 'body' ? 'strict' : 'coercing');
    return (value: unknown) =>
      validate(value)
        ? { value }
        : { error: Object.assign(new Error('invalid'), { ajv: validate.errors ?? [], part: httpPart }) as Error };
  });

  const tokens = tokenKeeper(app, identity, secret);
  app.decorate('tokens', tokens);

  /** In the place of the request. Nobody's asks the database nothing, and so is there when that is away. */
  const contextIn = (raw: IncomingMessage, log: Log, extension = 'core', actor: Context['actor'] = null): Context => {
    const { view, base } = placeOf(raw);
    if (!view) throw new Error('a community was asked for outside of one');
    const locale = localeFor(view, raw.headers['accept-language'], chosenLanguage(raw));
    return createContext(registry, extension, { view, actor, log, base, locale });
  };
  const contextFor = async (request: FastifyRequest, extension: string): Promise<Context> =>
    contextIn(request.raw, request.log, extension, (await tokens.session(request))?.actor ?? null);

  const platformWords = translatorOf([registry.core], 'en', 'UTC');
  const wordsFor = (raw: IncomingMessage) =>
    placeOf(raw).view ? contextIn(raw, options.logger as Log).t : platformWords;

  const renderPage: Mounting['renderPage'] = (request, reply, ctx, view, { current }) => {
    const session = sessions.get(request);
    return presentation.show(request, reply, {
      ctx,
      view,
      current,
      csrf: session && tokens.csrf(session.sessionId),
      pending: session?.pending ?? undefined,
    });
  };
  /** Requests that an extension failed to answer, until they are counted. */
  const faults = new WeakMap<FastifyRequest, { readonly outcome: 'throw' | 'timeout'; readonly error: unknown }>();
  const sessions = new WeakMap<FastifyRequest, SignedIn>();
  const remember = async (request: FastifyRequest) => {
    const session = await tokens.session(request);
    if (session) sessions.set(request, session);
    return session;
  };

  /** Who asks, for counting: a member, somebody on the way in, or an address. */
  const whoAsks = (request: FastifyRequest, session: SignedIn | null) =>
    session?.actor?.id ?? session?.accountId ?? request.ip;

  const mounting: Mounting = {
    idempotency: createIdempotency(secret, async (request) => {
      const session = await tokens.session(request);
      return { id: whoAsks(request, session), member: session?.actor?.id ?? null };
    }),
    contextFor,
    renderPage,
    async admitRequest(request, access, rate) {
      const session = await remember(request);
      const who = whoAsks(request, session);
      if (UNSAFE.has(request.method))
        await options.tries.count(['request', who], { max: options.requestsPerMinute, seconds: 60 });
      if (rate) {
        const route = [viewOfRequest(request).key, request.method, request.routeOptions.url ?? ''];
        await options.tries.count(['route', ...route, who], rate);
      }
      if (access === 'anyone') return session;
      if (session?.pending) throw pendingProblem(session.pending);
      if (!session) throw coreProblems.signInRequired();
      if (access !== 'member') (await contextFor(request, 'core')).require(access.permission);
      return session;
    },
    async checkForgery(request, kind) {
      refuseForgery(request, await tokens.session(request), tokens, kind === 'form');
    },
  };

  /** For programs, and wherever there is no community to show a page of. */
  function sendDocument(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply
      .code(problem.status)
      .headers(problem.headers)
      .header('cache-control', 'no-store')
      .type(PROBLEM_JSON)
      .send(JSON.stringify(problemDocument(problem, wordsFor(request.raw))));
  }

  /** Costs next to nothing: no session, no database, no page that is written anew. */
  function sendBare(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { view } = placeOf(request.raw);
    if (!view || !BUSY_CODES.has(problem.code) || !wantsPage(request.raw)) return sendDocument(problem, request, reply);
    return reply
      .code(problem.status)
      .headers(problem.headers)
      .header('cache-control', 'no-store')
      .type(HTML)
      .send(presentation.busy(contextIn(request.raw, request.log), problem));
  }

  /** Who asks is looked up for the page of a problem, so a database that is away may stand in the way of saying so. */
  async function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (problem.code === 'core.overloaded') return sendBare(problem, request, reply);
    try {
      return await presentProblem(problem, request, reply);
    } catch (error) {
      if (reply.sent) throw error;
      const worse = asProblem(error, request.id);
      request.log.error({ err: error, code: worse.code }, 'the page of a problem could not be written');
      return sendBare(worse, request, reply);
    }
  }

  async function presentProblem(given: Problem, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { view } = placeOf(request.raw);
    // whoever is on the way in is told what to do about that, and not to sign in
    const pending = view && given.code === 'core.sign-in-required' ? (await remember(request))?.pending : null;
    const problem = pending ? pendingProblem(pending) : given;
    if (!view || !wantsPage(request.raw)) return sendDocument(problem, request, reply);
    reply.headers(problem.headers);
    const ctx = await contextFor(request, 'core');
    if (!ctx.actor && (request.method === 'GET' || request.method === 'HEAD')) {
      if (problem.code === 'core.sign-in-required')
        return reply.redirect(ctx.url(`/sign-in?next=${encodeURIComponent(placeOf(request.raw).url)}`), 303);
      if (PENDING_CODES.has(problem.code)) return reply.redirect(ctx.url('/join/confirm'), 303);
    }
    await remember(request);
    return renderPage(request, reply, ctx, presentation.problem(ctx, problem, request.id), {});
  }

  /** Whatever goes wrong on the way to the error page, nothing may end the process. */
  async function earlyProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      await sendProblem(asProblem(error, request.id), request, reply);
    } catch {
      if (!reply.sent) await reply.code(400).send();
    }
  }

  /** Whether a visitor gets past the door: to the way in, or with a link that was mailed to them. */
  const opensDoor = (request: FastifyRequest, view: CommunityView, path: string) => {
    if (isWayIn(request.method, path) || (takesSignUps(view) && isJoining(request.method, path))) return true;
    const { mailed } = request.routeOptions.config;
    const { token } = (request.params ?? {}) as { readonly token?: string };
    return mailed && token !== undefined && registry.get(linkTokensToken).read(view, mailed, token) !== null;
  };

  /** The same answer for every path of a closed community, known or not. */
  async function sendDoor(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!wantsPage(request.raw)) return sendProblem(coreProblems.signInRequired(), request, reply);
    const ctx = await contextFor(request, 'core');
    return renderPage(request, reply, ctx, presentation.door(ctx), {});
  }

  app.setErrorHandler(async (error, request, reply) => {
    const invalid = error as { ajv?: ErrorObject[]; part?: string };
    // an address that cannot be is an address where nothing is
    const known = invalid.ajv
      ? invalid.part === 'params'
        ? coreProblems.notFound()
        : coreProblems.invalid({}, { fields: fieldProblems(invalid.ajv, wordsFor(request.raw)) })
      : asProblem(error, request.id);
    if (known.status >= 500 && known.code !== 'core.overloaded') {
      const { extension } = request.routeOptions.config.owned ?? {};
      request.log.error({ err: known.cause ?? known, code: known.code, extension }, 'a request failed');
      const timedOut = error instanceof OutOfTime || (error as { code?: string }).code === 'FST_ERR_HANDLER_TIMEOUT';
      if (timedOut || known.code === 'core.internal')
        faults.set(request, { outcome: timedOut ? 'timeout' : 'throw', error });
    }
    return sendProblem(known, request, reply);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(coreProblems.notFound(), request, reply));

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const { view, url } = placeOf(request.raw);
    const path = (url.split('?')[0] ?? '/').replace(/(?<=.)\/$/, '');
    if (view?.access === 'closed' && !presentation.isAsset(view, path) && !opensDoor(request, view, path)) {
      const session = await remember(request);
      if (!session?.actor && !(session && isWaitingRoom(path))) return sendDoor(request, reply);
    }
    // before the body is read, so that an unknown path and a disabled one cannot be told apart by what they do with it
    if (request.is404) throw coreProblems.notFound();
    return undefined;
  });
  app.addHook('preHandler', async (request, reply) => {
    // its thirty days began anew, and the browser's copy is to last as long
    const session = sessions.get(request);
    if (session?.prolonged) tokens.issue(request, reply, { id: session.sessionId, kind: session.kind });
  });
  app.addHook('onResponse', async (request, reply) => {
    const { url, config } = request.routeOptions;
    if (config.owned) {
      const { outcome = 'ok', error } = faults.get(request) ?? {};
      const id = `${request.method} ${url ?? ''}`;
      registry.runs.note({ ...config.owned, id, outcome, milliseconds: reply.elapsedTime }, error);
    }
    request.log.info(
      {
        community: placeOf(request.raw).view?.slug,
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });

  mountMetrics(app, { registry, communities, slots, ...options.metrics });
  presentation.mount(app);
  mountHealth(app, { registry, communities, platform: options.platform, accepting: options.accepting });
  await mountExtension(app, registry.core, registry, mounting);
  for (const built of registry.built.values()) await mountExtension(app, built, registry, mounting);
  return app;
}

/** One encapsulated scope per extension: the gate first, then its routes and pages. */
async function mountExtension(
  app: FastifyInstance,
  built: Built,
  registry: Registry,
  mounting: Mounting,
): Promise<void> {
  await app.register(async (scope) => {
    if (built.id !== 'core')
      scope.addHook('onRequest', async (request) => {
        if (!viewOfRequest(request).extensions.has(built.id)) throw coreProblems.notFound();
        const status = registry.record(built.id)?.status;
        if (status?.state !== 'admitted') throw coreProblems.unavailable({}, { headers: { 'retry-after': '60' } });
      });
    // inside each plugin function: one that throws would stop every later registration
    const contained = (mount: (inner: FastifyInstance) => unknown) => async (inner: FastifyInstance) => {
      try {
        await mount(inner);
      } catch (error) {
        registry.failed(built.id, 'mount', error);
      }
    };
    await scope.register(
      contained((api) => {
        api.removeContentTypeParser('text/plain'); // what a form of another site can send is not taken for JSON
        mountRoutes(api, built.id, built.routes, mounting);
      }),
    );
    await scope.register(
      contained(async (pages) => {
        pages.removeAllContentTypeParsers();
        await pages.register(formbody, { bodyLimit: 1_048_576 });
        mountPages(pages, built.id, built.pages, mounting);
      }),
    );
  });
}
