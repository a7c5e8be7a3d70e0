/**
 * No page says anything that is in no catalogue. The communities of the demo speak a pseudo-language, in which every message
 * stands in ⟦brackets⟧; what stands outside must have been written by people, operators or a formatter of numbers and dates.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client as Database } from 'pg';
import t from 'tap';
import { startPlatform, type Client } from '@polyphony/core/testing';
import { stageChallenges } from '../pages/challenges.ts';
import { demoCommunities } from '../pages/people.ts';
import { patternOf, patternsOf, unescaped, walk } from '../pages/walk.ts';
import { pseudoLocale, teachPseudo } from './words.ts';

const platform = await startPlatform(t, { demo: true, communities: {} });
const taught = teachPseudo(platform);
const files = platform.app.communities
  .all()
  .map(({ slug }) => path.join(platform.configDirectory, 'communities', `${slug}.yaml`));
const configured = files.map((file) => readFileSync(file, 'utf8'));
for (const [at, file] of files.entries())
  writeFileSync(file, configured[at]!.replace(/^languages: .*$/m, `languages: [${pseudoLocale}]`));
await platform.app.communities.reload();

/** Everything that people and operators wrote: the configuration, and each text in the tables of communities. */
async function written(): Promise<readonly string[]> {
  const database = new Database(platform.ownerUrl);
  await database.connect();
  const { rows: columns } = await database.query<{ table: string; column: string }>(
    `select format('%I.%I', table_schema, table_name) as table, format('%I', column_name) as column
    from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema') and data_type in ('text', 'jsonb', 'ARRAY', 'USER-DEFINED')`,
  );
  const texts: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await database.query<{ text: string }>(
      `select distinct ${column}::text as text from ${table} where ${column} is not null limit 5000`,
    );
    for (const { text } of rows)
      texts.push(
        ...(/^[[{]/.test(text) ? [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, one = '']) => one) : [text]),
      );
  }
  await database.end();
  const { communities: views, demo } = platform.app;
  const own = views
    .all()
    .flatMap(({ db: _db, extensions, roles, ...view }) => [
      ...stringsIn(view),
      ...[...extensions.values()].flatMap(stringsIn),
      ...[...roles.values()].flatMap(({ builtIn, label }) => (builtIn ? [] : [label])),
      ...stringsIn(demo.people(view.slug)),
    ]);
  // extensions have one name in every language
  const titles = ['Core', ...platform.app.registry.records.map(({ title }) => title)];
  return [...texts, ...own, ...titles];
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}

const communities = await demoCommunities(platform);
const food = communities.find(({ slug }) => slug === 'our-food-future')!.people;
const staged = await stageChallenges(t, platform, {
  manager: food.get('manager')!,
  business: food.get('business')!,
  voters: [food.get('member')!, food.get('business')!],
});

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
/** Without what a page puts between two texts. */
const trimmed = (text: string) => plain(text).replaceAll(/^[–·,:.“”]\s*|\s*[–·,:.“”]$/g, '');
const data = new Set(
  (await written())
    .flatMap((text) => [text, ...text.split('\n')])
    // markdown: what stands between its marks
    .flatMap((text) => [text, ...text.split(/[*_`#>|[\]]+|\((?:\/|https?:|mailto:)[^)]*\)|^\s*(?:-|\d+\.)\s/)])
    .flatMap((text) => [text, ...text.split(/ [–·] /), text.split(', ')[0] ?? ''])
    .map(trimmed)
    .filter((text) => /\p{L}{2}/u.test(text)),
);
/** Long enough to stand in the middle of a text without being taken for a common word. */
const long = [...data].filter((text) => text.length > 12).toSorted((a, b) => b.length - a.length);
t.comment(`${taught} messages in the pseudo-language, ${data.size} texts of people and operators`);

/** What formatters of the platform write: dates and money in the locale, units of time, names of languages, hashes and addresses, calls of the API. */
const formatted =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ap]\.?m\.?|at|ago|in|minutes?|hours?|days?|now|today|yesterday|tomorrow|CA|UTC|CAD|English|Canadian|British|Pseudo-Accents)\b|Français|\b[0-9a-f]{8,}\b|application\/json|\b(?:GET|POST|PUT|PATCH|DELETE)\b(?: \/api\/\S+)?|\b(?:get|post|put|patch|delete)[A-Z]\w*/gi;

/** The letters in a drawing that stands for a person. */
const initials = /^\p{Lu}{2}$/u;

/** What is left of a text when messages, data and formats are taken away; '' where nothing is. */
const bare = (text: string): string =>
  text
    .split(/⟦[^⟧]*⟧| [–·] /)
    .map((piece) => bareIn(trimmed(piece)))
    .filter(Boolean)
    .join(' … ');

function bareIn(piece: string): string {
  const wordless = (one: string) => !/\p{L}{2}/u.test(one);
  if (data.has(piece) || initials.test(piece) || wordless(piece)) return '';
  // a list of things, or a thing and what is said of it
  if (piece.split(/, |: /).every((one) => data.has(trimmed(one)) || wordless(one))) return '';
  let left = piece;
  for (const one of long) {
    if (left.includes(one)) left = left.replaceAll(one, ' ');
    if (wordless(left)) return '';
  }
  left = left.replaceAll(formatted, ' ');
  return wordless(left) ? '' : plain(left);
}

/** Texts and attributes that are read out. Code, instants, what machines read and English that is marked as such are not looked at. */
function textsOf(html: string): readonly string[] {
  const shown = html
    .replaceAll(/<(script|style|pre|code|time|symbol|textarea)\b.*?<\/\1>/gs, '⟦⟧')
    .replaceAll(/<span lang="en" dir="ltr">[^<]*<\/span>/g, '⟦⟧')
    // a drawing breaks its lines itself
    .replaceAll(/<\/text>\s*<text class="chart__label"[^>]*>/g, ' ');
  const attributes = [...shown.matchAll(/\s(?:aria-label|title|placeholder|alt)="([^"]*)"/g)];
  const buttons = [...shown.matchAll(/<input\b[^>]*type="(?:submit|button)"[^>]*value="([^"]*)"/g)];
  return [...shown.split(/<[^>]*>/), ...[...attributes, ...buttons].map(([, text = '']) => text)].map(unescaped);
}

const found = new Map<string, string>();
const patterns = patternsOf(platform);
const seen = new Set<string>();
let pages = 0;
function look(where: string, at: string, html: string) {
  pages += 1;
  const pattern = patternOf(patterns, at);
  if (pattern) seen.add(pattern.path);
  for (const text of textsOf(html)) {
    const left = bare(text);
    if (left !== '' && !found.has(left)) found.set(left, `${where} ${at}: “${plain(text)}”`);
  }
}

/** Forms sent empty or wrong, to read what they answer. */
const mistakes: readonly (readonly [string, Record<string, string>])[] = [
  ['/sign-in', { email: 'x', password: '' }],
  ['/join', { name: '', email: 'x', password: 'short' }],
  ['/groups/new', { title: '', summary: '', about: '1'.repeat(30_000) }],
  ['/manage/challenges/new', { title: '', pot: 'much' }],
];

for (const { slug, people } of communities)
  for (const [role, who] of people) {
    t.test(`${slug}, ${role}`, async (t) => {
      const before = pages;
      const from =
        slug === 'our-food-future' ? ['/', ...Object.values(staged).map((one) => `/challenges/${one}`)] : ['/'];
      for (const { path: at, html } of (await walk(who, { from, most: 150 })).visits.values())
        look(`${slug}, ${role}`, at, html);
      const others = await Promise.all(
        ['/no-such-page', '/manage', '/me?said=core.signIn.done', `/people?q=${'1'.repeat(200)}`].map((at) =>
          who.get(at),
        ),
      );
      for (const { text } of others) look(`${slug}, ${role}`, 'refused', text);
      for (const [at, fields] of mistakes) look(`${slug}, ${role}`, at, (await sent(who, at, fields)).text);
      t.ok(pages > before + 5, `${pages - before} pages`);
    });
  }
const sent = (who: Client, at: string, fields: Record<string, string>) =>
  who
    .form(at, fields)
    .then((answer) => (/html/.test(answer.headers.get('content-type') ?? '') ? answer : { ...answer, text: '' }));

t.test('a bare word would be found', async (t) => {
  t.equal(bare('Pick two'), 'Pick two');
  t.equal(bare('⟦Clósés⟧ 12 October ⟦áñd⟧ then ⟦áñd⟧'), 'then');
  t.equal(bare('⟦Jóíñ⟧ Our Food Future'), '');
});

t.test('every word was in a catalogue', async (t) => {
  t.same(
    [...found].map(([left, where]) => `${left} — ${where}`),
    [],
  );
  t.comment(`${pages} pages looked at, ${seen.size} of ${patterns.length} kinds of page`);
});
