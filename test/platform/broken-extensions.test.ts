/** A bad extension hurts itself only, and is named with a reason and a remedy. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { bootReport, startPlatform } from '@polyphony/core/testing';
import { survey } from '../../core/lifecycle/survey.ts';
import { stateWords, surveyReport } from '../../core/registry/report.ts';

const root = path.resolve(import.meta.dirname, '../fixtures/broken');

const expected: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
  'throws-at-import': [/^failed \(admit\)$/, /thrown at import/],
  'no-definition': [/^failed \(admit\)$/, /exports no definition/],
  'hangs-at-import': [/^failed \(admit\)$/, /took longer than/],
  'bad-schema': [/^failed \(admit\)$/, /type/],
  silent: [/^failed \(admit\)$/, /GET \/silent does not say who may/],
  thief: [/^failed \(admit\)$/, /the path \/healthy belongs to healthy/],
  twice: [/^failed \(mount\)$/, /already declared/],
  'leaves-a-setting': [/^failed \(admit\)$/, /index\.ts calls set_config/],
  'throws-at-build': [/^failed \(build\)$/, /thrown while it was built/],
  'bad-migration': [/^failed \(migrate\)$/, /diary/],
  'hangs-at-migration': [/^failed \(migrate\)$/, /took longer than/],
  'needs-failed': [/^blocked \(throws-at-import\)$/, /needs throws-at-import/],
  'needs-future': [/^failed \(resolve\)$/, /needs @polyphony\/core \^99/],
  'needs-missing': [/^failed \(resolve\)$/, /needs @fixture\/nowhere/],
  'round-a': [/^failed \(resolve\)$/, /round-a -> round-b -> round-a|round-b -> round-a -> round-b/],
  'round-b': [/^failed \(resolve\)$/, /round-a -> round-b -> round-a|round-b -> round-a -> round-b/],
};

t.test('every broken extension is contained, named, and leaves its neighbour alone', async (t) => {
  const names = [...Object.keys(expected), 'healthy'];
  const platform = await startPlatform(t, {
    root,
    phaseLimit: 1500,
    communities: { home: { extensions: Object.fromEntries(names.map((name) => [name, {}])) } },
  });
  const report = new Map(bootReport(platform.app.registry).map((line) => [line.extension, line]));
  t.same([...report.keys()].sort(), names.sort());
  for (const [name, [state, reason]] of Object.entries(expected)) {
    const line = report.get(name);
    t.match(line?.state, state, name);
    t.match(line?.reason, reason, name);
    t.ok(line?.remedy, `${name} has a remedy: ${line?.remedy}`);
  }
  t.equal(report.get('healthy')?.state, 'admitted');

  await t.test('whoever looks without a start is told the same of each', async (t) => {
    const seen = surveyReport(await survey(root, { phaseLimit: 1500 }));
    t.same(seen.map(({ extension }) => extension).sort(), names.sort());
    for (const { milliseconds: _own, ...said } of seen) {
      const { milliseconds: _, ...line } = report.get(said.extension)!;
      // what happens after admission is not tried
      const isLater = /^(admitted|failed \((migrate|build|mount)\))$/.test(line.state);
      t.same(said, isLater ? { ...line, state: 'installed', reason: '', remedy: '' } : line, said.extension);
    }
  });

  const visitor = platform.visitor('home');
  t.same((await visitor.get('/api/healthy')).body, { well: true }, 'only what the schema names leaves');
  t.equal((await visitor.get('/')).status, 200);
  t.equal((await visitor.get('/api/twice')).status, 503, 'half mounted: says that it is not available');
  for (const name of names.filter((each) => each !== 'healthy' && each !== 'twice'))
    t.equal((await visitor.get(`/api/${name}`)).status, 404, name);
});

t.test('who needs one that fails at the last moment is blocked with it, and who needs that as well', async (t) => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'polyphony-needs-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(path.join(root, 'package.json'), '{ "name": "needs", "private": true }');
  const install = (id: string, needs: readonly string[], rest = '') => {
    const directory = path.join(root, 'extensions', id);
    mkdirSync(directory, { recursive: true });
    const peers = Object.fromEntries(needs.map((name) => [name, '*']));
    writeFileSync(
      path.join(directory, 'package.json'),
      JSON.stringify({
        name: id,
        version: '1.0.0',
        type: 'module',
        exports: './index.js',
        polyphony: { id, title: id },
        peerDependencies: { '@polyphony/core': '*', ...peers },
      }),
    );
    const entry = `export default { settings: { type: 'object', properties: {} }, ${rest} };\n`;
    writeFileSync(path.join(directory, 'index.js'), entry);
  };
  const route = `{ method: 'GET', path: '/floor', summary: 'x', access: 'anyone', schema: { response: { 200: {} } }, handler() {} }`;
  install('floor', [], `routes: () => [${route}, ${route}]`);
  install('wall', ['floor']);
  install('roof', ['wall']);
  const { app } = await startPlatform(t, { root, communities: {} });
  t.same(
    app.registry.records.map(({ id, status }) => [id, stateWords(status)]),
    [
      ['floor', 'failed (mount)'],
      ['wall', 'blocked (floor)'],
      ['roof', 'blocked (wall)'],
    ],
  );
  t.same([...app.registry.built.keys()], []);
});

t.test('a package.json that is no JSON takes nothing with it', async (t) => {
  const home = t.testdir({
    'package.json': '{ "name": "home", "type": "module" }',
    extensions: { garbled: { 'package.json': '{ "name": "garbled",' }, other: { 'package.json': '{}' } },
  });
  const platform = await startPlatform(t, { root: home, communities: { home: {} } });
  t.match(bootReport(platform.app.registry), [
    {
      extension: 'garbled',
      state: 'failed (discover)',
      reason: /^package\.json: .*JSON/,
      remedy: 'mend its package.json',
    },
  ]);
  t.equal((await platform.visitor('home').get('/')).status, 200);
});

t.test('what nobody foresaw becomes a reference, and its words stay inside', async (t) => {
  const platform = await startPlatform(t, {
    root,
    only: ['healthy'],
    communities: { home: { extensions: { healthy: {} } } },
  });
  const visitor = platform.visitor('home');
  for (const address of ['/api/healthy/throws', '/healthy']) {
    const answer = await visitor.get(address);
    t.equal(answer.status, 500, address);
    t.notMatch(answer.text, 'hunter2');
    t.match(answer.text, answer.headers.get('x-request-id') ?? 'none', 'the reference is the request id');
  }
  t.equal((await visitor.get('/api/healthy')).status, 200);
});

t.test('a required extension that is not available stops the start and says which', async (t) => {
  await t.rejects(
    startPlatform(t, {
      root,
      only: ['throws-at-import'],
      platform: { required: ['throws-at-import'] },
      communities: { home: {} },
    }),
    /throws-at-import is required by platform\.yaml.*thrown at import/,
  );
});
