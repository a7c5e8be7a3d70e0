import { sql, type Kysely } from 'kysely';
import { grantMember } from '../access/index.ts';
import type { CommunityView } from '../contract/community.ts';
import { newId } from '../contract/id.ts';

export interface NewMember {
  readonly accountId: string;
  readonly name: string;
  readonly roles?: readonly string[];
  /** BCP 47 language that they read in. */
  readonly language?: string | undefined;
}

export interface MemberRow {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly removed: boolean;
}

/** The member that an account is in a community, also one whose membership has ended. */
export async function memberOf(
  db: Kysely<any>,
  communityId: number,
  accountId: string,
): Promise<MemberRow | undefined> {
  const { rows } = await sql<MemberRow>`
    select id, account_id, display_name as name, roles, removed_at is not null as removed from core.member
    where community_id = ${communityId} and account_id = ${accountId} and erased_at is null`.execute(db);
  return rows[0];
}

/**
 * The only way that a member comes to be, with core's grants; `db` is the transaction of whatever lets them in. An account
 * that is a member already stays as it is: look at `existed`, and at `removed` for one whose membership was ended.
 */
export async function addMemberRow(
  db: Kysely<any>,
  view: CommunityView,
  { accountId, name, roles = [], language }: NewMember,
): Promise<MemberRow & { readonly existed: boolean }> {
  const id = newId();
  const { rows } = await sql<{ id: string }>`
    insert into core.member (community_id, id, account_id, display_name, roles, language)
    values (${view.id}, ${id}, ${accountId}, ${name.trim()}, ${[...roles]}, ${language ?? null})
    on conflict (community_id, account_id) do nothing returning id`.execute(db);
  if (rows[0]) await grantMember({ db, community: view }, id);
  const member = await memberOf(db, view.id, accountId);
  if (!member) throw new Error('a member vanished while it was added');
  return { ...member, existed: rows.length === 0 };
}
