import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Log } from '../contract/context.ts';
import { TookTooLong, within, type Runs } from '../registry/runs.ts';
import { JOB_SCHEMA } from './install.ts';
import type { Carried, Task } from './tasks.ts';

export type Fetched = JobWithMetadata<Carried>;

/** Why a job is given up that did nothing wrong: its node goes. */
export class NodeStops extends Error {
  constructor() {
    super('the node stops');
  }
}

/**
 * As if it had never been taken, so that the attempt does not count: pg-boss has this for itself alone (`restore`), and its other
 * ways count one. Only where nobody else has the job by now.
 */
const giveBack = (boss: PgBoss, { name, id, retryCount }: Fetched) =>
  boss.getDb().executeSql(
    `update ${JOB_SCHEMA}.job set state = 'created', started_on = null, heartbeat_on = null
     where name = $1 and id = $2 and retry_count = $3 and state = 'active'`,
    [name, id, retryCount],
  );

/** Ends with `work`, or throws when the time is up or `ending` says so; then `work` is told by its signal, and nobody waits for it. */
async function bounded(seconds: number, ending: AbortController, work: () => Promise<void>): Promise<void> {
  const { signal } = ending;
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    await within(seconds * 1000, () => Promise.race([work(), over]));
  } catch (error) {
    if (error instanceof TookTooLong) ending.abort(error);
    throw error;
  }
}

export interface Attempting {
  readonly boss: PgBoss;
  /** Where attempts are timed, and failures counted as trouble of their extension. */
  readonly runs: Runs;
  readonly log: Log;
}

/**
 * Does a job once, and marks it as done or failed. Never throws for what the job does; throws where the mark cannot be set, and
 * then the job is done again. `ending` gives it up before its time;
 * with `NodeStops` it is given back, and the attempt does not count.
 */
export async function attempt(
  { boss, runs, log }: Attempting,
  { queue, extension, seconds, run }: Task,
  job: Fetched,
  ending = new AbortController(),
): Promise<void> {
  const { id, retryCount, retryLimit, sourceRootId } = job;
  const isLast = retryCount >= retryLimit;
  const facts = {
    // a replayed job is a new row; the id of the first goes on, so that what happened once does not happen again
    id: sourceRootId ?? id,
    number: retryCount + 1,
    isLast,
    replayed: sourceRootId !== null,
    signal: ending.signal,
  };
  const mark = { id, retryCount };
  // the queue of a listener has the event in it
  const place = { extension, place: queue.includes('/') ? 'event' : 'job', id: queue } as const;
  try {
    await runs.contain(place, {}, () => bounded(seconds, ending, async () => run(job.data, facts)));
  } catch (error) {
    if (ending.signal.reason instanceof NodeStops) {
      log.info({ extension, job: queue, id }, 'a job is left to another node, as this one stops');
      await giveBack(boss, job);
      return;
    }
    const { community } = job.data;
    log[isLast ? 'error' : 'warn'](
      { err: error, extension, job: queue, id, attempt: facts.number, community },
      isLast
        ? `a job of ${extension} failed for good: ${queue}. It is kept; see it with: polyphony jobs list`
        : `a job of ${extension} failed and is tried again: ${queue}`,
    );
    await boss.fail(queue, mark, { message: error instanceof Error ? error.message : String(error) });
    return;
  }
  await boss.complete(queue, mark);
}
