/**
 * What an extension keeps: every row of its own schema, and of core's tables the content and the spaces of its kinds, with their
 * placements, memberships and grants. Not its: members, the log of what was done, mail that was sent, rules of access.
 */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ExtensionDefinition } from '../contract/definition.ts';
import { LEDGERS } from '../database/wall.ts';
import { schemaOf } from '../registry/record.ts';

export interface RowCount {
  /** With its schema. */
  readonly table: string;
  readonly rows: number;
}

/** Rows of one table; deleted in the order of the list, nothing that stays refers to what is gone. */
export interface Belonging {
  readonly table: string;
  readonly where: RawBuilder<unknown>;
}

/** Tables of a schema, those first that refer to others. */
async function tablesOf(db: Kysely<any>, schema: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; refers_to: readonly string[] }>`
    select t.relname as name, array(
      select distinct target.relname::text from pg_constraint f join pg_class target on target.oid = f.confrelid
      where f.contype = 'f' and f.conrelid = t.oid and f.confrelid <> t.oid and target.relnamespace = t.relnamespace
    ) as refers_to
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = ${schema} and t.relkind in ('r', 'p') and not t.relispartition and t.relname <> all(${[...LEDGERS]})
    order by t.relname`.execute(db);
  const ordered: string[] = [];
  const visit = (name: string, above: readonly string[]) => {
    if (ordered.includes(name) || above.includes(name)) return;
    for (const other of rows.filter((row) => row.refers_to.includes(name))) visit(other.name, [...above, name]);
    ordered.push(name);
  };
  for (const { name } of rows) visit(name, []);
  return ordered;
}

/** What belongs to an extension in one community, or in all of them. */
export async function belongingsOf(
  db: Kysely<any>,
  id: string,
  { kinds = [], spaces = [] }: Pick<ExtensionDefinition, 'kinds' | 'spaces'>,
  community: number | undefined,
): Promise<readonly Belonging[]> {
  const schema = schemaOf(id);
  const here = community === undefined ? sql`true` : sql`t.community_id = ${community}`;
  const own = (await tablesOf(db, schema)).map((name) => ({ table: `${schema}.${name}`, where: here }));
  const contentKinds = sql`${kinds.map((kind) => kind.id)}::text[]`;
  const spaceKinds = sql`${spaces.map((kind) => kind.id)}::text[]`;
  const isSpace = (column: RawBuilder<unknown>) => sql`exists (
    select from core.space s where s.community_id = t.community_id and s.id = ${column} and s.kind = any(${spaceKinds}))`;
  const isContent = sql`exists (
    select from core.content c where c.community_id = t.community_id and c.id = t.content_id and c.kind = any(${contentKinds}))`;
  return [
    ...own,
    { table: 'core.placement', where: sql`${here} and (${isContent} or ${isSpace(sql`t.space_id`)})` },
    { table: 'core.content', where: sql`${here} and t.kind = any(${contentKinds})` },
    {
      table: 'core.access_grant',
      where: sql`${here} and exists (
        select from core.access_atom a join core.space s on s.community_id = a.community_id and s.id::text = split_part(a.key, ':', 1)
        where a.community_id = t.community_id and a.id = t.atom_id and a.realm in ('space', 'space-role') and s.kind = any(${spaceKinds}))`,
    },
    { table: 'core.space_member', where: sql`${here} and ${isSpace(sql`t.space_id`)}` },
    { table: 'core.space', where: sql`${here} and t.kind = any(${spaceKinds})` },
  ];
}

/** How many rows each table holds; those without any are left out. */
export async function countRows(db: Kysely<any>, belongings: readonly Belonging[]): Promise<readonly RowCount[]> {
  const counts: RowCount[] = [];
  for (const { table, where } of belongings) {
    const { rows } = await sql<{
      n: string;
    }>`select count(*)::text as n from ${sql.table(table)} t where ${where}`.execute(db);
    const count = Number(rows[0]?.n ?? 0);
    if (count > 0) counts.push({ table, rows: count });
  }
  return counts;
}
