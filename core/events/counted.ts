import type { Runs } from '../registry/runs.ts';
import type { Task } from './tasks.ts';

/** A task whose attempts are timed, and whose failures are counted as trouble of its extension. */
export const counted = (runs: Runs, task: Task): Task => ({
  ...task,
  run(carried, attempt) {
    const { queue, extension } = task;
    const over = new Promise<never>((_, reject) => {
      attempt.signal.addEventListener('abort', () => reject(attempt.signal.reason as Error), { once: true });
    });
    // the queue of a listener has the event in it
    const run = { extension, place: queue.includes('/') ? 'event' : 'job', id: queue } as const;
    return runs.contain(run, {}, () => Promise.race([task.run(carried, attempt), over]));
  },
});
