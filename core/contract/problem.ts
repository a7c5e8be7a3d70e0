/** Field-level part of a problem: `pointer` is a JSON pointer into the body, such as `/requested`. */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** One entry of an error catalogue. */
export interface ProblemEntry {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /** What kind of thing happened, in a few words. */
  readonly title: string;
  /** What happened, to what, and what to do next; an ICU message whose arguments are the values given when it is thrown. */
  readonly detail: string;
  /** The body field that the person has to change, if there is one. */
  readonly field?: string;
}

/** Values of the arguments of a problem’s words. */
export type ProblemValues = Readonly<Record<string, string | number | Date>>;

/**
 * An error with a stable code. It leaves the process as problem details (RFC 9457) in the API and as a page or beside the
 * form field in the browser, from one place.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly entry: ProblemEntry;
  readonly values: ProblemValues;
  readonly fields: readonly FieldProblem[];
  /** Extra members of the problem document, such as both versions of a conflict. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Extra response headers, such as `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    entry: ProblemEntry,
    values: ProblemValues = {},
    options: {
      fields?: readonly FieldProblem[];
      extra?: Record<string, unknown>;
      headers?: Record<string, string>;
      cause?: unknown;
    } = {},
  ) {
    super(`${code}: ${entry.title}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = entry.status;
    this.entry = entry;
    this.values = values;
    this.fields = options.fields ?? [];
    this.extra = options.extra ?? {};
    this.headers = options.headers ?? {};
  }
}

type Options = ConstructorParameters<typeof Problem>[3];
/** Makers of problems by their names, as `defineProblems` gives them. */
export type ProblemCatalogue<E extends Record<string, ProblemEntry>> = {
  readonly [K in keyof E]: (values?: ProblemValues, options?: Options) => Problem;
} & { readonly entries: Readonly<Record<string, ProblemEntry>> };

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Makes an error catalogue: `problems.voteClosed({ closedAt })` has the code `crowd-innovation.vote-closed`.
 * The English text stands in the entry; translations use the message key `problem.<code>`.
 */
export function defineProblems<const E extends Record<string, ProblemEntry>>(
  prefix: string,
  entries: E,
): ProblemCatalogue<E> {
  const byCode: Record<string, ProblemEntry> = {};
  const makers: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(entries)) {
    const code = `${prefix}.${kebab(name)}`;
    byCode[code] = Object.freeze(entry);
    makers[name] = (values?: ProblemValues, options?: Options) => new Problem(code, entry, values, options);
  }
  return Object.freeze({ ...makers, entries: Object.freeze(byCode) }) as unknown as ProblemCatalogue<E>;
}
