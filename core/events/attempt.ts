import type { JobWithMetadata } from 'pg-boss';
import type { Context, Log } from '../contract/context.ts';
import type { Attempt } from '../contract/job.ts';
import type { Task } from './tasks.ts';

/** What a job carries: the community that it belongs to, and ids. */
export interface Carried {
  readonly community: number;
  readonly data: object;
}

export type Fetched = JobWithMetadata<Carried>;

export interface Surroundings {
  /**
   * The context of a community as an extension sees it, or undefined where the extension is off or the community is gone. Throws
   * where this node cannot tell, so that another one, or a later attempt, does the job.
   */
  readonly contextOf: (community: number, extension: string) => Promise<Context | undefined>;
  readonly log: Log;
}

/** Ends with `work`, or throws when the time is up; then `work` is told by its signal, and nobody waits for it any more. */
async function withinSeconds(seconds: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`took longer than ${seconds} s`);
      ending.abort(error);
      reject(error);
    }, seconds * 1000);
  });
  try {
    await Promise.race([work(ending.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Does a job once. Throws where it failed; done in silence where its extension is off in the community, or the community gone. */
export async function attempt(task: Task, job: Fetched, { contextOf, log }: Surroundings): Promise<void> {
  const { community, data } = job.data;
  const isLast = job.retryCount >= job.retryLimit;
  try {
    await withinSeconds(task.seconds, async (signal) => {
      const ctx = await contextOf(community, task.extension);
      if (!ctx) return;
      // a replayed job is a new row; the id of the first goes on, so that what happened once does not happen again
      const id = job.sourceRootId ?? job.id;
      const facts: Attempt = { id, number: job.retryCount + 1, isLast, replayed: job.sourceRootId !== null, signal };
      await task.handler(ctx, data, facts);
    });
  } catch (error) {
    log[isLast ? 'error' : 'warn'](
      { err: error, extension: task.extension, job: task.queue, id: job.id, attempt: job.retryCount + 1, community },
      isLast
        ? `a job of ${task.extension} failed for good: ${task.queue}. It is kept; see it and replay it with: polyphony jobs list`
        : `a job of ${task.extension} failed and is tried again: ${task.queue}`,
    );
    throw error;
  }
}
