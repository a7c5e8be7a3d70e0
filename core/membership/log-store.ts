/** Reading `core.log`; it is written by the audit service, and changed by nobody. */
import { sql } from 'kysely';
import { microseconds, type Scope } from '../access/index.ts';

export interface LogRow {
  readonly id: string;
  readonly at: Date;
  readonly actor_id: string | null;
  /** Null for a former member, too. */
  readonly actor: string | null;
  readonly action: string;
  readonly subject: string;
  readonly subject_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly place: string;
}

export interface LogFilter {
  readonly actor: string | null;
  readonly action: string | null;
  readonly subject: string | null;
  readonly subjectId: string | null;
  /** From this day on, and until the end of that one, in the community's zone: `2026-11-22`. */
  readonly from: string | null;
  readonly until: string | null;
}

export async function newestLines(
  { db, community }: Scope & { readonly community: { readonly timeZone: string } },
  filter: LogFilter,
  page: { readonly at: string; readonly id: string; readonly limit: number },
): Promise<readonly LogRow[]> {
  const zone = community.timeZone;
  const { rows } = await sql<LogRow>`
    select l.id, l.at, l.actor_id, m.display_name as actor, l.action, l.subject, l.subject_id, l.detail,
      ${microseconds(sql`l.at`)} as place
    from core.log l
    left join core.member m on m.community_id = l.community_id and m.id = l.actor_id and m.erased_at is null
    where l.community_id = ${community.id} and (l.at, l.id) < (${page.at}::timestamptz, ${page.id}::uuid)
      and (${filter.actor}::uuid is null or l.actor_id = ${filter.actor}::uuid)
      and (${filter.action}::text is null or l.action = ${filter.action})
      and (${filter.subject}::text is null or l.subject = ${filter.subject})
      and (${filter.subjectId}::text is null or l.subject_id = ${filter.subjectId})
      and (${filter.from}::date is null or l.at >= (${filter.from}::date)::timestamp at time zone ${zone})
      and (${filter.until}::date is null or l.at < (${filter.until}::date + 1)::timestamp at time zone ${zone})
    order by l.at desc, l.id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Who and what the log has lines of, to choose from. */
export async function logChoices({ db, community }: Scope): Promise<{
  readonly actors: readonly { readonly id: string; readonly name: string | null }[];
  readonly actions: readonly string[];
}> {
  const actors = await sql<{ id: string; name: string | null }>`
    select l.id, m.display_name as name from (
      select distinct actor_id as id from core.log where community_id = ${community.id} and actor_id is not null) l
    left join core.member m on m.community_id = ${community.id} and m.id = l.id and m.erased_at is null
    order by lower(m.display_name), l.id limit 500`.execute(db);
  const actions = await sql<{ action: string }>`
    select distinct action from core.log where community_id = ${community.id} order by action`.execute(db);
  return { actors: actors.rows, actions: actions.rows.map(({ action }) => action) };
}

/** Names of members, former ones too, as the log is about what was. */
export async function namesInLog(
  { db, community }: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, display_name as name from core.member
    where community_id = ${community.id} and id = any (${[...ids]}::uuid[]) and erased_at is null`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
