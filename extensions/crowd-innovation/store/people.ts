/** What is held of one person, for that person alone, and how it goes. */
import { sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';

const rows = async (ctx: Ctx, query: ReturnType<typeof sql>): Promise<readonly unknown[]> =>
  (await query.execute(ctx.db)).rows;

export const challengesOf = (ctx: Ctx, member: string) =>
  rows(
    ctx,
    sql`select id, brief, created_at from crowd_innovation.challenge
        where community_id = ${ctx.community.id} and opened_by = ${member} order by created_at`,
  );

export const ideasOf = (ctx: Ctx, member: string) =>
  rows(
    ctx,
    sql`select i.challenge_id, i.number, c.title, c.summary, c.body, i.by_name, i.requested::text, i.cost::text, i.state, i.reason, i.proposed_at
        from crowd_innovation.idea i join core.content c on c.community_id = i.community_id and c.id = i.id
        where i.community_id = ${ctx.community.id} and i.author_id = ${member} order by i.proposed_at`,
  );

export const ballotsOf = (ctx: Ctx, member: string) =>
  rows(
    ctx,
    sql`select challenge_id, receipt, choices, sent_at, updated_at from crowd_innovation.ballot
        where community_id = ${ctx.community.id} and member_id = ${member} order by sent_at`,
  );

export const draftsOf = (ctx: Ctx, member: string) =>
  rows(
    ctx,
    sql`select challenge_id, choices, updated_at from crowd_innovation.ballot_draft
        where community_id = ${ctx.community.id} and member_id = ${member} order by updated_at`,
  );

export const decisionsOf = (ctx: Ctx, member: string) =>
  rows(
    ctx,
    sql`select challenge_id, number, state, reason, decided_at from crowd_innovation.idea
        where community_id = ${ctx.community.id} and decided_by = ${member} order by decided_at`,
  );

export const resultsOf = (ctx: Ctx, member: string) =>
  rows(
    ctx,
    sql`select challenge_id, published_at from crowd_innovation.result
        where community_id = ${ctx.community.id} and published_by = ${member} order by published_at`,
  );

export async function dropDrafts(ctx: Ctx, member: string): Promise<void> {
  await sql`delete from crowd_innovation.ballot_draft
    where community_id = ${ctx.community.id} and member_id = ${member}`.execute(ctx.db);
}

/** Votes that are open, or not open yet. The challenge is locked as a ballot locks it, and the clock asked after that. */
const isOpen = sql`exists (
  select from crowd_innovation.phase p where p.community_id = b.community_id and p.challenge_id = b.challenge_id
    and p.kind = 'vote' and p.closes_at > clock_timestamp())`;

/** Takes ballots back where the vote goes on: the person is asked no more. The row goes, as nothing is counted yet. */
export async function withdrawOpenBallots(ctx: Ctx, member: string): Promise<void> {
  await sql`
    select from crowd_innovation.challenge where community_id = ${ctx.community.id} and id in (
      select challenge_id from crowd_innovation.ballot where community_id = ${ctx.community.id} and member_id = ${member})
    order by id for share`.execute(ctx.db);
  await sql`
    delete from crowd_innovation.ballot b
    where b.community_id = ${ctx.community.id} and b.member_id = ${member} and (b.choices is null or ${isOpen})`.execute(
    ctx.db,
  );
}

/** What is left is of votes that have closed: the ballot stays, and leads to nobody. Returns how many. */
export async function unlinkBallots(ctx: Ctx, member: string): Promise<bigint> {
  const { numAffectedRows = 0n } = await sql`
    update crowd_innovation.ballot set member_id = null
    where community_id = ${ctx.community.id} and member_id = ${member}`.execute(ctx.db);
  return numAffectedRows;
}

/**
 * Takes the words that stand here from a person's ideas; those of its content are core's to take. What no vote has frozen yet is
 * withdrawn, as nobody can vote for nothing. Returns how many.
 */
export async function emptyIdeas(ctx: Ctx, member: string): Promise<bigint> {
  // a published result names ideas by their words; what was counted, and with what, stays as it is
  await sql`
    update crowd_innovation.result r set outcome = jsonb_set(r.outcome, '{ideas}', (
      select coalesce(jsonb_agg(case when exists (
          select from crowd_innovation.idea i where i.community_id = r.community_id and i.id::text = e ->> 'id' and i.author_id = ${member})
        then e || '{"title": "[…]", "by": null}' else e end order by place), '[]')
      from jsonb_array_elements(r.outcome -> 'ideas') with ordinality as each (e, place)))
    where r.community_id = ${ctx.community.id} and exists (
      select from crowd_innovation.idea i
      where i.community_id = r.community_id and i.challenge_id = r.challenge_id and i.author_id = ${member})`.execute(
    ctx.db,
  );
  const { numAffectedRows = 0n } = await sql`
    update crowd_innovation.idea i set by_name = null,
      reason = case when i.reason is null then null else '' end,
      state = case when i.state in ('proposed', 'accepted') and not exists (
          select from crowd_innovation.phase p where p.community_id = i.community_id and p.challenge_id = i.challenge_id
            and p.kind = 'vote' and p.opens_at <= clock_timestamp())
        then 'withdrawn' else i.state end
    where i.community_id = ${ctx.community.id} and i.author_id = ${member}`.execute(ctx.db);
  return numAffectedRows;
}
