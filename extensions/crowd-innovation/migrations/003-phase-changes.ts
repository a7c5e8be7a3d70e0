import { sql, type Kysely } from '@polyphony/core';

/** Which changes of phase were told. A phase is computed from its dates; that somebody was told of it is a fact, and there is one of each. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table crowd_innovation.phase_change (
      community_id int not null references platform.community,
      challenge_id uuid not null,
      kind text not null,
      -- among the phases of this kind, from 1; positions change when a phase is put in before others
      number int not null,
      change text not null check (change in ('opened', 'closed')),
      at timestamptz not null,
      told_at timestamptz not null default clock_timestamp(),
      primary key (community_id, challenge_id, kind, number, change),
      foreign key (community_id, challenge_id) references crowd_innovation.challenge (community_id, id)
    )`.execute(db);
  // what has passed before this, nobody needs to hear now
  await sql`
    insert into crowd_innovation.phase_change (community_id, challenge_id, kind, number, change, at)
    select p.community_id, p.challenge_id, p.kind, p.number, c.change, c.at
    from (
      select *, row_number() over (partition by community_id, challenge_id, kind order by position) as number
      from crowd_innovation.phase) p
    cross join lateral (values ('opened', p.opens_at), ('closed', p.closes_at)) c (change, at)
    where c.at <= now()`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop table crowd_innovation.phase_change`.execute(db);
}
