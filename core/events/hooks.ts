import { sql, type Kysely } from 'kysely';
import type { Context, Log } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import type { Hook } from '../contract/hooks.ts';
import { Problem } from '../contract/problem.ts';
import { isPassing } from '../database/errors.ts';
import { lend, type Lease } from '../database/lease.ts';
import type { Contributed } from '../registry/contributions.ts';
import { BUDGETS, TookTooLong, type Runs } from '../registry/runs.ts';

export interface HookCall {
  readonly runs: Runs;
  readonly log: Log;
  /** The caller's: a transaction, or the community's database. */
  readonly db: Kysely<any>;
  readonly contributed: readonly Contributed[];
  /** The context of one extension for as long as its handler runs. */
  contextOf(extension: string, lease: Lease): Context;
}

type Handler = (ctx: Context, value: unknown) => unknown;

/** Whoever may refuse, in order, each with the value that the one before left; then whoever looks on. */
export async function runHook<T>(call: HookCall, target: Hook<T>, value: T): Promise<T> {
  let current = value;
  for (const one of call.contributed)
    if (one.when === 'before') current = ((await veto(call, target, one, current)) ?? current) as T;
  for (const one of call.contributed) if (one.when === 'after') await observe(call, target, one, current);
  return current;
}

/** Runs a handler with a database that it has until it is done, or late. */
async function lent(
  { runs, db, contextOf }: HookCall,
  { id }: Hook<unknown>,
  { extension, value: handler, when: place }: Contributed,
  value: unknown,
): Promise<unknown> {
  const lease = await lend(db);
  let cut = false;
  try {
    return await runs.contain({ extension, place, id }, BUDGETS.hook, () =>
      (handler as Handler)(contextOf(extension, lease), value),
    );
  } catch (error) {
    cut = error instanceof TookTooLong;
    throw error;
  } finally {
    await lease.takeBack({ cut });
  }
}

/** Fails closed: nobody knows what a guard that failed would have said. */
async function veto(call: HookCall, target: Hook<unknown>, one: Contributed, value: unknown): Promise<unknown> {
  try {
    return await lent(call, target, one, value);
  } catch (error) {
    if (error instanceof Problem || isPassing(error)) throw error;
    call.log.error(
      { err: error, extension: one.extension, hook: target.id },
      'a handler that may refuse failed, so the whole was refused',
    );
    throw coreProblems.unavailable({}, { headers: { 'retry-after': '10' }, cause: error });
  }
}

/** Fails open: what it wrote is taken back, and the caller's work stands. */
async function observe(call: HookCall, target: Hook<unknown>, one: Contributed, value: unknown): Promise<void> {
  const { db, log } = call;
  const failed = (error: unknown) =>
    log.error(
      { err: error, extension: one.extension, hook: target.id },
      'a handler that looks on failed, and the caller went on without it',
    );
  if (!db.isTransaction) {
    await lent(call, target, one, value).catch(failed);
    return;
  }
  await sql`savepoint looking_on`.execute(db);
  let done = false;
  try {
    await lent(call, target, one, value);
    done = true;
    // refused where one of its statements failed and it kept quiet about that
    await sql`release looking_on`.execute(db);
  } catch (error) {
    if (done) {
      const run = { extension: one.extension, place: 'after', id: target.id } as const;
      call.runs.note({ ...run, outcome: 'throw', milliseconds: 0 }, error);
    }
    await sql`rollback to looking_on`.execute(db);
    await sql`release looking_on`.execute(db);
    failed(error);
  }
}
