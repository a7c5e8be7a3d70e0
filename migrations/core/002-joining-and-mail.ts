import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- BCP 47 language that a member reads in, for mail; without: the community's first
    alter table core.member add language text;

    -- the way in. 'unconfirmed' waits for the address, 'asked' for a manager. A member exists from 'accepted' on and not before
    create table core.joining (
      community_id int not null references platform.community,
      id uuid not null,
      account_id uuid not null references platform.account on delete cascade,
      name text not null,
      language text,
      state text not null check (state in ('unconfirmed', 'asked', 'accepted', 'refused', 'withdrawn')),
      -- [{ question, answer }], the questions as they were when they were answered
      answers jsonb not null default '[]',
      rules_version int not null default 0,
      created_at timestamptz not null default now(),
      asked_at timestamptz,
      decided_at timestamptz,
      decided_by uuid,
      reason text,
      primary key (community_id, id),
      foreign key (community_id, decided_by) references core.member (community_id, id)
    );
    create unique index joining_open on core.joining (community_id, account_id) where state in ('unconfirmed', 'asked');
    create index joining_waiting on core.joining (community_id, asked_at) where state = 'asked';
    create index joining_account on core.joining (account_id);

    create table core.joining_question (
      community_id int not null references platform.community,
      position smallint not null check (position between 1 and 3),
      question text not null,
      required boolean not null default false,
      primary key (community_id, position)
    );

    -- which version of a page, such as the rules, a member agreed to
    create table core.agreement (
      community_id int not null,
      member_id uuid not null,
      page text not null,
      version int not null,
      at timestamptz not null default now(),
      primary key (community_id, member_id, page, version),
      foreign key (community_id, member_id) references core.member (community_id, id)
    );

    -- used up by the update that sets accepted_at, so that of many who accept at once one does
    create table core.invitation (
      community_id int not null references platform.community,
      id uuid not null,
      email text not null,
      name text,
      roles text[] not null default '{}',
      message text,
      invited_by uuid,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      accepted_at timestamptz,
      accepted_by uuid,
      revoked_at timestamptz,
      revoked_by uuid,
      primary key (community_id, id),
      foreign key (community_id, invited_by) references core.member (community_id, id),
      foreign key (community_id, accepted_by) references core.member (community_id, id),
      foreign key (community_id, revoked_by) references core.member (community_id, id),
      check (num_nonnulls(accepted_at, revoked_at) < 2)
    );
    create index invitation_newest on core.invitation (community_id, created_at desc, id desc);
    create unique index invitation_open on core.invitation (community_id, lower(email)) where accepted_at is null and revoked_at is null;

    -- each mail and what became of it. Words are made from kind and data when it is sent, so no secret and no text lies here
    -- (but in a demo, whose mails are read on a page: rendered). 'sending' found by a later attempt means that nobody knows
    -- whether it left: it is not sent twice, it stays as 'unknown'
    create table core.mail (
      community_id int not null references platform.community,
      id uuid not null,
      kind text not null,
      member_id uuid,
      address text,
      language text not null,
      data jsonb not null default '{}',
      -- the act that caused it: with one act nobody gets two mails of a kind
      cause uuid not null,
      state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'dropped', 'held', 'failed', 'unknown')),
      attempts int not null default 0,
      error text,
      rendered jsonb,
      created_at timestamptz not null default now(),
      sent_at timestamptz,
      primary key (community_id, id),
      foreign key (community_id, member_id) references core.member (community_id, id),
      check (num_nonnulls(member_id, address) > 0)
    );
    create unique index mail_once on core.mail (community_id, cause, kind, member_id) where member_id is not null;
    create index mail_newest on core.mail (community_id, created_at desc, id desc);
    create index mail_member on core.mail (community_id, member_id);

    -- kinds of notification that a member does not want by mail
    create table core.notification_choice (
      community_id int not null,
      member_id uuid not null,
      kind text not null,
      off_at timestamptz not null default now(),
      primary key (community_id, member_id, kind),
      foreign key (community_id, member_id) references core.member (community_id, id)
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table core.notification_choice, core.mail, core.invitation, core.agreement, core.joining_question, core.joining;
    alter table core.member drop language`.execute(db);
}
