import { newId, sql } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { Phase, PhaseKind } from '../services/phases.ts';

/** A challenge as it is stored, with its phases, and the database's clock at the moment of reading. */
export interface StoredChallenge {
  readonly id: string;
  readonly brief: string;
  readonly see: 'everyone' | 'member';
  readonly pot: bigint | null;
  readonly currency: string | null;
  readonly exponent: number | null;
  readonly ballot: unknown;
  readonly rule: unknown;
  readonly voters: string;
  readonly seedHash: string;
  readonly version: number;
  readonly publishedAt: Date | null;
  readonly phases: readonly Phase[];
  readonly now: Date;
}

/** Waits for its turn at a challenge: ballots share it, whatever changes or counts has it alone. False where there is none. */
export async function lock(ctx: Ctx, id: string, how: 'share' | 'alone'): Promise<boolean> {
  const query = ctx.db
    .selectFrom('crowd_innovation.challenge')
    .select('id')
    .where('community_id', '=', ctx.community.id)
    .where('id', '=', id);
  const row = await (how === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst();
  return row !== undefined;
}

/**
 * Those of `ids` that are challenges, by id. After `lock` this is the statement that looks at the clock: it begins when the
 * lock is held, so what it sees and the time that it reads belong together.
 */
export async function read(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, StoredChallenge>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('crowd_innovation.challenge as c')
    .leftJoin('crowd_innovation.result as r', (join) =>
      join.onRef('r.community_id', '=', 'c.community_id').onRef('r.challenge_id', '=', 'c.id'),
    )
    .where('c.community_id', '=', ctx.community.id)
    .where('c.id', 'in', ids)
    .select(['c.id', 'c.brief', 'c.see', 'c.pot', 'c.currency', 'c.exponent', 'c.ballot', 'c.rule', 'c.voters'])
    .select(['c.seed_hash', 'c.version', 'r.published_at', sql<Date>`clock_timestamp()`.as('now')])
    .execute();
  const phases = await ctx.db
    .selectFrom('crowd_innovation.phase')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', 'in', ids)
    .select(['challenge_id', 'kind', 'name', 'opens_at', 'closes_at'])
    .orderBy('position')
    .execute();
  const of = Map.groupBy(phases, ({ challenge_id }) => challenge_id);
  return new Map(
    rows.map(({ seed_hash, published_at, see, ...row }) => [
      row.id,
      {
        ...row,
        see: see as StoredChallenge['see'],
        seedHash: seed_hash,
        publishedAt: published_at,
        phases: (of.get(row.id) ?? []).map((phase) => ({
          kind: phase.kind as PhaseKind,
          name: phase.name,
          opensAt: phase.opens_at,
          closesAt: phase.closes_at,
        })),
      },
    ]),
  );
}

export interface ChallengeValues {
  readonly brief: string;
  readonly see: 'everyone' | 'member';
  readonly pot: bigint | null;
  readonly currency: string | null;
  readonly exponent: number | null;
  readonly ballot: unknown;
  readonly rule: unknown;
  readonly voters: string;
}

/** jsonb: pg would write an array as an array of Postgres. */
export const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

const columns = ({ ballot, rule, ...values }: Partial<ChallengeValues>) => ({
  ...values,
  ...(ballot !== undefined && { ballot: json(ballot) }),
  ...(rule !== undefined && { rule: json(rule) }),
});

export async function insert(
  ctx: Ctx,
  id: string,
  values: ChallengeValues,
  secret: { readonly seed: string; readonly seedHash: string; readonly openedBy: string; readonly createdAt?: Date },
): Promise<void> {
  await ctx.db
    .insertInto('crowd_innovation.challenge')
    .values({
      community_id: ctx.community.id,
      id,
      ...values,
      ballot: json(values.ballot),
      rule: json(values.rule),
      seed: secret.seed,
      seed_hash: secret.seedHash,
      opened_by: secret.openedBy,
      ...(secret.createdAt && { created_at: secret.createdAt }),
    })
    .execute();
}

/** True where the version was still the expected one, or none was expected. */
export async function update(
  ctx: Ctx,
  id: string,
  values: Partial<ChallengeValues>,
  version?: number,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('crowd_innovation.challenge')
    .set({ ...columns(values), version: sql`version + 1` })
    .where('community_id', '=', ctx.community.id)
    .where('id', '=', id)
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function replacePhases(ctx: Ctx, challengeId: string, phases: readonly Phase[]): Promise<void> {
  await ctx.db
    .deleteFrom('crowd_innovation.phase')
    .where('community_id', '=', ctx.community.id)
    .where('challenge_id', '=', challengeId)
    .execute();
  if (phases.length === 0) return;
  await ctx.db
    .insertInto('crowd_innovation.phase')
    .values(
      phases.map((phase, at) => ({
        community_id: ctx.community.id,
        id: newId(),
        challenge_id: challengeId,
        position: at + 1,
        kind: phase.kind,
        name: phase.name,
        opens_at: phase.opensAt,
        closes_at: phase.closesAt,
      })),
    )
    .execute();
}

/** The secret of the lot. Nothing but the count asks for it. */
export async function seedOf(ctx: Ctx, id: string): Promise<string> {
  const { seed } = await ctx.db
    .selectFrom('crowd_innovation.challenge')
    .select('seed')
    .where('community_id', '=', ctx.community.id)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return seed;
}
