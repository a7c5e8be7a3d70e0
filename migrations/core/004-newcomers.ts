import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- next steps of a newcomer that no fact elsewhere tells of: 'done' (the welcome was read), or 'hidden' for good
    create table core.next_step (
      community_id int not null,
      member_id uuid not null,
      step text not null,
      state text not null check (state in ('done', 'hidden')),
      at timestamptz not null default now(),
      primary key (community_id, member_id, step),
      foreign key (community_id, member_id) references core.member (community_id, id)
    );

    -- the application adds lines to the log and takes none out; those of made-up people go with the demo, and no others
    create function core.forget_demo_log(of_community int) returns void language sql security definer set search_path = pg_catalog as $$
      delete from core.log l using core.member m, platform.account a
      where l.community_id = of_community and m.community_id = l.community_id and m.id = l.actor_id
        and a.id = m.account_id and a.demo
    $$`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function core.forget_demo_log(int); drop table core.next_step`.execute(db);
}
