import leven from 'leven';
import { isMap, isPair, isScalar, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { ErrorObject, ValidateFunction } from 'ajv';

/** One thing that is wrong in a configuration file, and where. Lines and columns count from 1. */
export interface ConfigurationProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key, empty for the file as a whole. */
  readonly key: string;
  readonly reason: string;
  /** The nearest valid name, where a name is wrong. */
  readonly suggestion?: string;
}

export const describeProblem = ({ file, line, column, key, reason, suggestion }: ConfigurationProblem) =>
  `${file}:${line}:${column} ${key ? `${key}: ` : ''}${reason}${suggestion ? `. Did you mean ${suggestion}?` : ''}`;

/** The valid name nearest to what was written, if it is near enough to be a slip. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  const ranked = [...names].map((name) => ({ name, distance: leven(written.toLowerCase(), name.toLowerCase()) }));
  const best = ranked.sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(2, Math.floor(written.length / 3)) ? best.name : undefined;
}

type Path = readonly (string | number)[];

/** A parsed file that can say where each of its keys stands. */
export interface ParsedFile {
  readonly file: string;
  /** With the environment's values in place of `$env:NAME`: for checking, never for keeping. */
  readonly value: unknown;
  /** As it stands in the file, so that no secret is stored. */
  readonly declared: unknown;
  problem(
    path: Path,
    reason: string,
    options?: { readonly at?: 'key' | 'value'; readonly suggestion?: string | undefined },
  ): ConfigurationProblem;
}

function position(document: Document.Parsed, path: Path, at: 'key' | 'value'): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const part = path.slice(0, length);
    if (at === 'key' && length > 0) {
      const parent = length === 1 ? document.contents : document.getIn(part.slice(0, -1), true);
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && item.key.value === part.at(-1))
        : undefined;
      const range = (pair?.key as Node | undefined)?.range;
      if (range) return range[0];
    }
    const node = length === 0 ? document.contents : document.getIn(part, true);
    const range = (node as Node | null | undefined)?.range;
    if (range) return range[0];
  }
  return 0;
}

/**
 * Reads YAML. `$env:NAME` becomes the variable's value; a missing one is a problem, so that no secret is silently empty.
 * Returns the problems instead of a value where the file is no YAML.
 */
export function parseYaml(
  file: string,
  text: string,
  env: NodeJS.ProcessEnv,
  { optional = false }: { /** An empty file says that everything is as it comes. */ readonly optional?: boolean } = {},
): { readonly parsed?: ParsedFile; readonly problems: readonly ConfigurationProblem[] } {
  const lines = new LineCounter();
  const control = /[^\t\n\r\u0020-\u{10ffff}]|\u007f/u.exec(text);
  if (control) {
    const before = text.slice(0, control.index).split('\n');
    const code = control[0].charCodeAt(0).toString(16).padStart(4, '0');
    const reason = `holds the control character U+${code.toUpperCase()}, which is no text; take it out, or save the file as UTF-8`;
    return {
      problems: [{ file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, key: '', reason }],
    };
  }
  const conflict = /^(<{7}|={7}|>{7})( |$)/m.exec(text);
  if (conflict) {
    const line = text.slice(0, conflict.index).split('\n').length;
    const reason = 'is the mark of a conflict that git left behind; choose one side and take the marks out';
    return { problems: [{ file, line, column: 1, key: '', reason }] };
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems: ConfigurationProblem[] = document.errors.map((error) => ({
    file,
    ...at(error.pos[0]),
    key: '',
    reason: yamlReason(error.code, error.message),
  }));
  if (problems.length > 0) return { problems: problems.slice(0, 1) }; // what follows a first mistake of YAML is its echo
  const refuse = (node: Node | null, reason: string) => ({
    problems: [{ file, ...at(node?.range?.[0] ?? 0), key: '', reason }],
  });
  if (document.contents === null && /^\s*(#.*\s*)*$/.test(text) && !optional)
    return refuse(null, 'is empty; write at least the line "name: .."');
  if (document.contents !== null && !isMap(document.contents))
    return refuse(document.contents, 'must be keys with their values, such as "name: Our Food Future"');
  let declared: unknown; // before the environment's values are put in
  try {
    declared = document.toJS();
  } catch (error) {
    const { message } = error as Error;
    const unresolved = /Unresolved alias .*: (\S+)$/.exec(message)?.[1];
    let place: Node | null = null;
    if (unresolved !== undefined)
      visit(document, {
        Alias(_key, node) {
          if (node.source !== unresolved) return undefined;
          place = node;
          return visit.BREAK;
        },
      });
    return refuse(
      place,
      unresolved === undefined
        ? 'repeats its aliases (*name) too often; write the values out'
        : `there is nothing called &${unresolved} above; put a text that begins with * into quotes`,
    );
  }
  visit(document, {
    Scalar(_key, node, ancestors) {
      if (typeof node.value !== 'string' || !node.value.startsWith('$env:')) return;
      const name = node.value.slice('$env:'.length);
      const value = env[name];
      if (value === undefined)
        problems.push({
          file,
          ...at(node.range?.[0] ?? 0),
          key: keyAbove(ancestors),
          reason: `the environment has no variable ${name}; set it or write the value here`,
          ...suggested(nearest(name, Object.keys(env))),
        });
      else node.value = value;
    },
  });
  if (problems.length > 0) return { problems };
  const parsed: ParsedFile = {
    file,
    value: document.toJS() ?? {},
    declared: declared ?? {},
    problem: (path, reason, { at: where = 'value', suggestion } = {}) => ({
      file,
      ...at(position(document, path, where)),
      key: path.join('.'),
      reason,
      ...suggested(suggestion),
    }),
  };
  return { parsed, problems };
}

const suggested = (suggestion: string | undefined) => (suggestion === undefined ? {} : { suggestion });

/** Dotted path of the keys above a node. */
const keyAbove = (ancestors: readonly unknown[]): string =>
  ancestors.flatMap((node) => (isPair(node) && isScalar(node.key) ? [String(node.key.value)] : [])).join('.');

/** What the parser says, with what to do about it where its words leave that open. */
function yamlReason(code: string, message: string): string {
  const said = message.split('\n')[0] ?? 'is not valid YAML';
  if (code === 'MULTIPLE_DOCS') return 'begins a second document; take the line "---" out: one file is one community';
  if (said.startsWith('Flow')) return 'comes while a bracket is open; close the bracket that was opened before';
  const remedy: Readonly<Record<string, string>> = {
    TAB_AS_INDENT: 'indent with spaces instead of tabs',
    DUPLICATE_KEY: 'the key stands here twice; take one of them out',
    BLOCK_AS_IMPLICIT_KEY: 'give keys of the same level the same indent, and put a text with ": " in it into quotes',
    BAD_INDENT: 'give keys of the same level the same indent',
    BLOCK_IN_FLOW: 'write the value on a line of its own, or in quotes',
    MISSING_CHAR: 'close the bracket or the quote that was opened before',
    MULTILINE_IMPLICIT_KEY: 'a key ends with ":" on its own line, and text with ": " in it needs quotes',
    BAD_ALIAS: 'a value that begins with * needs quotes',
    UNEXPECTED_TOKEN: 'put a text that begins with a sign into quotes',
  };
  return remedy[code] === undefined ? said : `${said.replace(/[.;]$/, '')}: ${remedy[code]}`;
}

/** A part of a JSON pointer as it was before it was one (RFC 6901). */
export const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
const pathOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : unescaped(part)));

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list, such as [one, two]',
  object: 'keys with their values',
  null: 'nothing',
};

const kindOf = (value: unknown): string =>
  value === null
    ? 'nothing'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'keys with their values'
        : typeof value === 'string'
          ? 'a text'
          : `the ${typeof value} ${String(value as number)}`;

/** An example says more than a pattern; without one the description has to do. */
function likeness({ parentSchema }: ErrorObject): string {
  const { examples, description } = (parentSchema ?? {}) as { examples?: readonly unknown[]; description?: string };
  if (examples?.length) return `must look like ${examples.map(String).join(' or ')}`;
  return `must look like what it is for: ${description ?? 'see the README of the extension'}`;
}

const places = ({ i, j }: Record<string, unknown>) => [Number(i) + 1, Number(j) + 1].sort((a, b) => a - b);
const limit = (error: ErrorObject) => String(error.params['limit']);
const reasons: Record<string, (error: ErrorObject) => string> = {
  type: (error) =>
    `must be ${[error.params['type']]
      .flat()
      .map((type) => typeNames[String(type)] ?? String(type))
      .join(
        ' or ',
      )}, not ${kindOf(error.data)}${error.data === null ? '; a value that begins with # needs quotes' : ''}`,
  enum: (error) => `must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`,
  const: (error) => `can only be ${String(error.params['allowedValue'])}; leave it out otherwise`,
  minLength: () => 'must not be empty',
  maxLength: (error) => `is longer than ${limit(error)} characters; write less`,
  minItems: (error) => `needs at least ${limit(error)}`,
  maxItems: (error) => `has more than ${limit(error)}; take some out`,
  uniqueItems: (error) => `holds the same thing twice, at ${places(error.params).join(' and ')}; take one out`,
  minimum: (error) => `must be ${limit(error)} or more`,
  maximum: (error) => `must be ${limit(error)} or less`,
  format: likeness,
  pattern: likeness,
};

/** Turns what a schema refuses into problems with positions. `prefix` is where the schema's value stands in the file. */
export function schemaProblems(
  parsed: ParsedFile,
  validate: ValidateFunction,
  value: unknown,
  prefix: Path = [],
): ConfigurationProblem[] {
  if (validate(value)) return [];
  // of a name that has the wrong form, the name itself is told
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames');
  const problems = errors.map((error) => {
    const path = [...prefix, ...pathOf(error.instancePath)];
    if (error.keyword === 'additionalProperties') {
      const name = String(error.params['additionalProperty']);
      const names = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
      return parsed.problem([...path, name], 'is not a known key here', {
        at: 'key',
        suggestion: nearest(name, names),
      });
    }
    if (error.keyword === 'required') {
      const missing = String(error.params['missingProperty']);
      return parsed.problem(path, `needs the key ${missing}: add the line "${missing}: .."`);
    }
    const allowed = error.keyword === 'enum' ? (error.params['allowedValues'] as unknown[]).map(String) : [];
    return parsed.problem(path, reasons[error.keyword]?.(error) ?? error.message ?? 'is not valid', {
      suggestion: allowed.length > 0 ? nearest(String(error.data ?? ''), allowed) : undefined,
    });
  });
  // a key that is missing because it is written wrong is one mistake
  const meant = new Set(
    problems.flatMap(({ key, suggestion }) =>
      suggestion === undefined ? [] : [`${key.split('.').slice(0, -1).join('.')} ${suggestion}`],
    ),
  );
  return problems.filter(
    ({ key }, at) =>
      errors[at]?.keyword !== 'required' || !meant.has(`${key} ${String(errors[at]?.params['missingProperty'])}`),
  );
}
