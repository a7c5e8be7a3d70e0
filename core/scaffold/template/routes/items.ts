import { created, noContent, Type, type Resolver, type RouteDefinition } from '@polyphony/core';
import { route } from '../extension.ts';
import { items } from '../service.ts';
import { asReply, ItemPath, ItemReply, NewItem } from './schemas.ts';

/** The JSON API. A route has a schema, an access rule and one call; there is no default for who may. */
export const itemRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'GET',
    path: '/sample-items',
    summary: 'Items, newest first',
    access: 'member',
    schema: { response: { 200: Type.Object({ items: Type.Array(ItemReply) }) } },
    handler: async ({ ctx }) => ({ items: (await r.get(items).list(ctx)).map(asReply) }),
  }),
  route({
    method: 'POST',
    path: '/sample-items',
    summary: 'Add an item',
    access: { permission: 'sample-items.item.add' },
    schema: { body: NewItem, response: { 201: ItemReply } },
    handler: async ({ ctx, body }) => {
      const item = await r.get(items).add(ctx, body.title);
      return created(`/api/sample-items/${item.id}`, asReply(item));
    },
  }),
  route({
    method: 'GET',
    path: '/sample-items/:item',
    summary: 'One item',
    access: 'member',
    schema: { params: ItemPath, response: { 200: ItemReply } },
    handler: async ({ ctx, params }) => asReply(await r.get(items).get(ctx, params.item)),
  }),
  route({
    method: 'DELETE',
    path: '/sample-items/:item',
    summary: 'Take an item out',
    access: { permission: 'sample-items.item.remove' },
    schema: { params: ItemPath, response: { 204: Type.Null() } },
    handler: async ({ ctx, params }) => {
      await r.get(items).remove(ctx, params.item);
      return noContent();
    },
  }),
];
