import type { Kysely } from 'kysely';
import type { CommunityView } from './community.ts';
import type { EventType, Payload } from './event.ts';
import type { Hook, Point } from './hooks.ts';
import type { EnqueueOptions, Job } from './job.ts';
import type { NotificationKind } from './notification.ts';
import type { Token } from './token.ts';

/** The member who acts. */
export interface Actor {
  readonly id: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly roles: readonly string[];
}

/** The log of the process. Facts first, as an object; never a name, an address or what people wrote. */
export interface Log {
  info(facts: object, message?: string): void;
  warn(facts: object, message?: string): void;
  error(facts: object, message?: string): void;
}

/**
 * One consistent picture of one community for the length of one request, job or command. The first argument of every
 * service call.
 */
export interface Context<Tables = any, Settings = any> {
  readonly community: CommunityView;
  /** Null for a visitor. */
  readonly actor: Actor | null;
  /** Settings of the extension that this context was made for. */
  readonly settings: Settings;
  /** Scoped to the community; inside `transaction` it is the transaction. */
  readonly db: Kysely<Tables>;
  /** The node's clock, for words on pages. Deadlines are decided by the database's clock. */
  readonly now: () => Date;
  readonly log: Log;
  /** BCP 47 locale of the reader. */
  readonly locale: string;
  /** Whether the actor's roles give a permission. An unknown permission is given to nobody. */
  can(permission: string): boolean;
  /** Throws `core.sign-in-required` (401) or `core.not-permitted` (403) where `can` says no. */
  require(permission: string): void;
  /** Runs `work` in one transaction of this community; a throw rolls all of it back. Nested calls join the outer one. */
  transaction<R>(work: (ctx: Context<Tables, Settings>) => Promise<R>): Promise<R>;
  /** A message of the catalogues in the reader's language. */
  t(key: string, values?: Readonly<Record<string, unknown>>): string;
  /** A link of this community that works from where the reader is. */
  url(path: string): string;
  /** Contributions of the extensions that are reachable here. */
  all<T>(point: Point<T>): readonly T[];
  /** Runs a hook now, in this transaction; a handler may change the value or refuse it with a problem. */
  run<T>(hook: Hook<T>, value: NoInfer<T>): Promise<T>;
  /** Adds work for later, in this transaction: it is done if and only if the transaction is kept. */
  enqueue<D extends object>(job: Job<D>, data: NoInfer<D>, options?: EnqueueOptions): Promise<void>;
  /**
   * Tells every extension that listens, after this transaction is kept and never where it is not; where nobody listens it
   * costs nothing. Outside of a transaction: at once.
   */
  emit<P extends Payload<P>>(event: EventType<P>, payload: NoInfer<P>): Promise<void>;
  /** Tells whom it concerns, by mail, after this transaction is kept. A job, which may run twice, gives its attempt's id as `key`. */
  notify<D extends object>(kind: NotificationKind<D>, data: NoInfer<D>, options?: EnqueueOptions): Promise<void>;
  /** Whether another extension is reachable here. */
  has(extension: string): boolean;
  /** A service. */
  get<T>(token: Token<T>): T;
  /** The same community and actor with the settings of another extension; used by the registry when it calls hooks and blocks. */
  as(extension: string): Context;
}

/** The actor, or a 401. */
export type MemberContext<Tables = any, Settings = any> = Context<Tables, Settings> & { readonly actor: Actor };
