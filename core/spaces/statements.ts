import { sql, type RawBuilder } from 'kysely';
import type { Joining, Space, SpaceMember } from '../contract/services.ts';
import { beginning, reads, sees, viewer, type Viewer, type ViewerSlots } from '../access/index.ts';
import { statement } from '../database/statement.ts';

export interface SpaceRow {
  readonly id: string;
  readonly kind: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly joining: Joining;
  readonly created_at: Date;
  readonly readable: boolean;
  readonly state: 'asked' | 'invited' | 'member' | 'blocked' | null;
  readonly role: string | null;
  readonly member_count: number | null;
  readonly place: string;
}

export const spaceOf = (row: SpaceRow): Space => ({
  id: row.id,
  kind: row.kind,
  slug: row.slug,
  title: row.title,
  summary: row.summary,
  joining: row.joining,
  locked: !row.readable,
  membership: row.state === null ? null : { state: row.state, role: row.role ?? 'member' },
  memberCount: row.member_count,
  createdAt: row.created_at,
});

/** A member of the community still; one who was removed or erased is counted and listed nowhere. */
const isCurrent = sql`m.removed_at is null and m.erased_at is null`;

/** Spaces as the viewer sees them. How many members there are is for those who may read, and is not counted for others. */
const visibleSpaces = (p: ViewerSlots, where: RawBuilder<unknown>) => sql<SpaceRow>`
  with ${viewer(p)}
  select s.id, s.kind, s.slug, s.title, s.summary, s.joining, s.created_at, v.readable, mine.state, mine.role,
    case when v.readable then (
      select count(*)::int from core.space_member x join core.member m on m.community_id = x.community_id and m.id = x.member_id
      where x.community_id = ${p.community} and x.space_id = s.id and x.state = 'member' and ${isCurrent}) end member_count,
    ${beginning(sql`s.title`)} place
  from core.space s
  cross join lateral (select ${reads(p, sql`s.access_rule`)} readable offset 0) v
  left join core.space_member mine on mine.community_id = ${p.community} and mine.space_id = s.id
    and mine.member_id = (select id from self)
  where s.community_id = ${p.community} and ${sees(p, sql`s.access_rule`)} and ${where}`;

export const spaceById = statement<Viewer & { id: string }>()('core.space-by-id', (_db, p) =>
  visibleSpaces(p, sql`s.id = ${p.id}`),
);

export const spacesById = statement<Viewer & { ids: readonly string[] }>()('core.spaces-by-id', (_db, p) =>
  visibleSpaces(p, sql`s.id = any (${p.ids}::uuid[])`),
);

export const spaceBySlug = statement<Viewer & { kind: string; slug: string }>()('core.space-by-slug', (_db, p) =>
  visibleSpaces(p, sql`s.kind = ${p.kind} and s.slug = ${p.slug}`),
);

interface TextPage {
  readonly text: string;
  readonly id: string;
  readonly limit: number;
}

export const spacesByTitle = statement<Viewer & TextPage & { kind: string }>()(
  'core.spaces',
  (_db, p) => sql<SpaceRow>`
    ${visibleSpaces(p, sql`s.kind = ${p.kind} and (${beginning(sql`s.title`)}, s.id) > (${p.text}::text, ${p.id}::uuid)`)}
    order by ${beginning(sql`s.title`)}, s.id limit ${p.limit}::int`,
);

export const spacesByWords = statement<
  Viewer & { words: string; languages: readonly string[]; kinds: readonly string[]; limit: number }
>()(
  'core.spaces-by-words',
  (_db, p) => sql<SpaceRow>`
    ${visibleSpaces(
      p,
      sql`s.kind = any (${p.kinds}::text[]) and s.see_text @@ core.search_query(${p.languages}::text[], ${p.words})`,
    )}
    order by ${beginning(sql`s.title`)}, s.id limit ${p.limit}::int`,
);

export interface SpaceMemberRow extends SpaceMember {
  readonly place: string;
}

/** Its members by name; nothing for those who may not read it. */
export const membersByName = statement<Viewer & TextPage & { space: string }>()(
  'core.space-members',
  (_db, p) => sql<SpaceMemberRow>`
    with ${viewer(p)}
    select m.id, m.display_name "name", x.role, x.since, ${beginning(sql`m.display_name`)} place
    from core.space s
    join core.space_member x on x.community_id = ${p.community} and x.space_id = s.id and x.state = 'member'
    join core.member m on m.community_id = ${p.community} and m.id = x.member_id and ${isCurrent}
    where s.community_id = ${p.community} and s.id = ${p.space} and ${reads(p, sql`s.access_rule`)}
      and (${beginning(sql`m.display_name`)}, m.id) > (${p.text}::text, ${p.id}::uuid)
    order by ${beginning(sql`m.display_name`)}, m.id limit ${p.limit}::int`,
);
