import leven from 'leven';
import { isMap, isScalar, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
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
): { readonly parsed?: ParsedFile; readonly problems: readonly ConfigurationProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const declared: unknown = document.errors.length === 0 ? document.toJS() : undefined; // before the environment's values are put in
  const problems: ConfigurationProblem[] = document.errors.map((error) => ({
    file,
    ...at(error.pos[0]),
    key: '',
    reason: error.message.split('\n')[0] ?? 'is not valid YAML',
  }));
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' || !node.value.startsWith('$env:')) return;
      const name = node.value.slice('$env:'.length);
      const value = env[name];
      if (value === undefined)
        problems.push({
          file,
          ...at(node.range?.[0] ?? 0),
          key: '',
          reason: `the environment has no variable ${name}; set it or write the value here`,
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
      ...(suggestion === undefined ? {} : { suggestion }),
    }),
  };
  return { parsed, problems };
}

const unescape = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');
const pathOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : unescape(part)));

const reasons: Record<string, (error: ErrorObject) => string> = {
  type: (error) => `must be ${String(error.params['type'])}`,
  enum: (error) => `must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`,
  minLength: () => 'must not be empty',
  minItems: (error) => `needs at least ${String(error.params['limit'])}`,
  pattern: (error) => `must look like ${String(error.params['pattern'])}`,
};

/** Turns what a schema refuses into problems with positions. `prefix` is where the schema's value stands in the file. */
export function schemaProblems(
  parsed: ParsedFile,
  validate: ValidateFunction,
  value: unknown,
  prefix: Path = [],
): ConfigurationProblem[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => {
    const path = [...prefix, ...pathOf(error.instancePath)];
    if (error.keyword === 'additionalProperties') {
      const name = String(error.params['additionalProperty']);
      const names = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
      return parsed.problem([...path, name], 'is not a known key here', {
        at: 'key',
        suggestion: nearest(name, names),
      });
    }
    if (error.keyword === 'required')
      return parsed.problem(path, `needs the key ${String(error.params['missingProperty'])}`);
    const allowed = error.keyword === 'enum' ? (error.params['allowedValues'] as unknown[]).map(String) : [];
    return parsed.problem(path, reasons[error.keyword]?.(error) ?? error.message ?? 'is not valid', {
      suggestion: allowed.length > 0 ? nearest(String(error.data ?? ''), allowed) : undefined,
    });
  });
}
