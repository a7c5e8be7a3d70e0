import { sql, type Kysely } from 'kysely';

/** An answer as it left: sent again byte by byte. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Asked {
  readonly community: number;
  /** Null for visitors. */
  readonly member: string | null;
  readonly digest: Buffer;
  readonly fingerprint: Buffer;
}

/** Takes a key for `seconds`: true for whoever may work on it, also where the one before has been gone for that long. */
export async function claimKey(db: Kysely<any>, asked: Asked, claim: string, seconds: number): Promise<boolean> {
  const { rows } = await sql`
    insert into core.idempotency as known (community_id, digest, fingerprint, member_id, claim, leased_until)
    values (${asked.community}, ${asked.digest}, ${asked.fingerprint}, ${asked.member}, ${claim}, clock_timestamp() + make_interval(secs => ${seconds}))
    on conflict (community_id, digest) do update set
      fingerprint = excluded.fingerprint, claim = excluded.claim, leased_until = excluded.leased_until,
      failed = false, status = null, headers = null, body = null, expires_at = excluded.expires_at
    where known.expires_at < clock_timestamp()
      or (known.status is null and known.leased_until < clock_timestamp() and known.fingerprint = excluded.fingerprint)
    returning 1`.execute(db);
  return rows.length > 0;
}

/** What is known of a key that is taken. */
export interface Known {
  readonly fingerprint: Buffer;
  /** Null while somebody works on it, and where it failed. */
  readonly answer: KeptAnswer | null;
  readonly failed: boolean;
  /** Seconds until somebody else may work on it. */
  readonly left: number;
}

/** What is known of a key, undefined where it is free (again). */
export async function keyOf(db: Kysely<any>, { community, digest }: Asked): Promise<Known | undefined> {
  const { rows } = await sql<Omit<Known, 'answer'> & { [K in keyof KeptAnswer]: KeptAnswer[K] | null }>`
    select fingerprint, failed, extract(epoch from leased_until - clock_timestamp())::float8 as left, status, headers, body from core.idempotency
    where community_id = ${community} and digest = ${digest}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { fingerprint, failed, left, status, headers, body } = row;
  return {
    fingerprint,
    failed,
    left,
    answer: status === null || headers === null ? null : { status, headers, body: body ?? '' },
  };
}

/** Keeps an answer for a day. Nothing happens where somebody else holds the key by now. */
export const keepAnswer = async (db: Kysely<any>, asked: Asked, claim: string, answer: KeptAnswer): Promise<void> =>
  void (await sql`
    update core.idempotency set status = ${answer.status}, headers = ${JSON.stringify(answer.headers)}::jsonb, body = ${answer.body}
    where community_id = ${asked.community} and digest = ${asked.digest} and claim = ${claim} and status is null`.execute(
    db,
  ));

/** Leaves a key taken until its lease is over, where nobody knows what was done. */
export const failKey = async (db: Kysely<any>, asked: Asked, claim: string): Promise<void> =>
  void (await sql`
    update core.idempotency set failed = true
    where community_id = ${asked.community} and digest = ${asked.digest} and claim = ${claim} and status is null`.execute(
    db,
  ));

/** Gives a key back, where nothing was done. */
export const dropKey = async (db: Kysely<any>, asked: Asked, claim: string): Promise<void> =>
  void (await sql`
    delete from core.idempotency
    where community_id = ${asked.community} and digest = ${asked.digest} and claim = ${claim} and status is null`.execute(
    db,
  ));
