import { Type } from 'typebox';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { pageOf, pageQuery, uuid } from '../contract/schemas.ts';
import { content } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';

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
    handler: ({ ctx, query }) => r.get(content).list(ctx, query),
  }),
  route({
    method: 'GET',
    path: '/content/:id',
    summary: 'One item',
    access: 'anyone',
    schema: { params: Type.Object({ id: uuid() }), response: { 200: Item } },
    handler: async ({ ctx, params }) => {
      const item = await r.get(content).get(ctx, params.id);
      if (!item) throw coreProblems.notFound();
      return item;
    },
  }),
];
