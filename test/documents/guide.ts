/** The guide for authors, as a program reads it: every fragment with the file that it says it is. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '@polyphony/core/testing';

/** Files of the guide by their path below `extensions`; code without a file would be code that nobody compiles. */
export function fragments(): ReadonlyMap<string, string> {
  const guide = readFileSync(path.join(repositoryRoot, 'extensions/README.md'), 'utf8');
  const files = new Map<string, string>();
  for (const [, named, language, code = ''] of guide.matchAll(
    /(?:<!-- (\S+\.json) -->\n+)?```(json|tsx?)\n([\s\S]*?)```/g,
  )) {
    const file = language === 'json' ? named : /^\/\/ (\S+)\n/.exec(code)?.[1];
    if (file === undefined)
      throw new Error(`a fragment of the guide does not say which file it is: ${code.slice(0, 80)}`);
    if (files.has(file)) throw new Error(`${file} is in the guide twice`);
    files.set(file, code);
  }
  return files;
}

/** An installation of its own with one extension of the guide in it, written as it is printed and compiled. */
export function installed(t: { teardown(work: () => unknown): void }, extension: string): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-guide-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  for (const name of ['core', 'migrations', 'node_modules'])
    symlinkSync(path.join(repositoryRoot, name), path.join(directory, name));
  for (const name of ['package.json', 'tsconfig.json', 'config'])
    cpSync(path.join(repositoryRoot, name), path.join(directory, name), { recursive: true });
  const files = fragments();
  const folder = path.join(directory, 'extensions', extension);
  for (const [file, code] of files) {
    if (!file.startsWith(`${extension}/`)) continue;
    const place = path.join(directory, 'extensions', file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, code);
  }
  const tsconfig = files.get('hello/tsconfig.json') ?? '';
  // its tests are compiled as well
  if (!files.has(`${extension}/tsconfig.json`))
    writeFileSync(path.join(folder, 'tsconfig.json'), tsconfig.replace('["dist", "test"]', '["dist"]'));
  const compiler = path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript-native/package.json')),
    'bin/tsc',
  );
  try {
    // without the test runner's loaders, which child processes inherit and which cannot load the compiler
    execFileSync('env', ['-u', 'NODE_OPTIONS', process.execPath, compiler, '-p', `extensions/${extension}`], {
      cwd: directory,
      stdio: 'pipe',
    });
  } catch (error) {
    const said = String((error as { stdout?: Buffer }).stdout);
    throw new Error(`the extension ${extension} of the guide does not compile:\n${said}`, { cause: error });
  }
  return directory;
}
