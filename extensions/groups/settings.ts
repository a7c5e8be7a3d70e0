import { Type } from '@polyphony/core';

export const settings = Type.Object({
  label: Type.String({
    default: 'Groups',
    minLength: 1,
    maxLength: 40,
    owner: 'manager',
    description: 'What groups are called here, in the plural, such as Workstreams. Used in the menu and in headings',
  }),
  labelOne: Type.String({
    default: 'group',
    minLength: 1,
    maxLength: 40,
    owner: 'manager',
    description: 'The word for one of them as it stands inside a sentence, such as workstream',
  }),
});
