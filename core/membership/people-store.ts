/** Members as those who look after them see them, former ones too. */
import { sql } from 'kysely';
import { beginning, everyone, grantMember, member, ungrant, type Scope } from '../access/index.ts';
import { revokeSessions } from '../identity/session-store.ts';

export interface PersonRow {
  readonly id: string;
  readonly account_id: string | null;
  readonly name: string;
  readonly roles: readonly string[];
  readonly joined_at: Date;
  readonly removed_at: Date | null;
  readonly language: string | null;
}

export interface PeopleFilter {
  /** A lower-case pattern for `like`. */
  readonly like: string | null;
  readonly role: string | null;
  readonly ended: boolean;
}

const columns = sql`m.id, m.account_id, m.display_name as name, m.roles, m.joined_at, m.removed_at, m.language`;
const chosen = (community: number, { like, role, ended }: PeopleFilter) => sql`
  m.community_id = ${community} and m.erased_at is null and (m.removed_at is not null) = ${ended}
  and (${like}::text is null or lower(m.display_name) like ${like}) and (${role}::text is null or ${role} = any (m.roles))`;

export async function peopleByName(
  { db, community }: Scope,
  filter: PeopleFilter,
  page: { readonly text: string; readonly id: string; readonly limit: number },
): Promise<readonly (PersonRow & { readonly place: string })[]> {
  const { rows } = await sql<PersonRow & { place: string }>`
    select ${columns}, ${beginning(sql`m.display_name`)} place from core.member m
    where ${chosen(community.id, filter)} and (${beginning(sql`m.display_name`)}, m.id) > (${page.text}::text, ${page.id}::uuid)
    order by ${beginning(sql`m.display_name`)}, m.id limit ${page.limit}`.execute(db);
  return rows;
}

export async function countPeople({ db, community }: Scope, filter: PeopleFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from core.member m where ${chosen(community.id, filter)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function personById({ db, community }: Scope, id: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select ${columns} from core.member m where m.community_id = ${community.id} and m.id = ${id} and m.erased_at is null`.execute(
    db,
  );
  return rows[0];
}

/**
 * The rows of some people together with those of every member with one of `roles`, locked in one order: whoever changes who
 * may manage waits here for the others, sees what they did, and never waits in a circle.
 */
export async function lockPeople(
  { db, community }: Scope,
  { ids, roles }: { readonly ids: readonly string[]; readonly roles: readonly string[] },
): Promise<readonly PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select ${columns} from core.member m
    where m.community_id = ${community.id} and m.erased_at is null
      and (m.id = any (${[...ids]}::uuid[]) or (m.removed_at is null and m.account_id is not null and m.roles && ${[...roles]}::text[]))
    order by m.id for no key update`.execute(db);
  return rows;
}

export async function writeRoles({ db, community }: Scope, id: string, roles: readonly string[]): Promise<void> {
  await sql`update core.member set roles = ${[...roles]}::text[] where community_id = ${community.id} and id = ${id}`.execute(
    db,
  );
}

/**
 * Ends a membership: no session of it opens anything any more, and core's grants are gone. What other sources gave stays
 * written, as does the place in groups, and opens nothing: grants count for members of now alone. So coming back restores it.
 */
export async function endMembership(scope: Scope, person: Pick<PersonRow, 'id' | 'account_id'>): Promise<void> {
  const { db, community } = scope;
  await sql`
    update core.member set removed_at = clock_timestamp()
    where community_id = ${community.id} and id = ${person.id} and removed_at is null`.execute(db);
  await ungrant(scope, person.id, everyone, 'core');
  await ungrant(scope, person.id, member, 'core');
  // or a session would come back to life with the membership
  if (person.account_id !== null) await revokeSessions(db, { accountId: person.account_id, communityId: community.id });
}

/** The membership goes on as it was. */
export async function resumeMembership(scope: Scope, id: string): Promise<void> {
  await sql`update core.member set removed_at = null where community_id = ${scope.community.id} and id = ${id}`.execute(
    scope.db,
  );
  await grantMember(scope, id);
}

/** Those of some addresses, normalised, that belong to members of now. Says nothing of accounts elsewhere. */
export async function addressesOfMembers({ db, community }: Scope, emails: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ email: string }>`
    select a.email_normalised as email from platform.account a
    join core.member m on m.account_id = a.id and m.community_id = ${community.id} and m.removed_at is null and m.erased_at is null
    where a.email_normalised = any (${[...emails]}::text[]) and a.confirmed_at is not null`.execute(db);
  return new Set(rows.map(({ email }) => email));
}
