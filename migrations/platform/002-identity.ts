import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- an address belongs to the account that confirmed it. Anybody may claim one: a claim is an account of its own until then,
    -- so that signing up answers the same whether or not an address is known
    alter table platform.account drop constraint account_email_normalised_key;
    update platform.account set confirmed_at = created_at where confirmed_at is null and erased_at is null;
    create unique index account_address on platform.account (email_normalised) where confirmed_at is not null;
    create index account_claim on platform.account (email_normalised) where confirmed_at is null;

    -- the browser, in words that its owner knows again; never compared
    alter table platform.session add agent text;

    -- what a mailed link is for. Its token is an HMAC of the id and is not kept; a link works once
    create table platform.link (
      id uuid primary key,
      purpose text not null check (purpose in ('sign-in', 'confirm', 'reset', 'address')),
      account_id uuid not null references platform.account on delete cascade,
      community_id int references platform.community,
      -- the address that it was sent to; with purpose 'address' the one that the account gets
      email text not null,
      next text,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index link_account on platform.link (account_id);
    create index link_expired on platform.link (expires_at);

    -- who may look after the installation itself
    create table platform.operator (
      account_id uuid primary key references platform.account on delete cascade,
      role text not null default 'operator' check (role in ('operator')),
      granted_at timestamptz not null default now()
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table platform.operator, platform.link;
    alter table platform.session drop agent;
    delete from platform.account where confirmed_at is null and erased_at is null;
    drop index platform.account_address, platform.account_claim;
    alter table platform.account add constraint account_email_normalised_key unique (email_normalised)`.execute(db);
}
