import { sql } from 'kysely';
import { openOwner } from '../../database/migrate.ts';

/** Makes `count` communities with `members` members each, and answers their ids. */
export async function seedCommunities(ownerUrl: string, count: number, members = 3): Promise<readonly number[]> {
  const owner = openOwner(ownerUrl);
  try {
    const { rows } = await owner.query<{ id: number }>(
      `insert into platform.community (key, slug) select gen_random_uuid(), 'c' || n from generate_series(1, $1) n returning id`,
      [count],
    );
    await owner.query(
      `insert into core.member (community_id, id, display_name)
       select c.id, gen_random_uuid(), 'Member ' || n from platform.community c, generate_series(1, $1) n`,
      [members],
    );
    return rows.map(({ id }) => id);
  } finally {
    await owner.end();
  }
}

/** What a statement without any condition sees: the setting, and the communities whose rows it gets. */
export const seen = sql<{ setting: string; communities: number[] | null; rows: bigint }>`
  select current_setting('app.community_id', true) setting, array_agg(distinct community_id) communities, count(*) rows from core.member`;
