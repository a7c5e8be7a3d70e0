/** Communities with a library, and books in it. */
import path from 'node:path';
import { Client } from 'pg';
import { startPlatform, type Client as Person, type Platform } from '../../testing/index.ts';

export const root = path.resolve(import.meta.dirname, '../../../test/fixtures/lifecycle');
/** More than a number of JavaScript holds. */
export const PRICE = '9007199254740993';

type Teardown = { teardown(work: () => unknown): void };

export interface Library {
  readonly platform: Platform;
  sql<Row = any>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Puts books into a community, in a reading room that a manager opened. Returns their ids. */
  stock(slug: string, manager: Person, books: number): Promise<readonly string[]>;
}

export async function openLibrary(
  t: Teardown,
  communities: Readonly<Record<string, Record<string, unknown>>>,
  only?: readonly string[],
): Promise<Library> {
  const platform = await startPlatform(t, { root, communities, ...(only ? { only } : {}) });
  const client = new Client({ connectionString: platform.ownerUrl });
  client.on('error', () => {});
  await client.connect();
  t.teardown(() => client.end());
  const sql: Library['sql'] = async (text, values = []) => (await client.query(text, [...values])).rows;
  return {
    platform,
    sql,
    async stock(slug, manager, books) {
      const community = platform.app.communities.bySlug(slug)?.id;
      const shelf = crypto.randomUUID();
      await sql('insert into library.a_shelf (community_id, id) values ($1, $2)', [community, shelf]);
      const room = crypto.randomUUID();
      await sql(
        `insert into core.space (community_id, id, kind, slug, title, joining, created_by) values ($1, $2, 'reading-room', 'room', 'Room', 'open', $3)`,
        [community, room, manager.memberId],
      );
      await sql(
        `insert into core.space_member (community_id, space_id, member_id, state) values ($1, $2, $3, 'member')`,
        [community, room, manager.memberId],
      );
      const [rule] = await sql(
        `insert into core.access_rule (community_id, name, see, read) values ($1, $2, '{}', '{}') returning id`,
        [community, `books ${room}`],
      );
      const ids = Array.from({ length: books }, () => crypto.randomUUID());
      for (const [at, id] of ids.entries()) {
        await sql(
          `insert into core.content (community_id, id, kind, status, author_id, rule_id, title) values ($1, $2, 'book', 1, $3, $4, 'A ''book''')`,
          [community, id, manager.memberId, rule.id],
        );
        await sql('insert into core.placement (community_id, content_id, space_id) values ($1, $2, $3)', [
          community,
          id,
          room,
        ]);
        await sql('insert into library.copy (community_id, id, shelf_id, follows, price) values ($1, $2, $3, $4, $5)', [
          community,
          id,
          shelf,
          ids[at - 1] ?? null,
          at === 0 ? PRICE : 5,
        ]);
      }
      return ids;
    },
  };
}
