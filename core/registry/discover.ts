import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Candidate } from './record.ts';

interface PackageFile {
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly polyphony?: { readonly id?: string; readonly title?: string };
}

const readPackage = (directory: string) =>
  JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as PackageFile;

/** A folder or package that looks like an extension and cannot be one. */
export interface Unfit {
  readonly directory: string;
  readonly reason: string;
}

/** An id of an extension. */
export const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function candidate(directory: string, file: PackageFile): Candidate | Unfit {
  const { id, title } = file.polyphony ?? {};
  if (!id || !ID.test(id))
    return { directory, reason: 'package.json: polyphony.id must be lower case words joined by -' };
  if (!title) return { directory, reason: 'package.json: polyphony.title is missing' };
  if (!file.name || !file.version) return { directory, reason: 'package.json: name and version are required' };
  return {
    id,
    title,
    packageName: file.name,
    version: file.version,
    description: file.description ?? '',
    directory,
    requires: file.peerDependencies ?? {},
    optional: new Set(
      Object.entries(file.peerDependenciesMeta ?? {}).flatMap(([name, meta]) => (meta.optional ? [name] : [])),
    ),
  };
}

/**
 * Finds extensions by their `package.json` alone: the folders `extensions/*` below `root` and the dependencies of the root
 * package that carry a `polyphony` key. A root that is an extension itself, as where its author works on it, is one of them, and
 * what it is developed with counts as installed. Never all of node_modules: what nobody asked for is not an extension.
 */
export function discover(root: string): {
  readonly candidates: readonly Candidate[];
  readonly unfit: readonly Unfit[];
} {
  const require = createRequire(pathToFileURL(path.join(root, 'package.json')));
  // a folder may be a link to where its author works on it
  const home = path.join(root, 'extensions');
  const folders = (existsSync(home) ? readdirSync(home) : [])
    .map((name) => path.join(home, name))
    .filter((folder) => existsSync(path.join(folder, 'package.json')));
  const own = readPackage(root);
  const names = own.polyphony
    ? { ...own.devDependencies, ...own.peerDependencies, ...own.dependencies }
    : own.dependencies;
  const installed = Object.keys(names ?? {}).flatMap((name) => {
    try {
      return [path.dirname(require.resolve(`${name}/package.json`))];
    } catch {
      return []; // a package that hides its package.json is no extension
    }
  });
  const candidates = new Map<string, Candidate>();
  const unfit: Unfit[] = [];
  for (const directory of [...(own.polyphony ? [root] : []), ...folders.sort(), ...installed.sort()]) {
    let file: PackageFile;
    try {
      file = directory === root ? own : readPackage(directory);
    } catch (error) {
      unfit.push({ directory, reason: `package.json: ${(error as Error).message}` });
      continue;
    }
    if (!file.polyphony) continue;
    const found = candidate(directory, file);
    if ('reason' in found) unfit.push(found);
    else if (candidates.has(found.id))
      unfit.push({ directory, reason: `the id ${found.id} is taken by ${candidates.get(found.id)?.packageName}` });
    else candidates.set(found.id, found);
  }
  return { candidates: [...candidates.values()], unfit };
}
