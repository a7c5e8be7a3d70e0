import { sql, type Kysely } from 'kysely';

/** An older release leaves both columns as they are. */
export const compatible = true;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table core.idempotency
      -- whose answer it is, so that it goes with them; null for visitors
      add column member_id uuid,
      -- ended without an answer, and what it did is not known: taken until the lease is over
      add column failed boolean not null default false`.execute(db);
  await sql`
    create index idempotency_member on core.idempotency (community_id, member_id) where member_id is not null`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table core.idempotency drop column member_id, drop column failed`.execute(db);
}
