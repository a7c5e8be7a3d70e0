import { sql, type Kysely } from 'kysely';
import type { CommunityView } from './contract/community.ts';

/** How long what has served its purpose is kept, in days, and why. */
const KEPT = {
  /** What a person may still ask about: "I never got that mail", "who signed in as me last week?" */
  mail: 30,
  sessions: 30,
  /** A link that is over says so to whoever opens it late. */
  links: 30,
  /** An address that nobody confirmed; the link in its mail has long expired. */
  claims: 14,
} as const;

/** Takes out what nobody needs any more: personal data are not kept for want of a broom. Idempotent; run nightly. */
export async function tidy(platform: Kysely<any>, communities: readonly CommunityView[]): Promise<void> {
  const before = (days: number) => sql`now() - make_interval(days => ${days})`;
  for (const { id, db } of communities) {
    await sql`delete from core.mail where community_id = ${id} and created_at < ${before(KEPT.mail)}`.execute(db);
    await sql`
      delete from core.joining where community_id = ${id} and state = 'unconfirmed' and created_at < ${before(KEPT.claims)}`.execute(
      db,
    );
  }
  await sql`delete from platform.link where expires_at < ${before(KEPT.links)}`.execute(platform);
  await sql`
    delete from platform.session where expires_at < ${before(KEPT.sessions)} or revoked_at < ${before(KEPT.sessions)}`.execute(
    platform,
  );
  await sql`
    delete from platform.account where confirmed_at is null and erased_at is null and created_at < ${before(KEPT.claims)}`.execute(
    platform,
  );
  await sql`delete from platform.rate_limit where expires_at < now()`.execute(platform);
}
