/** Audiences on the wire, the same in every call that takes or gives one. */
import { Type } from 'typebox';
import { AUDIENCE_LIMITS } from '../contract/audience.ts';
import { uuid } from '../contract/schemas.ts';

const key = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });

/** One thing that members hold. */
export const Holding = Type.Union([
  Type.Enum(['everyone', 'member'], { description: 'Whoever reaches the community; its members' }),
  Type.Object(
    { space: uuid(), role: Type.Optional(Type.Enum(['organiser', 'member'])) },
    { additionalProperties: false },
  ),
  Type.Object({ role: key('A role of the community') }, { additionalProperties: false }),
  Type.Object(
    { realm: key('What an extension gives, such as tier'), key: key('One of it') },
    { additionalProperties: false },
  ),
]);
const AllOf = Type.Object(
  { all: Type.Array(Holding, { minItems: 1, maxItems: AUDIENCE_LIMITS.holdings }) },
  { additionalProperties: false },
);

/** Who meets a rule. */
export const Audience = Type.Union([
  Type.Literal('never'),
  Holding,
  AllOf,
  Type.Object(
    { any: Type.Array(Type.Union([Holding, AllOf]), { maxItems: AUDIENCE_LIMITS.clauses }) },
    { additionalProperties: false },
  ),
]);

/** Who may see an item and who may read it. */
export const AudienceRule = Type.Object(
  { see: Audience, read: Audience, deny: Type.Optional(Audience) },
  { additionalProperties: false },
);

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const moment = () => Type.String({ format: 'date-time' });

/** Why somebody sees an item or does not. */
export const Explanation = Type.Object({
  content: Type.Object({ id: uuid(), title: Type.String() }),
  verdict: Type.Enum(['hidden', 'teaser', 'full']),
  at: moment(),
  own: Type.Boolean({ description: 'Their own item, which they read whatever the rule says, unless it denies them' }),
  withdrawn: Type.Boolean(),
  published: Type.Object({ from: moment(), until: orNull(moment()), now: Type.Boolean() }),
  ways: Type.Array(
    Type.Object({
      to: Type.Enum(['see', 'read', 'deny']),
      met: Type.Boolean(),
      holdings: Type.Array(
        Type.Object({
          holding: orNull(Holding),
          name: orNull(Type.String({ description: 'Null for what the asker cannot see' })),
          held: orNull(Type.Boolean()),
          from: orNull(moment()),
          until: orNull(moment()),
          off: Type.Boolean({ description: 'Its extension is off, so nobody holds it' }),
        }),
      ),
    }),
    { description: 'Ways into the rule: each is met where all of it is held, and `deny` beats the others' },
  ),
});
