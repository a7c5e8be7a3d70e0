import { sql, type Kysely } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { EventType } from '../contract/event.ts';
import type { CommunityView } from '../contract/community.ts';
import type { EnqueueOptions, Job } from '../contract/job.ts';
import type { Runs } from '../registry/runs.ts';
import type { Built } from '../registry/contributions.ts';
import { attempt } from './attempt.ts';
import { createDeadLetters, type DeadLetters } from './dead-letters.ts';
import { createDispatcher } from './dispatcher.ts';
import { emitting } from './emitting.ts';
import { JOB_SCHEMA } from './install.ts';
import { declareQueues, idOf } from './queues.ts';
import { createSchedules, nextRuns, type Chore, type NextRun } from './schedules.ts';
import { tasksOf, type Carried, type Surroundings } from './tasks.ts';

export type { Chore } from './schedules.ts';

export interface JobsOptions extends Surroundings {
  /** The application's login. */
  readonly url: string;
  readonly platform: Kysely<any>;
  /** Core and every admitted extension. */
  readonly extensions: readonly Built[];
  /** The communities of this node now. */
  readonly communities: () => readonly CommunityView[];
  readonly chores?: readonly Chore[];
  /** Jobs that this node does at one time; default 8. */
  readonly slots?: number;
  readonly runs: Runs;
}

export interface Settling {
  /** Also what is due later. */
  readonly ahead?: boolean;
  /** As if it were this moment: what is due until then, and the last slot of every schedule before it. */
  readonly until?: Date;
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
  /** Does what is due now, and what comes of it, before it returns how many jobs ran. For tests and commands. */
  settle(options?: Settling): Promise<number>;
  /** What was given up, for an operator to see and to run again. */
  readonly deadLetters: DeadLetters;
  /** When schedules run next, soonest first. */
  schedules(): Promise<readonly NextRun[]>;
  /** Lets running jobs finish. */
  close(): Promise<void>;
}

/** How often nodes look whether a schedule is due. */
const TICK = 10_000;

export async function createJobs(options: JobsOptions): Promise<Jobs> {
  const { url, platform, extensions, communities, chores = [], slots = 8, log, runs } = options;
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
    schedule: false,
    // how soon somebody notices that a node has gone whose jobs are to be done again
    superviseIntervalSeconds: 20,
    monitorIntervalSeconds: 20,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue had trouble and tries again'));
  const schedules = createSchedules({ boss, platform, extensions, chores, communities });
  const tasks = new Map([...tasksOf(extensions, options), ...schedules.tasks].map((task) => [task.queue, task]));
  await boss.start();
  await declareQueues(boss, tasks.values());
  const dispatcher = createDispatcher({ boss, platform, tasks, slots, runs, log });
  let ticking: NodeJS.Timeout | undefined;
  let ticked: Promise<unknown> = Promise.resolve();

  const tick = () => {
    ticked = schedules
      .tick()
      .catch((error: unknown) => log.warn({ err: error }, 'schedules had trouble and are looked at again'))
      .finally(() => {
        if (ticking) ticking = setTimeout(tick, TICK);
      });
  };

  const send = (db: Kysely<any>, queue: string, community: number, data: object, rest: object = {}) =>
    boss.send(queue, { community, data } satisfies Carried, {
      ...rest,
      group: { id: String(community) },
      db: fromKysely(db as never),
    });

  /** As if it were `until`: what is due by then is due now. */
  const bringForward = (until: Date) =>
    sql`
      update ${sql.table(`${JOB_SCHEMA}.job`)} set start_after = now()
      where name = any (${[...tasks.keys()]}::text[]) and state < 'active' and start_after > now() and start_after <= ${until}`.execute(
      platform,
    );

  async function settleOnce(ahead: boolean): Promise<number> {
    let total = 0;
    for (const task of tasks.values()) {
      const jobs = await boss.fetch<Carried>(task.queue, {
        includeMetadata: true,
        batchSize: 50,
        ignoreStartAfter: ahead,
      });
      for (const job of jobs) await attempt({ boss, runs, log }, task, job);
      total += jobs.length;
    }
    return total;
  }

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
      ticking = setTimeout(tick, 0);
      await dispatcher.start();
    },
    async settle({ ahead = false, until } = {}) {
      let total = 0;
      for (let found = -1; found !== 0; total += found) {
        if (until) {
          await schedules.tick(until);
          await bringForward(until);
        }
        found = await settleOnce(ahead);
      }
      return total;
    },
    deadLetters: createDeadLetters(boss, platform),
    schedules: () => nextRuns(platform, { extensions, chores, communities }),
    async close() {
      clearTimeout(ticking);
      ticking = undefined;
      await ticked;
      await dispatcher.stop();
      await boss.stop({ timeout: 1000 });
    },
  };
}
