import { Type } from 'typebox';
import { coreProblems } from '../contract/core-problems.ts';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import { pageOf, pageQuery, uuid } from '../contract/schemas.ts';
import { content, type ContentItem, type PageOf, type PageRequest } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { registryToken } from '../tokens.ts';
import { requestOf, searchQuery } from './search-request.ts';

const { route } = extension();

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const Item = Type.Object({
  id: uuid(),
  kind: Type.String(),
  slug: orNull(Type.String()),
  title: Type.String(),
  summary: Type.String(),
  body: orNull(Type.String()),
  locked: Type.Boolean({ description: 'Title and summary only: the reader may not read the rest' }),
  authorId: orNull(uuid()),
  authorName: orNull(Type.String()),
  publishedAt: Type.String({ format: 'date-time' }),
  version: Type.Integer(),
  audience: Type.Enum(['anyone', 'members', 'some'], { description: 'Who can see it' }),
});

const Found = Type.Object({
  ...Item.properties,
  excerpt: Type.Array(Type.Object({ text: Type.String(), found: Type.Boolean() }), {
    description: 'Words of the text around what was found; empty where title or summary say it',
  }),
});

/** Kinds of the extensions that are on here: what another one has left behind is there, and is nowhere to be seen. */
const kindsIn = (r: Resolver, ctx: Context) => r.get(registryToken)().for(ctx.community).contentKinds;

/** A page of the feed without kinds that are off. It reads on until the page is full. */
async function pageOfKnown(
  r: Resolver,
  ctx: Context,
  { limit = 20, after, ...filter }: PageRequest & { readonly kind?: string; readonly space?: string },
): Promise<PageOf<ContentItem>> {
  const kinds = kindsIn(r, ctx);
  if (kinds.size === 0 || (filter.kind !== undefined && !kinds.has(filter.kind))) return { items: [], next: null };
  const items: ContentItem[] = [];
  let next: string | null | undefined = after;
  do {
    // as many as are still wanted, so that the cursor stands behind the last one that is shown
    const page: PageOf<ContentItem> = await r
      .get(content)
      .list(ctx, { ...filter, limit: limit - items.length, after: next ?? undefined });
    items.push(...page.items.filter(({ kind }) => kinds.has(kind)));
    next = page.next;
  } while (next !== null && items.length < limit);
  return { items, next };
}

export const contentRoutes = (r: Resolver) => [
  route({
    method: 'GET',
    path: '/content',
    summary: 'What you may see, newest first',
    access: 'anyone',
    schema: {
      query: pageQuery({ kind: Type.Optional(Type.String({ maxLength: 60 })), space: Type.Optional(uuid()) }),
      response: { 200: pageOf(Item) },
    },
    handler: ({ ctx, query }) => pageOfKnown(r, ctx, query),
  }),
  route({
    method: 'GET',
    path: '/search',
    summary: 'What you may see and find: first by title and summary, then by text, each newest first',
    access: 'anyone',
    schema: { query: searchQuery(), response: { 200: pageOf(Found) } },
    handler: ({ ctx, query }) => r.get(content).search(ctx, requestOf(query)),
  }),
  route({
    method: 'GET',
    path: '/content/:id',
    summary: 'One item',
    access: 'anyone',
    schema: { params: Type.Object({ id: uuid() }), response: { 200: Item } },
    handler: async ({ ctx, params }) => {
      const item = await r.get(content).get(ctx, params.id);
      if (!item || !kindsIn(r, ctx).has(item.kind)) throw coreProblems.notFound();
      return item;
    },
  }),
];
