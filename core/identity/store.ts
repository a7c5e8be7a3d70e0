import { sql, type Kysely } from 'kysely';
import { statement } from '../database/statement.ts';

export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly password_hash: string | null;
  readonly demo: boolean;
}

export interface SessionRow {
  readonly member_id: string;
  readonly account_id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly kind: 'cookie' | 'bearer';
  readonly stale: boolean;
}

/** Addresses are compared without case and with composed characters. */
export const normaliseEmail = (email: string) => email.trim().normalize('NFC').toLowerCase();

export async function accountByEmail(db: Kysely<any>, email: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select id, email, password_hash, demo from platform.account
    where email_normalised = ${normaliseEmail(email)} and confirmed_at is not null and erased_at is null`.execute(db);
  return rows[0];
}

/** Undefined where the address is taken. */
export async function insertAccount(
  db: Kysely<any>,
  account: {
    readonly id: string;
    readonly email: string;
    readonly passwordHash: string | null;
    readonly demo?: boolean;
  },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into platform.account (id, email, email_normalised, password_hash, demo, confirmed_at)
    values (${account.id}, ${account.email.trim()}, ${normaliseEmail(account.email)}, ${account.passwordHash}, ${account.demo ?? false}, now())
    on conflict (email_normalised) where confirmed_at is not null do nothing returning id`.execute(db);
  return rows[0]?.id;
}

export async function setPassword(db: Kysely<any>, accountId: string, passwordHash: string): Promise<void> {
  await sql`update platform.account set password_hash = ${passwordHash} where id = ${accountId} and erased_at is null`.execute(
    db,
  );
}

export async function emailOf(db: Kysely<any>, accountId: string): Promise<string | null> {
  const { rows } = await sql<{ email: string }>`select email from platform.account where id = ${accountId}`.execute(db);
  return rows[0]?.email ?? null;
}

/** Who the session is, asked with every request. No row: unknown, ended, expired, removed, or of another community. */
export const findSession = statement<{ community: number; session: string }>()(
  'identity.session',
  (_db, p) => sql<SessionRow>`
    select m.id as member_id, s.account_id, m.display_name as name, m.roles, s.kind,
      s.kind = 'cookie' and s.expires_at < now() + interval '29 days' as stale
    from platform.session s
    join platform.account a on a.id = s.account_id and a.erased_at is null
    join core.member m on m.community_id = ${p.community} and m.account_id = s.account_id and m.removed_at is null and m.erased_at is null
    where s.id = ${p.session} and s.community_id = ${p.community} and s.revoked_at is null and s.expires_at > now()`,
);

export async function insertSession(
  db: Kysely<any>,
  session: {
    readonly id: string;
    readonly accountId: string;
    readonly communityId: number;
    readonly kind: 'cookie' | 'bearer';
    readonly seconds: number;
  },
): Promise<Date> {
  const { rows } = await sql<{ expires_at: Date }>`
    insert into platform.session (id, account_id, community_id, kind, expires_at)
    values (${session.id}, ${session.accountId}, ${session.communityId}, ${session.kind}, now() + make_interval(secs => ${session.seconds}))
    returning expires_at`.execute(db);
  return rows[0]?.expires_at ?? new Date();
}

export async function revokeSession(db: Kysely<any>, id: string): Promise<void> {
  await sql`update platform.session set revoked_at = now() where id = ${id} and revoked_at is null`.execute(db);
}

/** A cookie's thirty days begin anew, at most once a day. */
export async function prolongSession(db: Kysely<any>, id: string, seconds: number): Promise<void> {
  await sql`update platform.session set expires_at = now() + make_interval(secs => ${seconds}), seen_at = now() where id = ${id} and revoked_at is null`.execute(
    db,
  );
}
