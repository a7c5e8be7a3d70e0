/** The README's first extension works as it is printed. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { client, createTestDatabase } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../..');

/** The code blocks of the section, by the order in which they stand. */
function blocks(): string[] {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const section = /### A first extension[\s\S]*?(?=\n#{2,3} |$)/.exec(readme)?.[0] ?? '';
  return [...section.matchAll(/```(?:json|tsx)\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
}

t.test('one folder, one line of configuration, one start', async (t) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-first-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  for (const name of ['core', 'migrations', 'node_modules'])
    symlinkSync(path.join(root, name), path.join(directory, name));
  for (const name of ['package.json', 'tsconfig.json', 'config'])
    cpSync(path.join(root, name), path.join(directory, name), { recursive: true });
  const folder = path.join(directory, 'extensions/hello');
  mkdirSync(folder, { recursive: true });
  symlinkSync(path.join(root, 'extensions/groups'), path.join(directory, 'extensions/groups'));
  const [manifest = '', tsconfig = '', index = ''] = blocks();
  t.ok(index.trim().split('\n').length < 30, 'it is short');
  writeFileSync(path.join(folder, 'package.json'), manifest);
  writeFileSync(path.join(folder, 'tsconfig.json'), tsconfig);
  writeFileSync(path.join(folder, 'index.tsx'), index);

  const compiler = path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript-native/package.json')),
    'bin/tsc',
  );
  // without the test runner's loaders, which child processes inherit and which cannot load the compiler
  execFileSync('env', ['-u', 'NODE_OPTIONS', process.execPath, compiler, '-p', 'extensions/hello'], {
    cwd: directory,
    stdio: 'pipe',
  });

  const file = path.join(directory, 'config/communities/iati-connect.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('extensions:\n', 'extensions:\n  hello: {}\n'));
  rmSync(path.join(directory, 'config/communities/our-food-future.yaml'));

  const database = await createTestDatabase(t);
  const child = spawn(process.execPath, [path.join(root, 'core/dist/main.js')], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: '0',
      DATABASE_URL: database.applicationUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      POLYPHONY_SECRET: 'x'.repeat(40),
    },
  });
  t.teardown(() => child.kill('SIGKILL'));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const found = /running at (http:\S+)/.exec(output)?.[1];
        if (found && /Ctrl-C/.test(output)) resolve(found.replace('localhost', '127.0.0.1'));
      });
    child.once('exit', (code) => reject(new Error(`exited with ${code}: ${output}`)));
  });
  const visitor = client({ base: `${url}/c/iati-connect` });
  const page = await visitor.get('/hello');
  t.equal(page.status, 200, output);
  t.match(page.text, 'Hello, IATI Connect');
  t.same((await visitor.get('/api/hello')).body, { greeting: 'Hello' });
  t.match((await visitor.get('/')).text, 'href="/c/iati-connect/hello"', 'it is in the navigation');
  t.match((await visitor.get('/api/openapi.json')).text, '"/api/hello"', 'and in the description of the API');
});
