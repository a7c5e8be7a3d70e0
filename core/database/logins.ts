/**
 * Two logins. The owner migrates, owns everything and backs up. The application owns nothing, is no superuser and cannot
 * bypass row-level security, since an owner's statements pass the wall between communities without being looked at.
 */
import { coreMigrations, platformMigrations } from '@polyphony/migrations';
import { sql, type Kysely, type Transaction } from 'kysely';
import { DatabaseError } from './errors.ts';
import { migrateSchema, type Migrated } from './migrate.ts';
import { ownerDb, withOwner, type Owner } from './owner.ts';
import { platformDb } from './tenant.ts';
import type { TenantPool } from './tenant-pool.ts';
import { LEDGERS } from './wall.ts';

export interface DatabasePreparation {
  readonly ownerUrl: string;
  /** The application's login, if the operator made one. Without it the owner makes one, which needs CREATEROLE. */
  readonly applicationUrl?: string;
  /** The password of the login that the owner makes; keep it with the platform's other secrets. */
  readonly applicationPassword?: string;
  /** Its name; default `<database>_app`. */
  readonly applicationRole?: string;
}

export interface PreparedDatabase {
  readonly applicationUrl: string;
  readonly applicationRole: string;
  /** What happened to `platform` and `core`. */
  readonly migrated: readonly Migrated[];
}

/**
 * Makes a database ready for the application: `platform` and `core` migrated, the application's login made (or found), and
 * granted what it needs. Safe to repeat, and from two nodes at once. Schemas of extensions follow with `migrateSchema` and
 * `grantApplication`.
 * @throws DatabaseError `database.schema-ahead`, `database.role-missing`, and those of `migrateSchema`
 */
export const prepareDatabase = (options: DatabasePreparation): Promise<PreparedDatabase> =>
  withOwner(options.ownerUrl, async (owner) => {
    const migrated = [
      await migrateSchema({ owner, schema: 'platform', migrations: platformMigrations }),
      await migrateSchema({ owner, schema: 'core', migrations: coreMigrations }),
    ];
    const ahead = migrated.find(({ outcome }) => outcome === 'ahead');
    if (ahead)
      throw new DatabaseError(
        'database.schema-ahead',
        `The schema ${ahead.schema} was migrated by a newer release (${ahead.unknown.join(', ')}). Start that release, or restore a backup from before it.`,
      );
    const { applicationUrl, applicationRole } = await ensureApplication(owner, options);
    await grantApplication(owner, ['platform', 'core'], applicationRole);
    return { applicationUrl, applicationRole, migrated };
  });

async function ensureApplication(owner: Owner, options: DatabasePreparation) {
  const url = new URL(options.applicationUrl ?? options.ownerUrl);
  if (options.applicationUrl)
    return { applicationUrl: options.applicationUrl, applicationRole: decodeURIComponent(url.username) };
  const password = options.applicationPassword;
  if (!password)
    throw new DatabaseError(
      'database.role-missing',
      'Set database.url to a login for the application, or give a password for the one that the owner makes.',
    );
  const applicationRole = await underLock(owner, (tx) => makeLogin(tx, options.applicationRole, password));
  url.username = encodeURIComponent(applicationRole);
  url.password = encodeURIComponent(password);
  return { applicationUrl: url.href, applicationRole };
}

async function makeLogin(tx: Transaction<any>, wanted: string | undefined, password: string): Promise<string> {
  const name = wanted ?? `${(await sql<{ db: string }>`select current_database() db`.execute(tx)).rows[0]?.db}_app`;
  try {
    const { rows } = await sql`select from pg_roles where rolname = ${name}`.execute(tx);
    if (rows.length === 0) await sql`create role ${sql.id(name)}`.execute(tx);
    // this takes no parameters, so the password is a literal; attributes that only a superuser may name are off by default
    await sql`alter role ${sql.id(name)} login nocreatedb nocreaterole password ${sql.lit(password)}`.execute(tx);
    return name;
  } catch (cause) {
    if ((cause as { code?: string }).code !== '42501') throw cause;
    throw new DatabaseError(
      'database.role-missing',
      `The login of database.ownerUrl may not make or change the role "${name}". Make a login for the application yourself ("create role .. login password ..") and set database.url to it.`,
      { cause },
    );
  }
}

const underLock = <T>(owner: Owner, work: (tx: Transaction<any>) => Promise<T>) =>
  ownerDb(owner)
    .transaction()
    .execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('polyphony.logins', 0))`.execute(tx);
      return work(tx);
    });

/** Tables that the application adds to and reads: what managers did stays written, whoever holds the application's login. */
const APPEND_ONLY: ReadonlySet<string> = new Set(['core.log']);

/**
 * Lets the application read and write the tables of `schemas`, and nothing else: no ledger, no new tables, no truncation, and
 * no change of what is append-only. Call it after migrating, since a new table is granted to nobody.
 */
export async function grantApplication(owner: Owner, schemas: readonly string[], role: string): Promise<void> {
  const to = sql.id(role);
  await underLock(owner, async (tx) => {
    for (const schema of schemas) {
      await sql`grant usage on schema ${sql.id(schema)} to ${to}`.execute(tx);
      await sql`revoke create on schema ${sql.id(schema)} from public, ${to}`.execute(tx);
      const { changeable, appendOnly } = await misgranted(tx, schema, role);
      if (changeable.length > 0)
        await sql`grant select, insert, update, delete on table ${sql.join(changeable)} to ${to}`.execute(tx);
      if (appendOnly.length > 0) {
        await sql`grant select, insert on table ${sql.join(appendOnly)} to ${to}`.execute(tx);
        // an installation of before this rule was granted everything
        await sql`revoke update, delete on table ${sql.join(appendOnly)} from ${to}`.execute(tx);
      }
      await sql`grant usage on all sequences in schema ${sql.id(schema)} to ${to}`.execute(tx);
    }
  });
}

/** Tables whose rights are not as they should be. Most starts grant nothing new, and a grant takes a lock that waits for readers. */
const misgranted = async (tx: Kysely<any>, schema: string, role: string) => {
  const only = [...APPEND_ONLY].flatMap((name) => (name.startsWith(`${schema}.`) ? name.slice(schema.length + 1) : []));
  const { rows } = await sql<{ name: string; append_only: boolean }>`
    select c.relname as name, c.relname = any(${only}::text[]) as append_only
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind in ('r', 'p', 'v') and c.relname <> all(${[...LEDGERS]})
      and exists (select from unnest(array['select', 'insert', 'update', 'delete']) p
        where has_table_privilege(${role}, c.oid, p) is distinct from (p in ('select', 'insert') or c.relname <> all(${only}::text[])))
    order by c.relname`.execute(tx);
  const tables = (isAppendOnly: boolean) =>
    rows.filter((row) => row.append_only === isAppendOnly).map(({ name }) => sql.table(`${schema}.${name}`));
  return { changeable: tables(false), appendOnly: tables(true) };
};

/**
 * Refuses a login that the wall between communities would not hold. Ask it before anything is served.
 * @throws DatabaseError `database.unsafe-login`
 */
export async function assertSafeLogin(pool: TenantPool): Promise<void> {
  const { rows } = await sql<{ login: string; reason: string }>`
    -- membership counts, as a member can become the role
    select session_user as login, reason from (
      select 1 as rank, 'is a superuser, or can become one' as reason
        where exists (select from pg_roles r where r.rolsuper and pg_has_role(session_user, r.oid, 'member'))
      union all
      select 2, 'can bypass row-level security'
        where exists (select from pg_roles r where r.rolbypassrls and pg_has_role(session_user, r.oid, 'member'))
      union all
      select 3, 'can create roles'
        where exists (select from pg_roles r where r.rolcreaterole and pg_has_role(session_user, r.oid, 'member'))
      union all
      (select 4, format('owns the table %s.%s', n.nspname, c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and pg_has_role(session_user, c.relowner, 'member')
          and exists (select from pg_class l where l.relnamespace = n.oid and l.relname = 'kysely_migration')
        order by 2 limit 1)
    ) found order by rank limit 1`.execute(platformDb(pool));
  const found = rows[0];
  if (found)
    throw new DatabaseError(
      'database.unsafe-login',
      `The login "${found.login}" of database.url ${found.reason}, so row-level security would not keep communities apart. ` +
        'Give database.url a login of its own that owns nothing, and database.ownerUrl the owner; or set only database.ownerUrl and let "polyphony migrate" make the second.',
    );
}
