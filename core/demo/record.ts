/** What the demo made, as the platform remembers it: one row for the people of a community, and one for each extension. */
import { sql, type Kysely } from 'kysely';
import type { DemoMade } from '../contract/demo.ts';

export interface DemoRecord extends DemoMade {
  /** Ids of members without a sign-in; in the row of the people alone. */
  readonly residents?: readonly string[];
}

const keyOf = (slug: string, part: string) => `demo ${slug} ${part}`;

/** Undefined where it was never made. */
export async function recordOf(db: Kysely<any>, slug: string, part: string): Promise<DemoRecord | undefined> {
  const { rows } = await sql<{ value: DemoRecord }>`
    select value from platform.setting where key = ${keyOf(slug, part)}`.execute(db);
  return rows[0]?.value;
}

export async function record(db: Kysely<any>, slug: string, part: string, made: DemoRecord = {}): Promise<void> {
  const value = JSON.stringify({ at: new Date(), ...made });
  await sql`
    insert into platform.setting (key, value) values (${keyOf(slug, part)}, ${value}::jsonb)
    on conflict (key) do update set value = platform.setting.value || excluded.value`.execute(db);
}

export async function forget(db: Kysely<any>, slug: string): Promise<void> {
  await sql`delete from platform.setting where starts_with(key, ${keyOf(slug, '')})`.execute(db);
}
