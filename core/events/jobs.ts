import type { Kysely } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { EventType } from '../contract/event.ts';
import type { EnqueueOptions, Job } from '../contract/job.ts';
import type { Built } from '../registry/contributions.ts';
import { attempt, type Carried, type Fetched, type Surroundings } from './attempt.ts';
import { emitting } from './emitting.ts';
import { JOB_SCHEMA } from './install.ts';
import { declareQueues, idOf } from './queues.ts';
import { tasksOf } from './tasks.ts';

export interface JobsOptions extends Surroundings {
  /** The application's login. */
  readonly url: string;
  /** Core and every admitted extension. */
  readonly extensions: readonly Built[];
  /** Work of the installation itself, at times of UTC; done by one node. */
  readonly chores?: readonly Chore[];
}

export interface Chore {
  readonly id: string;
  /** Five fields, UTC. */
  readonly cron: string;
  readonly run: () => Promise<void>;
}

/** Work for later, kept in Postgres by pg-boss: added in the transaction that causes it, done at least once by any node. */
export interface Jobs {
  /** `db` may be a transaction: then the job exists if and only if it is kept. */
  enqueue<D extends object>(
    db: Kysely<any>,
    community: number,
    job: Job<D>,
    data: D,
    options?: EnqueueOptions,
  ): Promise<void>;
  /**
   * Adds a job for each listener to `db`, a transaction. Throws where no extension declares the event, or its payload does not
   * fit.
   */
  emit(db: Kysely<any>, community: number, event: EventType, payload: object): Promise<void>;
  /** Begins to work, until `close`. */
  work(): Promise<void>;
  /** Does what is due now, and what comes of it, before it returns; `ahead` also what is due later. Returns how many jobs ran. For tests and commands. */
  settle(options?: { readonly ahead?: boolean }): Promise<number>;
  /** Lets running jobs finish. */
  close(): Promise<void>;
}

export async function createJobs({ url, extensions, chores = [], ...surroundings }: JobsOptions): Promise<Jobs> {
  const { log } = surroundings;
  const tasks = tasksOf(extensions);
  const queuesOf = emitting(extensions);
  const boss = new PgBoss({
    connectionString: url,
    schema: JOB_SCHEMA,
    max: 3,
    migrate: false,
    // needs the owner
    reindex: false,
    monitorVacuum: false,
    persistWarnings: false,
    schedule: chores.length > 0,
    useListenNotify: true,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue had trouble and tries again'));
  await boss.start();
  await declareQueues(boss, tasks.values());

  async function run(queue: string, job: Fetched): Promise<void> {
    const task = tasks.get(queue);
    if (task) await attempt(task, job, surroundings);
  }

  async function settleQueue(queue: string, ahead: boolean): Promise<number> {
    const jobs = await boss.fetch<Carried>(queue, { includeMetadata: true, batchSize: 50, ignoreStartAfter: ahead });
    for (const job of jobs) {
      const failure = await run(queue, job).then(
        () => undefined,
        (error: unknown) => ({ message: error instanceof Error ? error.message : String(error) }),
      );
      await (failure ? boss.fail(queue, job.id, failure) : boss.complete(queue, job.id));
    }
    return jobs.length;
  }

  const send = (db: Kysely<any>, queue: string, community: number, data: object, options: object = {}) =>
    boss.send(queue, { community, data } satisfies Carried, { ...options, db: fromKysely(db as never) });

  return {
    async enqueue(db, community, { id }, data, { at, key } = {}) {
      if (!tasks.has(id))
        throw new Error(`nobody does the job ${id}: name it under jobs in the extension's definition`);
      await send(db, id, community, data, {
        ...(at ? { startAfter: at } : {}),
        ...(key === undefined ? {} : { id: idOf(`${id} ${community} ${key}`) }),
      });
    },
    async emit(db, community, event, payload) {
      for (const queue of queuesOf(event, payload)) await send(db, queue, community, payload);
    },
    async work() {
      for (const { id, cron, run: doIt } of chores) {
        await boss.createQueue(id, { retryLimit: 2, policy: 'stately' }).catch(() => {});
        await boss.schedule(id, cron);
        await boss.work(id, { pollingIntervalSeconds: 60 }, async () => {
          await doIt();
        });
      }
      for (const queue of tasks.keys())
        await boss.work(
          queue,
          { includeMetadata: true as const, localConcurrency: 2, pollingIntervalSeconds: 2 },
          async (jobs: Fetched[]) => {
            for (const job of jobs) await run(queue, job);
          },
        );
    },
    async settle({ ahead = false } = {}) {
      let total = 0;
      for (let found = -1; found !== 0; total += found) {
        found = 0;
        for (const queue of tasks.keys()) found += await settleQueue(queue, ahead);
      }
      return total;
    },
    close: () => boss.stop({ timeout: 10_000 }),
  };
}
