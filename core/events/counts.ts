import { sql, type Kysely } from 'kysely';
import { JOB_SCHEMA } from './install.ts';
import { DEAD_LETTERS } from './queues.ts';
import { extensionOfQueue } from './tasks.ts';

export interface JobCounts {
  /** To be done now. */
  readonly due: number;
  /** To be done later, also those that failed and are tried again. */
  readonly later: number;
  readonly running: number;
  /** By the name of the job: given up after the last attempt, and kept for an operator. */
  readonly dead: readonly {
    readonly job: string;
    readonly extension: string;
    readonly count: number;
    readonly newest: Date;
  }[];
}

/** How much work waits and how much was given up, of all communities. Numbers alone: what a job says may name people. */
export async function jobCounts(db: Kysely<any>): Promise<JobCounts> {
  const job = sql.table(`${JOB_SCHEMA}.job`);
  const { rows } = await sql<{ due: number; later: number; running: number }>`
    select count(*) filter (where state in ('created', 'retry') and start_after <= now())::int as due,
      count(*) filter (where state in ('created', 'retry') and start_after > now())::int as later,
      count(*) filter (where state = 'active')::int as running
    from ${job} where name <> ${DEAD_LETTERS}`.execute(db);
  const dead = await sql<Omit<JobCounts['dead'][number], 'extension'>>`
    select coalesce(source_name, name) as job, count(*)::int as count, max(created_on) as newest
    from ${job} where name = ${DEAD_LETTERS} and state < 'active' group by 1 order by 1`.execute(db);
  return {
    ...(rows[0] ?? { due: 0, later: 0, running: 0 }),
    dead: dead.rows.map((row) => ({ ...row, extension: extensionOfQueue(row.job) })),
  };
}
