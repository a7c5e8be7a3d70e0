import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { fromKysely, PgBoss, type JobWithMetadata } from 'pg-boss';
import type { Context, Log } from '../contract/context.ts';
import type { EnqueueOptions, Job, Work } from '../contract/job.ts';
import { JOB_SCHEMA } from './install.ts';

/** What a job carries: the community that it belongs to, and ids. */
interface Carried {
  readonly community: number;
  readonly data: object;
}

export interface OwnedWork {
  readonly extension: string;
  readonly work: Work;
}

export interface JobsOptions {
  /** The application's login. */
  readonly url: string;
  readonly works: readonly OwnedWork[];
  /**
   * The context of a community as an extension sees it, or undefined where the extension is off or the community is gone. Throws
   * where this node cannot tell, so that another one, or a later attempt, does the job.
   */
  readonly contextOf: (community: number, extension: string) => Promise<Context | undefined>;
  /** Work of the installation itself, at times of UTC; done by one node. */
  readonly chores?: readonly Chore[];
  readonly log: Log;
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
  /** Begins to work, until `close`. */
  work(): Promise<void>;
  /** Does what is due now, and what comes of it, before it returns; `ahead` also what is due later. Returns how many jobs ran. For tests and commands. */
  settle(options?: { readonly ahead?: boolean }): Promise<number>;
  /** Lets running jobs finish. */
  close(): Promise<void>;
}

/** Failed for good: kept for an operator to see and to run again. */
export const DEAD_LETTERS = 'dead-letters';

const RETRIES = 8;
const SECONDS = 120;

/** Five seconds after the first failure, twice as long after each further one, an hour at most. */
const waits = { retryDelay: 5, retryBackoff: true, retryDelayMax: 3600 } as const;

/** The same id for the same key, in the shape of a UUID: pg-boss leaves out a job whose id it has. */
function idOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

export async function createJobs({ url, works, contextOf, chores = [], log }: JobsOptions): Promise<Jobs> {
  const byQueue = new Map(works.map((owned) => [owned.work.job.id, owned]));
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
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  if (!known.has(DEAD_LETTERS)) await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 90 * 86_400 });
  for (const { work } of byQueue.values())
    if (!known.has(work.job.id))
      await boss.createQueue(work.job.id, {
        ...waits,
        retryLimit: work.retries ?? RETRIES,
        expireInSeconds: work.seconds ?? SECONDS,
        deadLetter: DEAD_LETTERS,
        notify: true,
      });

  async function run(queue: string, job: JobWithMetadata<Carried>): Promise<void> {
    const owned = byQueue.get(queue);
    const ctx = owned && (await contextOf(job.data.community, owned.extension));
    // off now, or gone: silent, as everything of it is
    if (!owned || !ctx) return;
    const attempt = { id: job.id, number: job.retryCount + 1, isLast: job.retryCount >= job.retryLimit };
    try {
      await owned.work.handler(ctx, job.data.data, attempt);
    } catch (error) {
      log[attempt.isLast ? 'error' : 'warn'](
        { err: error, job: queue, id: job.id, attempt: attempt.number, community: ctx.community.slug },
        attempt.isLast ? 'a job failed for good' : 'a job failed and is tried again',
      );
      throw error;
    }
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

  return {
    async enqueue(db, community, { id }, data, { at, key } = {}) {
      if (!byQueue.has(id))
        throw new Error(`nobody does the job ${id}: name it under jobs in the extension's definition`);
      await boss.send(id, { community, data } satisfies Carried, {
        db: fromKysely(db as never),
        ...(at ? { startAfter: at } : {}),
        ...(key === undefined ? {} : { id: idOf(`${id} ${community} ${key}`) }),
      });
    },
    async work() {
      for (const { id, cron, run: doIt } of chores) {
        if (!known.has(id)) await boss.createQueue(id, { ...waits, retryLimit: 2, policy: 'stately' });
        await boss.schedule(id, cron);
        await boss.work(id, { pollingIntervalSeconds: 60 }, async () => {
          await doIt();
        });
      }
      for (const queue of byQueue.keys())
        await boss.work(
          queue,
          { includeMetadata: true as const, localConcurrency: 2, pollingIntervalSeconds: 2 },
          async (jobs: JobWithMetadata<Carried>[]) => {
            for (const job of jobs) await run(queue, job);
          },
        );
    },
    async settle({ ahead = false } = {}) {
      let total = 0;
      for (let found = -1; found !== 0; total += found) {
        found = 0;
        for (const queue of byQueue.keys()) found += await settleQueue(queue, ahead);
      }
      return total;
    },
    close: () => boss.stop({ timeout: 10_000 }),
  };
}
