import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { request } from 'node:http';
import { sql } from 'kysely';
import { describeProblem } from '../../community/yaml.ts';
import type { CommandDefinition } from '../../contract/command.ts';
import { ownerDb, withOwner } from '../../database/owner.ts';
import { jobCounts } from '../../events/counts.ts';
import { installedSchemas, standings, type ExtensionStanding, type InstalledSchema } from '../../lifecycle/schemas.ts';
import { survey } from '../../lifecycle/survey.ts';
import {
  clockAttention,
  clockWords,
  deadLetters,
  extensionAttention,
  mailAttention,
  type Attention,
} from '../../operators/attention.ts';
import { databaseHealth, type Health } from '../../operators/health.ts';
import type { HealthAnswer } from '../../operators/health-api.ts';
import { mending, surveyReport, type ReportLine } from '../../registry/report.ts';
import { checkConfiguration } from '../check-configuration.ts';
import { hasCluster, readEnvironment } from '../environment.ts';
import type { Print } from '../print.ts';
import { standingLine } from '../print-migrations.ts';
import { withDatabase } from '../with-database.ts';

/** Asks the platform on this machine how it is; undefined where none answers there. */
function askRunning(url: URL): Promise<HealthAnswer | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      new URL('/api/platform/health', url),
      { timeout: 5000, headers: { accept: 'application/json' } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve(answerIn(text)));
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}

/** What another program answers at this address is no answer. */
function answerIn(text: string): HealthAnswer | undefined {
  try {
    const body = JSON.parse(text) as HealthAnswer;
    return Array.isArray(body.extensions) && Array.isArray(body.attention) ? body : undefined;
  } catch {
    return undefined;
  }
}

interface DatabaseFindings {
  readonly schemas: readonly ExtensionStanding[];
  /** Undefined where there are no tables to ask yet. */
  readonly health:
    | {
        readonly database: Omit<Health['database'], 'now'>;
        readonly jobs: Health['jobs'];
        readonly mail: Readonly<Record<string, number>>;
      }
    | undefined;
}

/** What the database says by itself, asked as its owner; nothing is migrated or written. */
async function askDatabase(ownerUrl: string, installed: readonly InstalledSchema[]): Promise<DatabaseFindings> {
  const schemas = await standings(ownerUrl, installed);
  return withOwner(ownerUrl, async (owner) => {
    const db = ownerDb(owner);
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass('pgboss.job') is not null and to_regclass('core.mail') is not null as there`.execute(db);
    if (!rows[0]?.there) return { schemas, health: undefined };
    const mail = await sql<{
      state: string;
      n: number;
    }>`select state, count(*)::int as n from core.mail group by state`.execute(db);
    return {
      schemas,
      health: {
        database: await databaseHealth(db),
        jobs: await jobCounts(db),
        mail: Object.fromEntries(mail.rows.map(({ state, n }) => [state, n])),
      },
    };
  });
}

const LITTLE = 1_000_000_000;

async function disk(directory: string): Promise<{ readonly free: number } | undefined> {
  const found = await statfs(existsSync(directory) ? directory : process.cwd()).catch(() => undefined);
  return found && { free: found.bavail * found.bsize };
}

function table(print: Print, extensions: readonly ReportLine[]): void {
  print(
    `${'extension'.padEnd(24)} ${'version'.padEnd(10)} ${'state'.padEnd(26)} ${'time'.padStart(8)}  reason and remedy`,
  );
  if (extensions.length === 0) print('(none is installed)');
  for (const { extension, version, state, milliseconds, reason, remedy, deprecations } of extensions) {
    const why = reason ? mending({ reason, remedy }) : '';
    print(
      `${extension.padEnd(24)} ${version.padEnd(10)} ${state.padEnd(26)} ${`${milliseconds} ms`.padStart(8)}  ${why}`.trimEnd(),
    );
    for (const line of deprecations) print(`  ${line}`);
  }
}

const stopped = (
  extensions: readonly ReportLine[],
  problems: readonly string[],
  found: DatabaseFindings | undefined,
): readonly Attention[] => [
  ...extensionAttention(extensions),
  ...problems.map((reason) => ({ subject: 'configuration', reason, remedy: 'mend the file' })),
  ...(found?.health
    ? [
        ...deadLetters(found.health.jobs),
        ...clockAttention(found.health.database.clockDifference),
        ...mailAttention({ held: found.health.mail['held'] ?? 0, failed: found.health.mail['failed'] ?? 0 }),
      ]
    : []),
];

/** Pending tables are a start's work where nothing runs, and somebody's where a platform serves without them. */
const schemaAttention = (schemas: readonly ExtensionStanding[], isRunning: boolean): readonly Attention[] =>
  schemas.flatMap((one) => {
    if (one.outcome === 'current' || one.outcome === 'compatible') return [];
    if (one.outcome === 'pending' && !isRunning) return [];
    const remedy =
      one.outcome === 'pending' ? 'polyphony migrate, then start again' : 'install the release that has them';
    return [{ subject: one.extension, reason: standingLine(one).replaceAll(/\s+/g, ' '), remedy }];
  });

export const doctorCommands: readonly CommandDefinition[] = [
  {
    path: ['doctor'],
    summary:
      'How the installation is, running or not: extensions, tables, jobs, mail, clocks, configuration; changes nothing',
    options: [
      { flags: '--url <address>', description: 'where the platform answers; http://localhost:PORT if left out' },
    ],
    async run({ options, print }) {
      const environment = readEnvironment();
      const { root, configDirectory, host, port } = environment;
      const near = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
      const url = new URL((options['url'] as string | undefined) ?? `http://${near}:${port}`);
      const answer = await askRunning(url);
      const admission = await survey(root);
      const schemas = await installedSchemas(admission);
      const checked = await checkConfiguration(admission, configDirectory);
      const problems = checked.problems.map(describeProblem);
      // no database is made for this
      const isOwn = !environment.databaseUrl && !environment.ownerUrl;
      const found =
        isOwn && !hasCluster(environment)
          ? undefined
          : await withDatabase(({ ownerUrl }) => askDatabase(ownerUrl, schemas));
      const extensions = answer?.extensions ?? surveyReport(admission);

      print(
        answer
          ? `A platform runs at ${url.origin}: ${answer.status}.`
          : `No platform answers at ${url.origin}; this is what can be known without one.`,
      );
      print('');
      table(print, extensions);
      print('');
      for (const schema of found?.schemas ?? []) print(`tables of ${standingLine(schema)}`);
      const health = answer ?? found?.health;
      if (health) {
        const { database, jobs, mail } = health;
        const dead = jobs.dead.reduce((sum, { count }) => sum + count, 0);
        print(
          `database       PostgreSQL ${database.version}, ${Math.ceil(database.bytes / 1_000_000)} MB, answers in ${Math.round(database.milliseconds)} ms`,
        );
        print(
          `clock          the database is ${clockWords(database.clockDifference)} (exact to ${Math.max(1, Math.ceil(database.milliseconds / 2))} ms)`,
        );
        print(`jobs           ${jobs.due} due, ${jobs.later} later, ${jobs.running} running, ${dead} given up`);
        print(
          `mail           ${
            Object.entries(mail)
              .map(([state, count]) => `${count} ${state}`)
              .join(', ') || 'none'
          }`,
        );
      } else
        print(
          found
            ? 'database       has no tables yet; a start makes them'
            : 'database       there is none yet; a start makes it',
        );
      const free = await disk(environment.dataDirectory);
      if (free) print(`disk           ${Math.floor(free.free / 1_000_000_000)} GB free`);
      const shown = answer?.configurationState;
      const version = shown
        ? `, version ${shown.served} is served${shown.served === shown.version ? '' : `, ${shown.version} is the newest`}`
        : '';
      const mistakes = problems.length === 0 ? 'no mistakes' : `mistakes: ${problems.length}`;
      print(`configuration  ${checked.communities.length} communities, ${mistakes}${version}`);

      const attention: readonly Attention[] = [
        ...(answer ? answer.attention : stopped(extensions, problems, found)),
        ...schemaAttention(found?.schemas ?? [], answer !== undefined),
        ...(free && free.free < LITTLE
          ? [{ subject: 'disk', reason: 'less than 1 GB is free', remedy: 'make room before the database stops' }]
          : []),
      ];
      print('');
      if (attention.length === 0) {
        print('Nothing needs attention.');
        return 0;
      }
      print(attention.length === 1 ? 'One thing needs attention:' : `${attention.length} things need attention:`);
      for (const one of attention) print(`  ${one.subject}: ${mending(one)}`);
      return 1;
    },
  },
];
