import { created, noContent, pageOf, pageQuery, Type, type Resolver, type RouteDefinition } from '@polyphony/core';
import { route } from '../extension.ts';
import { groups } from '../services/groups.ts';
import { asReply, GroupChangesBody, GroupPath, GroupReply, NewGroupBody } from './schemas.ts';

export const groupRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'GET',
    path: '/groups',
    summary: 'Groups that you can see, by title, your own first on each page',
    access: 'anyone',
    schema: { query: pageQuery({}), response: { 200: pageOf(GroupReply) } },
    handler: async ({ ctx, query }) => {
      const { items, next } = await r.get(groups).list(ctx, query);
      return { items: items.map(asReply), next };
    },
  }),
  route({
    method: 'POST',
    path: '/groups',
    summary: 'Start a group',
    access: { permission: 'groups.group.create' },
    problems: [],
    schema: { body: NewGroupBody, response: { 201: GroupReply } },
    handler: async ({ ctx, body }) => {
      const group = await r.get(groups).create(ctx, body);
      return created(`/api/groups/${group.id}`, asReply(group));
    },
  }),
  route({
    method: 'GET',
    path: '/groups/:group',
    summary: 'One group',
    access: 'anyone',
    schema: { params: GroupPath, response: { 200: GroupReply } },
    handler: async ({ ctx, params }) => asReply(await r.get(groups).get(ctx, params.group)),
  }),
  route({
    method: 'PATCH',
    path: '/groups/:group',
    summary: 'Change a group that you organise',
    access: 'member',
    problems: ['core.not-permitted', 'core.changed-meanwhile'],
    schema: { params: GroupPath, body: GroupChangesBody, response: { 200: GroupReply } },
    handler: async ({ ctx, params, body }) => asReply(await r.get(groups).change(ctx, params.group, body)),
  }),
  route({
    method: 'POST',
    path: '/groups/:group/join',
    summary: 'Join a group that lets people in',
    access: { permission: 'groups.group.join' },
    problems: ['core.joining-closed'],
    schema: { params: GroupPath, response: { 200: GroupReply } },
    handler: async ({ ctx, params }) => asReply(await r.get(groups).join(ctx, params.group)),
  }),
  route({
    method: 'POST',
    path: '/groups/:group/leave',
    summary: 'Leave a group',
    access: 'member',
    problems: ['groups.last-organiser'],
    schema: { params: GroupPath, response: { 204: Type.Null() } },
    handler: async ({ ctx, params }) => {
      await r.get(groups).leave(ctx, params.group);
      return noContent();
    },
  }),
];
