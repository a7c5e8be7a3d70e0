import type { Context, Log } from '../contract/context.ts';
import type { Attempt } from '../contract/job.ts';
import type { Built } from '../registry/contributions.ts';

/** What a job carries: the community that it belongs to, and ids. */
export interface Carried {
  /** Null for work of the installation itself. */
  readonly community: number | null;
  readonly data: object;
}

/** One thing that is done later: a job, a listener of an event, a run of a schedule. Each has a queue of its own. */
export interface Task {
  readonly queue: string;
  readonly extension: string;
  /** Attempts after the first one that failed. */
  readonly retries: number;
  /** Longest run of one attempt. */
  readonly seconds: number;
  readonly run: (carried: Carried, attempt: Attempt) => Promise<void>;
}

export const RETRIES = 8;
export const SECONDS = 120;

/** The queue of a listener. The extension comes first, as it is whose work waits there. */
export const listenerQueue = (extension: string, event: string): string => `${extension}/${event}`;

/** Whose work a queue holds, also where that extension is not installed any more. */
export const extensionOfQueue = (queue: string): string => /^[^./]+/.exec(queue)?.[0] ?? queue;

export interface Surroundings {
  /**
   * The context of a community as an extension sees it, or undefined where the extension is off or the community is gone. Throws
   * where this node cannot tell, so that another one, or a later attempt, does the job.
   */
  readonly contextOf: (community: number, extension: string) => Promise<Context | undefined>;
  readonly log: Log;
}

/** Everything that extensions do later. What fails in one queue holds up no other, and is tried again alone. */
export function tasksOf(extensions: readonly Built[], { contextOf }: Surroundings): readonly Task[] {
  type Handler = (ctx: Context, data: any, attempt: Attempt) => Promise<void> | void;
  const task = (
    extension: string,
    queue: string,
    handler: Handler,
    { retries = RETRIES, seconds = SECONDS }: { readonly retries?: number; readonly seconds?: number },
  ): Task => ({
    queue,
    extension,
    retries,
    seconds,
    async run({ community, data }, attempt) {
      const ctx = community === null ? undefined : await contextOf(community, extension);
      // off now, or gone: silent, as everything of it is
      if (ctx) await handler(ctx, data, attempt);
    },
  });
  return extensions.flatMap(({ id, jobs, listeners, schedules }) => [
    ...jobs.map((work) => task(id, work.job.id, work.handler, work)),
    ...listeners.map((one) => task(id, listenerQueue(id, one.event.id), one.handler, one)),
    ...schedules.map((one) => {
      const handler: Handler = (ctx, { slot }, attempt) => one.handler(ctx, { slot: new Date(slot) }, attempt);
      return task(id, one.id, handler, one);
    }),
  ]);
}
