/** The extension that the guide builds, fragment by fragment, compiles as it is printed, is admitted, and does what the guide says. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { repositoryRoot, startPlatform } from '@polyphony/core/testing';
import { fragments, installed } from './guide.ts';

t.test('the notes of the guide', async (t) => {
  const root = installed(t, 'notes');
  const platform = await startPlatform(t, {
    root,
    communities: { food: { extensions: { notes: {} } }, bare: { extensions: {} } },
  });
  t.same(platform.app.registry.record('notes')?.status, { state: 'admitted' });
  const member = await platform.member('food');
  const manager = await platform.member('food', { roles: ['manager'] });
  const visitor = platform.visitor('food');

  t.match((await visitor.get('/notes')).text, 'No notes yet');
  const made = await member.post('/api/notes', { text: '  Bread is at the door  ' });
  t.equal(made.status, 201, made.text);
  t.match((await visitor.get('/notes')).text, '<p dir="auto">Bread is at the door</p>', 'a hook has trimmed it');
  t.match((await visitor.get('/')).text, 'Bread is at the door', 'the block is on the home page');

  const long = await member.post('/api/notes', { text: 'x'.repeat(300) });
  t.equal((long.body as { code: string }).code, 'notes.too-long');
  t.match((long.body as { detail: string }).detail, 'Use at most 280 characters');
  t.equal((await member.post('/api/notes', { text: 'a lottery' })).status, 400, 'a point has the words');
  const form = await member.form('/notes', { text: '' });
  t.equal(form.status, 422, 'a form comes back with what is wrong');
  t.equal((await member.form('/notes', { text: 'By hand' })).status, 303);

  const { items } = (await visitor.get('/api/notes')).body as { items: { id: string; version: number }[] };
  const last = items.at(-1);
  t.equal((await member.put(`/api/notes/${last?.id}/pin`, { version: 1 })).status, 403);
  t.equal((await manager.put(`/api/notes/${last?.id}/pin`, { version: 1 })).status, 204);
  t.equal((await manager.put(`/api/notes/${last?.id}/pin`, { version: 1 })).status, 409, 'somebody was first');

  await platform.settle();
  const news = (await platform.mails('food')).filter(({ kind }) => kind === 'notes.news');
  t.ok(news.length > 0, 'those who look after notes are told by mail');

  t.equal((await platform.visitor('bare').get('/notes')).status, 404, 'where it is off, there is nothing');
  t.match((await visitor.get('/api/openapi.json')).text, '"/api/notes/{note}/pin"');
});

t.test('the guide leads through all of it', async (t) => {
  const guide = readFileSync(path.join(repositoryRoot, 'extensions/README.md'), 'utf8');
  t.ok(fragments().size > 20, 'every fragment is a file');
  const printed = guide.slice(0, guide.indexOf('## What core offers'));
  const definition = readFileSync(path.join(repositoryRoot, 'core/contract/definition.ts'), 'utf8');
  const members = /export interface ExtensionDefinition \{([\s\S]*?)\n\}/.exec(definition)?.[1] ?? '';
  for (const [, name = ''] of members.matchAll(/^ {2}readonly (\w+)\??:/gm))
    t.match(printed, new RegExp(`\\b${name}\\b`), `it says what ${name} is for`);
});
