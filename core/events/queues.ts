import { createHash } from 'node:crypto';
import type { PgBoss, Queue } from 'pg-boss';
import type { Task } from './tasks.ts';

/** Failed for good: kept for an operator to see and to run again. */
export const DEAD_LETTERS = 'dead-letters';

/** Five seconds after the first failure, twice as long after each further one, an hour at most. */
const waits = { retryDelay: 5, retryBackoff: true, retryDelayMax: 3600 } as const;

/** The node stops an attempt at its limit; the database counts it as failed a little later, where the node has gone as well. */
const GRACE = 30;

/** A job of whose node nothing was heard for so long is done again. */
const HEARTBEAT = 30;

const optionsOf = ({ retries, seconds }: Pick<Task, 'retries' | 'seconds'>) => ({
  ...waits,
  retryLimit: retries,
  expireInSeconds: seconds + GRACE,
  deadLetter: DEAD_LETTERS,
  notify: true,
  heartbeatSeconds: HEARTBEAT,
});

/** Makes the queues that are missing, and brings those up to date whose options have changed: jobs added from now on have them. */
export async function declareQueues(boss: PgBoss, tasks: Iterable<Pick<Task, 'queue' | 'retries' | 'seconds'>>) {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  if (!known.has(DEAD_LETTERS)) await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 90 * 86_400 });
  for (const task of tasks) {
    const wanted = optionsOf(task);
    const is = known.get(task.queue);
    if (!is) await boss.createQueue(task.queue, wanted);
    else if (Object.entries(wanted).some(([name, value]) => is[name as keyof Queue] !== value))
      await boss.updateQueue(task.queue, wanted);
  }
}

/** The same id for the same key, in the shape of a UUID: pg-boss leaves out a job whose id it has. */
export function idOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
