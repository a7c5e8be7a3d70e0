import { sql, type Kysely } from 'kysely';
import type { SessionKind } from '../identity/session-store.ts';

/** A session of the console ends after twelve hours, used or not, whether a browser or a program holds it. */
export const OPERATOR_SECONDS = 12 * 3600;

export interface OperatorRow {
  readonly accountId: string;
  readonly email: string;
  readonly since: Date;
  readonly hasPassword: boolean;
  readonly demo: boolean;
}

const columns = sql`a.id as "accountId", a.email, o.granted_at as since, a.password_hash is not null as "hasPassword", a.demo`;
const current = sql`platform.operator o join platform.account a on a.id = o.account_id and a.erased_at is null`;

export async function operators(db: Kysely<any>): Promise<readonly OperatorRow[]> {
  const { rows } = await sql<OperatorRow>`select ${columns} from ${current} order by o.granted_at, a.id`.execute(db);
  return rows;
}

export async function operatorOf(db: Kysely<any>, accountId: string): Promise<OperatorRow | undefined> {
  const { rows } = await sql<OperatorRow>`select ${columns} from ${current} where a.id = ${accountId}`.execute(db);
  return rows[0];
}

/** False where the account is an operator already. */
export async function insertOperator(db: Kysely<any>, accountId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into platform.operator (account_id) values (${accountId}) on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
}

/** With every session of the console that the account has; those in communities go on. */
export async function deleteOperator(db: Kysely<any>, accountId: string): Promise<void> {
  await sql`delete from platform.operator where account_id = ${accountId}`.execute(db);
  await sql`
    update platform.session set revoked_at = now()
    where account_id = ${accountId} and community_id is null and revoked_at is null`.execute(db);
}

/** Undefined where the role was taken away meanwhile: then there is no session that a role given later would wake. */
export async function insertOperatorSession(
  db: Kysely<any>,
  session: {
    readonly id: string;
    readonly accountId: string;
    readonly kind: SessionKind;
    readonly agent: string | undefined;
  },
): Promise<Date | undefined> {
  const { rows } = await sql<{ expiresAt: Date }>`
    insert into platform.session (id, account_id, community_id, kind, agent, expires_at)
    select ${session.id}, account_id, null, ${session.kind}, ${session.agent ?? null},
      now() + make_interval(secs => ${OPERATOR_SECONDS})
    from platform.operator where account_id = ${session.accountId} for share
    returning expires_at as "expiresAt"`.execute(db);
  return rows[0]?.expiresAt;
}

export interface OperatorSessionRow {
  readonly accountId: string;
  readonly email: string;
  readonly demo: boolean;
  readonly kind: SessionKind;
  readonly expiresAt: Date;
}

/** Asked with every request. No row: unknown, ended, expired, of a community, or of somebody who is no operator any more. */
export async function findOperatorSession(db: Kysely<any>, id: string): Promise<OperatorSessionRow | undefined> {
  const { rows } = await sql<OperatorSessionRow>`
    select s.account_id as "accountId", a.email, a.demo, s.kind, s.expires_at as "expiresAt"
    from platform.session s
    join platform.operator o on o.account_id = s.account_id
    join platform.account a on a.id = s.account_id and a.erased_at is null
    where s.id = ${id} and s.community_id is null and s.revoked_at is null and s.expires_at > now()`.execute(db);
  return rows[0];
}

export async function revokeOperatorSession(db: Kysely<any>, id: string): Promise<void> {
  await sql`
    update platform.session set revoked_at = now()
    where id = ${id} and community_id is null and revoked_at is null`.execute(db);
}

export interface Headcount {
  readonly members: number;
  readonly managers: number;
}

/** Members of now, and how many of them have one of the roles that manage (null: all do). Numbers are all that leaves a community here. */
export async function headcount(
  db: Kysely<any>,
  community: number,
  managing: readonly string[] | null,
): Promise<Headcount> {
  const roles = managing && [...managing];
  const { rows } = await sql<Headcount>`
    select count(*)::int as members,
      count(*) filter (where ${roles}::text[] is null or m.roles && ${roles}::text[])::int as managers
    from core.member m
    where m.community_id = ${community} and m.removed_at is null and m.erased_at is null`.execute(db);
  return rows[0] ?? { members: 0, managers: 0 };
}

/** How much mail of a community is in which state. */
export async function mailCounts(db: Kysely<any>, community: number): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from core.mail where community_id = ${community} group by state`.execute(db);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

export interface DatabaseState {
  readonly version: string;
  readonly bytes: number;
  readonly now: Date;
}

export async function databaseState(db: Kysely<any>): Promise<DatabaseState> {
  const { rows } = await sql<{ version: string; bytes: string; now: Date }>`
    select current_setting('server_version') as version, pg_database_size(current_database())::text as bytes,
      clock_timestamp() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database said nothing of itself');
  return { ...row, bytes: Number(row.bytes) };
}
