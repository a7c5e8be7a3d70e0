import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose function core called, and what for. */
export interface Running {
  readonly extension: string;
  readonly place: string;
  readonly id: string;
}

const called = new AsyncLocalStorage<Running>();

/** Calls a function of an extension; what that begins, also what nobody awaits, is known to be of it. */
export const runAs = <T>(running: Running, work: () => T): T => called.run(running, work);

/** Whose function led to here, if any did. */
export const whoRuns = (): Running | undefined => called.getStore();
