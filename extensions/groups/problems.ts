import { defineProblems } from '@polyphony/core';

export const problems = defineProblems('groups', {
  lastOrganiser: {
    status: 409,
    title: 'It needs somebody who organises it',
    detail: 'This is its last organiser. Make somebody else an organiser first, then try again.',
  },
  noSuchMember: {
    status: 422,
    title: 'Not a member of the community',
    detail: 'Choose a member of the community. This person is not one, or left in the meantime.',
    field: 'member',
  },
});
