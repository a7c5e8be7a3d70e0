import { sql } from 'kysely';
import { escapeIdentifier } from 'pg';
import t from 'tap';
import { assertSafeLogin, prepareDatabase } from '../../database/logins.ts';
import { migrateSchema, openOwner } from '../../database/migrate.ts';
import { communityDb, platformDb, TenantPool } from '../../database/tenant.ts';
import { createTestDatabase } from '../../testing/database.ts';

const { ownerUrl, name } = await createTestDatabase(t, { migrated: false });
const owner = openOwner(ownerUrl);
const roles: string[] = [`${name}_app`];
t.teardown(async () => {
  for (const role of roles) {
    await owner.query(`reassign owned by ${escapeIdentifier(role)} to current_user`);
    await owner.query(`drop owned by ${escapeIdentifier(role)}`);
    await owner.query(`drop role ${escapeIdentifier(role)}`);
  }
  await owner.end();
});
const PASSWORD = `it's a "password"`;
const prepared = await prepareDatabase({ ownerUrl, applicationPassword: PASSWORD });

const withPool = async <T>(url: string, work: (pool: TenantPool) => Promise<T>) => {
  const pool = new TenantPool({ url, max: 1 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
};

t.test('the owner makes a login for the application that owns nothing', async (t) => {
  t.match(prepared, {
    applicationRole: `${name}_app`,
    migrated: [{ applied: ['001-foundation'] }, { applied: ['001-foundation'] }],
  });
  await withPool(prepared.applicationUrl, async (pool) => {
    await assertSafeLogin(pool);
    const db = platformDb<any>(pool);
    await sql`insert into platform.setting values ('a', '1')`.execute(db);
    await sql`select from core.member`.execute(communityDb(pool, 1));
    for (const forbidden of [
      sql`create table core.mine (id int)`,
      sql`create schema mine`,
      sql`truncate platform.setting`,
      sql`drop table platform.setting`,
      sql`alter table core.member disable row level security`,
      sql`select from core.kysely_migration`,
      sql`delete from platform.kysely_migration_lock`,
      sql`set role postgres`,
      sql`create role other`,
    ])
      await t.rejects(forbidden.execute(db), { code: /^(42501|42P01)$/ });
  });
});

t.test('preparing again changes nothing but the password, from several nodes at once', async (t) => {
  const again = await Promise.all(
    Array.from({ length: 3 }, () => prepareDatabase({ ownerUrl, applicationPassword: 'another' })),
  );
  t.ok(again.every(({ migrated }) => migrated.every(({ applied }) => applied.length === 0)));
  await withPool(again[0]?.applicationUrl ?? '', assertSafeLogin);
  await t.rejects(withPool(prepared.applicationUrl, assertSafeLogin), { code: '28P01' });
});

t.test('a login that the operator made is granted what it needs', async (t) => {
  const role = `${name}_own`;
  roles.push(role);
  await owner.query(`create role ${escapeIdentifier(role)} login password 'p'`);
  const url = Object.assign(new URL(ownerUrl), { username: role, password: 'p' }).href;
  t.match(await prepareDatabase({ ownerUrl, applicationUrl: url }), { applicationUrl: url, applicationRole: role });
  await withPool(url, async (pool) => {
    await assertSafeLogin(pool);
    await sql`select from platform.account`.execute(platformDb(pool));
  });
});

t.test('without a login and without a password for one, the message says what to set', async (t) => {
  await t.rejects(prepareDatabase({ ownerUrl }), { code: 'database.role-missing', message: /database\.url/ });
});

t.test('an owner that may not make roles is told to ask for a login', async (t) => {
  const role = `${name}_owner`;
  roles.push(role);
  await owner.query(`create role ${escapeIdentifier(role)} login password 'p'`);
  const poor = Object.assign(new URL(ownerUrl), { username: role, password: 'p' }).href;
  for (const schema of ['platform', 'core'])
    await owner.query(
      `grant usage on schema ${schema} to ${escapeIdentifier(role)}; grant select on all tables in schema ${schema} to ${escapeIdentifier(role)}`,
    );
  await t.rejects(prepareDatabase({ ownerUrl: poor, applicationPassword: 'p', applicationRole: `${name}_never` }), {
    code: 'database.role-missing',
    message: /database\.url/,
  });
});

t.test('a login that row-level security would not hold is refused, with the reason and the remedy', async (t) => {
  const unsafe: readonly [attributes: string, reason: RegExp, after?: string][] = [
    ['superuser', /is a superuser/],
    ['bypassrls', /can bypass row-level security/],
    ['createrole', /can create roles/],
    ['', /owns the table core\.log/, 'alter table core.log owner to ROLE'],
    ['', /can become one/, 'grant current_owner to ROLE'],
  ];
  for (const [attributes, reason, after] of unsafe) {
    const role = `${name}_${roles.length}`;
    roles.push(role);
    await owner.query(`create role ${escapeIdentifier(role)} login password 'p' ${attributes}`);
    const { rows } = await owner.query<{ me: string }>('select current_user me');
    if (after)
      await owner.query(
        after.replace('ROLE', escapeIdentifier(role)).replace('current_owner', escapeIdentifier(rows[0]?.me ?? '')),
      );
    const url = Object.assign(new URL(ownerUrl), { username: role, password: 'p' }).href;
    await t.rejects(withPool(url, assertSafeLogin), { code: 'database.unsafe-login', message: reason });
    await owner.query('alter table core.log owner to current_user');
  }
  await t.rejects(withPool(ownerUrl, assertSafeLogin), {
    code: 'database.unsafe-login',
    message: /database\.ownerUrl/,
  });
});

t.test('an installation whose tables are newer than its code does not start', async (t) => {
  await owner.query(`insert into core.kysely_migration values ('999-later', '2099-01-01T00:00:00.000Z')`);
  await t.rejects(prepareDatabase({ ownerUrl, applicationPassword: 'p' }), {
    code: 'database.schema-ahead',
    message: /999-later/,
  });
  await owner.query(`delete from core.kysely_migration where name = '999-later'`);
  t.match(await migrateSchema({ owner, schema: 'core', migrations: {} }), { outcome: 'ahead' });
});
