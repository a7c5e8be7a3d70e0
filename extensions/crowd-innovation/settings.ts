import { Type, type Static } from '@polyphony/core';

/** What a community decides about its challenges. */
export const settings = Type.Object({
  currency: Type.String({
    default: 'CAD',
    pattern: '^[A-Z]{3}$',
    examples: ['CAD', 'EUR'],
    description: 'Currency of a pot where the manager who opens the challenge names none (ISO 4217)',
  }),
  showTurnout: Type.Boolean({
    default: true,
    owner: 'manager',
    description: 'Show the number of ballots while a vote runs; how they were filled in never shows before the count',
  }),
  smallestPublishedBallots: Type.Integer({
    default: 50,
    minimum: 1,
    maximum: 10_000,
    description:
      'With fewer ballots than this only totals are published, as single ballots could be recognised by their pattern',
  }),
  votersChecked: Type.String({
    default: 'One ballot for each member account. Where people live was not checked.',
    minLength: 1,
    maxLength: 500,
    owner: 'manager',
    description: 'How voters are checked, printed on every ballot and result; a challenge may say it differently',
  }),
});
export type Settings = Static<typeof settings>;
