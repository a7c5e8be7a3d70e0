import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import t from 'tap';
import { replaceFile, setEnabled } from '../../community/edit-file.ts';

const file = `# A community with habits of its own.
name:   Food   # three blanks
brand: { colour: "#1b6b43",   accent: '#eea32f' }

extensions:
    groups:              # everybody's
        settings:
            label: Workstreams   # not "Groups"
    # the vote
    crowd-innovation: {}

# the end
`;

t.test('turning one on adds a line and changes nothing else', async (t) => {
  const text = setEnabled(file, 'events', true);
  t.equal(text, file.replace('crowd-innovation: {}', 'crowd-innovation: {}\n    events: {}'));
});

t.test('turning one off keeps its settings, its comments and its place', async (t) => {
  const off = setEnabled(file, 'groups', false);
  t.equal(off, file.replace('        settings:', '        enabled: false\n        settings:'));
  t.match(parse(off), { extensions: { groups: { enabled: false, settings: { label: 'Workstreams' } } } });
  t.equal(setEnabled(off, 'groups', true), off.replace('enabled: false', 'enabled: true'));
  t.equal(
    setEnabled(file, 'crowd-innovation', false),
    file.replace('innovation: {}', 'innovation: { enabled: false }'),
  );
});

t.test('a file that says so already stays as it is', async (t) => {
  t.equal(setEnabled(file, 'groups', true), file);
  t.equal(setEnabled(file, 'events', false), file);
  const off = setEnabled(file, 'groups', false);
  t.equal(setEnabled(off, 'groups', false), off);
});

const shapes: Readonly<Record<string, string>> = {
  'no extensions at all': 'name: Food',
  'nothing behind extensions': 'name: Food\nextensions:\n',
  'nothing behind extensions, and a key after it': 'extensions: # none yet\nname: Food\n',
  'an empty map': 'extensions: {}\nname: Food\n',
  'a map on one line': 'extensions: { groups: {} }\nname: Food\n',
  'a map on one line with settings':
    'extensions: { groups: { settings: { label: A } }, events: { enabled: false, settings: { a: 1 } } }\n',
  'a map on several lines in braces': 'extensions: {\n  groups: {},\n}\nname: Food\n',
  'a name alone': 'extensions:\n  groups:\n  events:\nname: Food\n',
  'a name alone with a comment': 'extensions:\n  events: # later\n',
  'no line at the end': 'extensions:\n  groups: {}',
  'a long text as the last value':
    'extensions:\n  groups:\n    settings:\n      about: |\n        One\n\n        Two\nname: Food\n',
  'lines that end as on Windows': 'name: Food\r\nextensions:\r\n  groups: {}\r\n',
  'a name in quotes': 'extensions:\n  "events": { enabled: false }\n',
};
for (const [what, text] of Object.entries(shapes))
  t.test(`on, off and on again: ${what}`, async (t) => {
    const others = ({ extensions, ...rest }: any) => ({ ...rest, groups: extensions?.groups });
    const on = setEnabled(text, 'events', true);
    t.not(parse(on).extensions.events?.enabled, false);
    t.ok('events' in parse(on).extensions);
    t.same(others(parse(on)), others(parse(text)));
    const off = setEnabled(on, 'events', false);
    t.equal(parse(off).extensions.events.enabled, false);
    t.same(others(parse(off)), others(parse(text)));
    t.not(parse(setEnabled(off, 'events', true)).extensions.events.enabled, false);
  });

t.test('a file that cannot be edited by rule is left to its operator, with the line to write', async (t) => {
  const shared = 'all: &all { groups: {} }\nextensions: *all\n';
  t.throws(() => setEnabled(shared, 'events', true), { message: /does not edit/ });
  t.throws(() => setEnabled('extensions: [', 'events', true), { message: /not valid YAML/ });
});

t.test('a file is replaced whole, behind a link too, and not over the change of somebody else', async (t) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-edit-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  const real = path.join(directory, 'real.yaml');
  const link = path.join(directory, 'link.yaml');
  writeFileSync(real, 'one', { mode: 0o640 });
  symlinkSync(real, link);
  await replaceFile(link, 'one', 'two');
  t.equal(readFileSync(real, 'utf8'), 'two');
  t.equal(statSync(real).mode & 0o777, 0o640);
  await t.rejects(replaceFile(link, 'one', 'three'), /was changed meanwhile/);
  t.equal(readFileSync(real, 'utf8'), 'two');
  t.same(readdirSync(directory), ['link.yaml', 'real.yaml'], 'nothing is left beside it');
});
