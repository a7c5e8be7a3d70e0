import {
  coreEvents,
  defineExtension,
  event,
  job,
  notification,
  on,
  Type,
  uuid,
  work,
  type Context,
} from '@polyphony/core';

const opened = event<{ market: string; stalls: number }>('markets.opened');
const closed = event('markets.closed', { payload: Type.Object({ market: uuid() }) });
const remind = job<{ market: string }>('markets.remind');
const news = notification<{ market: string }>({
  id: 'markets.news',
  title: 'markets.news',
  to: async () => 'members',
  message: async (_, { market }) => ({ subject: market, paragraphs: [] }),
});

export async function tells(ctx: Context): Promise<void> {
  await ctx.emit(opened, { market: 'a', stalls: 3 });
  // @ts-expect-error a payload of another type
  await ctx.emit(opened, { market: 'a', stalls: 'three' });
  // @ts-expect-error a payload with a field missing
  await ctx.emit(opened, { market: 'a' });
  // @ts-expect-error a payload with a field too many
  await ctx.emit(opened, { market: 'a', stalls: 3, mayor: 'b' });
  await ctx.emit(closed, { market: 'a' });
  // @ts-expect-error a payload that the schema of the event does not have
  await ctx.emit(closed, { market: 1 });

  await ctx.enqueue(remind, { market: 'a' });
  // @ts-expect-error data of another type
  await ctx.enqueue(remind, { market: 1 });
  // @ts-expect-error data left out
  await ctx.enqueue(remind, {});

  await ctx.notify(news, { market: 'a' });
  // @ts-expect-error data of another type
  await ctx.notify(news, { market: 1 });
  // @ts-expect-error data left out
  await ctx.notify(news, {});
}

export const listeners = [
  on(opened, (_, { stalls }) => void stalls.toFixed()),
  // @ts-expect-error a field that the event does not carry
  on(opened, (_, { mayor }) => void mayor),
  // @ts-expect-error a payload of another type
  on(opened, (_, payload: { market: number }) => void payload),
  // @ts-expect-error what a field is not
  on(closed, (_, { market }) => void market.toFixed()),
  // @ts-expect-error an event of core that does not exist
  on(coreEvents.marketOpened, () => undefined),
];

export const jobs = [
  work(remind, async (_, { market }) => void market.length),
  // @ts-expect-error data that the job does not have
  work(remind, async (_, { mayor }) => void mayor),
];

export const whole = defineExtension({ settings: Type.Object({}), events: [opened, closed], jobs: () => jobs });
// @ts-expect-error a hook where an event belongs
export const wrong = defineExtension({ settings: Type.Object({}), events: ['markets.opened'] });
