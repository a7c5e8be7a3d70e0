import { sql, type Kysely } from 'kysely';

export type LinkPurpose = 'sign-in' | 'confirm' | 'reset' | 'address';

export interface LinkRow {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly account_id: string;
  /** The address that it was mailed to; with purpose `address` the one that the account gets. */
  readonly email: string;
  readonly next: string | null;
}

/** How long a link works, in seconds. */
export const LINK_SECONDS: Readonly<Record<LinkPurpose, number>> = {
  // it opens everything, and whoever asked for it is waiting for it
  'sign-in': 30 * 60,
  // opens everything, too; an hour, as choosing a good password takes its time
  reset: 3600,
  // a weekend away from one's mail; it opens only what whoever has the address may open anyway
  confirm: 3 * 86_400,
  // another mailbox, which may be elsewhere; until tomorrow
  address: 86_400,
};

export async function insertLink(db: Kysely<any>, link: LinkRow & { readonly communityId: number }): Promise<void> {
  await sql`
    insert into platform.link (id, purpose, account_id, community_id, email, next, expires_at)
    values (${link.id}, ${link.purpose}, ${link.account_id}, ${link.communityId}, ${link.email}, ${link.next},
      clock_timestamp() + make_interval(secs => ${LINK_SECONDS[link.purpose]}))`.execute(db);
}

/** A link that may still be used, and how matters stand. Reading it uses nothing up. */
export async function openLink(db: Kysely<any>, communityId: number, id: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select id, purpose, account_id, email, next from platform.link
    where id = ${id} and community_id = ${communityId} and used_at is null and expires_at > clock_timestamp()`.execute(
    db,
  );
  return rows[0];
}

/** Uses a link up: of many who try at once, one gets it. In the transaction of its effect, so that a failure spends nothing. */
export async function spendLink(db: Kysely<any>, communityId: number, id: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    update platform.link set used_at = clock_timestamp()
    where id = ${id} and community_id = ${communityId} and used_at is null and expires_at > clock_timestamp()
    returning id, purpose, account_id, email, next`.execute(db);
  return rows[0];
}

/** Links of an account that were not used yet work no more, as what they were mailed for has changed. */
export async function expireLinks(db: Kysely<any>, accountId: string): Promise<void> {
  await sql`
    update platform.link set expires_at = clock_timestamp()
    where account_id = ${accountId} and used_at is null and expires_at > clock_timestamp()`.execute(db);
}
