import { sql, type Kysely } from 'kysely';

/**
 * Every key begins with `community_id`, and every reference carries it: a row cannot refer to another community's.
 * Row-level security is not written here; the migrator adds it to every table of a per-community schema.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await people(db);
  await access(db);
  await spaces(db);
  await contents(db);
  await log(db);
}

const people = (db: Kysely<unknown>) =>
  sql`
    -- stays when the person is erased (erased_at): ballots, awards and invoices refer to it
    create table core.member (
      community_id int not null references platform.community,
      id uuid not null,
      account_id uuid references platform.account,
      display_name text not null,
      roles text[] not null default '{}',
      joined_at timestamptz not null default now(),
      removed_at timestamptz,
      erased_at timestamptz,
      primary key (community_id, id),
      unique (community_id, account_id)
    );
    create index member_account on core.member (account_id);
    -- lists by name; the same expression stands in the statements
    create index member_name on core.member (community_id, left(lower(display_name), 40), id)
      where removed_at is null and erased_at is null`.execute(db);

const access = (db: Kysely<unknown>) =>
  sql`
    -- whose atoms count now: those of a disabled extension are held by nobody, so what they guard stays closed
    create table core.access_realm (
      community_id int not null references platform.community,
      realm text not null,
      active boolean not null,
      owner text not null,
      primary key (community_id, realm)
    );

    -- everything that a member can hold, as (realm, key). Realm '&' is a conjunction of parts, expanded when grants are read
    create table core.access_atom (
      community_id int not null references platform.community,
      id int generated always as identity,
      realm text not null,
      key text not null,
      parts int[] not null default '{}',
      primary key (community_id, id),
      unique (community_id, realm, key),
      check ((realm = '&') = (cardinality(parts) > 1))
    );
    -- a conjunction is looked for by its first part, so the rarest one goes first
    create index access_atom_conjunction on core.access_atom (community_id, (parts[1])) where realm = '&';

    -- who may see and who may read: interned (canon, immutable), or named (name, changed in one row whatever points at it).
    -- The arrays hold sorted ids of access_atom
    create table core.access_rule (
      community_id int not null references platform.community,
      id int generated always as identity,
      canon text,
      name text,
      see int[] not null,
      read int[] not null,
      deny int[] not null default '{}',
      primary key (community_id, id),
      unique (community_id, canon),
      unique (community_id, name),
      check (num_nonnulls(canon, name) = 1)
    );

    -- access_rule.see, turned round for the feed: which rules does an atom open? Kept by the trigger below
    create table core.access_rule_atom (
      community_id int not null,
      atom_id int not null,
      rule_id int not null,
      primary key (community_id, atom_id, rule_id),
      foreign key (community_id, atom_id) references core.access_atom (community_id, id),
      foreign key (community_id, rule_id) references core.access_rule (community_id, id) on delete cascade
    );
    create index access_rule_atom_rule on core.access_rule_atom (community_id, rule_id);

    create function core.access_rule_sync() returns trigger language plpgsql set search_path = pg_catalog as $$
    begin
      delete from core.access_rule_atom
        where community_id = new.community_id and rule_id = new.id and not atom_id = any(new.see);
      insert into core.access_rule_atom (community_id, atom_id, rule_id)
        select new.community_id, atom, new.id from unnest(new.see) atom on conflict do nothing;
      return null;
    end $$;
    create trigger access_rule_sync after insert or update of see on core.access_rule
      for each row execute function core.access_rule_sync();

    -- what each member holds. The nil uuid is everyone, visitors included, hence no reference to member.
    -- The same atom may come from two sources (bought, and given): taking one away leaves the other.
    -- Paid time ends by valid_until, without a job
    create table core.access_grant (
      community_id int not null,
      member_id uuid not null,
      atom_id int not null,
      source text not null,
      valid_from timestamptz not null default '-infinity',
      valid_until timestamptz not null default 'infinity',
      primary key (community_id, member_id, atom_id, source),
      foreign key (community_id, atom_id) references core.access_atom (community_id, id)
    );
    -- how many members does an audience reach?
    create index access_grant_atom on core.access_grant (community_id, atom_id)`.execute(db);

const spaces = (db: Kysely<unknown>) =>
  sql`
    create table core.space (
      community_id int not null references platform.community,
      id uuid not null,
      kind text not null,
      slug text not null,
      title text not null,
      summary text not null default '',
      joining text not null check (joining in ('open', 'request', 'invitation', 'added', 'closed')),
      access_rule int,
      created_by uuid,
      created_at timestamptz not null default now(),
      archived_at timestamptz,
      primary key (community_id, id),
      unique (community_id, kind, slug),
      foreign key (community_id, access_rule) references core.access_rule (community_id, id),
      foreign key (community_id, created_by) references core.member (community_id, id)
    );
    create index space_newest on core.space (community_id, kind, created_at desc, id desc);
    create index space_title on core.space (community_id, kind, left(lower(title), 40), id);

    create table core.space_member (
      community_id int not null,
      space_id uuid not null,
      member_id uuid not null,
      state text not null check (state in ('asked', 'invited', 'member', 'blocked')),
      role text not null default 'member',
      since timestamptz not null default now(),
      primary key (community_id, space_id, member_id),
      foreign key (community_id, space_id) references core.space (community_id, id) on delete cascade,
      foreign key (community_id, member_id) references core.member (community_id, id)
    );
    create index space_member_member on core.space_member (community_id, member_id)`.execute(db);

const contents = (db: Kysely<unknown>) =>
  sql`
    -- status: 0 draft, 1 published, 2 withdrawn. Visible from publish_at until unpublish_at, without a job
    create table core.content (
      community_id int not null references platform.community,
      id uuid not null,
      kind text not null,
      status smallint not null default 0 check (status between 0 and 2),
      author_id uuid,
      rule_id int not null,
      publish_at timestamptz not null default now(),
      unpublish_at timestamptz not null default 'infinity',
      title text not null,
      summary text not null default '',
      body text not null default '',
      slug text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      version int not null default 1,
      primary key (community_id, id),
      unique (community_id, kind, slug),
      foreign key (community_id, author_id) references core.member (community_id, id),
      foreign key (community_id, rule_id) references core.access_rule (community_id, id)
    );
    -- the feed walks the first one while most rows are visible, and merges the second by rule when few are
    create index content_feed on core.content (community_id, publish_at desc, id desc) where status = 1;
    create index content_rule on core.content (community_id, rule_id, publish_at desc, id desc) where status = 1;
    create index content_kind on core.content (community_id, kind, publish_at desc, id desc) where status = 1;
    create index content_author on core.content (community_id, author_id, created_at desc, id desc);

    create table core.placement (
      community_id int not null,
      content_id uuid not null,
      space_id uuid not null,
      at timestamptz not null default now(),
      placed_by uuid,
      primary key (community_id, content_id, space_id),
      foreign key (community_id, content_id) references core.content (community_id, id) on delete cascade,
      foreign key (community_id, space_id) references core.space (community_id, id) on delete cascade,
      foreign key (community_id, placed_by) references core.member (community_id, id)
    );
    create index placement_space on core.placement (community_id, space_id, at desc, content_id)`.execute(db);

const log = (db: Kysely<unknown>) =>
  sql`
    -- what staff did, with the power of staff; subject_id is text, as not everything that is acted upon has a uuid
    create table core.log (
      community_id int not null references platform.community,
      id uuid not null,
      at timestamptz not null default clock_timestamp(),
      actor_id uuid,
      action text not null,
      subject text not null,
      subject_id text,
      detail jsonb not null default '{}',
      primary key (community_id, id),
      foreign key (community_id, actor_id) references core.member (community_id, id)
    );
    create index log_newest on core.log (community_id, at desc, id desc);
    create index log_subject on core.log (community_id, subject, subject_id)`.execute(db);

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table core.log, core.placement, core.content, core.space_member, core.space, core.access_grant,
      core.access_rule_atom, core.access_rule, core.access_atom, core.access_realm, core.member;
    drop function core.access_rule_sync()`.execute(db);
}
