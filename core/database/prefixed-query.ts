/**
 * The wire level: a query that is preceded, in the same network message, by prepared statements whose answers nobody needs.
 *
 * Here is the only place that leans on the inside of `pg` (its `Query` is subclassed, which its types leave out), and the
 * reason why `pg` is pinned to an exact version.
 */
import { Query as PlainQuery, type ClientBase, type QueryResult, type Submittable } from 'pg';

/** The wire-level calls of a pg connection; pg-cursor and pg-query-stream are built on the same ones. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  bind(message: { statement: string; values: readonly string[]; valueMapper(value: string): string }): void;
  execute(message: object): void;
}
interface PgQuery {
  submit(wire: Wire): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}
type Done = (error: Error | null, result: QueryResult) => void;

export interface QueryConfig {
  /** With a name the text is prepared once on each connection and then run by name. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
const Query = PlainQuery as unknown as new (config: QueryConfig & { queryMode: 'extended' }, done: Done) => PgQuery;

/** A statement that every connection has prepared, with its parameters as text. */
export interface Prefix {
  readonly statement: string;
  readonly values: readonly string[];
}

class PrefixedQuery extends Query {
  readonly #prefix: readonly Prefix[];
  #unanswered: number;

  constructor(prefix: readonly Prefix[], config: QueryConfig, done: Done) {
    super({ ...config, queryMode: 'extended' }, done);
    this.#prefix = prefix;
    this.#unanswered = prefix.length;
  }
  override submit(wire: Wire): Error | null {
    wire.stream.cork();
    try {
      for (const { statement, values } of this.#prefix) {
        wire.bind({ statement, values, valueMapper: (value) => value });
        wire.execute({});
      }
      return super.submit(wire); // parse (once), bind, execute, and the only Sync
    } finally {
      wire.stream.uncork();
    }
  }
  override handleDataRow(message: unknown) {
    if (this.#unanswered === 0) super.handleDataRow(message);
  }
  override handleCommandComplete(message: unknown, wire: Wire) {
    if (this.#unanswered > 0) this.#unanswered -= 1;
    else super.handleCommandComplete(message, wire);
  }
}

/** Sends the prefixes and the query in one message. If a prefix fails, the server skips the query. */
export const sendPrefixed = (client: ClientBase, prefix: readonly Prefix[], config: QueryConfig) =>
  new Promise<QueryResult>((resolve, reject) => {
    const query = new PrefixedQuery(prefix, config, (error, result) => (error ? reject(error) : resolve(result)));
    client.query(query as unknown as Submittable);
  });
