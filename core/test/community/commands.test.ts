/** `polyphony config ..` on a database that a node serves from. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import t from 'tap';
import { parse } from 'yaml';
import { repositoryRoot, startPlatform } from '@polyphony/core/testing';
import type { CommandDefinition } from '../../contract/command.ts';
import { configCommands } from '../../cli/commands/config.ts';
import { extensionCommands } from '../../cli/commands/extension.ts';
import { jobCommands } from '../../cli/commands/jobs.ts';
import { configurationSchemas, schemaText } from '../../cli/configuration-schemas.ts';
import { settingsToken } from '../../tokens.ts';

const platform = await startPlatform(t, {
  communities: { aid: { purpose: 'first', extensions: { groups: {} } }, food: { hosts: ['food.example'] } },
});
Object.assign(process.env, {
  DATABASE_URL: platform.applicationUrl,
  DATABASE_OWNER_URL: platform.ownerUrl,
  POLYPHONY_CONFIG: platform.configDirectory,
  POLYPHONY_SECRET: 'a secret that is long enough for tests only',
  POLYPHONY_DATA: path.join(platform.configDirectory, 'data'),
});
process.chdir(repositoryRoot);
const fileOf = (slug: string, ending = '.yaml') =>
  path.join(platform.configDirectory, 'communities', `${slug}${ending}`);

async function config(word: string, options: Record<string, unknown> = {}, args: Record<string, string> = {}) {
  const command = configCommands.find(({ path: words }) => words[1] === word);
  const lines: string[] = [];
  const code = await command?.run({
    arguments: args,
    options: word === 'diff' ? { against: 'live', ...options } : options,
    print: (line) => lines.push(line),
  });
  return { code: code ?? 0, text: lines.join('\n') };
}
const purpose = async () => {
  await platform.app.communities.converge();
  return platform.app.communities.bySlug('aid')?.purpose;
};

t.test('diff shows what a file would change, apply changes it on a running node, history says so', async (t) => {
  t.match((await config('diff')).text, 'No difference');
  writeFileSync(fileOf('aid'), 'name: aid\naccess: open\njoin: open\npurpose: second\nextensions:\n  groups:\n');
  const { text } = await config('diff');
  t.match(text, /^--- aid, live as revision \d+$/m);
  t.match(text, /^-purpose: first$/m);
  t.match(text, /^\+purpose: second$/m);
  t.notMatch(text, /^[+-] +groups/m, 'a name alone is a name alone');
  t.equal(await purpose(), 'first', 'looking changes nothing');
  t.match(await config('apply'), { code: 0, text: /^aid: applied as revision \d+$/ });
  t.equal(await purpose(), 'second');
  t.match(await config('apply'), { code: 0, text: 'Nothing has changed.' });
  const history = await config('history', { community: 'aid' });
  t.match(history.text, /aid +file +communities\/aid\.yaml {2}purpose\n.*aid +file +communities\/aid\.yaml {2}first$/);
  t.match((await config('diff', { against: 'food', community: 'aid' })).text, /^-name: food$/m);
});

t.test('rollback returns to a revision, and neither a restart nor another node undoes it', async (t) => {
  const [now, first] = (await config('history', { community: 'aid' })).text
    .split('\n')
    .map((line) => line.trim().split(' ')[0]);
  t.match(await config('rollback', {}, { revision: first ?? '' }), { code: 0, text: /^aid: returned to revision/ });
  t.equal(await purpose(), 'first');
  await platform.app.communities.reload();
  t.equal(await purpose(), 'first', 'the file was applied already');
  const restarted = await platform.node({ files: 'follow' });
  t.equal(restarted.app.communities.bySlug('aid')?.purpose, 'first', 'after a start with the files');
  t.equal(await purpose(), 'first');
  t.match((await config('history', { community: 'aid', limit: '1' })).text, `returned to revision ${first}: purpose`);
  t.match((await config('diff', { community: 'aid' })).text, /^\+purpose: second$/m);
  t.match((await config('export', { community: 'aid' })).text, /revision \d+, which is live:\nname: aid/);
  t.match(await config('rollback', {}, { revision: now ?? '' }), { code: 0 });
  t.equal(await purpose(), 'second');

  t.match(await config('rollback', {}, { revision: '999999' }), { code: 1, text: /there is no such revision/ });
  t.match(await config('rollback', {}, { revision: 'x' }), { code: 1, text: /is no number/ });
});

t.test('a revision that does not fit any more is not returned to, with the reasons', async (t) => {
  const mine = (await config('history', { community: 'food', limit: '1' })).text.trim().split(' ')[0] ?? '';
  await platform.configure('food', { purpose: 'gave its host away' });
  await platform.configure('aid', { purpose: 'second', hosts: ['food.example'] });
  const refused = await config('rollback', {}, { revision: mine });
  t.equal(refused.code, 1);
  t.match(refused.text, /^revision \d+:\d+:\d+ hosts\.0: the host food\.example belongs to aid/);
  t.match(refused.text, 'Nothing was changed.');
  await platform.configure('aid', { purpose: 'second', extensions: { groups: {} } });
});

t.test("managers' values are exported beside the file, and neither read nor locked by it", async (t) => {
  const manager = await platform.member('aid', { roles: ['manager'] });
  const settings = platform.get(settingsToken);
  await settings.change(platform.context('aid', manager), { extension: 'groups', values: { label: 'Circles' } });
  t.match(await config('export'), { code: 0, text: /aid\.managed\.yaml: what managers decided/ });
  t.same(parse(readFileSync(fileOf('aid', '.managed.yaml'), 'utf8')), { groups: { label: 'Circles' } });
  t.match(await config('apply'), { code: 0, text: 'Nothing has changed.' });
  const { fields } = await settings.read(platform.context('aid', manager), 'groups');
  t.match(fields, [{ name: 'label', declared: false, managed: true }, {}]);
  t.match((await config('history', { community: 'aid', limit: '1' })).text, 'groups: +label');

  const out = mkdtempSync(path.join(os.tmpdir(), 'polyphony-export-'));
  t.teardown(() => rmSync(out, { recursive: true, force: true }));
  await config('export', { out });
  t.match(parse(readFileSync(path.join(out, 'communities', 'aid.yaml'), 'utf8')), { purpose: 'second' });
  await settings.change(platform.context('aid', manager), { extension: 'groups', reset: ['label'] });
  await config('export');
  t.notOk(existsSync(fileOf('aid', '.managed.yaml')), 'what is not decided any more goes');
});

t.test('apply names everything that is wrong, applies what is right, and ends with 1', async (t) => {
  writeFileSync(fileOf('food'), 'name: food\nacess: open\n');
  writeFileSync(fileOf('aid'), 'name: aid\naccess: open\njoin: open\npurpose: third\nextensions: { groups: {} }\n');
  const { code, text } = await config('apply');
  t.equal(code, 1);
  t.match(text, /^aid: applied as revision \d+$/m);
  t.match(text, /^communities\/food\.yaml:2:1 acess: .*Did you mean access\?$/m);
  t.equal(await purpose(), 'third');
  t.equal((await platform.visitor('food').get('/')).status, 200);
});

t.test('a revision of format 1 kept secrets in clear: it is neither printed nor returned to', async (t) => {
  const { id } = platform.app.communities.active('aid') ?? {};
  const client = new Client({ connectionString: platform.ownerUrl });
  await client.connect();
  t.teardown(() => client.end());
  const { rows } = await client.query<{ id: string }>(
    `insert into platform.revision (community_id, document, file_hash, source, kind)
     values ($1, $2, null, 'communities/aid.yaml', 'file') returning id`,
    [id, JSON.stringify({ slug: 'aid', name: 'aid', extensions: { groups: { settings: { label: 'old-secret' } } } })],
  );
  const old = String(rows[0]?.id);
  for (const asked of [
    config('diff', { against: old }),
    config('diff', { community: 'aid' }),
    config('export', { community: 'aid' }),
  ]) {
    const { text } = await asked;
    t.match(text, /was made before revisions kept what was declared; not shown/);
    t.notMatch(text, 'old-secret');
  }
  t.notMatch((await config('history', { community: 'aid' })).text, 'old-secret');
  t.match(await config('rollback', {}, { revision: old }), { code: 1, text: /secrets of that time/ });
});

t.test('looking applies nothing', async (t) => {
  const before = platform.app.communities.active('aid')?.revision;
  writeFileSync(fileOf('aid'), 'name: aid\naccess: open\njoin: open\npurpose: fourth\n');
  const lines: string[] = [];
  const run = (commands: readonly CommandDefinition[], words: string, args = {}, options = {}) =>
    commands
      .find(({ path: known }) => known.join(' ') === words)
      ?.run({ arguments: args, options, print: (line) => lines.push(line) });
  t.equal(await run(jobCommands, 'jobs list', {}, { limit: '5' }), 0);
  t.equal(await run(extensionCommands, 'extension list'), 0);
  t.equal(await run(extensionCommands, 'extension disable', { id: 'groups' }, { community: 'aid', plan: true }), 0);
  await platform.app.communities.converge();
  t.equal(platform.app.communities.active('aid')?.revision, before, lines.join('\n'));
});

t.test('the schemas for editors are those of what is installed', async (t) => {
  for (const [name, schema] of Object.entries(await configurationSchemas(repositoryRoot)))
    t.equal(
      readFileSync(path.join(repositoryRoot, 'config/schema', name), 'utf8'),
      schemaText(schema),
      `config/schema/${name}: run npx polyphony config schema`,
    );
});
