import { sql, type Kysely } from 'kysely';

/** How long what has served its purpose is kept, in days, and why. */
const KEPT = {
  /** What a person may still ask about: "I never got that mail", "who signed in as me last week?" */
  mail: 30,
  sessions: 30,
  /** A link that is over says so to whoever opens it late. */
  links: 30,
  /** Addresses of people who never came. */
  invitations: 30,
  /** An address that nobody confirmed; the link in its mail has long expired. */
  claims: 14,
} as const;

const before = (days: number) => sql`now() - make_interval(days => ${days})`;

/**
 * Takes out what nobody needs any more: personal data are not kept for want of a broom. Idempotent; run nightly, for every
 * community that there ever was. One step that fails leaves the others their turn.
 */
export async function tidy(platform: Kysely<any>, dbOf: (community: number) => Kysely<any>): Promise<void> {
  const { rows } = await sql<{ id: number }>`select id from platform.community order by id`.execute(platform);
  const steps: (readonly [Kysely<any>, ReturnType<typeof sql>])[] = rows.flatMap(({ id }) =>
    ofCommunity(id).map((step) => [dbOf(id), step] as const),
  );
  for (const step of ofPlatform()) steps.push([platform, step]);
  const failures: unknown[] = [];
  for (const [db, step] of steps) {
    try {
      await step.execute(db);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} steps of tidying failed`);
}

const ofCommunity = (id: number) => [
  sql`delete from core.idempotency where community_id = ${id} and expires_at < now()`,
  sql`delete from core.mail where community_id = ${id} and created_at < ${before(KEPT.mail)}`,
  sql`delete from core.joining where community_id = ${id} and state = 'unconfirmed' and created_at < ${before(KEPT.claims)}`,
  sql`
    delete from core.invitation
    where community_id = ${id} and accepted_at is null and expires_at < ${before(KEPT.invitations)}`,
];

const ofPlatform = () => [
  sql`delete from platform.link where expires_at < ${before(KEPT.links)}`,
  sql`delete from platform.session where expires_at < ${before(KEPT.sessions)} or revoked_at < ${before(KEPT.sessions)}`,
  sql`
    delete from platform.account
    where confirmed_at is null and erased_at is null and created_at < ${before(KEPT.claims)}`,
  sql`delete from platform.rate_limit where expires_at < now()`,
];
