import type { Context } from './context.ts';
import type { Attempt, WorkOptions } from './job.ts';

/** One of the times that a schedule names. */
export interface Slot {
  /** The moment that this run stands for; the run itself may be later. */
  readonly slot: Date;
}

/** Work at fixed times, in each community where the extension is on, by the clock of the community. */
export interface Schedule extends WorkOptions {
  readonly id: string;
  /** Five fields: minute, hour, day of month, month, day of week; in the community's time zone. */
  readonly cron: string;
  /** `ctx` is the community's, without an actor. At least once for each slot: it bears being called again with the same `attempt.id`. */
  readonly handler: (ctx: Context, slot: Slot, attempt: Attempt) => Promise<void> | void;
}

/**
 * Declares work at fixed times: `schedule({ id: 'digest.weekly', cron: '0 7 * * 1', handler })`. One run for each slot and
 * community over all nodes. After a time in which no node ran, the last slot that was missed is made up for, and no other. A
 * time that does not exist on a day when clocks go forward runs an hour later by the clock; one that exists twice runs once.
 */
export const schedule = (definition: Schedule): Schedule => Object.freeze(definition);
