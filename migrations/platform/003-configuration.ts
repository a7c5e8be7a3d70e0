import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- the truth about whether anything changed: one row, counted up in the transaction of every revision and removal. Writers
    -- lock it first, so that they come one after the other and a node that has read version n has seen everything up to n
    create table platform.configuration (
      one boolean primary key default true check (one),
      version bigint not null
    );
    insert into platform.configuration (version) values (1);

    -- the version with which a community last changed, so that a node reads only what it has not seen
    alter table platform.community add column changed bigint not null default 1;
    create index community_changed on platform.community (changed);

    -- file: somebody changed the file. manager, undo: a manager changed the values of one extension, or took that back.
    -- rollback: an operator returned to an earlier revision. Each carries the hash of the last file applied with it
    alter table platform.revision
      add column kind text not null default 'file' check (kind in ('file', 'manager', 'undo', 'rollback')),
      add column extension text,
      -- the revision that an undo took back, or that a rollback returned to
      add column restores bigint;
    create index revision_extension on platform.revision (community_id, extension, id desc) where extension is not null`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index platform.revision_extension, platform.community_changed;
    alter table platform.revision drop kind, drop extension, drop restores;
    alter table platform.community drop changed;
    drop table platform.configuration`.execute(db);
}
