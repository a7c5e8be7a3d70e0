import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TObject, TSchema } from 'typebox';
import { coreProblems } from '../contract/core-problems.ts';
import type { Context } from '../contract/context.ts';
import { Redirect, type MailedPurpose, type PageDefinition, type PageView } from '../contract/page.ts';
import { Problem, type FieldProblem } from '../contract/problem.ts';
import { Reply, type Limits, type RouteAccess, type RouteDefinition } from '../contract/route.ts';
import { runAs } from '../registry/running.ts';
import type { Run } from '../registry/runs.ts';
import { compile, fieldProblems } from '../registry/schemas.ts';
import type { Translate } from '../messages/translator.ts';
import { deprecationHeaders } from './deprecation-headers.ts';
import { asProblem } from './failures.ts';
import { formState } from './form-state.ts';
import type { Idempotency } from './idempotency.ts';
import type { SignedIn } from './request-state.ts';
import { placeOf } from './request-state.ts';
import { inTime, outerLimit, refuseLate } from './time-limit.ts';
import { asPrecondition, tagOf, takeVersion } from './versions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See `PageCommon.mailed`. */
    mailed?: MailedPurpose | undefined;
    /** Whose it is, for the log, the health page and metrics. */
    owned?: Pick<Run, 'extension' | 'place'> | undefined;
  }
}

/** What mounting needs from the server. */
export interface Mounting {
  contextFor(request: FastifyRequest, extension: string): Promise<Context>;
  /** Session, rate and access of the route; throws the problem that says why not. */
  admitRequest(request: FastifyRequest, access: RouteAccess, rate: Limits['rate']): Promise<SignedIn | null>;
  checkForgery(request: FastifyRequest, kind: 'json' | 'form'): Promise<void>;
  readonly idempotency: Idempotency;
  renderPage(
    request: FastifyRequest,
    reply: FastifyReply,
    ctx: Context,
    view: PageView,
    page: { readonly current?: string },
  ): FastifyReply | Promise<FastifyReply>;
}

const COMMUNITY = { constraints: { realm: 'community' } } as const;
const MEGABYTE = 1_048_576;

/** Mounts the JSON routes of one extension below `/api`. */
export function mountRoutes(
  app: FastifyInstance,
  extension: string,
  routes: readonly RouteDefinition[],
  mounting: Mounting,
): void {
  for (const route of routes) {
    const { params, query, body, response } = route.schema;
    // an answer that lets somebody in is for whoever got it, and is not kept; of a password not even a hash is
    const repeatable =
      route.method !== 'GET' && !(extension === 'core' && /^\/(auth\/|me\/(password|email)$)/.test(route.path));
    const running: Run = { extension, place: 'route', id: `${route.method} /api${route.path}` };
    app.route({
      method: route.method,
      url: `/api${route.path}`,
      ...COMMUNITY,
      config: { owned: { extension, place: 'route' } },
      bodyLimit: route.limits?.bytes ?? MEGABYTE,
      ...outerLimit(route.limits),
      schema: {
        ...(params ? { params } : {}),
        ...(query ? { querystring: query } : {}),
        ...(body ? { body } : {}),
        ...(route.reply === 'file' ? {} : { response: response as Record<number, TSchema> }),
      },
      onRequest: async (request) => {
        await mounting.admitRequest(request, route.access, route.limits?.rate);
      },
      preValidation: async (request) => {
        if (route.method !== 'GET') await mounting.checkForgery(request, 'json');
        if (body && request.body === undefined) request.body = {};
        if (route.method !== 'GET') takeVersion(request, body);
      },
      handler: (request, reply) => {
        const answer = async (signal: AbortSignal) => {
          const ctx = await mounting.contextFor(request, extension);
          const input = {
            ctx,
            params: request.params,
            query: request.query,
            body: body ? request.body : undefined,
            signal,
            request,
            reply,
          };
          reply.headers(deprecationHeaders(route, ctx.url));
          let result: unknown;
          refuseLate(reply, route.limits);
          mounting.idempotency.begin(request);
          try {
            result = await runAs(running, () => route.handler(input as never));
          } catch (error) {
            throw asPrecondition(request, error);
          }
          refuseLate(reply, route.limits);
          const {
            status,
            body: given,
            headers: all,
          } = result instanceof Reply ? result : new Reply(200, result ?? null);
          const tag = tagOf(response[status], given);
          if (tag !== undefined) reply.header('etag', tag);
          if (!(result instanceof Reply)) return reply.send(given);
          const { location, ...headers } = all;
          reply.code(status).headers(headers);
          if (location) reply.header('location', ctx.url(location));
          return reply.send(status === 204 ? undefined : given);
        };
        return inTime(reply, route.limits, (signal) =>
          repeatable ? mounting.idempotency.once(request, reply, route.limits, () => answer(signal)) : answer(signal),
        );
      },
      ...(repeatable
        ? { onSend: (request, reply, payload) => mounting.idempotency.keep(request, reply, payload) }
        : {}),
    });
  }
}

/** Fields that a form sends as '' although nothing was written: gone, unless '' is a value that the schema takes. */
function withoutBlanks(values: Record<string, unknown>, schema: TSchema | undefined): Record<string, unknown> {
  const properties = (schema as TObject | undefined)?.properties ?? {};
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      if (value !== '') return true;
      const field = properties[name] as
        { type?: string; format?: string; minLength?: number; pattern?: string } | undefined;
      return field?.type === 'string' && field.format === undefined && field.pattern === undefined && !field.minLength;
    }),
  );
}

function checked<T>(
  schema: TSchema | undefined,
  value: unknown,
  t: Translate,
): { readonly value: T; readonly problems: FieldProblem[] } {
  if (!schema) return { value: value as T, problems: [] };
  const validate = compile(schema, 'coercing');
  const copy = structuredClone(value);
  return validate(copy)
    ? { value: copy as T, problems: [] }
    : { value: copy as T, problems: fieldProblems(validate.errors, t) };
}

/** Pages take the parts of a query that they know and leave the rest alone, as links gather additions on their way. */
const knownQuery = (query: Record<string, unknown>, schema: TSchema | undefined) =>
  Object.fromEntries(
    Object.entries(query).filter(([name]) => Object.hasOwn((schema as TObject | undefined)?.properties ?? {}, name)),
  );

/** The path of a redirect with what it says: in the query, so before the fragment. */
function locationOf({ path, said }: Redirect): string {
  if (said === undefined) return path;
  const url = new URL(path, 'http://community.invalid');
  url.searchParams.set('said', said);
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Mounts the pages, forms and actions of one extension. */
export function mountPages(
  app: FastifyInstance,
  extension: string,
  pages: readonly PageDefinition[],
  mounting: Mounting,
): void {
  for (const page of pages) {
    const access = async (request: FastifyRequest) => {
      await mounting.admitRequest(request, page.access, page.limits?.rate);
    };
    const running: Run = { extension, place: 'page', id: page.path };
    const base = {
      url: page.path,
      ...COMMUNITY,
      bodyLimit: page.limits?.bytes ?? MEGABYTE,
      ...outerLimit(page.limits),
      config: { mailed: page.mailed, owned: { extension, place: 'page' } },
      onRequest: access,
    } as const;

    const inputOf = async (request: FastifyRequest, reply: FastifyReply, signal: AbortSignal) => {
      const ctx = await mounting.contextFor(request, extension);
      const params = checked<Record<string, string>>(page.schema.params, request.params ?? {}, ctx.t);
      if (params.problems.length > 0) throw coreProblems.notFound();
      const query = checked<Record<string, string>>(
        page.schema.query,
        knownQuery((request.query ?? {}) as Record<string, unknown>, page.schema.query),
        ctx.t,
      );
      if (query.problems.length > 0) throw coreProblems.invalid({}, { fields: query.problems });
      return {
        ctx,
        params: params.value,
        query: query.value,
        signal,
        request,
        reply,
      };
    };
    const answer = (
      request: FastifyRequest,
      reply: FastifyReply,
      ctx: Context,
      result: PageView | Redirect | Reply,
    ) => {
      refuseLate(reply, page.limits);
      if (result instanceof Redirect) {
        return reply.redirect(ctx.url(locationOf(result)), 303);
      }
      if (result instanceof Reply) return reply.code(result.status).headers(result.headers).send(result.body);
      return mounting.renderPage(request, reply, ctx, result, page);
    };

    if (page.kind !== 'action')
      app.get(page.path, base, (request, reply) =>
        inTime(reply, page.limits, async (signal) => {
          const input = await inputOf(request, reply, signal);
          const result = await runAs(running, () => page.view?.({ ...input, form: formState({}) }));
          if (!result) throw coreProblems.notFound();
          return answer(request, reply, input.ctx, result);
        }),
      );

    if (page.kind !== 'page')
      app.post(page.path, base, (request, reply) =>
        inTime(reply, page.limits, async (signal) => {
          await mounting.checkForgery(request, 'form');
          const input = await inputOf(request, reply, signal);
          const { _csrf, ...typed } = (request.body ?? {}) as Record<string, unknown>;
          const body = checked(page.schema.body, withoutBlanks(typed, page.schema.body), input.ctx.t);
          const again = async (problem: Problem) => {
            const fields =
              problem.fields.length > 0
                ? problem.fields
                : [
                    {
                      pointer: `/${problem.entry.field ?? ''}`,
                      detail: input.ctx.t(`problem.${problem.code}`, problem.values),
                    },
                  ];
            const view = await runAs(running, () => page.view?.({ ...input, form: formState(typed, fields) }));
            if (!view || view instanceof Redirect) throw problem;
            refuseLate(reply, page.limits);
            reply.headers(problem.headers);
            return mounting.renderPage(
              request,
              reply,
              input.ctx,
              { ...view, status: problem.status === 400 ? 422 : problem.status },
              page,
            );
          };
          if (body.problems.length > 0) {
            const problem = coreProblems.invalid({}, { fields: body.problems });
            if (page.view) return again(problem);
            throw problem;
          }
          try {
            const result = await runAs(running, () =>
              page.submit?.({ ...input, body: page.schema.body ? body.value : undefined }),
            );
            if (!result) throw coreProblems.notFound();
            return answer(request, reply, input.ctx, result);
          } catch (error) {
            // what the person can mend is shown beside what they typed; the rest is a page of its own
            if (error instanceof Problem && page.view && error.status < 500 && error.status !== 404)
              return again(asProblem(error, request.id));
            throw error;
          }
        }),
      );
  }
}

/** Whether this request wants a page: everything outside of `/api`, and the pages that describe it. */
export const wantsPage = (raw: IncomingMessage) => !/^\/api(?=[/?]|$)(?!\/docs(?=[/?]|$))/.test(placeOf(raw).url);
