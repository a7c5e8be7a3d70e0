import type { PermissionDefinition } from '@polyphony/core';

export const permissions = {
  'groups.group.create': {
    title: 'Start groups',
    description: 'Start a new group and become its first organiser.',
    grantedTo: ['manager'],
  },
  'groups.group.manage': {
    title: 'Look after every group',
    description:
      'Change the name, purpose and openness of any group, and add or remove people. It does not open what a group keeps for its members.',
    grantedTo: ['manager'],
  },
  'groups.group.join': {
    title: 'Join groups',
    description: 'Join groups that let people in, and leave them.',
    grantedTo: ['member'],
  },
} satisfies Record<string, PermissionDefinition>;
