/** A hook's guards fail closed and its observers fail open; both are named, and both are cut off when their time is over. */
import path from 'node:path';
import t from 'tap';
import { startPlatform, type Platform } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../fixtures/trouble');

const incidentsOf = ({ app }: Platform) =>
  app.registry.runs.incidents().map(({ extension, place, id, throws, timeouts }) => ({
    what: `${extension} ${place} ${id}`,
    throws,
    timeouts,
  }));

t.test('a guard may change and refuse; where it fails, nothing is saved and nobody reads why', async (t) => {
  const platform = await startPlatform(t, {
    root,
    only: ['notes', 'at-before'],
    communities: { home: { extensions: { notes: {}, 'at-before': {} } }, other: { extensions: { notes: {} } } },
  });
  const visitor = platform.visitor('home');
  const write = (text: string) => visitor.post('/api/notes', { text });

  t.same((await write('hello')).body.text, 'hello', 'nothing given back: as it was');
  t.same((await write('change')).body.text, 'changed');
  t.equal((await write('refuse')).body.code, 'at-before.refused');
  t.same(incidentsOf(platform), [], 'a refusal is what a guard is for');
  for (const text of ['throw', 'hang', 'sleep']) {
    const answer = await write(text);
    t.equal(answer.status, 503, text);
    t.equal(answer.body.code, 'core.unavailable');
    t.notMatch(answer.text, /at-before|guard/);
    t.ok(answer.headers.get('retry-after'));
  }
  t.same(
    (await visitor.get('/api/notes')).body.toSorted(),
    ['about to write change', 'about to write hello', 'changed', 'hello'],
    'what was refused is not there in part',
  );
  t.same(incidentsOf(platform), [{ what: 'at-before before notes.saving', throws: 1, timeouts: 2 }]);
  t.equal((await platform.visitor('other').post('/api/notes', { text: 'throw' })).status, 201, 'it is off over there');
  t.equal((await write('still')).status, 201, 'and the connections are fit');
});

t.test('an observer that fails leaves no trace of its own, and the rest is saved', async (t) => {
  const platform = await startPlatform(t, {
    root,
    only: ['notes', 'at-after'],
    communities: { home: { extensions: { notes: {}, 'at-after': {} } } },
  });
  const visitor = platform.visitor('home');
  for (const text of ['hello', 'throw', 'break', 'sleep', 'hang']) {
    const answer = await visitor.post('/api/notes', { text });
    t.equal(answer.status, 201, text);
    t.equal(answer.body.text, text);
  }
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const { body } = await visitor.get('/api/notes');
  t.same(
    body.filter((text: string) => !text.startsWith('about')).toSorted(),
    ['break', 'hang', 'hello', 'saw hello', 'sleep', 'throw'],
    'what an observer wrote stays where it succeeded, and only there',
  );
  const { late } = (await import(path.join(root, 'extensions/at-after/index.ts'))) as { late: { code: string }[] };
  t.same(
    late.map(({ code }) => code),
    ['database.taken-back'],
    'what goes on running reaches the database no more',
  );
  t.same(incidentsOf(platform), [{ what: 'at-after after notes.saving', throws: 2, timeouts: 2 }]);
});
