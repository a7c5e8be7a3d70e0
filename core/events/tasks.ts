import type { Context } from '../contract/context.ts';
import type { Attempt } from '../contract/job.ts';
import type { Built } from '../registry/contributions.ts';

/** One thing that an extension does later: a job, a listener of an event, or a run of a schedule. Each has a queue of its own. */
export interface Task {
  readonly queue: string;
  readonly extension: string;
  readonly retries: number;
  readonly seconds: number;
  readonly handler: (ctx: Context, data: any, attempt: Attempt) => Promise<void> | void;
}

const RETRIES = 8;
const SECONDS = 120;

/** The queue of a listener. The extension comes first, as it is whose work waits there. */
export const listenerQueue = (extension: string, event: string): string => `${extension}/${event}`;

/** Whose work a queue holds, also where that extension is not installed any more. */
export const extensionOfQueue = (queue: string): string => /^[^./]+/.exec(queue)?.[0] ?? queue;

/** Everything that extensions do later, by queue. What fails in one queue holds up no other, and is tried again alone. */
export function tasksOf(extensions: readonly Built[]): ReadonlyMap<string, Task> {
  const tasks = extensions.flatMap(({ id: extension, jobs, listeners, schedules }): Task[] => [
    ...jobs.map(({ job, handler, retries = RETRIES, seconds = SECONDS }) => ({
      queue: job.id,
      extension,
      retries,
      seconds,
      handler,
    })),
    ...listeners.map(({ event, handler, retries = RETRIES, seconds = SECONDS }) => ({
      queue: listenerQueue(extension, event.id),
      extension,
      retries,
      seconds,
      handler,
    })),
    ...schedules.map(({ id, handler, retries = RETRIES, seconds = SECONDS }) => ({
      queue: id,
      extension,
      retries,
      seconds,
      handler: (ctx: Context, { slot }: { slot: string }, attempt: Attempt) =>
        handler(ctx, { slot: new Date(slot) }, attempt),
    })),
  ]);
  return new Map(tasks.map((task) => [task.queue, task]));
}
