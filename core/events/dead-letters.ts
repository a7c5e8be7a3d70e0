import { sql, type Kysely } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { JOB_SCHEMA } from './install.ts';
import { DEAD_LETTERS } from './queues.ts';
import { extensionOfQueue } from './tasks.ts';

/** A job that was given up after its last attempt, and is kept for an operator. */
export interface DeadLetter {
  readonly id: string;
  /** The name of the job or schedule; for a listener the extension and the event that it heard: `groups/core.member-left`. */
  readonly job: string;
  readonly extension: string;
  /** Short name; null where it was of none, or the community is gone. */
  readonly community: string | null;
  readonly failedAt: Date;
  readonly attempts: number;
  /** What the last attempt said, in English. */
  readonly error: string;
  /** What it was about: names of fields with ids and numbers. Anything else that lies in it is left out. */
  readonly about: Readonly<Record<string, string>>;
}

export type Which = { readonly id: string } | { readonly job: string };

export interface DeadLetters {
  /** Newest first. `next` goes into `after` of the following call; null at the end. */
  list(filter?: {
    readonly job?: string | undefined;
    readonly after?: string | undefined;
    readonly limit?: number | undefined;
  }): Promise<{ readonly items: readonly DeadLetter[]; readonly next: string | null }>;
  get(id: string): Promise<DeadLetter | undefined>;
  /**
   * Puts those that are there now back into their queues, as new jobs with the id of the first as `attempt.id`. Returns how many; those whose queue
   * is not there any more stay.
   */
  replay(which: Which): Promise<number>;
  /** Deletes them. Returns how many. */
  discard(which: Which): Promise<number>;
}

interface Row {
  readonly id: string;
  readonly job: string;
  readonly slug: string | null;
  readonly failedAt: Date;
  readonly attempts: number;
  readonly error: string | null;
  readonly data: { readonly data?: unknown } | null;
}

const job = sql.table(`${JOB_SCHEMA}.job`);
const waits = sql`j.name = ${DEAD_LETTERS} and j.state < 'active'`;
const BATCH = 500;

const isUuid = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** Ids, numbers and names of kinds: nothing that a person wrote, and no address. */
const isId = (value: unknown): value is string | number | boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value));

function idsIn(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (isId(value)) return path === '' ? [] : [[path, String(value)]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => idsIn(part, path === '' ? name : `${path}.${name}`));
}

const letterOf = ({ id, job: name, slug, failedAt, attempts, error, data }: Row): DeadLetter => ({
  id,
  job: name,
  extension: extensionOfQueue(name),
  community: slug,
  failedAt,
  attempts,
  error: error ?? 'it said nothing',
  about: Object.fromEntries(idsIn(data?.data)),
});

export function createDeadLetters(boss: PgBoss, platform: Kysely<any>): DeadLetters {
  const select = (where: ReturnType<typeof sql>, limit: number) =>
    sql<Row>`
      select j.id, coalesce(j.source_name, j.name) as job, c.slug, j.created_on as "failedAt", j.data,
        coalesce(j.source_retry_count, 0) + 1 as attempts,
        left(coalesce(j.source_output ->> 'message', j.source_output -> 'value' ->> 'message'), 500) as error
      from ${job} j
      left join platform.community c on c.id::text = j.data ->> 'community' and c.removed_at is null
      where ${waits} and ${where} order by j.created_on desc, j.id desc limit ${limit}`.execute(platform);

  const idsOf = async (which: Which, until: string): Promise<readonly string[]> => {
    if ('id' in which) return isUuid(which.id) ? [which.id] : [];
    const { rows } = await sql<{ id: string }>`
      select j.id from ${job} j where ${waits} and j.source_name = ${which.job}
        and j.created_on <= ${until}::timestamptz order by j.created_on limit ${BATCH}`.execute(platform);
    return rows.map(({ id }) => id);
  };

  /** All that are there now, a batch at a time. What is run again and fails at once lies there anew; it would never end. */
  async function each(which: Which, act: (ids: string[]) => Promise<number>): Promise<number> {
    // as text, since a Date would lose the microseconds
    const { rows } = await sql<{ now: string }>`select clock_timestamp()::text as now`.execute(platform);
    const until = rows[0]?.now ?? 'infinity';
    let total = 0;
    for (;;) {
      const ids = await idsOf(which, until);
      const count = ids.length === 0 ? 0 : await act([...ids]);
      total += count;
      // what could not be moved would come again
      if ('id' in which || count === 0) return total;
    }
  }

  return {
    async list({ job: name, after, limit = 50 } = {}) {
      const at = after !== undefined && isUuid(after) ? after : null;
      const { rows } = await select(
        sql`(${name ?? null}::text is null or j.source_name = ${name ?? null})
          and (${at}::uuid is null or (j.created_on, j.id) < (select created_on, id from ${job} where id = ${at}::uuid))`,
        limit + 1,
      );
      const items = rows.slice(0, limit).map(letterOf);
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    async get(id) {
      if (!isUuid(id)) return undefined;
      const { rows } = await select(sql`j.id = ${id}::uuid`, 1);
      return rows[0] && letterOf(rows[0]);
    },
    replay: (which) => each(which, (ids) => boss.redrive(DEAD_LETTERS, { ids })),
    discard: (which) =>
      each(which, async (ids) => {
        const { affected } = (await boss.deleteJob(DEAD_LETTERS, ids)) as { affected?: number };
        return affected ?? ids.length;
      }),
  };
}
