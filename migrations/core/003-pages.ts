import { sql, type Kysely } from 'kysely';

/** The pages that managers write. Nothing is ever changed or taken out: the newest version in a language is what people read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table core.page_revision (
      community_id int not null references platform.community,
      id uuid not null,
      page text not null,
      language text not null,
      -- counted over all languages of the page, so that one number names one text: somebody agreed to rules number 4
      version int not null check (version > 0),
      -- both empty: taken back
      title text not null,
      body text not null,
      note text not null default '',
      -- members who agreed to an earlier version are asked again
      agree_again boolean not null default false,
      created_by uuid,
      created_at timestamptz not null default clock_timestamp(),
      primary key (community_id, id),
      unique (community_id, page, version),
      foreign key (community_id, created_by) references core.member (community_id, id)
    );
    create index page_revision_newest on core.page_revision (community_id, page, language, version desc);
    create index page_revision_author on core.page_revision (community_id, created_by)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table core.page_revision`.execute(db);
}
