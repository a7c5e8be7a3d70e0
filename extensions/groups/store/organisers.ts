import { sql, type Context } from '@polyphony/core';
import type { Tables } from '../tables.ts';

type Scope = Pick<Context<Tables>, 'db' | 'community'>;

/** Ids of the members who organise a group, in the order in which they came. Whoever left the community is not among them. */
export async function organiserIds({ db, community }: Scope, group: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('core.space_member as s')
    .innerJoin('core.member as m', (on) =>
      on.onRef('m.community_id', '=', 's.community_id').onRef('m.id', '=', 's.member_id'),
    )
    .select('s.member_id as id')
    .where('s.community_id', '=', community.id)
    .where('s.space_id', '=', group)
    .where('s.state', '=', 'member')
    .where('s.role', '=', 'organiser')
    .where('m.removed_at', 'is', null)
    .where('m.erased_at', 'is', null)
    .orderBy('s.since')
    .orderBy('s.member_id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Groups that nobody organises any more, as happens when their last organiser leaves the community. */
export async function groupsWithoutOrganiser({ db, community }: Scope, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('groups.group_profile as p')
    .select('p.id')
    .where('p.community_id', '=', community.id)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('core.space_member as s')
            .innerJoin('core.member as m', (on) =>
              on.onRef('m.community_id', '=', 's.community_id').onRef('m.id', '=', 's.member_id'),
            )
            .select(sql`1`.as('one'))
            .whereRef('s.community_id', '=', 'p.community_id')
            .whereRef('s.space_id', '=', 'p.id')
            .where('s.state', '=', 'member')
            .where('s.role', '=', 'organiser')
            .where('m.removed_at', 'is', null)
            .where('m.erased_at', 'is', null),
        ),
      ),
    )
    .orderBy('p.created_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
