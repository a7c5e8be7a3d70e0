import semver from 'semver';
import { blockedBy, leftOut, type Candidate, type State } from './record.ts';

const CORE = '@polyphony/core';

/**
 * Checks ranges before any code runs and puts extensions in the order in which they depend on each other.
 * Returns the order and, for those that cannot be, why and what to do. What an operator leaves out (`without`) keeps its name, so
 * that those who need it are told why they do not run, and files that name it stay right.
 */
export function resolve(
  candidates: readonly Candidate[],
  coreVersion: string,
  without: ReadonlySet<string> = new Set(),
): { readonly order: readonly Candidate[]; readonly refused: ReadonlyMap<string, State> } {
  const refused = new Map<string, State>();
  const byPackage = new Map(candidates.map((candidate) => [candidate.packageName, candidate]));
  const fail = (id: string, reason: string, remedy: string) =>
    refused.set(id, { state: 'failed', phase: 'resolve', reason, remedy });

  for (const { id, requires, optional } of candidates) {
    if (without.has(id)) {
      refused.set(id, leftOut(id));
      continue;
    }
    const range = requires[CORE];
    if (!range)
      fail(id, `does not say which ${CORE} it needs`, `add "${CORE}": "^${coreVersion}" to its peerDependencies`);
    for (const [name, wanted] of Object.entries(requires)) {
      const other = byPackage.get(name);
      const version = name === CORE ? coreVersion : other?.version;
      if (version === undefined) {
        if (!optional.has(name))
          fail(id, `needs ${name} ${wanted}, which is not installed`, `npm install ${name}@"${wanted}"`);
      } else if (!semver.satisfies(version, wanted, { includePrerelease: true })) {
        fail(
          id,
          `needs ${name} ${wanted}, and ${version} is installed`,
          `install a version of ${id} for ${name} ${version}`,
        );
      }
    }
  }

  const order: Candidate[] = [];
  const visiting: string[] = [];
  const visit = (candidate: Candidate) => {
    if (order.includes(candidate) || refused.has(candidate.id)) return;
    if (visiting.includes(candidate.id)) {
      const cycle = [...visiting.slice(visiting.indexOf(candidate.id)), candidate.id].join(' -> ');
      for (const id of visiting) fail(id, `depends on itself: ${cycle}`, 'make one of these dependencies optional');
      return;
    }
    visiting.push(candidate.id);
    for (const name of Object.keys(candidate.requires)) {
      const other = byPackage.get(name);
      if (!other) continue;
      visit(other);
      const status = refused.get(other.id);
      if (status && !candidate.optional.has(name) && !refused.has(candidate.id))
        refused.set(candidate.id, blockedBy(other.id, status));
    }
    visiting.pop();
    if (!refused.has(candidate.id)) order.push(candidate);
  };
  candidates.forEach(visit);
  return { order, refused };
}
