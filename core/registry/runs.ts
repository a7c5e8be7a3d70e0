import type { Log } from '../contract/context.ts';
import { Problem } from '../contract/problem.ts';
import { isPassing } from '../database/errors.ts';
import { runAs } from './running.ts';

/** The kinds of places where core calls a function of an extension once the platform serves. */
export type Place =
  | 'route'
  | 'page'
  | 'before'
  | 'after'
  | 'block'
  | 'navigation'
  | 'next-step'
  | 'health'
  | 'enable'
  | 'disable'
  | 'uninstall'
  | 'job'
  | 'event'
  | 'mail'
  | 'demo'
  | 'timer';

/** Milliseconds: a run that takes longer than `warn` is named in the log, and nobody waits longer than `stop`. */
export interface Budget {
  readonly warn?: number;
  readonly stop?: number;
}

/**
 * How long core waits for an extension, in milliseconds, by place. Routes and pages have the limits that they declare, 30 s
 * unless said otherwise; jobs and events two minutes.
 */
export const BUDGETS = {
  hook: { warn: 100, stop: 2000 },
  block: { warn: 250, stop: 1000 },
  nextStep: { warn: 250, stop: 1000 },
  health: { stop: 2000 },
  mail: { stop: 20_000 },
  lifecycle: { stop: 30_000 },
  blockers: { stop: 5000 },
  demo: { stop: 120_000 },
} as const satisfies Record<string, Budget>;

/** Whose function runs, and where: `id` is the hook, block, path or job. */
export interface Run {
  readonly extension: string;
  readonly place: Place;
  readonly id: string;
}
export type Outcome = 'ok' | 'throw' | 'timeout';
export interface Finished extends Run {
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

/** What went wrong in one place of one extension since the process began. */
export interface Incident extends Run {
  readonly throws: number;
  readonly timeouts: number;
  readonly last: Date;
  /** What was thrown the last time, cut to 300 characters. For operators. */
  readonly message: string;
}

/** An extension took longer than its budget. It may go on running; what it does then reaches nobody. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  constructor(milliseconds: number) {
    super(`took longer than ${milliseconds >= 1000 ? `${milliseconds / 1000} s` : `${milliseconds} ms`}`);
  }
}

/** Waits for `work` for `limit` milliseconds. @throws TookTooLong */
export async function within<T>(limit: number, work: () => T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(limit)), limit);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Core calls extensions through this, so that whatever one does is bounded, timed, and named. */
export interface Runs {
  /**
   * Runs `work` and waits for it for `stop` milliseconds. What it throws goes on to the caller, who decides whether the whole
   * is refused or goes on without; an error that nobody foresaw is an incident of the extension, a problem that it means is none.
   * @throws TookTooLong
   */
  contain<T>(run: Run, budget: Budget, work: () => T | Promise<T>): Promise<T>;
  /** A run that somebody else has bounded and timed, such as a request. */
  note(run: Finished, error?: unknown): void;
  /** Newest first; core's own places have none. */
  incidents(): readonly Incident[];
  /** Told of every run, for metrics. */
  watch(listener: (run: Finished) => void): void;
}

/** Places that are kept; a place beyond them takes that of the one that has been quiet for longest. */
const KEPT = 500;
/** A slow place is named in the log once in so many milliseconds. */
const QUIET = 60_000;

/** Whether an error says something about the extension: not a problem that it means, nor a database that is away. */
const isFault = (error: unknown) => !(error instanceof Problem ? error.status < 500 : isPassing(error));

export function createRuns(log: Log): Runs {
  const known = new Map<string, Incident>();
  const warned = new Map<string, number>();
  const listeners: ((run: Finished) => void)[] = [];

  const record = ({ extension, place, id, outcome }: Finished, error: unknown) => {
    const key = `${extension} ${place} ${id}`;
    const before = known.get(key);
    known.delete(key);
    known.set(key, {
      extension,
      place,
      id,
      throws: (before?.throws ?? 0) + (outcome === 'throw' ? 1 : 0),
      timeouts: (before?.timeouts ?? 0) + (outcome === 'timeout' ? 1 : 0),
      last: new Date(),
      message: (error instanceof Error ? error.message : String(error)).slice(0, 300),
    });
    for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
  };

  const slow = (run: Finished) => {
    const key = `${run.extension} ${run.place} ${run.id}`;
    const now = performance.now();
    if (now - (warned.get(key) ?? -QUIET) < QUIET) return;
    if (warned.size >= KEPT) warned.clear();
    warned.set(key, now);
    const { extension, place, id, milliseconds } = run;
    log.warn({ extension, place, id, ms: Math.round(milliseconds) }, 'an extension is slow here');
  };

  const runs: Runs = {
    async contain(run, { warn, stop }, work) {
      const started = performance.now();
      const finish = (outcome: Outcome, error?: unknown) => {
        const finished = { ...run, outcome, milliseconds: performance.now() - started };
        runs.note(finished, error);
        if (warn !== undefined && finished.milliseconds > warn) slow(finished);
      };
      try {
        const called = () => runAs(run, work);
        const result = await (stop === undefined ? called() : within(stop, called));
        finish('ok');
        return result;
      } catch (error) {
        finish(error instanceof TookTooLong ? 'timeout' : isFault(error) ? 'throw' : 'ok', error);
        throw error;
      }
    },
    note(run, error) {
      if (run.outcome !== 'ok' && run.extension !== 'core') record(run, error);
      for (const listener of listeners) listener(run);
    },
    incidents: () => [...known.values()].toReversed(),
    watch: (listener) => void listeners.push(listener),
  };
  return Object.freeze(runs);
}

/** An incident in a sentence: `extension mail: 3 timeouts in the hook groups.saving; the last one: took longer than 2 s`. */
export function describeIncident({ extension, place, id, throws, timeouts, message }: Incident): string {
  const count = (n: number, one: string) => (n === 0 ? [] : [`${n} ${one}${n === 1 ? '' : 's'}`]);
  const what = [...count(timeouts, 'timeout'), ...count(throws, 'error')].join(' and ');
  return `extension ${extension}: ${what} in ${place} ${id}; the last one: ${message}`;
}
