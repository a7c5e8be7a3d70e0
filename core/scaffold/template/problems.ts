import { defineProblems } from '@polyphony/core';

/** Errors that people can do something about. `noTitle` has the code `sample-items.no-title`. */
export const problems = defineProblems('sample-items', {
  noTitle: {
    status: 422,
    title: 'No title',
    detail: 'An item needs a title of at least one letter.',
    field: 'title',
  },
});
