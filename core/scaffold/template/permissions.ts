import type { PermissionDefinition } from '@polyphony/core';

/** What a role may do. `grantedTo` names the roles that have it until the operator decides otherwise. */
export const permissions = {
  'sample-items.item.add': {
    title: 'Add items',
    description: 'Write a new item.',
    grantedTo: ['member'],
  },
  'sample-items.item.remove': {
    title: 'Take items out',
    description: 'Take out any item, whoever wrote it.',
    grantedTo: ['manager'],
  },
} satisfies Record<string, PermissionDefinition>;
