import { Type } from 'typebox';
import { extension } from '../contract/definition.ts';
import { created, file, noContent, type RouteDefinition } from '../contract/route.ts';
import { pageOf, pageQuery, uuid } from '../contract/schemas.ts';
import { email } from '../identity/exchange.ts';
import { csv } from './csv.ts';
import { invite, listInvitations, withdraw, type Invitation } from './invitations.ts';
import { logTable, readLog } from './log.ts';
import { endPerson, getPerson, leave, restorePerson, setRoles, type Person } from './people.ts';
import { acceptRequest, listRequests, refuseRequest } from './requests.ts';
import { INVITE, MANAGE_MEMBERS, READ_LOG } from './roles.ts';

const { route } = extension();

const moment = () => Type.String({ format: 'date-time' });
const roles = () => Type.Array(Type.String({ maxLength: 80 }), { maxItems: 50 });
const reason = () => Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' });
const nullable = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
const byId = Type.Object({ id: uuid() });

const RequestOut = Type.Object({
  id: uuid(),
  name: Type.String(),
  askedAt: moment(),
  answers: Type.Array(Type.Object({ question: Type.String(), answer: Type.String() })),
  rulesVersion: Type.Integer({ description: 'Version of the rules that they agreed to; 0 for the standard ones' }),
  returns: Type.Boolean({ description: 'Was a member before' }),
});
const PersonOut = Type.Object({
  id: uuid(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  joinedAt: moment(),
  endedAt: nullable(moment()),
});
const InvitationOut = Type.Object({
  id: uuid(),
  email: Type.String(),
  name: nullable(Type.String()),
  roles: Type.Array(Type.String()),
  state: invitationState(),
  invitedBy: nullable(Type.String()),
  createdAt: moment(),
  expiresAt: moment(),
});

function invitationState() {
  return Type.Union([
    Type.Literal('open'),
    Type.Literal('accepted'),
    Type.Literal('expired'),
    Type.Literal('withdrawn'),
  ]);
}

const personOut = ({ id, name, roles: held, joinedAt, endedAt }: Person) => ({
  id,
  name,
  roles: [...held],
  joinedAt: joinedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});
const invitationOut = (invitation: Invitation) => ({
  ...invitation,
  roles: [...invitation.roles],
  createdAt: invitation.createdAt.toISOString(),
  expiresAt: invitation.expiresAt.toISOString(),
});

const day = () => Type.String({ format: 'date' });
/** What the log can be narrowed to. */
export const logFilters = {
  actor: Type.Optional(uuid()),
  action: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  from: Type.Optional(day()),
  until: Type.Optional(day()),
};

const requestRoutes = [
  route({
    method: 'GET',
    path: '/members/requests',
    summary: 'Who asks to be let in, the longest wait first',
    access: { permission: MANAGE_MEMBERS },
    schema: { query: pageQuery(), response: { 200: pageOf(RequestOut) } },
    handler: async ({ ctx, query }) => {
      const { items, next } = await listRequests(ctx, query);
      return { items: items.map((item) => ({ ...item, askedAt: item.askedAt.toISOString() })), next };
    },
  }),
  route({
    method: 'POST',
    path: '/members/requests/:id/accept',
    summary: 'Let somebody in',
    access: { permission: MANAGE_MEMBERS },
    problems: ['core.request-decided'],
    schema: { params: byId, response: { 200: PersonOut } },
    handler: async ({ ctx, params }) => personOut(await getPerson(ctx, (await acceptRequest(ctx, params.id)).memberId)),
  }),
  route({
    method: 'POST',
    path: '/members/requests/:id/refuse',
    summary: 'Refuse somebody, with a reason that they read',
    access: { permission: MANAGE_MEMBERS },
    problems: ['core.request-decided'],
    schema: { params: byId, body: Type.Object({ reason: reason() }), response: { 204: Type.Null() } },
    handler: async ({ ctx, params, body }) => {
      await refuseRequest(ctx, params.id, body.reason);
      return noContent();
    },
  }),
];

const memberRoutes = [
  route({
    method: 'GET',
    path: '/members/:id',
    summary: 'A member, or somebody who was one, for those who look after members',
    access: { permission: MANAGE_MEMBERS },
    schema: { params: byId, response: { 200: PersonOut } },
    handler: async ({ ctx, params }) => personOut(await getPerson(ctx, params.id)),
  }),
  route({
    method: 'PUT',
    path: '/members/:id/roles',
    summary: 'Give exactly these roles, each within your own',
    access: { permission: MANAGE_MEMBERS },
    problems: ['core.above-your-role', 'core.last-manager', 'core.no-member-any-more'],
    schema: { params: byId, body: Type.Object({ roles: roles() }), response: { 200: PersonOut } },
    handler: async ({ ctx, params, body }) => personOut(await setRoles(ctx, params.id, body.roles)),
  }),
  route({
    method: 'DELETE',
    path: '/members/:id',
    summary: 'End a membership at once; what the person wrote stays',
    access: { permission: MANAGE_MEMBERS },
    problems: ['core.above-your-role', 'core.last-manager', 'core.no-member-any-more'],
    schema: {
      params: byId,
      body: Type.Object({
        reason: Type.Optional(reason()),
        tell: Type.Optional(Type.Boolean({ description: 'Send them the reason by mail' })),
      }),
      response: { 204: Type.Null() },
    },
    handler: async ({ ctx, params, body }) => {
      await endPerson(ctx, params.id, { reason: body.reason ?? '', tell: body.tell });
      return noContent();
    },
  }),
  route({
    method: 'POST',
    path: '/members/:id/return',
    summary: 'Let somebody come back whose membership has ended',
    access: { permission: MANAGE_MEMBERS },
    problems: ['core.above-your-role'],
    schema: { params: byId, response: { 200: PersonOut } },
    handler: async ({ ctx, params }) => {
      await restorePerson(ctx, params.id);
      return personOut(await getPerson(ctx, params.id));
    },
  }),
  route({
    method: 'POST',
    path: '/me/leave',
    summary: 'Leave this community',
    access: 'member',
    problems: ['core.last-manager'],
    schema: { response: { 204: Type.Null() } },
    handler: async ({ ctx }) => {
      await leave(ctx);
      return noContent();
    },
  }),
];

const invitationRoutes = [
  route({
    method: 'GET',
    path: '/invitations',
    summary: 'Invitations, newest first',
    access: { permission: INVITE },
    schema: { query: pageQuery({ state: Type.Optional(invitationState()) }), response: { 200: pageOf(InvitationOut) } },
    handler: async ({ ctx, query }) => {
      const { items, next } = await listInvitations(ctx, query);
      return { items: items.map(invitationOut), next };
    },
  }),
  route({
    method: 'POST',
    path: '/invitations',
    summary: 'Invite somebody by mail',
    access: { permission: INVITE },
    problems: ['core.already-member', 'core.already-invited', 'core.above-your-role', 'core.nobody-invited'],
    schema: {
      body: Type.Object({
        email: email(),
        name: Type.Optional(Type.String({ maxLength: 80 })),
        roles: Type.Optional(roles()),
        message: Type.Optional(Type.String({ maxLength: 500 })),
      }),
      response: { 201: InvitationOut },
    },
    handler: async ({ ctx, body }) => {
      const invitation = await invite(ctx, body);
      return created(`/api/invitations?state=open`, invitationOut(invitation));
    },
  }),
  route({
    method: 'DELETE',
    path: '/invitations/:id',
    summary: 'Withdraw an invitation: its link opens nothing any more',
    access: { permission: INVITE },
    problems: ['core.above-your-role', 'core.invitation-used', 'core.invitation-over'],
    schema: { params: byId, response: { 204: Type.Null() } },
    handler: async ({ ctx, params }) => {
      await withdraw(ctx, params.id);
      return noContent();
    },
  }),
];

const logRoutes = [
  route({
    method: 'GET',
    path: '/log',
    summary: 'What managers did, newest first',
    access: { permission: READ_LOG },
    schema: {
      query: pageQuery(logFilters),
      response: {
        200: pageOf(
          Type.Object({
            id: uuid(),
            at: moment(),
            actor: Type.Union([Type.Object({ id: uuid(), name: Type.String() }), Type.Null()]),
            action: Type.String(),
            words: Type.String({ description: 'The action in the reader’s language' }),
            subject: Type.Object({ kind: Type.String(), id: nullable(Type.String()) }),
            details: Type.Array(Type.Object({ label: Type.String(), text: Type.String() })),
          }),
        ),
      },
    },
    handler: async ({ ctx, query }) => {
      const { items, next } = await readLog(ctx, query);
      return { items: items.map((line) => ({ ...line, at: line.at.toISOString() })), next };
    },
  }),
  route({
    method: 'GET',
    path: '/log.csv',
    summary: 'The log as a table, its newest 10,000 lines',
    access: { permission: READ_LOG },
    reply: 'file',
    schema: {
      query: Type.Object(logFilters),
      response: { 200: Type.String({ description: 'CSV', contentMediaType: 'text/csv' }) },
    },
    handler: async ({ ctx, query }) => {
      const lines = await logTable(ctx, query);
      const rows = lines.map((line) => [
        line.at.toISOString(),
        line.actor?.name ?? ctx.t('core.log.platform'),
        line.action,
        line.words,
        line.details.map(({ label, text }) => `${label}: ${text}`).join('; '),
      ]);
      const head = ['at', 'who', 'action', 'words', 'details'];
      return file(`log-${ctx.community.slug}.csv`, 'text/csv; charset=utf-8', csv([head, ...rows]));
    },
  }),
];

/** The JSON of how people come in, are looked after, and go. */
export const membershipRoutes: readonly RouteDefinition[] = [
  ...requestRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...logRoutes,
];
