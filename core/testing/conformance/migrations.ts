import { createTestDatabase } from '../database.ts';
import { loadMigrations, migrateDown, migrateSchema, openOwner, type Owner } from '../../database/migrate.ts';
import type { KeptPromise } from './promise.ts';

/** Everything of a schema that migrations make, as lines. */
async function snapshot(owner: Owner, schema: string): Promise<readonly string[]> {
  const { rows } = await owner.query<{ line: string }>(
    `with s as (select to_regnamespace($1)::oid as oid)
     select format('column %s.%s %s%s default %s', r.relname, a.attname, format_type(a.atttypid, a.atttypmod),
         case when a.attnotnull then ' not null' else '' end, coalesce(pg_get_expr(d.adbin, d.adrelid), '')) as line
       from s join pg_class r on r.relnamespace = s.oid and r.relkind in ('r', 'p', 'v', 'm') and r.relname not like 'kysely_%'
       join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
       left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
     union all select format('constraint %s.%s %s', conrelid::regclass, conname, pg_get_constraintdef(c.oid))
       from s join pg_constraint c on c.connamespace = s.oid where conrelid::regclass::text not like '%kysely_%'
     union all select format('index %s', pg_get_indexdef(r.oid)) from s join pg_class r on r.relnamespace = s.oid and r.relkind = 'i'
       where r.relname not like 'kysely_%'
     union all select format('function %s', pg_get_functiondef(p.oid)) from s join pg_proc p on p.pronamespace = s.oid and p.prokind = 'f'
     union all select format('trigger %s', pg_get_triggerdef(g.oid)) from s join pg_class r on r.relnamespace = s.oid
       join pg_trigger g on g.tgrelid = r.oid and not g.tgisinternal
     union all select format('type %s', y.typname) from s join pg_type y on y.typnamespace = s.oid and y.typtype in ('e', 'd')
     union all select format('sequence %s', r.relname) from s join pg_class r on r.relnamespace = s.oid and r.relkind = 'S'
     order by 1`,
    [schema],
  );
  return rows.map(({ line }) => line);
}

const without = (lines: readonly string[], others: readonly string[]) => lines.filter((line) => !others.includes(line));

/** Up, down and up again is the same as up, and down leaves nothing. */
export const migrations: KeptPromise = {
  id: 'migrations',
  title: 'its migrations go up, down and up again',
  async broken({ record, schema }) {
    const { status, definition } = record;
    if (status.state === 'failed' && status.phase === 'migrate')
      return status.reason.includes('privacy.') ? [] : [status.reason];
    if (!definition?.migrations) return [];
    const done: (() => unknown)[] = [];
    try {
      const database = await createTestDatabase({ teardown: (work) => done.push(work) });
      const owner = openOwner(database.ownerUrl);
      done.push(() => owner.end());
      const steps = { owner, schema, migrations: await loadMigrations(definition.migrations) };
      await migrateSchema(steps);
      const before = await snapshot(owner, schema);
      await migrateDown(steps);
      const left = await snapshot(owner, schema);
      if (left.length > 0) return left.map((line) => `down leaves: ${line}`);
      await migrateSchema(steps);
      const after = await snapshot(owner, schema);
      return [
        ...without(before, after).map((line) => `is not there after down and up: ${line}`),
        ...without(after, before).map((line) => `is new after down and up: ${line}`),
      ];
    } catch (error) {
      return [(error as Error).message];
    } finally {
      for (const work of done.toReversed()) await work();
    }
  },
};
