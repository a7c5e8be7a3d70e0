/** Managers decide settings on pages and through the API, and nothing that is the operator's. */
import path from 'node:path';
import * as fc from 'fast-check';
import t from 'tap';
import { startPlatform, type Answer, type Client } from '@polyphony/core/testing';
import { settings as schema } from '../../../test/fixtures/settings/extensions/palette/settings.ts';

const SECRET = 'hush-4711-do-not-tell';
const on = { extensions: { palette: { settings: { apiKey: SECRET } } } };
const platform = await startPlatform(t, {
  communities: {
    aid: { languages: ['en', 'fr-CA'], timeZone: 'America/Toronto', ...on },
    food: { extensions: { palette: { enabled: false } } },
  },
  root: path.resolve(import.meta.dirname, '../../../test/fixtures/settings'),
});
const ada = await platform.member('aid', { roles: ['manager'], name: 'Ada' });
const bo = await platform.member('aid', { roles: ['manager'], name: 'Bo' });
const member = await platform.member('aid');
const PAGE = '/manage/settings/palette';
const API = '/api/settings/palette';

const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag);
  return found ? unescaped(found[1] ?? '') : undefined;
};

/** What a browser would send if nobody touched the form. */
function formOf(html: string): Record<string, string | string[]> {
  const form = /<form[^>]*class="panel settings"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  // a browser leaves out what is disabled
  const inside = form.replaceAll(
    /<fieldset class="setting" disabled[\s\S]*?<p class="sm cluster"[\s\S]*?<\/fieldset>/g,
    '',
  );
  const fields: [string, string][] = [];
  for (const [tag] of inside.matchAll(/<input\b[^>]*>/g)) {
    const type = attribute(tag, 'type');
    if ((type === 'checkbox' || type === 'radio') && attribute(tag, 'checked') === undefined) continue;
    fields.push([attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']);
  }
  for (const [, tag = '', text = ''] of inside.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
    fields.push([attribute(` ${tag}>`, 'name') ?? '', unescaped(text).replace(/^\n/, '').replaceAll('\n', '\r\n')]);
  for (const [select] of inside.matchAll(/<select\b[\s\S]*?<\/select>/g)) {
    const chosen = [...select.matchAll(/<option\b[^>]*>/g)].find(([tag]) => attribute(tag, 'selected') !== undefined);
    fields.push([attribute(select, 'name') ?? '', chosen ? (attribute(chosen[0], 'value') ?? '') : '']);
  }
  const sent: Record<string, string | string[]> = {};
  for (const [name, value] of fields)
    if (name !== '_csrf') sent[name] = name in sent ? [sent[name]!, value].flat() : value;
  return sent;
}

const open = async (who: Client, page = PAGE) => formOf((await who.get(page)).text);
const stored = async () => (await ada.get('/api/palette')).body as Record<string, unknown>;
const reset = async () => {
  const answer = await ada.patch(API, {
    reset: Object.keys(schema.properties).filter((name) => name !== 'apiKey'),
  });
  if (answer.status !== 200) throw new Error(answer.text);
};
const follow = async (who: Client, answer: Answer) => {
  const location = answer.headers.get('location') ?? '';
  return { path: location.replace('/c/aid', ''), text: (await who.get(location.replace('/c/aid', ''))).text };
};

t.test('every kind of field is asked for, saved as its JSON type, and shown again', async (t) => {
  const before = await open(ada);
  t.match(before, {
    shown: 'yes',
    finish: 'matt',
    size: 'm',
    month: 'jan',
    layers: '2',
    weight: '1.5',
    limit: '',
    word: 'Paint',
    story: '',
    colour: '#1d6b43',
    names: 'one\r\ntwo',
    uses: 'wall',
    'box.colour': '#eda32f',
    'box.note': '',
  });
  const { shown: _shown, ...sent } = before;
  const answer = await ada.form(PAGE, {
    ...sent,
    finish: 'gloss',
    size: 'l',
    month: 'jun',
    layers: '1 000',
    weight: '2,25',
    limit: '7',
    word: 'Ölfarbe',
    story: 'First line\r\nsecond line',
    colour: '#ABCDEF',
    names: 'uno\r\n\r\n  dos \r\ntres',
    uses: ['wood', 'metal'],
    'box.colour': '#000000',
    'box.note': 'fragile',
  });
  t.equal(answer.status, 303, answer.text);
  const now = {
    shown: false,
    finish: 'gloss',
    size: 'l',
    month: 'jun',
    layers: 1000,
    weight: 2.25,
    limit: 7,
    word: 'Ölfarbe',
    story: 'First line\nsecond line',
    colour: '#ABCDEF',
    names: ['uno', 'dos', 'tres'],
    uses: ['wood', 'metal'],
    box: { colour: '#000000', note: 'fragile' },
  };
  t.same(await stored(), now, 'and it holds at once');
  const { path: there, text } = await follow(ada, answer);
  t.match(there, '?said=core.settings.saved');
  t.match(text, /Saved: [^.]*The word/, 'the message names what changed');
  t.match(text, 'Shiny as glass', 'a choice has the words of the extension');
  t.match(text, 'Default: “Paint”');
  t.match(text, 'It changes the word.');
  t.match(formOf(text), { word: 'Ölfarbe', layers: '1000', uses: ['wood', 'metal'], names: 'uno\r\ndos\r\ntres' });

  const same = await ada.form(PAGE, formOf(text));
  t.match(same.headers.get('location'), 'core.settings.same', 'an untouched form changes nothing');
  t.same(await stored(), now);

  const back = await ada.form(`${PAGE}/reset`, { field: 'word' });
  t.match((await follow(ada, back)).text, 'Back to the default: The word.');
  t.match(await stored(), { word: 'Paint', layers: 1000 }, 'one field goes back, the others stay');
  const typed = await ada.form(PAGE, { ...(await open(ada)), layers: '2' });
  t.equal(typed.status, 303);
  t.match(
    (await ada.get(API)).body.fields.find(({ name }: { name: string }) => name === 'layers'),
    { value: 2, managed: false },
    'what is set to the default is nobody’s decision any more',
  );
  await reset();
});

t.test('a mistake is said beside its field, and what was typed is kept', async (t) => {
  const before = await stored();
  const answer = await ada.form(PAGE, {
    ...(await open(ada)),
    word: '',
    layers: 'many',
    weight: '-1',
    finish: 'sticky',
    names: 'x\r\nx',
    story: 'kept as typed',
    'box.colour': 'red',
  });
  t.equal(answer.status, 422);
  const form = formOf(answer.text);
  t.match(form, { word: '', layers: 'many', weight: '-1', story: 'kept as typed' });
  for (const name of ['word', 'layers', 'weight', 'finish', 'names', 'box-colour'])
    t.match(answer.text, `id="field-${name}-error"`, name);
  t.match(answer.text, 'href="#field-box-colour"', 'the summary leads to it');
  t.same(await stored(), before, 'nothing was saved');
});

t.test('any valid value survives form, storage and form', async (t) => {
  const line = (max: number, min = 0) =>
    fc
      .string({ unit: 'grapheme', minLength: min, maxLength: max })
      .map((text) => text.replaceAll(/\p{Cc}/gu, ' ').trim())
      .filter((text) => [...text].length >= min && text.isWellFormed());
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((one) => `#${one.toString(16).padStart(6, '0')}`);
  const arbitrary = fc.record(
    {
      shown: fc.boolean(),
      finish: fc.constantFrom('matt', 'satin', 'gloss'),
      size: fc.constantFrom('s', 'm', 'l'),
      month: fc.constantFrom('jan', 'feb', 'jun'),
      layers: fc.integer({ min: 1, max: 10_000 }),
      weight: fc.double({ min: 0, max: 1e21, noNaN: true }).map((one) => (one === 0 ? 0 : one)),
      limit: fc.option(fc.integer({ min: 1, max: 2 ** 40 })),
      word: line(20, 1),
      story: fc.array(line(20), { maxLength: 5 }).map((all) => all.join('\n').trim()),
      colour,
      names: fc.uniqueArray(line(10, 1), { maxLength: 6 }),
      uses: fc.subarray(['wall', 'wood', 'metal']),
      box: fc.record({ colour, note: line(20, 1) }, { requiredKeys: ['colour'], noNullPrototype: true }),
    },
    { noNullPrototype: true },
  );
  type Values = typeof arbitrary extends fc.Arbitrary<infer V> ? V : never;
  const asForm = (values: Values) => {
    const { box, shown, uses, names, ...rest } = values;
    return {
      ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value === null ? '' : String(value)])),
      ...(shown ? { shown: 'yes' } : {}),
      uses,
      names: names.join('\r\n'),
      story: values.story.replaceAll('\n', '\r\n'),
      'box.colour': box.colour,
      'box.note': box.note ?? '',
    };
  };
  await fc.assert(
    fc.asyncProperty(arbitrary, async (values) => {
      const { _base } = await open(ada);
      const answer = await ada.form(PAGE, { _base: _base!, ...asForm(values) });
      if (answer.status !== 303) throw new Error(`${answer.status}: ${answer.text.replace(/^.*<main/s, '')}`);
      t.strictSame(await stored(), values, 'what was typed is what holds');
      const again = await ada.form(PAGE, await open(ada));
      if (!again.headers.get('location')?.includes('settings.same'))
        throw new Error(`an untouched form changed ${JSON.stringify(values)}`);
      if (!t.passing()) throw new Error('differs');
    }),
    { numRuns: 40 },
  );
  await reset();
});

t.test('a value in the file locks the field, and what a manager decided returns when the file lets go', async (t) => {
  await ada.patch(API, { values: { word: 'Mine' } });
  await platform.configure('aid', {
    languages: ['en', 'fr-CA'],
    extensions: { palette: { settings: { apiKey: SECRET, word: 'From the file' } } },
  });
  const { text } = await ada.get(PAGE);
  const locked = /<fieldset class="setting" disabled[\s\S]*?<\/fieldset>/.exec(text)?.[0] ?? '';
  t.match(locked, 'value="From the file"');
  t.match(locked, 'Set by your operator');
  t.match(locked, 'is kept, and holds again');
  t.notMatch(formOf(text), { word: /./ }, 'a browser does not send it');
  t.match(
    (await ada.get(API)).body.fields.find(({ name }: any) => name === 'word'),
    {
      value: 'From the file',
      locked: true,
      managed: true,
    },
  );
  const forced = await ada.form(PAGE, { ...formOf(text), word: 'By force' });
  t.equal(forced.status, 409, 'posted by hand it is refused');
  t.match(forced.text, 'Set by your operator.');
  t.match((await ada.patch(API, { values: { word: 'By force' } })).body, { code: 'core.setting-locked' });
  await platform.configure('aid', { languages: ['en', 'fr-CA'], ...on });
  t.match(await stored(), { word: 'Mine' });
  t.match(await open(ada), { word: 'Mine' });
  await reset();
});

t.test('what is the operator’s is refused, and a secret is in no answer', async (t) => {
  const forged = await ada.form(PAGE, { ...(await open(ada)), apiKey: 'mine now' });
  t.equal(forged.status, 422);
  t.match(forged.text, 'Only your operator can change this');
  t.equal((await ada.patch(API, { values: { apiKey: 'mine now' } })).status, 400);
  t.equal((await ada.patch(API, { values: { nothing: 1 } })).status, 400);
  t.equal((await ada.patch(API, { reset: ['apiKey'] })).status, 400);
  t.equal((await ada.patch('/api/settings/core', { values: { access: 'closed' } })).status, 400);
  const shown = [
    PAGE,
    API,
    '/manage/settings',
    '/manage/settings/core',
    '/api/settings',
    '/api/settings/core',
    '/api/settings/changes',
    '/manage/log',
    '/api/log',
    '/api/openapi.json',
    '/manage',
  ];
  for (const one of shown) {
    const { text, status } = await ada.get(one);
    t.equal(status, 200, one);
    t.notMatch(text, SECRET, one);
  }
  t.notMatch(forged.text, SECRET);
  t.notMatch((await ada.get(PAGE)).text, 'apiKey');
  t.match((await ada.get(PAGE)).text, 'decided by whoever runs this installation');
});

t.test('only who may change settings finds them', async (t) => {
  const visitor = platform.visitor('aid');
  for (const one of ['/manage/settings', PAGE]) {
    t.equal((await member.get(one)).status, 403, one);
    t.match((await visitor.get(one)).status, /^(303|401)$/, one);
  }
  t.equal((await member.form(PAGE, await open(ada))).status, 403);
  for (const one of ['/api/settings', API, '/api/settings/changes']) {
    t.equal((await member.get(one)).status, 403, one);
    t.equal((await visitor.get(one)).status, 401, one);
  }
  t.equal((await member.patch(API, { values: { word: 'x' } })).status, 403);
  t.match((await ada.get('/manage')).text, 'href="/c/aid/manage/settings"', 'managers find them');
  t.notMatch((await member.get('/')).text, 'manage/settings');
});

t.test('two managers at once: who comes second reads what the other chose, and keeps what they typed', async (t) => {
  const seen = await open(bo);
  t.equal((await ada.form(PAGE, { ...(await open(ada)), word: 'Of Ada', layers: '3' })).status, 303);
  const late = await bo.form(PAGE, { ...seen, word: 'Of Bo', story: 'Also of Bo' });
  t.equal(late.status, 409);
  t.match(late.text, 'Someone changed this while you were writing.');
  t.match(late.text, 'Somebody changed this meanwhile. Now it is: “Of Ada”');
  t.match(
    formOf(late.text),
    { word: 'Of Bo', story: 'Also of Bo', layers: '3' },
    'their own words stay, what they did not touch is as it is now',
  );
  t.match(await stored(), { word: 'Of Ada', layers: 3, story: '' });
  t.equal((await bo.form(PAGE, formOf(late.text))).status, 303, 'and a second press saves');
  t.match(await stored(), { word: 'Of Bo', layers: 3, story: 'Also of Bo' });

  const read = await ada.get(API);
  const etag = read.headers.get('etag')!;
  t.equal(etag, `"${read.body.version}"`);
  const patch = (who: Client, match: string, word: string) =>
    who.request('PATCH', API, { json: { values: { word } }, headers: { 'if-match': match } });
  const first = await patch(ada, etag, 'One');
  t.equal(first.status, 200);
  t.equal(first.headers.get('etag'), `"${first.body.version}"`);
  t.match(await patch(bo, etag, 'Two'), {
    status: 412,
    body: { code: 'core.changed-meanwhile', current: { word: 'One' } },
  });
  t.match(await patch(bo, '"something else"', 'Two'), { status: 412 });
  t.match(await bo.patch(API, { version: read.body.version, values: { word: 'Two' } }), { status: 409 });
  t.match(await bo.patch(API, { version: first.body.version, values: { word: 'Two' } }), { status: 200 });
  await reset();
});

t.test('who changed what is told in words, and taken back, and taken back again', async (t) => {
  await ada.form(PAGE, { ...(await open(ada)), word: 'Blue' });
  await bo.form(PAGE, { ...(await open(bo)), layers: '9' });
  const { text } = await ada.get('/manage/settings');
  t.match(text, 'From the default, “Paint” to “Blue”');
  t.match(text, 'Ada');
  const [latest, former] = (await ada.get('/api/settings/changes?limit=2')).body.items;
  t.match(latest, {
    by: { name: 'Bo' },
    kind: 'manager',
    extension: 'palette',
    fields: [{ name: 'layers', after: 9 }],
  });
  t.match(former, { by: { name: 'Ada' }, fields: [{ name: 'word', after: 'Blue' }] });
  t.notOk('before' in former.fields[0], 'the default held');

  const undone = await bo.form(`/manage/settings/changes/${former.revision}/undo`, {});
  const there = await follow(bo, undone);
  t.match(there.path, /^\/manage\/settings\?said=core\.settings\.restored/);
  t.match(there.text, 'Taken back: The word.');
  t.match(there.text, 'took a change back');
  t.match(await stored(), { word: 'Paint', layers: 9 }, 'what came after stays');
  const [undo] = (await ada.get('/api/settings/changes?limit=1')).body.items;
  t.match(undo, { kind: 'undo', restores: former.revision, by: { name: 'Bo' } });
  const again = await ada.form(`/manage/settings/changes/${undo.revision}/undo`, { from: 'palette' });
  t.match(again.headers.get('location'), '/manage/settings/palette');
  t.match(await stored(), { word: 'Blue', layers: 9 }, 'an undo can be taken back');
  const now = (await ada.get(API)).headers.get('etag')!;
  const takeBack = (match: string) =>
    ada.request('POST', `/api/settings/changes/${former.revision}/undo`, { headers: { 'if-match': match } });
  t.match(await takeBack('"1"'), { status: 412, body: { code: 'core.changed-meanwhile' } });
  t.match(await takeBack(now), { status: 200, body: { extension: 'palette' } });
  t.match(await stored(), { word: 'Paint', layers: 9 });
  t.match(
    (await ada.form(`/manage/settings/changes/${former.revision}/undo`, {})).headers.get('location'),
    'core.settings.same',
  );
  t.equal((await ada.post('/api/settings/changes/1/undo')).status, 404, 'a file is not taken back here');
  const stranger = await platform.member('food', { roles: ['manager'] });
  t.equal((await stranger.post(`/api/settings/changes/${former.revision}/undo`)).status, 404);

  const first = (await ada.get('/api/settings/changes?limit=2')).body;
  const second = (await ada.get(`/api/settings/changes?limit=2&after=${first.next}`)).body;
  t.equal(first.items.length, 2);
  t.ok(
    second.items.every(({ revision }: any) => revision < first.items[1].revision),
    'pages follow each other',
  );
  t.match((await ada.get('/manage/log')).text, 'Took back a change of the settings of Palette');
  t.match((await ada.get('/manage/log')).text, 'The word');
  await reset();
});

t.test('many changes are paged', async (t) => {
  for (let at = 0; at < 24; at += 1) await ada.patch(API, { values: { word: `Word ${at}` } });
  const { text } = await ada.get('/manage/settings');
  const older = /href="\/c\/aid(\/manage\/settings\?before=\d+)#changes"/.exec(text)?.[1];
  t.ok(older);
  t.equal((text.match(/class="change"/g) ?? []).length, 20);
  t.match((await ada.get(older!)).text, '“Word 0”');
  await reset();
});

t.test('the settings of an extension that is off are as if they had never been', async (t) => {
  const manager = await platform.member('food', { roles: ['manager'] });
  for (const [one, unknown] of [
    [PAGE, '/manage/settings/qqqq'],
    [API, '/api/settings/qqqq'],
  ] as const) {
    const [off, never] = [await manager.get(one), await manager.get(unknown)];
    t.equal(off.status, 404);
    // a page leads to itself in other languages
    const bytes = (text: string, name: string) => text.replaceAll(name, '');
    t.equal(bytes(off.text, 'palette'), bytes(never.text, 'qqqq'));
    const nowhere = await manager.get(one.replace('settings/palette', 'qqqq'));
    t.equal(nowhere.status, 404);
    t.equal(bytes(off.text, 'settings/palette'), bytes(nowhere.text, 'qqqq'));
  }
  t.notMatch((await manager.get('/manage/settings')).text, 'Palette');
  t.same(
    (await manager.get('/api/settings')).body.items.map(({ extension }: any) => extension),
    ['core'],
  );
});

t.test('the community’s own words and colours are its managers’', async (t) => {
  const page = '/manage/settings/core';
  const answer = await ada.form(page, {
    ...(await open(ada, page)),
    purpose: 'Nobody eats alone',
    'brand.colour': '#7a1f5c',
  });
  t.equal(answer.status, 303, answer.text);
  const { text } = await platform.visitor('aid').get('/');
  t.match(text, 'Nobody eats alone');
  const theme = /href="\/c\/aid(\/theme\/[^"]+)"/.exec(text)?.[1];
  t.match((await platform.visitor('aid').get(theme!)).text, '#7a1f5c');
  t.match((await ada.get('/manage/settings')).text, 'Main colour: #7a1f5c');
});

t.test('in French', async (t) => {
  const read = (page: string) => ada.request('GET', page, { browser: true, headers: { 'accept-language': 'fr-CA' } });
  t.match((await read('/manage/settings')).text, 'Ce que vous pouvez régler');
  const { text } = await read('/manage/settings/core');
  for (const words of [
    'Raison d’être',
    'Couleur principale',
    'Revenir à la valeur par défaut',
    'Enregistrer les réglages',
  ])
    t.match(text, words);
});

t.test('another node shows a change too', async (t) => {
  const node = await platform.node();
  const elsewhere = async () => {
    const answer = await fetch(`${node.url}/c/aid/api/palette`);
    return ((await answer.json()) as { word: string }).word;
  };
  t.equal(await elsewhere(), 'Paint');
  await ada.form(PAGE, { ...(await open(ada)), word: 'Everywhere' });
  for (let tries = 0; tries < 200 && (await elsewhere()) !== 'Everywhere'; tries += 1)
    await new Promise((done) => setTimeout(done, 25));
  t.equal(await elsewhere(), 'Everywhere');
});
