import type { PermissionDefinition } from '../contract/definition.ts';
import { INVITE, MANAGE_MEMBERS, READ_LOG } from './roles.ts';

export const membershipPermissions: Readonly<Record<string, PermissionDefinition>> = {
  [MANAGE_MEMBERS]: {
    title: 'Look after members',
    description: 'Let people in, give roles within one’s own, end memberships, and set what people are asked who join.',
    grantedTo: ['manager'],
  },
  [INVITE]: {
    title: 'Invite people',
    description: 'Invite people by mail, with roles within one’s own.',
    grantedTo: ['manager'],
  },
  [READ_LOG]: {
    title: 'Read the log',
    description: 'See what was changed by those who run the community, and by whom.',
    grantedTo: ['manager'],
  },
};
