/** The extensions of an installation that does not run, as far as can be known without starting it. */
import { coreExtension } from '../core-extension.ts';
import { coreVersion } from '../package-version.ts';
import { admit, load } from '../registry/admit.ts';
import { discover } from '../registry/discover.ts';
import type { State } from '../registry/record.ts';
import type { ReportLine } from '../registry/report.ts';
import { resolve } from '../registry/resolve.ts';

const stateOf = (status: Exclude<State, { state: 'admitted' }>) =>
  status.state === 'failed' ? `failed (${status.phase})` : `blocked (${status.by})`;

/** Discovers, resolves and admits; nothing is migrated or built, so that the best that is said of one is `installed`. */
export async function survey(root: string): Promise<readonly ReportLine[]> {
  const { candidates, unfit } = discover(root);
  const { order, refused } = resolve(candidates, coreVersion);
  const lines: ReportLine[] = [];
  const paths = new Map<string, string>();
  const permissions = new Set(Object.keys(coreExtension.permissions ?? {}));
  for (const candidate of order) {
    const { id: extension, version } = candidate;
    const started = performance.now();
    const line = { extension, version, deprecations: [] };
    try {
      const definition = await load(candidate);
      admit(candidate, definition, paths, permissions);
      for (const segment of definition.paths ?? [extension]) paths.set(segment, extension);
      for (const name of Object.keys(definition.permissions ?? {})) permissions.add(name);
      lines.push({
        ...line,
        state: 'installed',
        milliseconds: Math.round(performance.now() - started),
        reason: '',
        remedy: '',
      });
    } catch (error) {
      const milliseconds = Math.round(performance.now() - started);
      const remedy = `mend ${extension} or leave it out with --without ${extension}`;
      lines.push({ ...line, state: 'failed (admit)', milliseconds, reason: (error as Error).message, remedy });
    }
  }
  for (const { id: extension, version } of candidates) {
    const status = refused.get(extension);
    if (status && status.state !== 'admitted')
      lines.push({
        extension,
        version,
        state: stateOf(status),
        milliseconds: 0,
        reason: status.reason,
        remedy: status.remedy,
        deprecations: [],
      });
  }
  for (const { directory, reason } of unfit)
    lines.push({
      extension: directory,
      version: '',
      state: 'failed (discover)',
      milliseconds: 0,
      reason,
      remedy: 'mend its package.json',
      deprecations: [],
    });
  return lines;
}
