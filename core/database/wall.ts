import { sql, type Kysely } from 'kysely';
import { DatabaseError } from './errors.ts';

/** Kysely's ledgers; they have no community, and the application's login may not touch them. */
export const LEDGERS = ['kysely_migration', 'kysely_migration_lock'] as const;

/**
 * Views that run with the rights of their owner, and so name the community themselves: the one through which texts are searched,
 * as row-level security keeps PostgreSQL from the index of words.
 */
const VIEWS_WITH_A_WALL = ['core.content_words'];

/** `platform` is the one schema whose tables are listed, few, and not divided by community. */
export const isWalled = (schema: string) => schema !== 'platform';

/**
 * The wall between communities in one schema: row-level security on every table, and a refusal of whatever would leave a hole.
 * Runs as the owner, in the transaction of the migrations.
 *
 * Enabled and not forced: forced, it would silently hide rows from the owner's back-fills and backups.
 *
 * @throws DatabaseError `database.wall-*`, naming the table and what to change
 */
export async function wall(db: Kysely<any>, schema: string): Promise<void> {
  if (!isWalled(schema)) return;
  for (const table of await tablesOf(db, schema)) {
    const name = `${schema}.${table.name}`;
    refuse(name, table);
    await sql`alter table ${sql.table(name)} enable row level security`.execute(db);
    await sql`drop policy if exists tenant on ${sql.table(name)}`.execute(db);
    const own = sql`community_id = nullif(current_setting('app.community_id', true), '')::int`;
    await sql`create policy tenant on ${sql.table(name)} using (${own}) with check (${own})`.execute(db);
  }
  await refuseBypasses(db, schema);
}

interface Table {
  readonly name: string;
  readonly has_community: boolean;
  readonly key_starts_with_community: boolean;
  readonly policies: readonly string[];
  readonly loose_references: readonly string[];
}

const tablesOf = async (db: Kysely<any>, schema: string) => {
  const { rows } = await sql<Table>`
    select t.relname as name, c.attnum is not null as has_community,
      coalesce(k.indkey[0] = c.attnum, false) as key_starts_with_community,
      array(select p.polname::text from pg_policy p where p.polrelid = t.oid and p.polpermissive and p.polname <> 'tenant') as policies,
      -- a reference to a table that is divided by community, and does not carry the community on both sides at the same place
      array(
        select f.conname::text from pg_constraint f
          join pg_attribute theirs on theirs.attrelid = f.confrelid and theirs.attname = 'community_id' and not theirs.attisdropped
          join pg_class target on target.oid = f.confrelid join pg_namespace s on s.oid = target.relnamespace
        where f.conrelid = t.oid and f.contype = 'f' and s.nspname <> 'platform'
          and not exists (select from unnest(f.conkey, f.confkey) as pair (mine, other)
            where pair.mine = c.attnum and pair.other = theirs.attnum)
      ) as loose_references
    from pg_class t
      join pg_namespace n on n.oid = t.relnamespace
      left join pg_attribute c on c.attrelid = t.oid and c.attname = 'community_id' and c.atttypid = 'int'::regtype and not c.attisdropped
      left join pg_index k on k.indrelid = t.oid and k.indisprimary
    where n.nspname = ${schema} and t.relkind in ('r', 'p') and t.relname <> all(${[...LEDGERS]})
    order by t.relname`.execute(db);
  return rows;
};

function refuse(name: string, table: Table): void {
  if (!table.has_community)
    throw new DatabaseError(
      'database.wall-missing-column',
      `The table ${name} has no column "community_id int". Every table outside "platform" belongs to a community: add the column, first in the primary key.`,
    );
  if (!table.key_starts_with_community)
    throw new DatabaseError(
      'database.wall-primary-key',
      `The primary key of the table ${name} does not start with community_id. Make it (community_id, id).`,
    );
  if (table.loose_references.length > 0)
    throw new DatabaseError(
      'database.wall-foreign-key',
      `The table ${name} refers to rows without their community (${table.loose_references.join(', ')}). Write foreign key (community_id, ..) references ..(community_id, ..).`,
    );
  if (table.policies.length > 0)
    throw new DatabaseError(
      'database.wall-policy',
      `The table ${name} has a policy of its own (${table.policies.join(', ')}), which would open the wall between communities. Remove it, or create it "as restrictive".`,
    );
}

/** Views and functions that run with the rights of the owner see every community. */
async function refuseBypasses(db: Kysely<any>, schema: string): Promise<void> {
  const { rows: views } = await sql<{ name: string }>`
    select v.relname as name from pg_class v join pg_namespace n on n.oid = v.relnamespace
    where n.nspname = ${schema} and n.nspname || '.' || v.relname <> all(${VIEWS_WITH_A_WALL}) and (v.relkind in ('m', 'f')
      or (v.relkind = 'v' and not coalesce(v.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)))
    order by v.relname`.execute(db);
  if (views[0])
    throw new DatabaseError(
      'database.wall-view',
      `The view ${schema}.${views[0].name} would read the rows of every community. Create it with (security_invoker = true); a materialized view or foreign table cannot be divided by community.`,
    );
  if (schema === 'core') return; // its few functions of this kind (search, sessions) take the community explicitly
  const { rows: functions } = await sql<{ name: string }>`
    select f.proname as name from pg_proc f join pg_namespace n on n.oid = f.pronamespace
    where n.nspname = ${schema} and f.prosecdef order by f.proname`.execute(db);
  if (functions[0])
    throw new DatabaseError(
      'database.wall-definer',
      `The function ${schema}.${functions[0].name} is SECURITY DEFINER and would see every community. Leave that word out.`,
    );
}
