/** Extensions that come as packages, by npm itself and without a network. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { installPackage, removePackage, sourceOf } from '../../lifecycle/packages.ts';
import { coreVersion } from '../../package-version.ts';
import { discover } from '../../registry/discover.ts';

t.setTimeout(300_000);
const here = mkdtempSync(path.join(os.tmpdir(), 'polyphony-packages-'));
t.teardown(() => rmSync(here, { recursive: true }));
process.env['npm_config_offline'] = 'true';
process.env['npm_config_cache'] = path.join(here, 'cache');

const write = (folder: string, file: string, text: string) => {
  mkdirSync(path.join(here, folder), { recursive: true });
  writeFileSync(path.join(here, folder, file), text);
};

/** A tarball as its author would publish it; its script tells that it ran, and whether the package was admitted by then. */
function tarball(name: string, more: Readonly<Record<string, unknown>>, entry: string): string {
  const ran = path.join(here, `${name}.ran`);
  const file = {
    name,
    version: '1.0.0',
    type: 'module',
    exports: { '.': './index.js', './package.json': './package.json' },
    scripts: { postinstall: `node -e "require('fs').appendFileSync('${ran}', 'once ')"` },
    ...more,
  };
  write(name, 'package.json', JSON.stringify(file));
  write(name, 'index.js', entry);
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', here], {
    cwd: path.join(here, name),
  });
  return path.join(here, `${name}-1.0.0.tgz`);
}

const DEFINITION = `export default { settings: { type: 'object', properties: {} }, permissions: { 'guest.see': {} } };\n`;
const polyphony = { id: 'guest', title: 'Guest' };
const fits = { '@polyphony/core': `^${coreVersion}` };

t.test('a package is admitted before any of its scripts runs, and goes again without a trace', async (t) => {
  write('root', 'package.json', JSON.stringify({ name: 'root', version: '1.0.0', workspaces: ['core'] }));
  write('root/core', 'package.json', JSON.stringify({ name: '@polyphony/core', version: coreVersion }));
  const root = path.join(here, 'root');
  const dependencies = () => JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies ?? {};
  const ran = (name: string) => existsSync(path.join(here, `${name}.ran`));

  const refused: readonly (readonly [string, Readonly<Record<string, unknown>>, string, RegExp])[] = [
    ['stranger', {}, DEFINITION, /stranger is no extension: its package\.json has no key "polyphony"/],
    ['nameless', { polyphony: { id: 'nameless' } }, DEFINITION, /cannot be an extension: .*title is missing/],
    ['unsaid', { polyphony }, DEFINITION, /does not say which @polyphony\/core it needs/],
    ['future', { polyphony, peerDependencies: { '@polyphony/core': '^99.0.0' } }, DEFINITION, /99\.0\.0|ERESOLVE|npm/],
  ];
  for (const [name, more, entry, reason] of refused) {
    await t.rejects(installPackage(root, tarball(name, more, entry)), { message: reason }, name);
    t.notOk(ran(name), `no script of ${name} ran`);
    t.same(dependencies(), {});
    t.notOk(existsSync(path.join(root, 'node_modules', name)));
  }
  const broken = tarball('broken', { polyphony, peerDependencies: fits }, `throw new Error('at import');\n`);
  await t.rejects(installPackage(root, broken), { message: /guest does not run here: at import/ });
  t.same(dependencies(), {});

  const { candidate, brings } = await installPackage(
    root,
    tarball('good', { polyphony, peerDependencies: fits }, DEFINITION),
  );
  t.match(candidate, { id: 'guest', title: 'Guest', packageName: 'good', version: '1.0.0' });
  t.match(brings, ['1 permissions, 0 settings', /0 kinds of content/, 'no tables']);
  t.equal(readFileSync(path.join(here, 'good.ran'), 'utf8'), 'once ', 'its script ran after it was admitted');
  t.same(Object.keys(dependencies()), ['good']);
  t.same(sourceOf(root, candidate), { kind: 'package' });

  await removePackage(root, 'good');
  t.same(dependencies(), {});
  t.notOk(existsSync(path.join(root, 'node_modules/good')));
  t.same(discover(root).candidates, []);
});
