import type { Privacy } from '../contract/privacy.ts';
import type { Owner } from '../database/owner.ts';

/** A column that leads to a person. */
export interface PersonColumn {
  readonly table: string;
  readonly column: string;
}

/** Columns of a schema that lead to a person: by a foreign key to a member or an account, or by their name. */
export async function personColumns(owner: Pick<Owner, 'query'>, schema: string): Promise<readonly PersonColumn[]> {
  const { rows } = await owner.query<PersonColumn>(
    `select r.relname as "table", a.attname as "column"
     from pg_class r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
     where r.relnamespace = to_regnamespace($1) and r.relkind in ('r', 'p') and (
       a.attname in ('member_id', 'account_id') or exists (
         select from pg_constraint c where c.conrelid = r.oid and c.contype = 'f' and a.attnum = any(c.conkey)
           and a.attname <> 'community_id'
           and c.confrelid in (to_regclass('core.member'), to_regclass('platform.account'))))
     order by 1, 2`,
    [schema],
  );
  return rows;
}

/** Throws where a schema holds something of people, and its extension cannot hand it out or take it away. */
export async function refuseWithoutPrivacy(
  owner: Pick<Owner, 'query'>,
  schema: string,
  privacy: Privacy | undefined,
): Promise<void> {
  const columns = await personColumns(owner, schema);
  const [first] = columns;
  if (!first) return;
  const missing = (['exportMember', 'eraseMember'] as const).filter((part) => typeof privacy?.[part] !== 'function');
  if (missing.length > 0)
    throw new Error(
      `the table ${schema}.${first.table} leads to people by ${first.column}: give the definition privacy.${missing.join(' and privacy.')}`,
    );
  if (!privacy?.tables) return;
  const unsaid = columns.find(({ table }) => !Object.hasOwn(privacy.tables ?? {}, table));
  if (unsaid)
    throw new Error(
      `the table ${schema}.${unsaid.table} leads to people by ${unsaid.column}: say its purpose, basis and retention under privacy.tables.${unsaid.table}`,
    );
}
