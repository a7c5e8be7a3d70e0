import type { FastifyReply } from 'fastify';
import type { Limits } from '../contract/route.ts';
import { TookTooLong } from '../registry/runs.ts';

/** Milliseconds that a handler has where it declares no `limits.ms`. */
const USUAL = 30_000;
/** What hooks before the handler may take on top, in milliseconds. */
const AROUND = 10_000;

/** A handler was given up. */
export class OutOfTime extends TookTooLong {}

const late = new WeakSet<FastifyReply>();

export const millisecondsOf = (limits: Limits | undefined): number => limits?.ms ?? USUAL;

/**
 * Fastify's own limit ends with the request: since Node closes a request when its body was read, it binds only those without
 * one. It stays as the limit of what runs before a handler, out of the way of the one below.
 */
export const outerLimit = (limits: Limits | undefined): { readonly handlerTimeout: number } => ({
  handlerTimeout: millisecondsOf(limits) + AROUND,
});

/** Whether the handler of this reply was given up, so that nothing of it may be sent any more. @throws OutOfTime */
export function refuseLate(reply: FastifyReply, limits: Limits | undefined): void {
  if (late.has(reply)) throw new OutOfTime(millisecondsOf(limits));
}

/**
 * Runs a handler and waits for it as long as it may take. Its signal is set then, or when the client goes before the answer is
 * out; what a handler does whose client has gone is still waited for, so that an answer that is kept for a repetition is there.
 * @throws OutOfTime
 */
export async function inTime<T>(
  reply: FastifyReply,
  limits: Limits | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const milliseconds = millisecondsOf(limits);
  const ending = new AbortController();
  const gone = () => ending.abort(new Error('the client has gone'));
  if (reply.raw.closed) gone();
  else reply.raw.once('close', gone);
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new OutOfTime(milliseconds);
      late.add(reply);
      reject(error);
      ending.abort(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([work(ending.signal), over]);
  } finally {
    clearTimeout(timer);
    // the close of an answer that went out well says nothing to a handler
    reply.raw.off('close', gone);
  }
}
