import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as contract from '../contract/index.ts';
import { coreExtension } from '../core-extension.ts';
import { importEntry, load } from '../registry/admit.ts';
import { discover } from '../registry/discover.ts';
import type { Candidate } from '../registry/record.ts';
import { withReference, type Described } from './reference.ts';

/** One README and how its reference stands. */
export interface ReadmeState {
  readonly file: string;
  readonly state: 'current' | 'stale' | 'unmarked';
}

const described = async (candidate: Candidate): Promise<Described> => ({
  id: candidate.id,
  definition: await load(candidate),
  exports: await importEntry(candidate),
});

/** Readmes of the extensions below `root`, and the guide with what core itself offers. Written unless `check` is said. */
export async function readmes(root: string, { check }: { readonly check: boolean }): Promise<readonly ReadmeState[]> {
  const home = path.join(root, 'extensions');
  const own = discover(root).candidates.filter(({ directory }) => path.dirname(directory) === home);
  const all: (readonly [string, Described])[] = await Promise.all(
    own.map(async (candidate) => [path.join(candidate.directory, 'README.md'), await described(candidate)] as const),
  );
  all.push([path.join(home, 'README.md'), { id: 'core', definition: coreExtension, exports: contract }]);
  return all
    .filter(([file]) => existsSync(file))
    .map(([file, one]) => {
      const text = readFileSync(file, 'utf8');
      const fresh = withReference(text, one);
      const name = path.relative(root, file);
      if (fresh === undefined) return { file: name, state: 'unmarked' };
      if (fresh === text) return { file: name, state: 'current' };
      if (!check) writeFileSync(file, fresh);
      return { file: name, state: 'stale' };
    });
}
