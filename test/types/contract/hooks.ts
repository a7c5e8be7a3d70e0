import { after, before, contribute, defineExtension, hook, point, Type, type Context } from '@polyphony/core';

interface Market {
  readonly title: string;
  readonly stalls: number;
}
const opening = hook<Market>('markets.opening');
const words = point<readonly string[]>('markets.words');

export const hooks = [
  before(opening, (_, market) => ({ ...market, title: market.title.trim() })),
  // @ts-expect-error another value than the hook has
  before(opening, () => ({ title: 'Bread', stalls: 'three' })),
  // @ts-expect-error a value with a field missing
  before(opening, async () => ({ title: 'Bread' })),
  // @ts-expect-error a field that the value does not have
  before(opening, (_, market) => void market.mayor),

  after(opening, (_, { stalls }) => stalls.toFixed()),
  // @ts-expect-error a value of another type
  after(opening, (_, market: { readonly title: number }) => void market),
  // @ts-expect-error a field that the value does not have
  after(opening, (_, { mayor }) => mayor),

  contribute(words, ['lottery']),
  // @ts-expect-error another type than the point reads
  contribute(words, [1]),
  // @ts-expect-error one where many are read
  contribute(words, 'lottery'),
];

export async function opens(ctx: Context): Promise<readonly (readonly string[])[]> {
  await ctx.run(opening, { title: 'Bread', stalls: 3 });
  // @ts-expect-error a value with a field missing
  await ctx.run(opening, { title: 'Bread' });
  // @ts-expect-error a point is read, not run
  await ctx.run(words, ['lottery']);
  // @ts-expect-error a hook is run, not read
  ctx.all(opening);
  return ctx.all(words);
}

export const whole = defineExtension({ settings: Type.Object({}), hooks: () => hooks });
// @ts-expect-error an extension without settings
export const bare = defineExtension({ hooks: () => hooks });
