import { Type } from 'typebox';
import { extension } from '../contract/definition.ts';
import { Reply } from '../contract/route.ts';
import type { Resolver } from '../contract/token.ts';
import type { Registry } from '../registry/registry.ts';
import { registryToken } from '../tokens.ts';
import { servedOpenApi, type TitleOf } from './openapi.ts';

const { route } = extension();

/** Names and purposes of extensions as their packages say them. */
export const titlesOf =
  (registry: Registry): TitleOf =>
  (id) => {
    const { title = id, description = '' } = registry.record(id) ?? {};
    return id === 'core'
      ? { title: 'Core', description: 'Community, signing in, members, content and pages' }
      : { title, description };
  };

/** The description of the API of a community, for programs. */
export const documentRoutes = (r: Resolver) => [
  route({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    access: 'anyone',
    reply: 'file',
    schema: {
      response: { 200: Type.Object({}, { description: 'OpenAPI 3.1', contentMediaType: 'application/json' }) },
    },
    handler: (input) => {
      const { ctx } = input;
      const { request } = input as unknown as { readonly request: { readonly headers: Record<string, unknown> } };
      const registry = r.get(registryToken)();
      const { text, etag } = servedOpenApi(registry.for(ctx.community), ctx.community, ctx.url(''), titlesOf(registry));
      // behind the door of a closed community it is a member's alone; elsewhere it is asked for again, and is mostly the same
      const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Authorization, Cookie' };
      const held = String(request.headers['if-none-match'] ?? '').split(/\s*,\s*/);
      if (held.some((one) => one.replace(/^W\//, '') === etag)) return new Reply(304, undefined, headers);
      return new Reply(200, text, { ...headers, 'content-type': 'application/json; charset=utf-8' });
    },
  }),
];
