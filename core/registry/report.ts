import path from 'node:path';
import type { Admission } from './admission.ts';
import { describeUse } from './deprecations.ts';
import type { Unfit } from './discover.ts';
import type { ExtensionRecord, State } from './record.ts';

export interface ReportLine {
  readonly extension: string;
  readonly version: string;
  readonly state: string;
  readonly milliseconds: number;
  readonly reason: string;
  readonly remedy: string;
  /** What it uses although it goes, one line each. */
  readonly deprecations: readonly string[];
}

/** A state in words, with the phase or what is in the way. */
export const stateWords = (status: State): string => {
  switch (status.state) {
    case 'admitted':
      return 'admitted';
    case 'failed':
      return `failed (${status.phase})`;
    case 'blocked':
      return `blocked (${status.by})`;
  }
};

/** A reason and what to do about it, as a line ends. */
export const mending = ({ reason, remedy }: { readonly reason: string; readonly remedy: string }): string =>
  `${reason}. To mend it: ${remedy}`;

/** Why an extension does not run, as a sentence; undefined where it does. */
export const whyOut = (id: string, status: State | undefined): string | undefined =>
  status && status.state !== 'admitted' ? `${id} does not run here: ${mending(status)}` : undefined;

const lineOf = ({
  id,
  version,
  status,
  milliseconds,
  deprecations,
}: Pick<ExtensionRecord, 'id' | 'version' | 'status' | 'milliseconds' | 'deprecations'>): ReportLine => ({
  extension: id,
  version,
  state: stateWords(status),
  milliseconds: Math.round(milliseconds),
  reason: status.state === 'admitted' ? '' : status.reason,
  remedy: status.state === 'admitted' ? '' : status.remedy,
  deprecations: deprecations.map(describeUse),
});

/** What has no id yet goes by the name of its folder. */
const unfitLine = ({ directory, reason }: Unfit): ReportLine =>
  lineOf({
    id: path.basename(directory),
    version: '',
    status: { state: 'failed', phase: 'discover', reason, remedy: 'mend its package.json' },
    milliseconds: 0,
    deprecations: [],
  });

/** The boot report: one line per extension, those that need attention with a reason and a remedy. */
export const bootReport = ({ records, unfit }: Pick<Admission, 'records' | 'unfit'>): readonly ReportLine[] => [
  ...records.map(lineOf),
  ...unfit.map(unfitLine),
];

/** Whether an extension does not run here, whatever the report is of. */
export const isOut = ({ state }: Pick<ReportLine, 'state'>): boolean => state !== 'admitted' && state !== 'installed';

/** The report of what was looked at and not started: the best that is said of one is `installed`. */
export const surveyReport = (admission: Pick<Admission, 'records' | 'unfit'>): readonly ReportLine[] =>
  bootReport(admission).map((line) => (line.state === 'admitted' ? { ...line, state: 'installed' } : line));
