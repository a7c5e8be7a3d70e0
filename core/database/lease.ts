import type { Kysely, KyselyPlugin } from 'kysely';
import { connectionOf } from './tenant.ts';
import { DatabaseError } from './errors.ts';

/**
 * A database that is lent for the length of one call and taken back afterwards: whoever goes on running after their time
 * reaches it no more, and so neither the transaction that it was part of nor the savepoint that was rolled back.
 */
export interface Lease {
  readonly db: Kysely<any>;
  /** @throws DatabaseError `database.taken-back` */
  check(): void;
  /** From here on every statement is refused. `cut` also ends the one that runs now, where it runs inside a transaction. */
  takeBack(options?: { readonly cut?: boolean }): Promise<void>;
}

/** Lends `db`. */
export async function lend(db: Kysely<any>): Promise<Lease> {
  let over = false;
  const connection = db.isTransaction ? await connectionOf(db) : undefined;
  const check = () => {
    if (over)
      throw new DatabaseError(
        'database.taken-back',
        'This was called for a limited time, which is over: its statements are not run any more.',
      );
  };
  // a query that was built in time, and is run too late
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      check();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const inner = db.withPlugin(plugin);
  // statements that were compiled before pass no plugin
  const lent = new Proxy(inner, {
    get(target, property) {
      check();
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    db: lent,
    check,
    async takeBack({ cut = false } = {}) {
      over = true;
      if (cut) await connection?.cutShort();
    },
  };
}
