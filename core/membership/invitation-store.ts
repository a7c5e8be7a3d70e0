/** The one place that writes `core.invitation`. */
import { sql } from 'kysely';
import { microseconds, type Scope } from '../access/index.ts';

export type InvitationState = 'open' | 'accepted' | 'expired' | 'withdrawn';

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly message: string | null;
  readonly invited_by: string | null;
  /** Name of the inviter, while they are a member. */
  readonly inviter: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly accepted_at: Date | null;
  readonly state: InvitationState;
}

/** How long an invitation works. */
export const DAYS = 14;
const expiry = sql`clock_timestamp() + make_interval(days => ${sql.lit(DAYS)})`;

// one that was replaced after it had expired was withdrawn by nobody
const state = sql`
  case when i.accepted_at is not null then 'accepted'
    when i.revoked_by is not null then 'withdrawn'
    when i.revoked_at is not null or i.expires_at <= clock_timestamp() then 'expired'
    else 'open' end`;
const isCurrent = sql`m.removed_at is null and m.erased_at is null`;
const columns = sql`
  i.id, i.email, i.name, i.roles, i.message, i.invited_by, m.display_name as inviter, i.created_at, i.expires_at, i.accepted_at,
  ${state} as state`;
const withInviter = sql`
  core.invitation i left join core.member m on m.community_id = i.community_id and m.id = i.invited_by and ${isCurrent}`;

export async function invitationById({ db, community }: Scope, id: string): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`
    select ${columns} from ${withInviter} where i.community_id = ${community.id} and i.id = ${id}`.execute(db);
  return rows[0];
}

export async function newestInvitations(
  { db, community }: Scope,
  page: { readonly state: InvitationState | null; readonly at: string; readonly id: string; readonly limit: number },
): Promise<readonly (InvitationRow & { readonly place: string })[]> {
  const { rows } = await sql<InvitationRow & { place: string }>`
    select ${columns}, ${microseconds(sql`i.created_at`)} place from ${withInviter}
    where i.community_id = ${community.id} and (i.created_at, i.id) < (${page.at}::timestamptz, ${page.id}::uuid)
      and (${page.state}::text is null or ${state} = ${page.state})
    order by i.created_at desc, i.id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Those of some addresses, normalised, that have an open invitation. */
export async function addressesInvited({ db, community }: Scope, emails: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ email: string }>`
    select lower(email) as email from core.invitation
    where community_id = ${community.id} and lower(email) = any (${[...emails]}::text[])
      and accepted_at is null and revoked_at is null and expires_at > clock_timestamp()`.execute(db);
  return new Set(rows.map(({ email }) => email));
}

export interface NewInvitation {
  readonly id: string;
  /** Normalised. */
  readonly email: string;
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly message: string | null;
  readonly by: string | null;
}

/** False where the address has an open invitation. One that has expired makes room. */
export async function insertInvitation({ db, community }: Scope, invitation: NewInvitation): Promise<boolean> {
  const { id, email, name, roles, message, by } = invitation;
  await sql`
    update core.invitation set revoked_at = clock_timestamp()
    where community_id = ${community.id} and lower(email) = lower(${email}) and accepted_at is null and revoked_at is null
      and expires_at <= clock_timestamp()`.execute(db);
  const { rows } = await sql`
    insert into core.invitation (community_id, id, email, name, roles, message, invited_by, expires_at)
    values (${community.id}, ${id}, ${email}, ${name}, ${[...roles]}::text[], ${message}, ${by}, ${expiry})
    on conflict (community_id, lower(email)) where accepted_at is null and revoked_at is null do nothing returning id`.execute(
    db,
  );
  return rows.length === 1;
}

/** Fourteen more days from now, also for one that has expired; false for one that is done with. */
export async function prolongInvitation({ db, community }: Scope, id: string): Promise<boolean> {
  const { rows } = await sql`
    update core.invitation set expires_at = ${expiry}
    where community_id = ${community.id} and id = ${id} and accepted_at is null and revoked_at is null returning id`.execute(
    db,
  );
  return rows.length === 1;
}

/** False for one that is done with. */
export async function revokeInvitation({ db, community }: Scope, id: string, by: string | null): Promise<boolean> {
  const { rows } = await sql`
    update core.invitation set revoked_at = clock_timestamp(), revoked_by = ${by}
    where community_id = ${community.id} and id = ${id} and accepted_at is null and revoked_at is null returning id`.execute(
    db,
  );
  return rows.length === 1;
}

/** Withdraws what is open to the address of an account: one that is older than the end of a membership does not undo it. */
export async function revokeInvitationsOf(
  { db, community }: Scope,
  accountId: string,
  by: string | null,
): Promise<void> {
  await sql`
    update core.invitation set revoked_at = clock_timestamp(), revoked_by = ${by}
    where community_id = ${community.id} and accepted_at is null and revoked_at is null
      and lower(email) = (select email_normalised from platform.account where id = ${accountId})`.execute(db);
}

/** Uses it up: true for one of all who try. */
export async function useInvitation({ db, community }: Scope, id: string): Promise<boolean> {
  const { rows } = await sql`
    update core.invitation set accepted_at = clock_timestamp()
    where community_id = ${community.id} and id = ${id} and accepted_at is null and revoked_at is null
      and expires_at > clock_timestamp() returning id`.execute(db);
  return rows.length === 1;
}

export async function noteAccepted({ db, community }: Scope, id: string, memberId: string): Promise<void> {
  await sql`
    update core.invitation set accepted_by = ${memberId} where community_id = ${community.id} and id = ${id}`.execute(
    db,
  );
}

/** Whether a member is the one who accepted. */
export async function isAcceptedBy({ db, community }: Scope, id: string, memberId: string): Promise<boolean> {
  const { rows } = await sql`
    select from core.invitation where community_id = ${community.id} and id = ${id} and accepted_by = ${memberId}`.execute(
    db,
  );
  return rows.length === 1;
}
