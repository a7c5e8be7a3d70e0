import type { Kysely } from 'kysely';
import { inBatches } from '../community/batches.ts';
import type { Communities } from '../community/communities.ts';
import type { ConfigurationProblem } from '../community/yaml.ts';
import { jobCounts, type JobCounts } from '../events/counts.ts';
import { extensionHealth, recentIncidents, type HealthLine } from '../registry/health.ts';
import type { Incident } from '../registry/runs.ts';
import type { Migrated } from '../database/migrate.ts';
import type { Registry } from '../registry/registry.ts';
import { bootReport, type ReportLine } from '../registry/report.ts';
import { databaseState, mailCounts, type DatabaseState } from './store.ts';

/** In the order in which a mail goes through them. */
export const mailStates = ['queued', 'held', 'sending', 'sent', 'dropped', 'failed', 'unknown'] as const;
export type MailState = (typeof mailStates)[number];

/** How the installation is. Figures of all communities together, since how much mail one of them sends is its own affair. */
export interface Health {
  readonly boot: readonly ReportLine[];
  readonly problems: readonly ConfigurationProblem[];
  /** Which revision of the configuration this process shows, and which is the newest. */
  readonly configurationState: ReturnType<Communities['state']>;
  readonly database: DatabaseState & {
    /** There and back. */
    readonly milliseconds: number;
    /** Database minus this process, positive where the database is ahead; exact to half of `milliseconds`. */
    readonly clockDifference: number;
  };
  /** What each extension says of itself. */
  readonly checks: readonly HealthLine[];
  /** What went wrong in extensions since this process began, newest first. */
  readonly incidents: readonly Incident[];
  /** How many of the incidents are younger than ten minutes. */
  readonly recent: number;
  readonly jobs: JobCounts;
  readonly mail: Readonly<Record<MailState, number>>;
  /** What this process found in the ledgers when it started, by schema. */
  readonly schemas: readonly Migrated[];
}

/** Deadlines follow the database's clock; pages and mails are written with this one. People notice a second. */
export const CLOCK_TOLERANCE = 1000;

export async function databaseHealth(platform: Kysely<any>): Promise<Health['database']> {
  const before = Date.now();
  const started = performance.now();
  const state = await databaseState(platform);
  const milliseconds = performance.now() - started;
  return { ...state, milliseconds, clockDifference: state.now.getTime() - (before + milliseconds / 2) };
}

/** Up to here counting takes no time worth saving, and figures are of now. */
const FEW_COMMUNITIES = 50;
const KEPT = 10_000;

const counted = new WeakMap<Communities, { readonly until: number; readonly counts: Promise<Health['mail']> }>();

/** Where there are many communities, what was counted is told for ten seconds, and for ten times as long as counting took. */
function mail(communities: Communities): Promise<Health['mail']> {
  const known = counted.get(communities);
  if (known && performance.now() < known.until) return known.counts;
  const began = performance.now();
  const counts = countMail(communities);
  if (communities.count() > FEW_COMMUNITIES) {
    const keep = (until: number) => counted.set(communities, { until, counts });
    keep(Number.POSITIVE_INFINITY); // whoever asks meanwhile waits for the same
    counts.then(
      () => keep(performance.now() + Math.max(KEPT, 10 * (performance.now() - began))),
      () => counted.delete(communities),
    );
  }
  return counts;
}

/** Mail is counted behind the wall, one community a query. */
async function countMail(communities: Communities): Promise<Health['mail']> {
  const total = Object.fromEntries(mailStates.map((state) => [state, 0])) as Record<MailState, number>;
  await inBatches(communities.all(), async (view) => {
    const counts = await mailCounts(view.db, view.id);
    for (const state of mailStates) total[state] += counts[state] ?? 0;
  });
  return total;
}

export async function health({
  registry,
  communities,
  platform,
  migrated,
}: {
  readonly registry: Registry;
  readonly communities: Communities;
  readonly platform: Kysely<any>;
  readonly migrated: readonly Migrated[];
}): Promise<Health> {
  return {
    boot: bootReport(registry),
    problems: communities.problems(),
    configurationState: communities.state(),
    checks: await extensionHealth(registry),
    incidents: registry.runs.incidents(),
    recent: recentIncidents(registry).length,
    database: await databaseHealth(platform),
    jobs: await jobCounts(platform),
    mail: await mail(communities),
    schemas: migrated,
  };
}
