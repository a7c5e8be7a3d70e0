import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import type { KeptPromise } from './promise.ts';

const IMPORT = /(?:^|[\s;])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** It needs what its package.json names and nothing else: what happens to be there is not there elsewhere. */
export const alone: KeptPromise = {
  id: 'alone',
  title: 'it starts with only what it declares',
  async broken({ directory, record }) {
    const { status } = record;
    const wrong = status.state === 'failed' && status.phase === 'resolve' ? [status.reason] : [];
    const file = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as Record<string, any>;
    const known = new Set([
      file['name'] as string,
      ...Object.keys(file['dependencies'] ?? {}),
      ...Object.keys(file['peerDependencies'] ?? {}),
      ...Object.keys(file['optionalDependencies'] ?? {}),
    ]);
    const outside = (name: string) => ['node_modules', 'test', 'dist', '.tap'].includes(path.basename(name));
    const sources = globSync('**/*.{ts,tsx,mts,js,mjs}', { cwd: directory, exclude: outside });
    for (const source of sources.filter((each) => !each.endsWith('.d.ts'))) {
      const text = readFileSync(path.join(directory, source), 'utf8');
      for (const [, named, dynamic] of text.matchAll(IMPORT)) {
        const specifier = named ?? dynamic ?? '';
        if (/^(\.|\/|node:|#|data:|file:)/.test(specifier) || builtinModules.includes(specifier)) continue;
        if (!known.has(packageOf(specifier)))
          wrong.push(`${source} imports ${packageOf(specifier)}, which package.json does not declare`);
      }
    }
    return [...new Set(wrong)];
  },
};
