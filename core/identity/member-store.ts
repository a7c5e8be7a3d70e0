import { sql, type Kysely } from 'kysely';
import { beginning } from '../access/keyset.ts';
import { statement } from '../database/statement.ts';

export interface MemberRow {
  readonly id: string;
  readonly display_name: string;
  readonly roles: readonly string[];
  readonly joined_at: Date;
  readonly place: string;
}

const columns = sql`m.id, m.display_name, m.roles, m.joined_at, ${beginning(sql`m.display_name`)} place`;
/** Those who were removed or erased are former members, whom no list, look-up or count tells of. */
const isCurrent = sql`m.removed_at is null and m.erased_at is null`;

/** Members by name whose name has `like`, a lower-case pattern, in it. */
export const membersByName = statement<{
  community: number;
  like: string | null;
  text: string;
  id: string;
  limit: number;
}>()(
  'core.members',
  (_db, p) => sql<MemberRow>`
    select ${columns} from core.member m
    where m.community_id = ${p.community} and ${isCurrent} and (${beginning(sql`m.display_name`)}, m.id) > (${p.text}::text, ${p.id}::uuid)
      and (${p.like}::text is null or lower(m.display_name) like ${p.like})
    order by ${beginning(sql`m.display_name`)}, m.id limit ${p.limit}::int`,
);

export const membersById = statement<{ community: number; ids: readonly string[] }>()(
  'core.members-by-id',
  (_db, p) => sql<MemberRow>`
    select ${columns} from core.member m
    where m.community_id = ${p.community} and m.id = any (${p.ids}::uuid[]) and ${isCurrent}`,
);

export async function renameMember(db: Kysely<any>, community: number, id: string, name: string): Promise<void> {
  await sql`update core.member m set display_name = ${name} where m.community_id = ${community} and m.id = ${id} and ${isCurrent}`.execute(
    db,
  );
}
