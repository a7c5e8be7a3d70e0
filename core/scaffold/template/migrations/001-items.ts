import { sql, type Kysely } from '@polyphony/core';

/** Every key begins with `community_id`, and every reference carries it: a row cannot refer to another community's. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table sample_items.item (
      community_id int not null references platform.community,
      id uuid not null,
      title text not null check (char_length(title) between 1 and 200),
      author_id uuid not null,
      version int not null default 1,
      created_at timestamptz not null default clock_timestamp(),
      primary key (community_id, id),
      foreign key (community_id, author_id) references core.member (community_id, id)
    )`.execute(db);
  await sql`create index item_newest on sample_items.item (community_id, created_at desc, id desc)`.execute(db);
  await sql`create index item_author on sample_items.item (community_id, author_id)`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop table sample_items.item`.execute(db);
}
