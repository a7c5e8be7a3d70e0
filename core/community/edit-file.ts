/**
 * Turns an extension on or off in the text of a community's file, as its operator would by hand: one line is added or one word
 * changed, and every comment, order and indent stays. What was written is read again and compared before anybody may save it.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, parseDocument, type Node, type Pair, type YAMLMap } from 'yaml';

/** The file is written in a way that this does not edit, with the line that its operator can. */
class UneditableFile extends Error {}

type Entry = Pair<Node, Node | null>;
type Extensions = Record<string, { enabled?: boolean } | null>;

const rangeOf = (node: Node): readonly [number, number, number] => {
  if (!node.range) throw new UneditableFile('The file holds a part without a place.');
  return node.range;
};
const splice = (text: string, from: number, to: number, by: string) => text.slice(0, from) + by + text.slice(to);
const indentAt = (text: string, at: number) => text.slice(text.lastIndexOf('\n', at - 1) + 1, at);

/** Returns the text with the extension on or off; the same text where it is so already. */
export function setEnabled(text: string, id: string, enabled: boolean): string {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0)
    throw new UneditableFile(`The file is not valid YAML: ${document.errors[0]?.message}`);
  const before = (document.toJS() ?? {}) as { extensions?: Extensions | null };
  const own = before.extensions ? before.extensions[id] : undefined;
  const isThere = before.extensions !== undefined && before.extensions !== null && Object.hasOwn(before.extensions, id);
  if (enabled === (isThere && own?.enabled !== false)) return text;
  if (!enabled && !isThere) return text;

  const after = structuredClone(before);
  after.extensions = { ...before.extensions, [id]: isThere ? { ...own, enabled } : {} };
  const edited = edit(text, document.contents, id, enabled);
  const { errors, value } = reading(edited);
  if (errors || !isDeepStrictEqual(value, after))
    throw new UneditableFile(
      `The file is written in a way that this command does not edit. Write it yourself, under extensions: ${id}: ${enabled ? '{}' : '{ enabled: false }'}`,
    );
  return edited;
}

const reading = (text: string) => {
  const document = parseDocument(text, { uniqueKeys: true });
  return {
    errors: document.errors.length > 0,
    value: document.errors.length > 0 ? undefined : (document.toJS() as unknown),
  };
};

function edit(text: string, root: unknown, id: string, enabled: boolean): string {
  const top = isMap(root) ? (root.items as Entry[]) : [];
  const section = top.find(({ key }) => isScalar(key) && key.value === 'extensions');
  if (!section) return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}extensions:\n  ${id}: {}\n`;
  const map = section.value;
  if (!isMap(map)) {
    // `extensions:` with nothing behind it
    const colon = text.indexOf(':', rangeOf(section.key)[1]);
    return splice(text, colon + 1, colon + 1, `\n  ${id}: {}`);
  }
  const entry = (map.items as Entry[]).find(({ key }) => isScalar(key) && key.value === id);
  return entry ? change(text, entry, enabled) : add(text, map, id);
}

/** Adds `id: {}` after the last one. */
function add(text: string, map: YAMLMap, id: string): string {
  const last = (map.items as Entry[]).at(-1);
  const [from, to] = rangeOf(map);
  if (!last) return splice(text, text.slice(0, from).trimEnd().length, to, `\n  ${id}: {}`);
  if (map.flow) {
    const brace = text.lastIndexOf('}', to);
    const end = text.slice(0, brace).trimEnd().length;
    return splice(text, end, end, `${text[end - 1] === ',' ? '' : ','} ${id}: {}`);
  }
  const end = text
    .slice(0, last.value ? Math.max(rangeOf(last.value)[1], rangeOf(last.key)[1]) : rangeOf(last.key)[1])
    .trimEnd();
  const line = text.indexOf('\n', end.length);
  const at = line === -1 ? text.length : line;
  return splice(text, at, at, `\n${indentAt(text, rangeOf(last.key)[0])}${id}: {}`);
}

/** Changes the word behind `enabled`, or puts it in. */
function change(text: string, { key, value }: Entry, enabled: boolean): string {
  if (!isMap(value)) {
    const colon = text.indexOf(':', rangeOf(key)[1]);
    return splice(text, colon + 1, colon + 1, ` { enabled: ${enabled} }`);
  }
  const said = (value.items as Entry[]).find((pair) => isScalar(pair.key) && pair.key.value === 'enabled')?.value;
  if (said) {
    const [from, to] = rangeOf(said);
    return splice(text, from, to, String(enabled));
  }
  const [from, to] = rangeOf(value);
  if (value.items.length === 0) return splice(text, from, to, `{ enabled: ${enabled} }`);
  if (value.flow) return splice(text, from + 1, from + 1, ` enabled: ${enabled},`);
  return splice(text, from, from, `enabled: ${enabled}\n${indentAt(text, from)}`);
}

/**
 * Replaces a file whole, so that whoever reads it finds the old text or the new one. `before` is what the new text was made from.
 * @throws Error where somebody else has changed the file meanwhile
 */
export async function replaceFile(file: string, before: string, text: string): Promise<void> {
  const real = existsSync(file) ? realpathSync(file) : file;
  if ((await readFile(real, 'utf8')) !== before)
    throw new Error(`${file} was changed meanwhile. Nothing was written; run the command again.`);
  const aside = `${real}.${process.pid}.tmp`; // an ending that is not read as a community
  try {
    await writeFile(aside, text, { mode: statSync(real).mode & 0o777, flush: true });
    await rename(aside, real);
  } finally {
    await rm(aside, { force: true });
  }
}
