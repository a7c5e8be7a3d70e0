/** A client that is generated from the description of a running community: strict types, and a wrong field does not compile. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { repositoryRoot, startPlatform } from '@polyphony/core/testing';

const require = createRequire(import.meta.url);
const packageOf = (name: string) => path.join(repositoryRoot, 'node_modules', name);

t.test('a typed client is generated, compiles, and works', async (t) => {
  const platform = await startPlatform(t, {
    communities: { food: { extensions: { groups: {}, 'crowd-innovation': {} } } },
  });
  await platform.member('food', { roles: ['manager'], email: 'maya@test.example' });

  const folder = mkdtempSync(path.join(os.tmpdir(), 'polyphony-client-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(path.join(repositoryRoot, 'node_modules'), path.join(folder, 'node_modules'));
  cpSync(path.join(import.meta.dirname, 'typed-client/client.ts'), path.join(folder, 'client.ts'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(path.join(folder, 'openapi.json'), (await platform.visitor('food').get('/api/openapi.json')).text);

  // `env`: without the test runner's loaders, which child processes inherit and which cannot load the compiler
  const node = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)('env', ['-u', 'NODE_OPTIONS', process.execPath, ...args], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        API: platform.visitor('food').base,
        EMAIL: 'maya@test.example',
        PASSWORD: 'correct horse battery',
      },
    }).catch((error: { stdout?: string; stderr?: string }) => {
      throw new Error(`${args[0]}: ${error.stdout ?? ''}${error.stderr ?? String(error)}`);
    });
    return stdout;
  };
  await node(path.join(packageOf('openapi-typescript'), 'bin/cli.js'), 'openapi.json', '-o', 'api.d.ts');
  const compiler = path.join(path.dirname(require.resolve('typescript-native/package.json')), 'bin/tsc');
  const strict = '--strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --noEmit --skipLibCheck';
  const modern = '--module nodenext --target es2024 --lib es2024,dom --types node --allowImportingTsExtensions';
  await node(compiler, ...`${strict} ${modern} client.ts`.split(' '));
  t.pass('it compiles, with every @ts-expect-error needed');

  const said = JSON.parse(await node('client.ts')) as Record<string, unknown>;
  t.same(said, {
    signedInAs: 'maya@test.example',
    challenges: 0,
    group: 'Bread',
    openness: 'open',
    groups: ['Bread'],
    missing: 'core.not-found',
    unfit: ['/title'],
  });
});
