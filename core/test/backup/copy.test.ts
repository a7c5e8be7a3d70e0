/** What of a folder is copied, and what a manifest may name. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { copyTree, LINKED_LIMIT } from '../../backup/copy.ts';
import { readManifest, writeManifest, type Manifest } from '../../backup/manifest.ts';

const folder = (t: { teardown(work: () => void): void }) => {
  const made = mkdtempSync(path.join(os.tmpdir(), 'polyphony-copy-'));
  t.teardown(() => rmSync(made, { recursive: true }));
  return made;
};

t.test('a link to a file is copied as the file, and every other link is named', async (t) => {
  const [from, to, other] = [folder(t), folder(t), folder(t)];
  mkdirSync(path.join(from, 'communities'));
  writeFileSync(path.join(other, 'home.yaml'), 'name: Home\n');
  writeFileSync(path.join(other, 'large'), '');
  truncateSync(path.join(other, 'large'), LINKED_LIMIT + 1);
  symlinkSync(path.join(other, 'home.yaml'), path.join(from, 'communities/home.yaml'));
  symlinkSync(path.join(other, 'large'), path.join(from, 'large'));
  symlinkSync(path.join(other, 'nothing'), path.join(from, 'nowhere'));
  symlinkSync('.', path.join(from, 'around'));
  const { files, refused } = copyTree(from, path.join(to, 'config'), 'config');
  t.match(files, [{ path: 'config/communities/home.yaml', bytes: 11 }]);
  t.equal(files.length, 1);
  t.equal(readFileSync(path.join(to, 'config/communities/home.yaml'), 'utf8'), 'name: Home\n');
  t.same([...refused].sort(), ['config/around', 'config/large', 'config/nowhere']);
});

t.test('a manifest that names a place outside of the backup is refused before anything is read', async (t) => {
  const manifest: Manifest = {
    format: 1,
    version: '0.1.0',
    postgres: 17,
    begunAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:00:00.000Z',
    startLsn: '0/0',
    stopLsn: '0/0',
    directories: ['config'],
    files: [],
  };
  const directory = folder(t);
  const file = (name: string) => ({ path: name, bytes: 0, sha256: '' });
  await writeManifest(directory, { ...manifest, files: [file('config/a..b.yaml'), file('config/..c')] });
  t.equal((await readManifest(directory)).files.length, 2);
  for (const name of ['/etc/passwd', '../secret', 'config/../../secret', 'config/..', 'config//x', '', '..\\x']) {
    await writeManifest(directory, { ...manifest, files: [file(name)] });
    await t.rejects(readManifest(directory), { message: /names a file outside of itself/ }, name);
    await writeManifest(directory, { ...manifest, directories: [name] });
    await t.rejects(readManifest(directory), { message: /names a file outside of itself/ }, name);
  }
});
