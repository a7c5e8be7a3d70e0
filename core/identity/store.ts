import { coreProblems } from '../contract/core-problems.ts';
import { sql, type Kysely } from 'kysely';

export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly password_hash: string | null;
  readonly demo: boolean;
  /** False: a claim. Somebody says that the address is theirs, and nobody has shown it. */
  readonly confirmed: boolean;
}

/** Addresses are compared without case and with composed characters. */
export const normaliseEmail = (email: string) => email.trim().normalize('NFC').toLowerCase();

const columns = sql`id, email, password_hash, demo, confirmed_at is not null as confirmed`;

/** The account that an address belongs to: the one that confirmed it. */
export async function accountByEmail(db: Kysely<any>, email: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select ${columns} from platform.account
    where email_normalised = ${normaliseEmail(email)} and confirmed_at is not null and erased_at is null`.execute(db);
  return rows[0];
}

/**
 * Who may mean this address when they sign in to a community: its owner, else the newest claim that was made there, as somebody is in
 * the middle of joining. A claim of elsewhere is nobody here, and stands in nobody's way. `db` is the community's.
 */
export async function candidateByEmail(
  db: Kysely<any>,
  communityId: number,
  email: string,
): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select ${columns} from platform.account a
    where email_normalised = ${normaliseEmail(email)} and erased_at is null
    order by confirmed_at is null,
      exists (select from core.joining j where j.community_id = ${communityId} and j.account_id = a.id) desc, created_at desc, id desc
    limit 1`.execute(db);
  return rows[0];
}

export async function accountById(db: Kysely<any>, id: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select ${columns} from platform.account where id = ${id} and erased_at is null`.execute(db);
  return rows[0];
}

/**
 * Every account of an address, the owner and the claims, and nobody else may confirm or take it until this transaction ends.
 * Locked in one order, so that two who confirm at once wait for each other and do not block each other.
 */
export async function lockAddress(db: Kysely<any>, email: string): Promise<readonly AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select ${columns} from platform.account
    where email_normalised = ${normaliseEmail(email)} and erased_at is null order by id for update`.execute(db);
  return rows;
}

/** So that two changes of its address come one after the other. */
export async function lockAccount(db: Kysely<any>, id: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select ${columns} from platform.account where id = ${id} and erased_at is null for update`.execute(db);
  return rows[0];
}

/** An account whose address is taken as confirmed: for operators and demo people. Undefined where the address has an owner. */
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

/** A claim: an account of its own, whoever else has or claims the address, so that it takes no look at them. */
export async function insertClaim(
  db: Kysely<any>,
  claim: { readonly id: string; readonly email: string; readonly passwordHash: string | null },
): Promise<void> {
  await sql`
    insert into platform.account (id, email, email_normalised, password_hash)
    values (${claim.id}, ${claim.email.trim()}, ${normaliseEmail(claim.email)}, ${claim.passwordHash})`.execute(db);
}

/** The claim becomes the owner. The unique index of confirmed addresses is what keeps it the only one. */
export async function confirmAccount(db: Kysely<any>, id: string): Promise<void> {
  await sql`
    update platform.account set confirmed_at = clock_timestamp() where id = ${id} and confirmed_at is null`.execute(db);
}

/** With its sessions, links and joinings. An owner is never deleted here. */
export async function deleteClaim(db: Kysely<any>, id: string): Promise<void> {
  await sql`delete from platform.account where id = ${id} and confirmed_at is null`.execute(db);
}

/**
 * Somebody has shown that an address is theirs: whoever else claimed it here is gone, with their sessions. A claim that was
 * made in another community stays as a joining, which only a link mailed to the address can finish, but opens nothing any more:
 * no password, no session.
 */
export async function voidClaims(db: Kysely<any>, communityId: number, email: string, keep: string): Promise<void> {
  const others = sql`a.email_normalised = ${normaliseEmail(email)} and a.confirmed_at is null and a.erased_at is null and a.id <> ${keep}`;
  const elsewhere = sql`exists (
    select from platform.session s where s.account_id = a.id and s.community_id is distinct from ${communityId})`;
  await sql`delete from platform.account a where ${others} and not ${elsewhere}`.execute(db);
  await sql`
    with voided as (update platform.account a set password_hash = null where ${others} returning a.id)
    update platform.session set revoked_at = now() where account_id in (select id from voided) and revoked_at is null`.execute(
    db,
  );
}

export async function setPassword(db: Kysely<any>, accountId: string, passwordHash: string | null): Promise<void> {
  await sql`update platform.account set password_hash = ${passwordHash} where id = ${accountId} and erased_at is null`.execute(
    db,
  );
}

export async function setEmail(db: Kysely<any>, accountId: string, email: string): Promise<void> {
  try {
    await sql`
      update platform.account set email = ${email.trim()}, email_normalised = ${normaliseEmail(email)}
      where id = ${accountId} and confirmed_at is not null and erased_at is null`.execute(db);
  } catch (error) {
    // confirmed by somebody else at this moment
    if ((error as { code?: string }).code === '23505') throw coreProblems.addressOwned();
    throw error;
  }
}

export async function emailOf(db: Kysely<any>, accountId: string): Promise<string | null> {
  const { rows } = await sql<{ email: string }>`select email from platform.account where id = ${accountId}`.execute(db);
  return rows[0]?.email ?? null;
}
