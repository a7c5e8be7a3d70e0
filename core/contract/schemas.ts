/** Schemas that every API uses alike. */
import { Type, type TSchema } from 'typebox';

/** A UUID in its canonical form. */
export const uuid = () => Type.String({ format: 'uuid' });

/** Query of a list: `?limit=&after=`. Add fields of your own with the argument. */
export const pageQuery = <P extends Record<string, TSchema> = Record<never, TSchema>>(fields?: P) =>
  Type.Object({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
    after: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
    ...(fields as P),
  });

/** `{ items, next }`. */
export const pageOf = <S extends TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });

/** Money on the wire: integer minor units as text (no float ever touches it), ISO 4217 code and its exponent. */
export const money = () =>
  Type.Object({
    amount: Type.String({
      pattern: '^-?\\d{1,18}$',
      description: 'Integer in minor units, as text',
      examples: ['1000000'],
    }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217', examples: ['CAD'] }),
    exponent: Type.Integer({ minimum: 0, maximum: 4 }),
  });
/** Money on the wire, as `money()` describes it. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
  readonly exponent: number;
}
