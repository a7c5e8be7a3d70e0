import { describeUse } from './deprecations.ts';
import type { Registry } from './registry.ts';

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

/** The boot report: one line per extension, those that need attention with a reason and a remedy. */
export const bootReport = (registry: Registry): readonly ReportLine[] => [
  ...registry.records.map(({ id, version, status, milliseconds, deprecations }) => ({
    extension: id,
    version,
    state:
      status.state === 'failed'
        ? `failed (${status.phase})`
        : status.state === 'blocked'
          ? `blocked (${status.by})`
          : status.state,
    milliseconds: Math.round(milliseconds),
    reason: status.state === 'admitted' ? '' : status.reason,
    remedy: status.state === 'admitted' ? '' : status.remedy,
    deprecations: deprecations.map(describeUse),
  })),
  ...registry.unfit.map(({ directory, reason }) => ({
    extension: directory.split(/[\\/]/).at(-1) ?? directory,
    version: '',
    state: 'failed (discover)',
    milliseconds: 0,
    reason,
    remedy: 'mend its package.json',
    deprecations: [],
  })),
];
