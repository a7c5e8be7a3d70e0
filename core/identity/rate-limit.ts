import { createHmac } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { coreProblems } from '../contract/core-problems.ts';

export interface TryLimit {
  readonly max: number;
  readonly seconds: number;
}

/** Counts tries over all nodes, in Postgres. `parts` are hashed with the platform's secret: no address is kept. */
export interface TryCounter {
  /**
   * Counts one try and throws `core.too-many` (429, with `Retry-After`) from the one after `max` on, until the window that
   * the first try opened has passed.
   */
  count(parts: readonly string[], limit: TryLimit): Promise<void>;
  /** Counts one try and says whether it is within the limit, for those who must not hear that it is not. */
  allows(parts: readonly string[], limit: TryLimit): Promise<boolean>;
}

export function tryCounter(platform: Kysely<any>, secret: string): TryCounter {
  async function add(parts: readonly string[], seconds: number): Promise<{ count: number; left: number }> {
    const key = createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
    const { rows } = await sql<{ count: number; left: number }>`
      insert into platform.rate_limit as r (key, count, expires_at) values (${key}, 1, clock_timestamp() + make_interval(secs => ${seconds}))
      on conflict (key) do update set
        count = case when r.expires_at <= clock_timestamp() then 1 else r.count + 1 end,
        expires_at = case when r.expires_at <= clock_timestamp() then excluded.expires_at else r.expires_at end
      returning count, greatest(1, ceil(extract(epoch from expires_at - clock_timestamp())))::int as left`.execute(
      platform,
    );
    const [row] = rows;
    if (!row) throw new Error('a try was not counted');
    return row;
  }
  return {
    async count(parts, { max, seconds }) {
      const { count, left } = await add(parts, seconds);
      if (count > max) throw coreProblems.tooMany({ seconds: left }, { headers: { 'retry-after': String(left) } });
    },
    allows: async (parts, { max, seconds }) => (await add(parts, seconds)).count <= max,
  };
}
