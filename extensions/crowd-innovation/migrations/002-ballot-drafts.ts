import { sql, type Kysely } from '@polyphony/core';

/** What members have chosen and not sent. Nothing that counts, shows turnout or exports reads it. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table crowd_innovation.ballot_draft (
      community_id int not null references platform.community,
      challenge_id uuid not null,
      member_id uuid not null,
      choices jsonb not null check (jsonb_typeof(choices) = 'array'),
      updated_at timestamptz not null default clock_timestamp(),
      primary key (community_id, challenge_id, member_id),
      foreign key (community_id, challenge_id) references crowd_innovation.challenge (community_id, id),
      foreign key (community_id, member_id) references core.member (community_id, id)
    )`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop table crowd_innovation.ballot_draft`.execute(db);
}
