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

/** What a socket says when nobody is at its other end. */
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);
/** What pg says of connections carries no code: these are the beginnings and ends of its sentences. */
const CUT =
  /^(Connection terminated|Connection ended unexpectedly|Cannot use a pool after)|is not queryable$|^(Socket closed|This socket has been ended)/;
const LATE = /^(timeout exceeded when trying to connect|timeout expired)|due to connection timeout$/;
/** Refused without an effect: serialisation, deadlock, lock and statement time limits, a standby that only reads. */
const PASSING = new Set(['40001', '40P01', '55P03', '57014', '25006']);

interface Failure {
  readonly code?: unknown;
  readonly severity?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}
const failure = (error: unknown): Failure => (typeof error === 'object' && error ? error : {});

/** Whether an error says of itself that the connection is gone: ended by the server, cut on the way, or never made. */
function saysLost(error: unknown): boolean {
  const { code, severity, message } = failure(error);
  if (code === undefined) return typeof message === 'string' && CUT.test(message);
  return (
    code === 'database.connection-lost' ||
    severity === 'FATAL' ||
    severity === 'PANIC' ||
    (typeof code === 'string' && (/^(08|57P0)/.test(code) || SOCKET.has(code)))
  );
}

/** The connection is of no further use: lost, or in a state that nobody can name. */
export const isLost = (error: unknown): boolean => failure(error).code === undefined || saysLost(error);

/** An error of pg with a code: without one, whoever answers a request takes it for a mistake of ours. */
export function coded(error: unknown): unknown {
  const { code, message } = failure(error);
  if (code !== undefined || typeof message !== 'string') return error;
  if (LATE.test(message))
    return new DatabaseError('database.busy', 'No connection to the database became free in time.', { cause: error });
  return saysLost(error)
    ? new DatabaseError('database.connection-lost', 'The connection to the database was cut.', { cause: error })
    : error;
}

/** Whether it, or what it was caused by, says: try again later, nothing was done. */
export function isPassing(error: unknown, depth = 0): boolean {
  const { code, message, cause, errors } = failure(error);
  if (saysLost(error)) return true;
  if (code === undefined && typeof message === 'string' && LATE.test(message)) return true;
  if (typeof code === 'string' && (/^(57P|53)/.test(code) || PASSING.has(code) || code === 'database.busy'))
    return true;
  if (depth > 4) return false;
  // whoever wraps an error, such as a library that tried several addresses, does not make it another one
  return [cause, ...(Array.isArray(errors) ? errors : [])].some((inner) => inner && isPassing(inner, depth + 1));
}
