/**
 * What the types of the contract refuse. Each wrong line in `contract/` stands under a `@ts-expect-error`, beside a right one
 * that compiles: an expectation that nothing meets any more is an error of the compiler as well.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { repositoryRoot } from '@polyphony/core/testing';

const compiler = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript-native/package.json')),
  'bin/tsc',
);
const here = import.meta.dirname;

/** What the compiler says of a project: a line for each error, none where it compiles. */
const complaints = (project: string) =>
  new Promise<readonly string[]>((resolve, reject) => {
    // without the test runner's loaders, which child processes inherit and which cannot load the compiler
    const command = ['-u', 'NODE_OPTIONS', process.execPath, compiler, '--pretty', 'false', '-p', project];
    execFile('env', command, { cwd: here }, (error, stdout, stderr) => {
      const lines = stdout.split('\n').filter((line) => line.includes('error TS'));
      if (error && lines.length === 0)
        reject(new Error(`the compiler did not run: ${stdout}${stderr}`, { cause: error }));
      else resolve(lines);
    });
  });

t.test('wrong uses of the contract do not compile, and right ones do', async (t) => {
  t.same(
    await complaints('.'),
    [],
    'a TS2578 names an expected error that is missing, another one what should compile',
  );
});

t.test('each expectation is met, and one that is not is named', async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'polyphony-types-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(path.join(repositoryRoot, 'node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  cpSync(path.join(here, 'contract'), path.join(folder, 'contract'), { recursive: true });
  const project = { extends: path.join(here, 'tsconfig.json'), include: ['contract'] };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(project));
  const expected: string[] = [];
  for (const name of readdirSync(path.join(folder, 'contract'))) {
    const file = path.join(folder, 'contract', name);
    const lines = readFileSync(file, 'utf8').split('\n');
    lines.forEach((line, at) => {
      if (line.includes('@ts-expect-error')) expected.push(`${name}:${at + 2} ${line.split('@ts-expect-error ')[1]}`);
    });
    writeFileSync(file, lines.map((line) => line.replace('@ts-expect-error', 'here')).join('\n'));
  }
  writeFileSync(
    path.join(folder, 'contract/needless.ts'),
    '// @ts-expect-error nothing is wrong\nexport const one = 1;\n',
  );
  const found = await complaints(folder);
  const places = new Set(found.map((line) => /([\w-]+\.ts)\((\d+),/.exec(line)?.slice(1, 3).join(':')));
  t.ok(expected.length > 25, `${expected.length} wrong lines`);
  t.same(
    expected.filter((line) => !places.has(line.split(' ')[0])),
    [],
    'every wrong line is an error by itself',
  );
  t.match(
    found.find((line) => line.includes('needless.ts')),
    /needless\.ts\(1,1\): error TS2578/,
  );
});
