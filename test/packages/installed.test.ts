/** What npm packs works where it is installed: `npm run test:packages`, as it installs from the registry and takes minutes. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { commandFile, repositoryRoot } from '@polyphony/core/testing';

const isWanted = process.env['POLYPHONY_PACKAGES'] !== undefined;
const skip = isWanted ? false : 'it installs from the registry: npm run test:packages';

/** Without the test runner's own: its loaders, its conditions and its options would be those of tests that run inside. */
const env: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(_?TAP|NODE_OPTIONS$|NODE_ENV$)/.test(name)),
);
const run = (cwd: string, command: string, ...words: string[]) =>
  execFileSync(command, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', timeout: 600_000 });

const clean = (t: { teardown(work: () => unknown): unknown }) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-packages-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

/** Packs a folder; gives the file. */
function pack(folder: string, into: string): string {
  const before = new Set(readdirSync(into));
  run(folder, 'npm', 'pack', '--silent', '--pack-destination', into);
  const made = readdirSync(into).find((file) => !before.has(file));
  if (!made) throw new Error(`${folder} was not packed`);
  return `file:${path.join(into, made)}`;
}
const own = (folder: string, into: string) => pack(path.join(repositoryRoot, folder), into);

const write = (file: string, value: object) => writeFileSync(file, JSON.stringify(value, null, 2));

t.test('an extension from outside is packed, installed, and has its types and its place', { skip }, async (t) => {
  const directory = clean(t);
  const tarballs = path.join(directory, 'tarballs');
  const [source, home] = [path.join(directory, 'source'), path.join(directory, 'home')];
  for (const folder of [tarballs, home]) mkdirSync(folder);
  cpSync(path.join(repositoryRoot, 'test/fixtures/third-party'), source, { recursive: true });
  const dependencies = {
    '@polyphony/core': own('core', tarballs),
    '@polyphony/migrations': own('migrations', tarballs),
    '@polyphony/crowd-innovation': own('extensions/crowd-innovation', tarballs),
  };
  write(path.join(home, 'package.json'), {
    name: 'home',
    private: true,
    type: 'module',
    dependencies: { ...dependencies, typescript: '5.9.3' },
  });
  run(home, 'npm', 'install', '--no-audit', '--no-fund');
  // its author builds it against the installed packages: what is declared there is all that there is
  cpSync(path.join(source, 'package.json'), path.join(home, 'work/package.json'));
  cpSync(source, path.join(home, 'work'), { recursive: true });
  run(path.join(home, 'work'), 'npx', 'tsc', '-p', '.');
  const tarball = pack(path.join(home, 'work'), tarballs);
  rmSync(path.join(home, 'work'), { recursive: true });
  run(home, 'npm', 'install', '--no-audit', '--no-fund', tarball.slice('file:'.length));

  writeFileSync(
    path.join(home, 'check.mjs'),
    `import { bootReport, startPlatform, startTestCluster } from '@polyphony/core/testing';
     const done = [];
     const cluster = process.env.POLYPHONY_TEST_DATABASE_URL ? undefined : await startTestCluster();
     if (cluster) process.env.POLYPHONY_TEST_DATABASE_URL = cluster.url;
     const platform = await startPlatform({ teardown: (work) => done.push(work) }, {
       root: process.cwd(),
       communities: { home: { extensions: { 'third-party': {}, 'crowd-innovation': {} } } },
     });
     const manager = await platform.member('home', { roles: ['manager'] });
     const visitor = platform.visitor('home');
     const at = (days) => new Date(Date.now() + days * 86400000).toISOString();
     const made = await manager.post('/api/challenges', {
       title: 'Fund', summary: 'Money', pot: { amount: '1000', currency: 'EUR' },
       phases: [{ kind: 'vote', opensAt: at(1), closesAt: at(2) }],
       ballot: { kind: 'approval' }, rule: { rule: 'third-party.first-come' },
     });
     console.log(JSON.stringify({
       report: bootReport(platform.app.registry).map(({ extension, state, reason }) => [extension, state, reason]),
       page: (await manager.get('/third-party')).status,
       block: (await visitor.get('/')).text.includes('A block from outside'),
       choice: (await manager.get('/manage/challenges/new')).text.includes('third-party.first-come'),
       opened: [made.status, made.body.rule?.rule, made.body.ruleInWords?.[0]],
     }));
     for (const work of done.reverse()) await work();
     await cluster?.stop();`,
  );
  const found = JSON.parse(run(home, 'node', 'check.mjs').trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
  t.same(found, {
    report: [
      ['crowd-innovation', 'admitted', ''],
      ['third-party', 'admitted', ''],
    ],
    page: 200,
    block: true,
    choice: true,
    opened: [
      201,
      'third-party.first-come',
      'Ideas get money in the order in which they were pitched, most votes first.',
    ],
  });
  t.match(run(home, 'npx', 'polyphony', '--version'), /\d+\.\d+\.\d+/, 'the command comes with it');
});

t.test('a scaffolded extension passes its tests in a clean folder with only packed tarballs', { skip }, async (t) => {
  const directory = clean(t);
  const [core, migrations] = [own('core', directory), own('migrations', directory)];
  const folder = path.join(directory, 'lending-library');
  run(
    directory,
    'node',
    commandFile,
    'new',
    'extension',
    'lending-library',
    '--dir',
    folder,
    '--core',
    core,
    '--migrations',
    migrations,
  );
  run(folder, 'npm', 'install', '--no-audit', '--no-fund');
  run(folder, 'npm', 'run', '-s', 'typecheck');
  t.match(run(folder, 'npm', 'test'), /# \{ total: \d+, pass: \d+ \}/, 'all of them pass');
});
