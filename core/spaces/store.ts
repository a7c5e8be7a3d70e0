/**
 * Writing spaces and memberships. Whoever changes a membership locks the row of the space first: joins share it, and what can
 * end a membership or an organiser's role has it alone. So the rule about the last organiser, and "a grant exists exactly
 * while the membership does", hold whatever happens at the same time. Both locks let references to the space through.
 */
import { sql } from 'kysely';
import type { Joining } from '../contract/services.ts';
import type { Scope } from '../access/index.ts';
import { freeNumber, takeSlug } from '../content/slug.ts';

export interface NewSpace {
  readonly id: string;
  readonly kind: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly joining: Joining;
  readonly rule: number;
  readonly createdBy: string;
}

/** Inserts a space under the nearest free slug. */
export async function insertSpace({ db, community }: Scope, space: NewSpace): Promise<void> {
  await takeSlug(space.slug, {
    attempt: async (slug) => {
      const { rows } = await sql`
        insert into core.space (community_id, id, kind, slug, title, summary, joining, access_rule, created_by)
        values (${community.id}, ${space.id}, ${space.kind}, ${slug}, ${space.title}, ${space.summary}, ${space.joining},
          ${space.rule}, ${space.createdBy})
        on conflict (community_id, kind, slug) do nothing returning id`.execute(db);
      return rows.length === 1;
    },
    free: (base) => freeNumber(db, 'core.space', { community: community.id, kind: space.kind, base }),
  });
}

export interface SpaceChanges {
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly joining?: Joining | undefined;
}
export async function changeSpace({ db, community }: Scope, id: string, changes: SpaceChanges): Promise<void> {
  await sql`
    update core.space set title = coalesce(${changes.title ?? null}, title), summary = coalesce(${changes.summary ?? null}, summary),
      joining = coalesce(${changes.joining ?? null}, joining)
    where community_id = ${community.id} and id = ${id}`.execute(db);
}

/** How people get in, read under the lock; undefined where there is no such space. */
export async function lockSpace(
  { db, community }: Scope,
  id: string,
  lock: 'shared' | 'alone',
): Promise<Joining | undefined> {
  const strength = lock === 'shared' ? sql`for share` : sql`for no key update`;
  const { rows } = await sql<{ joining: Joining }>`
    select joining from core.space where community_id = ${community.id} and id = ${id} ${strength}`.execute(db);
  return rows[0]?.joining;
}

export interface Membership {
  readonly state: 'asked' | 'invited' | 'member' | 'blocked';
  readonly role: string;
}
export async function membershipOf(
  { db, community }: Scope,
  spaceId: string,
  memberId: string,
): Promise<Membership | undefined> {
  const { rows } = await sql<Membership>`
    select state, role from core.space_member
    where community_id = ${community.id} and space_id = ${spaceId} and member_id = ${memberId}`.execute(db);
  return rows[0];
}

/** Whether somebody else is an organiser, and still a member of the community. */
export async function hasOtherOrganiser({ db, community }: Scope, spaceId: string, memberId: string): Promise<boolean> {
  const { rows } = await sql`
    select from core.space_member x join core.member m on m.community_id = x.community_id and m.id = x.member_id
    where x.community_id = ${community.id} and x.space_id = ${spaceId} and x.member_id <> ${memberId}
      and x.state = 'member' and x.role = 'organiser' and m.removed_at is null and m.erased_at is null
    limit 1`.execute(db);
  return rows.length === 1;
}

/** A membership begins, or changes its state or role; `since` moves when somebody becomes a member. */
export async function putMembership(
  { db, community }: Scope,
  spaceId: string,
  memberId: string,
  to: Membership,
): Promise<void> {
  await sql`
    insert into core.space_member as x (community_id, space_id, member_id, state, role)
    values (${community.id}, ${spaceId}, ${memberId}, ${to.state}, ${to.role})
    on conflict (community_id, space_id, member_id) do update set state = excluded.state, role = excluded.role,
      since = case when x.state = excluded.state then x.since else excluded.since end
      where (x.state, x.role) is distinct from (excluded.state, excluded.role)`.execute(db);
}

/** A block is no membership: it stays, or leaving and joining would lift it. */
export async function deleteMembership({ db, community }: Scope, spaceId: string, memberId: string): Promise<void> {
  await sql`
    delete from core.space_member
    where community_id = ${community.id} and space_id = ${spaceId} and member_id = ${memberId} and state <> 'blocked'`.execute(
    db,
  );
}

export async function deleteMemberships({ db, community }: Scope, memberId: string): Promise<void> {
  await sql`
    delete from core.space_member
    where community_id = ${community.id} and member_id = ${memberId} and state <> 'blocked'`.execute(db);
}

/** Whether this is a member of the community now; the row is held so that a removal waits for what follows. */
export async function holdMember({ db, community }: Scope, memberId: string): Promise<boolean> {
  const { rows } = await sql`
    select from core.member where community_id = ${community.id} and id = ${memberId} and removed_at is null and erased_at is null
    for share`.execute(db);
  return rows.length === 1;
}
