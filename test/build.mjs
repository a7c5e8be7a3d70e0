// Builds every workspace that has a tsconfig.json, found by looking, so that no list of extensions is kept by hand.
// `--check` also type-checks the tests, which are never emitted.
import { existsSync, globSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const compiler = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript-native/package.json')),
  'bin/tsc',
);
const projects = globSync('extensions/*/tsconfig.json', { cwd: root })
  .map((file) => path.dirname(file))
  .sort();

const run = (args) => {
  const { status, error } = spawnSync(process.execPath, [compiler, ...args], { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};
run(['-b', 'core', ...projects]);
if (process.argv.includes('--check') && existsSync(path.join(root, 'test/tsconfig.json'))) run(['-p', 'test']);
