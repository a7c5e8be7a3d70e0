/**
 * `statement(key, build)`: a query that is built once, prepared once on each connection, and run by name.
 *
 *     const newest = statement<{ community: number; limit: number }>()('core.newest', (db: Builder<Tables>, p) =>
 *       db.selectFrom('core.content').select(['id', 'title'])
 *         .where('community_id', '=', p.community).where('status', '=', 1)
 *         .orderBy('publish_at', 'desc').limit(p.limit));
 *
 *     const rows = await newest.run(ctx.db, { community: 1, limit: 20 });
 *
 * Every `p.name` becomes one parameter, however often it is used. Every other value becomes a literal in the text: a
 * generic plan can use an index `where status = 1` only if the statement says `1` and not `$2`. So a constant here must be a
 * constant of the program, never something that a person sent.
 */
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import type { Compilable, RawBuilder } from 'kysely';
import { statementName, type NamedQuery } from './tenant.ts';

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Writes a slot as `$n`, the same `n` each time, and every constant as a literal. */
class StatementCompiler extends PostgresQueryCompiler {
  #slots: string[] = [];

  override compileQuery(...args: Parameters<PostgresQueryCompiler['compileQuery']>) {
    this.#slots = [];
    return super.compileQuery(...args);
  }
  protected override appendValue(value: unknown) {
    if (!(value instanceof Slot)) return this.appendImmediateValue(value);
    let index = this.#slots.indexOf(value.name);
    if (index < 0) {
      index = this.#slots.push(value.name) - 1;
      this.addParameter(value.name);
    }
    this.append(`$${index + 1}`);
  }
}

/** A Kysely that can build and compile and has no database. */
const builder = new Kysely<never>({
  dialect: {
    createDriver: () => new DummyDriver(),
    createQueryCompiler: () => new StatementCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  },
});

/** One expression for each parameter, to be put into the query wherever a value goes. */
export type Slots<P> = { readonly [K in keyof P]-?: RawBuilder<P[K]> };
/** The part of Kysely that builds queries. */
export type Builder<DB> = Pick<
  Kysely<DB>,
  | 'selectFrom'
  | 'insertInto'
  | 'updateTable'
  | 'deleteFrom'
  | 'mergeInto'
  | 'with'
  | 'withRecursive'
  | 'selectNoFrom'
  | 'fn'
>;

export interface Statement<P, R> {
  readonly sql: string;
  /** Runs on a `communityDb`, a `platformDb` or a transaction of one. */
  run(db: Kysely<any>, parameters: P): Promise<R[]>;
}

/** Builds a named statement; `key` is `<extension id>.<what it does>` and shows up in the server's log. */
export const statement =
  <P extends object>() =>
  <DB, R>(key: string, build: (db: Builder<DB>, p: Slots<P>) => Compilable<R> | RawBuilder<R>): Statement<P, R> => {
    const slots = new Proxy({} as Slots<P>, { get: (_, name) => sql`${new Slot(String(name))}` });
    const built = build(builder as unknown as Kysely<DB>, slots);
    const compiled = (built as RawBuilder<R>).compile(builder); // a query builder ignores the argument
    const names = compiled.parameters as readonly (keyof P)[];
    const name = statementName(key, compiled.sql);
    return {
      sql: compiled.sql,
      async run(db, parameters) {
        const query: NamedQuery = {
          ...compiled,
          parameters: names.map((slot) => parameters[slot]),
          statementName: name,
        };
        return (await db.executeQuery<R>(query)).rows;
      },
    };
  };
