import { Type } from '@polyphony/core';

/** What an operator decides. Every field has a default and a description: they are the documentation. */
export const settings = Type.Object({
  keepDays: Type.Integer({
    default: 365,
    minimum: 1,
    maximum: 3650,
    description: 'After how many days an item goes by itself',
  }),
});
