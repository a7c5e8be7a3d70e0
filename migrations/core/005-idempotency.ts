import { sql, type Kysely } from 'kysely';

/** An older release does without the table. */
export const compatible = true;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- answers to requests with an Idempotency-Key, for a day; claimed first, and answered when the work is done
    create table core.idempotency (
      community_id int not null references platform.community,
      -- of who asked, the route and the key: nobody meets the key of another
      digest bytea not null,
      -- of what was asked
      fingerprint bytea not null,
      -- names who works on it, so that one whose lease ran out writes nothing over the next one's answer
      claim uuid not null,
      leased_until timestamptz not null,
      status int check (status between 200 and 499),
      headers jsonb,
      body text,
      expires_at timestamptz not null default clock_timestamp() + interval '24 hours',
      primary key (community_id, digest),
      check ((status is null) = (headers is null))
    );
    create index idempotency_expiry on core.idempotency (community_id, expires_at)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table core.idempotency`.execute(db);
}
