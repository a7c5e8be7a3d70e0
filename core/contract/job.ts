import type { Context } from './context.ts';

/** A typed name of work that is done later, outside of the request. */
export interface Job<D extends object> {
  readonly kind: 'job';
  readonly id: string;
  readonly __type?: D;
}

/** Names a job: `job<{ challenge: string }>('crowd-innovation.remind')`. Data are ids only; what they stand for is read when it runs. */
export const job = <D extends object>(id: string): Job<D> => Object.freeze({ kind: 'job', id });

/** One try at a piece of work. */
export interface Attempt {
  /** Of the job, the same in each attempt and when it is replayed: makes an effect happen once. A UUID. */
  readonly id: string;
  /** 1 for the first. */
  readonly number: number;
  readonly isLast: boolean;
  /** An operator let it run again after it had failed for good. */
  readonly replayed: boolean;
  /** Aborted when the time of this attempt is up, or the node stops: give it to what can be given up, such as `fetch`. */
  readonly signal: AbortSignal;
}

/** How often and how long work is tried. */
export interface WorkOptions {
  /** Attempts after the first one that failed, each after a longer wait; default 8, about a day. */
  readonly retries?: number;
  /** Longest run of one attempt in seconds, 1 to 3600; default 120. After it the attempt counts as failed, whatever still runs. */
  readonly seconds?: number;
}

/** How a job is done. At least once: a handler bears being called again. Not called where its extension is off. */
export interface Work extends WorkOptions {
  readonly job: Job<any>;
  /** `ctx` is the community's, without an actor. */
  readonly handler: (ctx: any, data: any, attempt: Attempt) => Promise<void> | void;
}

/** Says how a job is done: `work(remind, (ctx, { event }, { id }) => ..)`, under `jobs` of the definition. */
export const work = <D extends object>(
  target: Job<D>,
  handler: (ctx: Context, data: D, attempt: Attempt) => Promise<void>,
  options: WorkOptions = {},
): Work => Object.freeze({ job: target, handler, ...options });

/** When work is done, and what makes two of it one. */
export interface EnqueueOptions {
  /** Not before this moment. */
  readonly at?: Date;
  /** Of jobs with the same key in a community one is added, for as long as it is kept: until a week after it was done. */
  readonly key?: string;
}
