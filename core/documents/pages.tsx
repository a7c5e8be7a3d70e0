import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import type { RouteAccess } from '../contract/route.ts';
import type { Resolver } from '../contract/token.ts';
import { addressesToken } from '../mail/contract.ts';
import { registryToken } from '../tokens.ts';
import { curlOf } from './curl.ts';
import { exampleOf } from './example.ts';
import { knownProblems, namedRoutes } from './named-routes.ts';
import { pathOf } from './operation.ts';
import { codesOf } from './problem-responses.ts';
import { CallPage, ReferencePage, type Standing } from './reference-page.tsx';
import { titlesOf } from './routes.ts';

const { page } = extension();

const standingOf = (ctx: Context, access: RouteAccess): Standing =>
  access === 'anyone' || (ctx.actor && (access === 'member' || ctx.can(access.permission)))
    ? 'may'
    : ctx.actor
      ? 'may-not'
      : 'sign-in';

/** The description of the API for people who write programs. Readable without script; sending a request needs it. */
export const documentPages = (r: Resolver) => [
  page({
    path: '/api/docs',
    access: 'anyone',
    view: async ({ ctx }) => {
      const registry = r.get(registryToken)();
      const contributions = registry.for(ctx.community);
      const routes = [...namedRoutes(contributions).values()];
      const titleOf = titlesOf(registry);
      return {
        title: ctx.t('core.documents.title'),
        body: (
          <ReferencePage
            community={ctx.community.name}
            sections={contributions.extensions
              .map(({ id }) => ({
                extension: id,
                title: titleOf(id).title,
                routes: routes.filter((named) => named.extension === id),
              }))
              .filter((section) => section.routes.length > 0)}
          />
        ),
      };
    },
  }),
  page({
    path: '/api/docs/:call',
    access: 'anyone',
    schema: { params: Type.Object({ call: Type.String({ maxLength: 300 }) }) },
    view: async ({ ctx, params }) => {
      const registry = r.get(registryToken)();
      const contributions = registry.for(ctx.community);
      const named = namedRoutes(contributions).get(params.call);
      if (!named) throw coreProblems.notFound();
      const { route } = named;
      const example = route.schema.body && exampleOf(route.schema.body);
      return {
        title: `${route.method} ${pathOf(route.path)}`,
        sendsRequests: true,
        body: (
          <CallPage
            named={named}
            title={titlesOf(registry)(named.extension).title}
            standing={standingOf(ctx, route.access)}
            permission={
              typeof route.access === 'string'
                ? undefined
                : (contributions.permissions.get(route.access.permission)?.title ?? route.access.permission)
            }
            curl={curlOf(route, r.get(addressesToken).of(ctx.community), example)}
            example={example === undefined ? undefined : JSON.stringify(example, null, 2)}
            problems={[...codesOf(named.extension, route, knownProblems(contributions))].flatMap(([status, codes]) =>
              codes.map((code) => ({ status, code, title: ctx.t(`problem.${code}.title`) })),
            )}
          />
        ),
      };
    },
  }),
];
