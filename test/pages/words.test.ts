/** Every word comes from a catalogue, every key that is asked for is in it. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import ts from 'typescript';
import { repositoryRoot, startPlatform } from '@polyphony/core/testing';
import scaffold from '../../core/scaffold/template/index.ts';
import { demoCommunities } from './people.ts';
import { walk, wordsOf } from './walk.ts';

const platform = await startPlatform(t, { demo: true, communities: {} });
const { core, built } = platform.app.registry;
// what a new extension begins with has words of its own
const all = [core, ...built.values(), { id: 'sample-items', definition: scaffold }];
const ids = all.map(({ id }) => id);
const problems = all.flatMap(({ definition }) => Object.keys(definition.problems?.entries ?? {}));
const catalogue = new Map(all.flatMap(({ definition }) => Object.entries(definition.messages?.['en'] ?? {})));

t.test('no page shows a key, a hole or a value that is none', async (t) => {
  const strange = [
    new RegExp(`(?<![\\w@/.-])(?:problem\\.)?(?:${ids.join('|')})\\.[a-z][\\w-]*(?:\\.[\\w-]+)*`, 'i'),
    /\{\w+(?:,|\})/,
    /\bundefined\b|\bNaN\b|\[object |\bInvalid Date\b/,
    /[^.]\.\.(?!\.)/,
  ];
  let pages = 0;
  const look = (where: string, html: string) => {
    pages += 1;
    const words = wordsOf(html);
    // where calls are described, their ids and the blanks of their paths are what developers look for
    for (const pattern of where.includes('/api/docs') ? strange.slice(2) : strange) {
      const found = pattern.exec(words);
      if (found) t.fail(`${where}: “${words.slice(Math.max(0, found.index - 30), found.index + 60)}”`);
    }
  };
  for (const { slug, people } of await demoCommunities(platform))
    for (const language of platform.app.communities.bySlug(slug)?.languages ?? [])
      for (const [role, who] of people) {
        const headers = { 'accept-language': language };
        for (const { path: at, html } of (await walk(who, { most: 150, headers })).visits.values()) {
          look(`${slug}, ${language}, ${role}, ${at}`, html);
          if (html && !html.includes(`<html lang="${language}"`))
            t.fail(`${slug}, ${role}, ${at} is not in ${language}`);
        }
        for (const at of ['/no-such-page', '/manage', '/me?said=core.signIn.done'])
          look(at, (await who.request('GET', at, { browser: true, headers })).text);
      }
  t.ok(pages > 300, `${pages} pages`);
});

/** A key in the sources. A template such as `core.access.${access}` stands for every key that it could become. */
interface Asked {
  readonly where: string;
  readonly key: string;
  readonly pattern: RegExp;
}

/** Whether a call or attribute asks for words by its first argument or value; the place of the key among the arguments. */
function keyArgument(callee: ts.Expression): number | undefined {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : '';
  return name === 't' ? 0 : name === 'redirect' ? 1 : undefined;
}
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function askedIn(file: string): { readonly asked: readonly Asked[]; readonly strings: readonly string[] } {
  const text = readFileSync(path.join(repositoryRoot, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const asked: Asked[] = [];
  const strings: string[] = [];
  const add = (node: ts.Node, key: string, pattern: string) =>
    asked.push({
      where: `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`,
      key,
      pattern: new RegExp(`^${pattern}$`),
    });
  const collect = (node: ts.Expression): void => {
    if (ts.isStringLiteralLike(node)) add(node, node.text, escaped(node.text));
    else if (ts.isTemplateExpression(node)) {
      const holes = node.templateSpans.map(({ literal }) => `[\\w.-]+${escaped(literal.text)}`);
      add(node, node.getText(), `${escaped(node.head.text)}${holes.join('')}`);
    } else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(collect);
    else if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) collect(node.expression);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) strings.push(node.text);
    if (ts.isCallExpression(node)) {
      const at = keyArgument(node.expression);
      const argument = at === undefined ? undefined : node.arguments[at];
      if (argument) collect(argument);
    }
    if (
      ts.isJsxAttribute(node) &&
      node.name.getText() === 'of' &&
      node.initializer &&
      ts.isStringLiteral(node.initializer)
    )
      collect(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { asked, strings };
}

const files = globSync(['core/**/*.{ts,tsx}', 'extensions/*/**/*.{ts,tsx}'], { cwd: repositoryRoot }).filter(
  (file) => !/(^|\/)(dist|test|testing|node_modules|messages)\//.test(file) && !file.endsWith('components/messages.ts'),
);
const found = files.map(askedIn);
const asked = found.flatMap((one) => one.asked);
const known = [...catalogue.keys(), ...problems.flatMap((code) => [`problem.${code}`, `problem.${code}.title`])];

t.test('every key that the sources ask for is in the English catalogue', async (t) => {
  t.ok(asked.length > 300, `${asked.length} places ask for words in ${files.length} files`);
  for (const { where, key, pattern } of asked)
    if (!known.some((one) => pattern.test(one))) t.fail(`${where} asks for ${key}`);
});

t.test('labels of navigation and kinds are in the catalogue too', async (t) => {
  for (const { definition } of all) {
    const labels = [
      ...(definition.navigation ?? []).flatMap(({ label, short }) => [label, short]),
      ...[...(definition.kinds ?? []), ...(definition.spaces ?? [])].map(({ label }) => label),
    ];
    for (const label of labels) if (typeof label === 'string') t.ok(catalogue.has(label), label);
  }
});

t.test('each key belongs to its extension, and its words keep to the style of the house', async (t) => {
  for (const { id, definition } of all)
    for (const [key, text] of Object.entries(definition.messages?.['en'] ?? {})) {
      if (!key.startsWith(`${id}.`)) t.fail(`${key} stands in the catalogue of ${id}`);
      if (text.trim() !== text || text === '') t.fail(`${key} is empty or has space around it`);
      if (/\b(?:Oops|Please note|Click here)\b|!/.test(text)) t.fail(`${key}: “${text}”`);
    }
  t.ok(catalogue.size > 300, `${catalogue.size} messages`);
});

// what nobody seems to ask for may be asked for in a way that cannot be seen here, and so it is told only
const strings = new Set(found.flatMap((one) => one.strings));
const unused = [...catalogue.keys()].filter(
  (key) => !strings.has(key) && !asked.some(({ pattern }) => pattern.test(key)),
);
t.comment(`keys that no source seems to ask for: ${unused.join(', ') || 'none'}`);
