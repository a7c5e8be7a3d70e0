/** Where an extension is, and what it cannot be without. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { coreDirectory } from '../package-version.ts';
import { discover } from '../registry/discover.ts';
import { needs } from '../registry/needs.ts';
import type { Candidate } from '../registry/record.ts';

export interface Located {
  readonly candidate: Candidate;
  /** Everything that is installed beside it. */
  readonly candidates: readonly Candidate[];
  /** Ids of the extension and of all that it requires. */
  readonly only: readonly string[];
  /** The folder that is the installation. */
  readonly root: string;
}

export const repositoryRoot = path.dirname(coreDirectory);

/** Where extensions are looked for: around core in its own repository, else the folder that the tests run in. */
export const installationRoot = (): string =>
  coreDirectory.split(path.sep).includes('node_modules') ? process.cwd() : repositoryRoot;

/** The package that a file belongs to. */
function packageOf(file: string): string {
  for (let directory = path.dirname(file); directory !== path.dirname(directory); directory = path.dirname(directory))
    if (existsSync(path.join(directory, 'package.json'))) return directory;
  throw new Error(`${file} belongs to no package`);
}

/** The installation around an extension: the folder that has it below `extensions/`, else the extension's own. */
function rootOf(directory: string): string {
  const above = path.dirname(directory);
  return path.basename(above) === 'extensions' && existsSync(path.join(above, '../package.json'))
    ? path.dirname(above)
    : directory;
}

/** @throws Error where there is no such extension */
export function locate(extension: string, given?: string): Located {
  const directory = extension.startsWith('file:') ? packageOf(fileURLToPath(extension)) : undefined;
  const root = given ?? (directory ? rootOf(directory) : installationRoot());
  const { candidates, unfit } = discover(root);
  const id = directory
    ? (JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as { polyphony?: { id?: string } })
        .polyphony?.id
    : extension;
  const candidate = candidates.find((one) => one.id === id);
  if (!candidate)
    throw new Error(
      `there is no extension ${id ?? directory} in ${root}${unfit.map(({ reason }) => `; ${reason}`).join('')}`,
    );
  return { candidate, candidates, only: closure(candidate, candidates), root };
}

/** Ids of an extension and of everything that it cannot be without. */
function closure(candidate: Candidate, candidates: readonly Candidate[]): readonly string[] {
  const found = new Set<Candidate>();
  const visit = (one: Candidate) => {
    if (found.has(one)) return;
    found.add(one);
    for (const other of candidates) if (needs(one, other)) visit(other);
  };
  visit(candidate);
  return [...found].map(({ id }) => id);
}
