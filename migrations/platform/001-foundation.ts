import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- id never leaves the database; key is what tokens, exports and file paths name, so that a community can move
    create table platform.community (
      id int generated always as identity primary key,
      key uuid not null unique,
      slug text not null unique,
      created_at timestamptz not null default now(),
      removed_at timestamptz
    );

    -- configuration documents that were applied, newest last; without a community: the platform's own.
    -- file_hash is the last file applied: a file counts as changed when it differs from this, never because it
    -- differs from the active document, or an old node would undo a manager's decision
    create table platform.revision (
      id bigint generated always as identity primary key,
      community_id int references platform.community,
      document jsonb not null,
      file_hash text,
      source text not null,
      applied_by uuid,
      applied_at timestamptz not null default now(),
      problems jsonb not null default '[]'
    );
    create index revision_newest on platform.revision (community_id, id desc);

    -- 'enabling' is kept when an extension's enable fails or takes too long: the old view goes on serving
    create table platform.extension_state (
      community_id int not null references platform.community,
      extension text not null,
      state text not null check (state in ('enabling', 'enabled', 'disabled')),
      changed_at timestamptz not null default now(),
      primary key (community_id, extension)
    );
    create index extension_state_extension on platform.extension_state (extension, state);

    -- a person on this platform. Erased: the addresses and the hash are null and the row stays for what refers to it
    create table platform.account (
      id uuid primary key,
      email text,
      email_normalised text unique,
      password_hash text,
      confirmed_at timestamptz,
      demo boolean not null default false,
      created_at timestamptz not null default now(),
      erased_at timestamptz,
      check (erased_at is null or num_nonnulls(email, email_normalised, password_hash) = 0)
    );

    -- asked with every request, so that signing out takes effect at once. Without a community: an operator's session
    create table platform.session (
      id uuid primary key,
      account_id uuid not null references platform.account on delete cascade,
      community_id int references platform.community,
      kind text not null check (kind in ('cookie', 'bearer')),
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      revoked_at timestamptz,
      seen_at timestamptz
    );
    create index session_account on platform.session (account_id);
    create index session_expired on platform.session (expires_at);

    -- counts by key over all nodes; room on each page, as rows are updated all the time
    create table platform.rate_limit (
      key text primary key,
      count int not null,
      expires_at timestamptz not null
    ) with (fillfactor = 70);
    create index rate_limit_expired on platform.rate_limit (expires_at);

    create table platform.setting (
      key text primary key,
      value jsonb not null
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table platform.setting, platform.rate_limit, platform.session, platform.account,
      platform.extension_state, platform.revision, platform.community`.execute(db);
}
