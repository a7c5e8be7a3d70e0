import { sql, type Kysely } from '@polyphony/core';

export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table groups.group_profile (
      community_id int not null references platform.community,
      id uuid not null,
      about text not null default '' check (char_length(about) <= 10000),
      kind_label text check (char_length(kind_label) between 1 and 60),
      created_by uuid not null,
      version int not null default 1,
      created_at timestamptz not null default now(),
      primary key (community_id, id),
      foreign key (community_id, id) references core.space (community_id, id) on delete cascade,
      foreign key (community_id, created_by) references core.member (community_id, id)
    )`.execute(db);
  await sql`create index group_profile_created_by on groups.group_profile (community_id, created_by)`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop table groups.group_profile`.execute(db);
}
