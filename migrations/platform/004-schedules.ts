import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- one row for each schedule and time zone in use, however many communities there are. Who moves last_slot forward begins
    -- that slot, and nobody else does
    create table platform.schedule (
      schedule text not null,
      zone text not null,
      last_slot timestamptz not null,
      primary key (schedule, zone)
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table platform.schedule`.execute(db);
}
