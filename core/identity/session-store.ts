import { sql, type Kysely } from 'kysely';
import { statement } from '../database/statement.ts';

export type SessionKind = 'cookie' | 'bearer';

/** Cookie: 30 days, sliding. Bearer: 12 hours, fixed. */
export const SESSION_SECONDS: Readonly<Record<SessionKind, number>> = { cookie: 30 * 86_400, bearer: 12 * 3600 };

/** A member here, or somebody whose joining waits; one of both, or the session is none here. */
export interface StandingRow {
  readonly account_id: string;
  readonly email: string;
  readonly member_id: string | null;
  readonly name: string | null;
  readonly roles: readonly string[] | null;
  readonly waiting: 'unconfirmed' | 'asked' | 'refused' | null;
}

export interface SessionRow extends StandingRow {
  readonly kind: SessionKind;
  /** Not seen for an hour: worth a note of it. */
  readonly stale: boolean;
}

/** The newest joining of an account that has no membership: what it is waiting for, or that it was refused. */
const waitingOf = (community: unknown, account: unknown) => sql`
  select state from core.joining
  where community_id = ${community} and account_id = ${account} order by created_at desc, id desc limit 1`;
const isWaiting = sql`j.state in ('unconfirmed', 'asked', 'refused')`;

/**
 * Who the session is, asked with every request; joinings are looked at only where there is no member. No row: unknown, ended,
 * expired, removed, or of another community.
 */
export const findSession = statement<{ community: number; session: string }>()(
  'identity.session',
  (_db, p) => sql<SessionRow>`
    select s.account_id, a.email, m.id as member_id, m.display_name as name, m.roles, j.state as waiting, s.kind,
      coalesce(s.seen_at, s.created_at) < now() - interval '1 hour' as stale
    from platform.session s
    join platform.account a on a.id = s.account_id and a.erased_at is null
    left join core.member m on m.community_id = ${p.community} and m.account_id = s.account_id and m.removed_at is null and m.erased_at is null
    left join lateral (${waitingOf(p.community, sql`s.account_id`)}) j on m.id is null
    where s.id = ${p.session} and s.community_id = ${p.community} and s.revoked_at is null and s.expires_at > now()
      and (m.id is not null or ${isWaiting})`,
);

/** What an account is in a community. Asked once for every sign-in, also of an account that is none, so that all take as long. */
export async function standingRow(
  db: Kysely<any>,
  communityId: number,
  accountId: string,
): Promise<(StandingRow & { readonly removed: boolean }) | undefined> {
  const { rows } = await sql<StandingRow & { removed: boolean }>`
    select a.id as account_id, a.email, case when m.removed_at is null then m.id end as member_id, m.display_name as name, m.roles,
      case when ${isWaiting} then j.state end as waiting, m.removed_at is not null as removed
    from platform.account a
    left join core.member m on m.community_id = ${communityId} and m.account_id = a.id and m.erased_at is null
    left join lateral (${waitingOf(sql`${communityId}`, sql`a.id`)}) j on m.id is null or m.removed_at is not null
    where a.id = ${accountId} and a.erased_at is null`.execute(db);
  return rows[0];
}

export async function insertSession(
  db: Kysely<any>,
  session: {
    readonly id: string;
    readonly accountId: string;
    readonly communityId: number;
    readonly kind: SessionKind;
    readonly agent: string | undefined;
  },
): Promise<Date> {
  const { rows } = await sql<{ expires_at: Date }>`
    insert into platform.session (id, account_id, community_id, kind, agent, expires_at)
    values (${session.id}, ${session.accountId}, ${session.communityId}, ${session.kind}, ${session.agent ?? null},
      now() + make_interval(secs => ${SESSION_SECONDS[session.kind]}))
    returning expires_at`.execute(db);
  return rows[0]?.expires_at ?? new Date();
}

/** At most once an hour: it was used now, and a cookie's thirty days begin anew. */
export async function touchSession(db: Kysely<any>, id: string): Promise<void> {
  await sql`
    update platform.session set seen_at = now(),
      expires_at = case kind when 'cookie' then now() + make_interval(secs => ${SESSION_SECONDS.cookie}) else expires_at end
    where id = ${id} and revoked_at is null`.execute(db);
}

export interface OwnSession {
  readonly id: string;
  readonly kind: SessionKind;
  readonly agent: string | null;
  readonly since: Date;
  /** To the hour. */
  readonly lastSeen: Date;
}

/** Sessions of an account in one community: what it has open elsewhere is nobody's business here. */
export async function sessionsOf(
  db: Kysely<any>,
  communityId: number,
  accountId: string,
): Promise<readonly OwnSession[]> {
  const { rows } = await sql<OwnSession>`
    select id, kind, agent, created_at as since, coalesce(seen_at, created_at) as "lastSeen" from platform.session
    where account_id = ${accountId} and community_id = ${communityId} and revoked_at is null and expires_at > now()
    order by coalesce(seen_at, created_at) desc, id desc limit 100`.execute(db);
  return rows;
}

/** Ends sessions at once. Which: one by its id, all of an account, all but one, or those of one community. True if any ended. */
export async function revokeSessions(
  db: Kysely<any>,
  which: {
    readonly accountId: string;
    readonly id?: string | undefined;
    readonly except?: string | undefined;
    readonly communityId?: number | undefined;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update platform.session set revoked_at = now()
    where account_id = ${which.accountId} and revoked_at is null
      and (${which.id ?? null}::uuid is null or id = ${which.id ?? null}::uuid)
      and (${which.except ?? null}::uuid is null or id <> ${which.except ?? null}::uuid)
      and (${which.communityId ?? null}::int is null or community_id = ${which.communityId ?? null}::int)`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Whether a session began within so many seconds. */
export async function isFresh(db: Kysely<any>, id: string, seconds: number): Promise<boolean> {
  const { rows } = await sql`
    select from platform.session where id = ${id} and created_at > now() - make_interval(secs => ${seconds})`.execute(
    db,
  );
  return rows.length > 0;
}

export async function revokeSession(db: Kysely<any>, id: string): Promise<void> {
  await sql`update platform.session set revoked_at = now() where id = ${id} and revoked_at is null`.execute(db);
}
