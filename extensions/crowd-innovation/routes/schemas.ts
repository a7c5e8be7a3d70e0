import { money, Type, uuid, type Static } from '@polyphony/core';
import { phaseKinds } from '../services/phases.ts';
import { BallotDraft, RuleDraft } from '../services/rule.ts';
import { ideaStates } from '../store/ideas.ts';

const closed = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
export const oneOf = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] });
const instant = () => Type.String({ format: 'date-time', description: 'RFC 3339' });
const title = () => Type.String({ minLength: 3, maxLength: 200 });
const summary = () => Type.String({ minLength: 1, maxLength: 500 });
const longText = () => Type.String({ maxLength: 20_000 });
const hash = () => Type.String({ description: 'SHA-256 in hexadecimal digits' });

export const Amount = () =>
  Type.Object(
    {
      amount: Type.String({ pattern: '^\\d{1,15}$', description: 'Whole minor units, as text', examples: ['1000000'] }),
      currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })),
      exponent: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
    },
    closed,
  );

export const ByChallenge = Type.Object({
  challenge: Type.String({ minLength: 1, maxLength: 200, description: 'Id or slug' }),
});
export const ByIdea = Type.Object({ idea: uuid() });

const PhaseBody = Type.Object(
  {
    kind: oneOf(phaseKinds),
    name: Type.Optional(orNull(Type.String({ maxLength: 60 }))),
    opensAt: instant(),
    closesAt: Type.Optional(orNull(instant())),
  },
  closed,
);
export const Phases = () => Type.Array(PhaseBody, { maxItems: 12 });
export const PhasesBody = Type.Object({ phases: Phases() });
export type PhasesBody = Static<typeof PhasesBody>;

const declared = {
  brief: Type.Optional(longText()),
  voters: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'How voters are checked' })),
};
export const NewChallengeBody = Type.Object({
  title: title(),
  summary: summary(),
  ...declared,
  pot: orNull(Amount()),
  phases: Phases(),
  ballot: BallotDraft,
  rule: RuleDraft,
  see: Type.Optional(oneOf(['everyone', 'member'])),
});
export const ChallengeChangesBody = Type.Object({
  title: Type.Optional(title()),
  summary: Type.Optional(summary()),
  ...declared,
  pot: Type.Optional(Amount()),
  ballot: Type.Optional(BallotDraft),
  rule: Type.Optional(RuleDraft),
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
});

export const Phase = Type.Object({
  kind: Type.String(),
  name: Type.String(),
  opensAt: instant(),
  closesAt: orNull(instant()),
  state: oneOf(['done', 'now', 'next']),
});
export const Challenge = Type.Object({
  id: uuid(),
  slug: Type.String(),
  title: Type.String(),
  summary: Type.String(),
  brief: Type.String(),
  see: Type.String(),
  pot: orNull(money()),
  ballot: Type.Object({ kind: Type.String(), minimum: Type.Integer(), maximum: orNull(Type.Integer()) }),
  rule: Type.Object({
    rule: Type.String(),
    options: Type.Record(Type.String(), Type.Union([Type.String(), Type.Boolean()])),
  }),
  ruleInWords: Type.Array(Type.String()),
  voters: Type.String(),
  seedHash: hash(),
  settingsHash: orNull(hash()),
  phases: Type.Array(Phase),
  standing: oneOf(['upcoming', 'pitch', 'review', 'vote', 'counting', 'published']),
  ideas: Type.Object({ proposed: Type.Integer(), accepted: Type.Integer(), declined: Type.Integer() }),
  turnout: orNull(Type.Integer()),
  publishedAt: orNull(instant()),
  version: Type.Integer(),
});

export const PitchBody = Type.Object({
  title: title(),
  summary: summary(),
  body: Type.Optional(longText()),
  requested: Type.Optional(Amount()),
  by: Type.Optional(orNull(Type.String({ maxLength: 120 }))),
});
/** Either an edit, or a change of state; what belongs to the other is refused by the service. */
export const IdeaChangesBody = Type.Object({
  title: Type.Optional(title()),
  summary: Type.Optional(summary()),
  body: Type.Optional(longText()),
  requested: Type.Optional(Amount()),
  by: Type.Optional(orNull(Type.String({ maxLength: 120 }))),
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
  state: Type.Optional(oneOf(['accepted', 'declined', 'withdrawn'])),
  cost: Type.Optional(orNull(Amount())),
  reason: Type.Optional(Type.String({ maxLength: 2000 })),
});
export const Idea = Type.Object({
  id: uuid(),
  challenge: uuid(),
  number: Type.Integer(),
  title: Type.String(),
  summary: Type.String(),
  body: orNull(Type.String()),
  by: orNull(Type.String()),
  requested: orNull(money()),
  cost: orNull(money()),
  state: oneOf(ideaStates),
  reason: orNull(Type.String()),
  decidedAt: orNull(instant()),
  version: Type.Integer(),
});

export const BallotBody = Type.Object({
  choices: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 500, description: 'Ids of ideas' }),
});
export const Ballot = Type.Object({
  receipt: Type.String(),
  revision: Type.Integer(),
  sentAt: instant(),
  choices: Type.Array(uuid()),
  settingsHash: hash(),
});

export const Result = Type.Object({
  challenge: uuid(),
  ballots: Type.Integer(),
  ballotsPublic: Type.Boolean(),
  pot: money(),
  spent: money(),
  ideas: Type.Array(
    Type.Object({
      id: uuid(),
      number: Type.Integer(),
      title: Type.String(),
      by: orNull(Type.String()),
      cost: money(),
      votes: Type.Integer(),
      supportersHad: orNull(money()),
      award: orNull(money()),
      funded: Type.Boolean(),
      reason: Type.String(),
    }),
  ),
  rule: Type.Object({
    rule: Type.String(),
    options: Type.Record(Type.String(), Type.Union([Type.String(), Type.Boolean()])),
  }),
  ruleInWords: Type.Array(Type.String()),
  settings: Type.Unknown({
    description: 'What was frozen at the first ballot; its canonical JSON (RFC 8785) has the hash',
  }),
  settingsHash: hash(),
  ballotsHash: hash(),
  seed: Type.String(),
  seedHash: hash(),
  winners: Type.Array(Type.Integer(), { description: 'Numbers of ideas in the order of winning' }),
  trace: Type.Array(Type.Unknown()),
  publishedAt: instant(),
  publishedBy: orNull(Type.String()),
});
