import type { PermissionDefinition } from '@polyphony/core';

export const permissions = {
  'crowd-innovation.challenge.create': {
    title: 'Open challenges',
    description: 'Open a challenge with a pot, phases, a ballot and the rule that will share the money',
    grantedTo: ['manager'],
  },
  'crowd-innovation.challenge.manage': {
    title: 'Run challenges',
    description: 'Change a challenge before its vote opens, decide on ideas, and prolong phases',
    grantedTo: ['manager'],
  },
  'crowd-innovation.count.publish': {
    title: 'Count and publish',
    description: 'Count the ballots of a closed vote and publish the result in one act',
    grantedTo: ['manager'],
  },
  'crowd-innovation.idea.pitch': {
    title: 'Pitch ideas',
    description: 'Pitch an idea in a challenge while it takes pitches; give it to the roles that may ask for money',
    grantedTo: ['manager'],
  },
  'crowd-innovation.ballot.cast': {
    title: 'Vote in challenges',
    description: 'Send, replace and withdraw one ballot of their own in each challenge',
    grantedTo: ['member'],
  },
} as const satisfies Record<string, PermissionDefinition>;
