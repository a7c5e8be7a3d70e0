import { sql, type Kysely } from '@polyphony/core';

export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table crowd_innovation.challenge (
      community_id int not null references platform.community,
      id uuid not null,
      brief text not null default '',
      see text not null check (see in ('everyone', 'member')),
      pot bigint check (pot >= 0),
      currency text check (currency ~ '^[A-Z]{3}$'),
      exponent int check (exponent between 0 and 4),
      ballot jsonb not null,
      rule jsonb not null,
      voters text not null,
      seed text not null check (seed ~ '^[0-9a-f]{64}$'),
      seed_hash text not null,
      opened_by uuid not null,
      created_at timestamptz not null default clock_timestamp(),
      version int not null default 1,
      primary key (community_id, id),
      foreign key (community_id, id) references core.space (community_id, id),
      foreign key (community_id, opened_by) references core.member (community_id, id),
      check ((pot is null) = (currency is null) and (pot is null) = (exponent is null))
    )`.execute(db);

  await sql`
    create table crowd_innovation.phase (
      community_id int not null references platform.community,
      id uuid not null,
      challenge_id uuid not null,
      position int not null check (position > 0),
      kind text not null check (kind in ('pitch', 'review', 'vote', 'result', 'other')),
      name text,
      opens_at timestamptz not null,
      closes_at timestamptz,
      primary key (community_id, id),
      unique (community_id, challenge_id, position),
      foreign key (community_id, challenge_id) references crowd_innovation.challenge (community_id, id),
      check (closes_at > opens_at),
      check (closes_at is not null or kind in ('result', 'other'))
    )`.execute(db);
  await sql`
    create unique index phase_one_vote on crowd_innovation.phase (community_id, challenge_id) where kind = 'vote'
  `.execute(db);

  await sql`
    create table crowd_innovation.idea (
      community_id int not null references platform.community,
      id uuid not null,
      challenge_id uuid not null,
      number int not null check (number > 0),
      requested bigint check (requested >= 0),
      cost bigint check (cost >= 0),
      title_hash text not null,
      by_name text,
      author_id uuid not null,
      state text not null default 'proposed' check (state in ('proposed', 'accepted', 'declined', 'withdrawn')),
      reason text,
      decided_by uuid,
      decided_at timestamptz,
      proposed_at timestamptz not null default clock_timestamp(),
      primary key (community_id, id),
      unique (community_id, challenge_id, number),
      unique (community_id, challenge_id, id),
      foreign key (community_id, id) references core.content (community_id, id),
      foreign key (community_id, challenge_id) references crowd_innovation.challenge (community_id, id),
      foreign key (community_id, author_id) references core.member (community_id, id),
      foreign key (community_id, decided_by) references core.member (community_id, id),
      check (state <> 'declined' or reason is not null)
    )`.execute(db);

  await sql`
    create table crowd_innovation.ballot (
      community_id int not null references platform.community,
      id uuid not null,
      challenge_id uuid not null,
      member_id uuid,
      receipt text not null,
      choices jsonb,
      revision bigint not null default 1,
      sent_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (community_id, id),
      unique (community_id, challenge_id, member_id),
      unique (community_id, challenge_id, receipt),
      foreign key (community_id, challenge_id) references crowd_innovation.challenge (community_id, id),
      foreign key (community_id, member_id) references core.member (community_id, id)
    )`.execute(db);

  await sql`
    create table crowd_innovation.frozen (
      community_id int not null references platform.community,
      challenge_id uuid not null,
      settings jsonb not null,
      hash text not null,
      frozen_at timestamptz not null default clock_timestamp(),
      primary key (community_id, challenge_id),
      foreign key (community_id, challenge_id) references crowd_innovation.challenge (community_id, id)
    )`.execute(db);

  await sql`
    create table crowd_innovation.result (
      community_id int not null references platform.community,
      challenge_id uuid not null,
      outcome jsonb not null,
      settings_hash text not null,
      ballots_hash text not null,
      ballots int not null check (ballots >= 0),
      ballots_public boolean not null,
      spent bigint not null check (spent >= 0),
      seed text not null,
      rule jsonb not null,
      published_by uuid not null,
      published_at timestamptz not null default clock_timestamp(),
      primary key (community_id, challenge_id),
      foreign key (community_id, challenge_id) references crowd_innovation.challenge (community_id, id),
      foreign key (community_id, published_by) references core.member (community_id, id)
    )`.execute(db);

  await sql`
    create table crowd_innovation.award (
      community_id int not null references platform.community,
      challenge_id uuid not null,
      idea_id uuid not null,
      amount bigint not null check (amount >= 0),
      primary key (community_id, challenge_id, idea_id),
      foreign key (community_id, challenge_id) references crowd_innovation.challenge (community_id, id),
      foreign key (community_id, challenge_id, idea_id)
        references crowd_innovation.idea (community_id, challenge_id, id)
    )`.execute(db);

  await sql`
    create table crowd_innovation.published_ballot (
      community_id int not null references platform.community,
      challenge_id uuid not null,
      voter text not null,
      choices jsonb not null,
      primary key (community_id, challenge_id, voter),
      foreign key (community_id, challenge_id) references crowd_innovation.challenge (community_id, id)
    )`.execute(db);

  // Whoever writes an award, by whichever way: the challenge is locked, so that two writers cannot each fit in alone.
  await sql`
    create function crowd_innovation.awards_within_pot() returns trigger language plpgsql as $$
    declare
      whole bigint;
      awarded numeric;
    begin
      select coalesce(pot, 0) into whole from crowd_innovation.challenge
        where community_id = new.community_id and id = new.challenge_id for update;
      select sum(amount) into awarded from crowd_innovation.award
        where community_id = new.community_id and challenge_id = new.challenge_id;
      if awarded > whole then
        raise exception 'awards of % are above the pot of %', awarded, whole
          using errcode = 'check_violation', constraint = 'awards_within_pot';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger awards_within_pot after insert or update on crowd_innovation.award
      for each row execute function crowd_innovation.awards_within_pot()`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop table crowd_innovation.award`.execute(db);
  await sql`drop function crowd_innovation.awards_within_pot()`.execute(db);
  for (const table of ['published_ballot', 'result', 'frozen', 'ballot', 'idea', 'phase', 'challenge'])
    await sql`drop table ${sql.table(`crowd_innovation.${table}`)}`.execute(db);
}
