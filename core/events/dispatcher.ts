import { sql, type Kysely } from 'kysely';
import { TookTooLong, within } from '../registry/runs.ts';
import { attempt, NodeStops, type Attempting, type Fetched } from './attempt.ts';
import { JOB_SCHEMA } from './install.ts';
import { createSlots, type Holder } from './slots.ts';
import type { Carried, Task } from './tasks.ts';

export interface DispatcherOptions extends Attempting {
  readonly platform: Kysely<any>;
  readonly tasks: ReadonlyMap<string, Task>;
  /** Jobs that run at one time. */
  readonly slots: number;
}

/** Takes jobs that are due and does them, as long as there is a place for them. */
export interface Dispatcher {
  start(): Promise<void>;
  /** Takes no more, lets running jobs finish for ten seconds, and gives the rest back: another node begins them anew. */
  stop(): Promise<void>;
}

/** How often the database is asked what is due; NOTIFY says most of it at once. */
const LOOK = 2000;
/** How often a running job says that it is alive; a third of what `queues.ts` declares. */
const BEAT = 10_000;
const PATIENCE = 10_000;

/** What pg-boss tells of new jobs on; a name of its own making. Where it changes, jobs begin a little later and none is lost. */
const channel = sql<{ channel: string }>`
  select 'pgboss_' || left(encode(sha224(${JOB_SCHEMA}::text::bytea), 'hex'), 24) as channel`;

interface Running extends Holder {
  readonly job: Fetched;
  readonly ending: AbortController;
  readonly done: Promise<void>;
}

export function createDispatcher({ boss, platform, tasks, slots: count, runs, log }: DispatcherOptions): Dispatcher {
  const slots = createSlots(count);
  const running = new Set<Running>();
  /** Queues in which there may be something to do. */
  const ready = new Set<string>();
  /** Queues that had no place to give; looked at again when one is free. */
  const held = new Set<string>();
  let stopped = true;
  let pumping: Promise<void> | undefined;
  let timers: readonly { stop(): void }[] = [];
  let listening: { close(): Promise<void> } | undefined;

  const trouble = (error: unknown) => {
    if (!stopped) log.warn({ err: error }, 'the job queue had trouble and tries again');
  };

  function begin(task: Task, job: Fetched): void {
    const holder: Holder = { queue: task.queue, extension: task.extension, community: job.data.community };
    const ending = new AbortController();
    slots.take(holder);
    const one: Running = {
      ...holder,
      job,
      ending,
      done: attempt({ boss, runs, log }, task, job, ending)
        .catch(trouble)
        .finally(() => {
          slots.free(holder);
          running.delete(one);
          for (const queue of held) ready.add(queue);
          held.clear();
          wake(task.queue);
        }),
    };
    running.add(one);
  }

  /** One job of a queue, if there is one and a place for it. */
  async function take(task: Task): Promise<boolean> {
    const closed = slots.closedTo(task.queue, task.extension);
    if (!closed || closed.length > 0) held.add(task.queue);
    if (!closed) return false;
    const [job] = await boss.fetch<Carried>(task.queue, {
      includeMetadata: true,
      ...(closed.length > 0 ? { ignoreGroups: closed.map(String) } : {}),
    });
    if (!job) return false;
    begin(task, job);
    return true;
  }

  /** Goes round the queues, one job of each at a time, so that a long queue does not come before a short one. */
  async function pump(): Promise<void> {
    // what is added while a set is walked through comes last
    for (const queue of ready) {
      if (stopped) return;
      ready.delete(queue); // before the look: what is added meanwhile, somebody says
      const task = tasks.get(queue);
      if (task && (await take(task))) ready.add(queue);
    }
  }

  function wake(queue?: string): void {
    if (queue !== undefined && tasks.has(queue)) ready.add(queue);
    if (stopped) return;
    pumping ??= pump()
      .catch(trouble)
      .finally(() => {
        pumping = undefined;
        if (ready.size > 0) wake(); // said while the last look was under way
      });
  }

  async function findDue(): Promise<void> {
    const { rows } = await sql<{ name: string }>`
      select q.name from ${sql.table(`${JOB_SCHEMA}.queue`)} q
      where q.name = any (${[...tasks.keys()]}::text[]) and exists (
        select from ${sql.table(`${JOB_SCHEMA}.job`)} j
        where j.name = q.name and j.state < 'active' and not j.blocked and j.start_after <= now())`.execute(platform);
    for (const { name } of rows) ready.add(name);
    wake();
  }

  /** Says of each running job that it is alive, and gives up those that somebody else has now. */
  async function touch(): Promise<void> {
    for (const [queue, jobs] of Map.groupBy(running, (one) => one.queue)) {
      const attempts = jobs.map(({ job: { id, retryCount } }) => ({ id, retryCount }));
      const { settled } = (await boss.touch(queue, attempts)) as { settled?: readonly string[] };
      for (const { job, ending } of jobs)
        if (settled && !settled.includes(job.id) && [...running].some((one) => one.job === job))
          ending.abort(new Error('another node does this job now, as this one was silent for too long'));
    }
  }

  function every(milliseconds: number, work: () => Promise<void>): { stop(): void } {
    let timer: NodeJS.Timeout | undefined;
    const again = async () => {
      await work().catch(trouble);
      if (!stopped) timer = setTimeout(() => void again(), milliseconds);
    };
    timer = setTimeout(() => void again(), milliseconds);
    return { stop: () => clearTimeout(timer) };
  }

  return {
    async start() {
      stopped = false;
      const { rows } = await channel.execute(platform);
      listening = await boss
        .getDb()
        .listen?.(rows[0]?.channel ?? '', wake, () => void findDue().catch(trouble))
        .catch((error: unknown) => {
          log.warn({ err: error }, 'jobs begin up to two seconds late, as the database cannot tell of them');
          return undefined;
        });
      timers = [every(LOOK, findDue), every(BEAT, touch)];
      await findDue();
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      for (const timer of timers) timer.stop();
      await listening?.close();
      await pumping;
      const done = () => Promise.all([...running].map((one) => one.done));
      await within(PATIENCE, done).catch((error: unknown) => {
        if (!(error instanceof TookTooLong)) throw error;
        for (const { ending } of running) ending.abort(new NodeStops());
      });
      await done();
    },
  };
}
