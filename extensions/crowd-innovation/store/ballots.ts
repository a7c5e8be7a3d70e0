import { newId, sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { json } from './challenges.ts';

/** Choices as stored: numbers of ideas, ascending, so that not even the order of ticking is kept. */
export type Choices = readonly number[];

export interface StoredBallot {
  readonly receipt: string;
  readonly revision: bigint;
  readonly choices: Choices;
  readonly updatedAt: Date;
}

/**
 * Writes a member's ballot, the first or the next: one row for each member, whatever arrives at once. A receipt stays with
 * its ballot; one that is sent after being taken back gets a new one. What was a draft is sent with it, and gone.
 */
export async function put(
  ctx: Ctx,
  challengeId: string,
  memberId: string,
  { receipt, choices }: { readonly receipt: string; readonly choices: Choices },
): Promise<StoredBallot> {
  const { rows } = await sql<{ receipt: string; revision: bigint; updated_at: Date }>`
    with draft as (
      delete from crowd_innovation.ballot_draft
      where community_id = ${ctx.community.id} and challenge_id = ${challengeId} and member_id = ${memberId})
    insert into crowd_innovation.ballot as b
      (community_id, id, challenge_id, member_id, receipt, choices, revision, sent_at, updated_at)
    values (${ctx.community.id}, ${newId()}, ${challengeId}, ${memberId}, ${receipt}, ${json(choices)}, 1,
      clock_timestamp(), clock_timestamp())
    on conflict (community_id, challenge_id, member_id) do update set
      choices = excluded.choices,
      revision = b.revision + 1,
      receipt = case when b.choices is null then excluded.receipt else b.receipt end,
      updated_at = clock_timestamp()
    returning receipt, revision, updated_at`.execute(ctx.db);
  const row = rows[0];
  if (!row) throw new Error('a ballot was neither written nor refused');
  return { receipt: row.receipt, revision: row.revision, choices, updatedAt: row.updated_at };
}

/** What a member has in one challenge. */
export interface StoredPaper {
  readonly sent: StoredBallot | undefined;
  /** Chosen and not sent; undefined where there is no draft, empty where everything was taken out again. */
  readonly draft: Choices | undefined;
}

export async function paper(ctx: Ctx, challengeId: string, memberId: string): Promise<StoredPaper> {
  const { rows } = await sql<{
    receipt: string;
    revision: bigint;
    updatedAt: Date;
    choices: Choices | null;
    draft: Choices | null;
  }>`
    select b.receipt, b.revision, b.updated_at as "updatedAt", b.choices, d.choices as draft
    from (values (${ctx.community.id}::int, ${challengeId}::uuid, ${memberId}::uuid)) as at (community_id, challenge_id, member_id)
      left join crowd_innovation.ballot b using (community_id, challenge_id, member_id)
      left join crowd_innovation.ballot_draft d using (community_id, challenge_id, member_id)`.execute(ctx.db);
  const { draft = null, choices = null, ...rest } = rows[0] ?? {};
  return {
    sent: choices === null ? undefined : ({ ...rest, choices } as StoredBallot),
    draft: draft ?? undefined,
  };
}

/** Takes a ballot back. The row stays without its choices, so that revisions go on counting; true where there was one. */
export async function withdraw(ctx: Ctx, challengeId: string, memberId: string): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('crowd_innovation.ballot')
    .set({ choices: null, revision: sql`revision + 1`, updated_at: sql`clock_timestamp()` })
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .where('member_id', '=', memberId)
    .where('choices', 'is not', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** How many ballots stand in each of these challenges. */
export async function turnout(ctx: Ctx, challengeIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (challengeIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('crowd_innovation.ballot')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', 'in', challengeIds)
    .where('choices', 'is not', null)
    .groupBy('challenge_id')
    .select(['challenge_id', sql<number>`count(*)::int`.as('ballots')])
    .execute();
  return new Map(rows.map(({ challenge_id, ballots }) => [challenge_id, ballots]));
}

/** What was chosen, without by whom, when and in which order. For the count alone. */
export async function choicesForCount(ctx: Ctx, challengeId: string): Promise<readonly Choices[]> {
  const rows = await ctx.db
    .selectFrom('crowd_innovation.ballot')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .where('choices', 'is not', null)
    .select('choices')
    .execute();
  return rows.map(({ choices }) => choices as Choices);
}

/** Many ballots in one statement, with dates of their own: demo content. */
export async function insertMany(
  ctx: Ctx,
  challengeId: string,
  ballots: readonly {
    readonly memberId: string;
    readonly receipt: string;
    readonly choices: Choices;
    readonly at: Date;
  }[],
): Promise<void> {
  const rows = ballots.map((ballot) => ({ ...ballot, id: newId() }));
  await sql`
    insert into crowd_innovation.ballot
      (community_id, id, challenge_id, member_id, receipt, choices, revision, sent_at, updated_at)
    select ${ctx.community.id}::int, id, ${challengeId}::uuid, "memberId", receipt, choices, 1, at, at
    from jsonb_to_recordset(${json(rows)}) as row (id uuid, "memberId" uuid, receipt text, choices jsonb, at timestamptz)
  `.execute(ctx.db);
}
