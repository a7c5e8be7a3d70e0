import { describeProblem } from '../community/yaml.ts';
import { isOut, type ReportLine } from '../registry/report.ts';
import { describeIncident } from '../registry/runs.ts';
import { CLOCK_TOLERANCE, type Health } from './health.ts';

/** One thing that an operator has to look after. */
export interface Attention {
  readonly subject: string;
  readonly reason: string;
  readonly remedy: string;
}

/** Extensions that are out, of a start or of what can be said without one. */
export const extensionAttention = (lines: readonly ReportLine[]): readonly Attention[] =>
  lines
    .filter(isOut)
    .map(({ extension, state, reason, remedy }) => ({ subject: extension, reason: `${state}: ${reason}`, remedy }));

/** Milliseconds apart, in words that tell who is ahead. */
export const clockWords = (difference: number) =>
  `${Math.abs(Math.round(difference))} ms ${difference < 0 ? 'behind' : 'ahead of'} this machine`;

export const deadLetters = ({ dead }: Health['jobs']): readonly Attention[] =>
  dead.map(({ job, count }) => ({
    subject: `job ${job}`,
    reason: `${count} given up after the last attempt`,
    remedy: 'polyphony jobs list',
  }));

export const clockAttention = (difference: number): readonly Attention[] =>
  Math.abs(difference) > CLOCK_TOLERANCE
    ? [
        {
          subject: 'clock',
          reason: `the database is ${clockWords(difference)}, and deadlines follow its clock`,
          remedy: 'let both follow a time server (NTP)',
        },
      ]
    : [];

export const mailAttention = ({ held, failed }: Pick<Health['mail'], 'held' | 'failed'>): readonly Attention[] => [
  ...(held > 0
    ? [
        {
          subject: 'mail',
          reason: `${held} wait for a mail server`,
          remedy: 'set mail.url and mail.from in platform.yaml',
        },
      ]
    : []),
  ...(failed > 0
    ? [{ subject: 'mail', reason: `${failed} could not be delivered`, remedy: 'look at the log, and at the addresses' }]
    : []),
];

/** Everything that needs somebody; empty where all is well. The one answer of console, API and `polyphony doctor`. */
export const attentionOf = (
  health: Health,
  recent = health.incidents.slice(0, health.recent),
): readonly Attention[] => [
  ...extensionAttention(health.boot),
  ...health.checks.flatMap(({ extension, state, reason, remedy }) =>
    state === 'ok' ? [] : [{ subject: extension, reason, remedy }],
  ),
  ...recent.map((incident) => ({
    subject: incident.extension,
    reason: describeIncident(incident),
    remedy: `mend ${incident.extension}, or turn it off where it does that`,
  })),
  ...health.problems.map((problem) => ({
    subject: problem.file,
    reason: describeProblem(problem),
    remedy: 'mend the file; until then its last good version serves',
  })),
  ...(health.configurationState.error === null
    ? []
    : [
        {
          subject: 'configuration',
          reason: `it cannot be read: ${health.configurationState.error}`,
          remedy: 'look at the database; what served last serves meanwhile',
        },
      ]),
  ...deadLetters(health.jobs),
  ...clockAttention(health.database.clockDifference),
  ...mailAttention(health.mail),
];
