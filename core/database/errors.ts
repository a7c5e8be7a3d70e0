/**
 * What can go wrong between the platform and its database. Codes are stable; each message says what happened and what to do.
 * All of them are an operator's business: a visitor gets 503 and no detail.
 */
export type DatabaseErrorCode =
  | 'database.binaries-missing'
  | 'database.binaries-incomplete'
  | 'database.root-refused'
  | 'database.initdb-failed'
  | 'database.start-failed'
  | 'database.unresponsive'
  | 'database.password-missing'
  | 'database.community-id'
  | 'database.isolation-level'
  | 'database.connection-lost'
  | 'database.busy'
  | 'database.taken-back'
  | 'database.streaming'
  | 'database.schema-name'
  | 'database.migration-name'
  | 'database.migration-shape'
  | 'database.migration-failed'
  | 'database.migrations-diverged'
  | 'database.schema-ahead'
  | 'database.wall-missing-column'
  | 'database.wall-primary-key'
  | 'database.wall-foreign-key'
  | 'database.wall-view'
  | 'database.wall-policy'
  | 'database.wall-definer'
  | 'database.role-missing'
  | 'database.unsafe-login';

/** An error of the database layer with a stable `code`; `status` is what an HTTP surface answers. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  readonly status = 503;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Codes of PostgreSQL and of its connection that say: try again later, nothing was done. */
export function isPassing(error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return (
    typeof code === 'string' &&
    (/^(08|57P|53)/.test(code) ||
      ['40001', '40P01', '55P03', '57014', '25006', 'ECONNREFUSED', 'ECONNRESET'].includes(code) ||
      ['database.connection-lost', 'database.busy'].includes(code))
  );
}
