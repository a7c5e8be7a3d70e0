import { noContent, pageOf, pageQuery, Type, type Resolver, type RouteDefinition } from '@polyphony/core';
import { route } from '../extension.ts';
import { groups } from '../services/groups.ts';
import { GroupMemberReply, GroupPath, MemberPath, NewMemberBody } from './schemas.ts';

export const memberRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'GET',
    path: '/groups/:group/members',
    summary: 'Members of a group that you may read, by name',
    access: 'member',
    schema: { params: GroupPath, query: pageQuery({}), response: { 200: pageOf(GroupMemberReply) } },
    handler: async ({ ctx, params, query }) => {
      const { items, next } = await r.get(groups).members(ctx, params.group, query);
      return { items: items.map((member) => ({ ...member, since: member.since.toISOString() })), next };
    },
  }),
  route({
    method: 'POST',
    path: '/groups/:group/members',
    summary: 'Add a member of the community to a group that you organise, or change what they do in it',
    access: 'member',
    schema: { params: GroupPath, body: NewMemberBody, response: { 204: Type.Null() } },
    handler: async ({ ctx, params, body }) => {
      await r.get(groups).add(ctx, params.group, body.member, body.role);
      return noContent();
    },
  }),
  route({
    method: 'DELETE',
    path: '/groups/:group/members/:member',
    summary: 'Take somebody out of a group that you organise, or leave it yourself',
    access: 'member',
    schema: { params: MemberPath, response: { 204: Type.Null() } },
    handler: async ({ ctx, params }) => {
      await r.get(groups).remove(ctx, params.group, params.member);
      return noContent();
    },
  }),
];
