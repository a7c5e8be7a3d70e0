import type { Static, TSchema } from 'typebox';
import type { Context } from './context.ts';
import type { RouteDeprecation } from './deprecation.ts';

/**
 * Who may call. There is no default: a route that says nothing is refused at admission. `anyone` still stops at the door
 * of a closed community.
 */
export type RouteAccess = 'anyone' | 'member' | { readonly permission: string };
/** Methods of routes. All but GET are unsafe: they ask for the origin, count, and may change things. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What one caller may ask of a route. */
export interface Limits {
  /** Requests of one member (or network address, for visitors) to this route, or to this page by one method. */
  readonly rate?: { readonly max: number; readonly seconds: number };
  /** Largest body in bytes. */
  readonly bytes?: number;
  /** Longest run of the handler in milliseconds, 30,000 unless said otherwise: whoever asked is told 503 then. */
  readonly ms?: number;
}

/** What a route takes and answers, as TypeBox. Unknown fields of a body are refused. */
export interface RouteSchema {
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** By status. A body is written by this schema, so a field that is not named in it never leaves. */
  readonly response: Readonly<Record<number, TSchema>>;
}

type Of<S, Else> = S extends TSchema ? Static<S> : Else;

/** What a handler is called with, typed by the schema of its route. */
export interface RouteInput<S extends RouteSchema, C> {
  readonly ctx: C;
  readonly params: Of<S['params'], Readonly<Record<string, string>>>;
  readonly query: Of<S['query'], Readonly<Record<string, never>>>;
  readonly body: Of<S['body'], undefined>;
  /** Set where the handler takes longer than `limits.ms`, or the client has gone. */
  readonly signal: AbortSignal;
}

/** An answer with a status, headers or a body that is not JSON. A plain value is a 200 with JSON. */
export class Reply<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, body: T, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** 201 with the place of the new thing, relative to the community. */
export const created = <T>(location: string, body: T) => new Reply(201, body, { location });
/** 204. */
export const noContent = () => new Reply(204, undefined);
/** A download. */
export const file = (name: string, type: string, body: string | Buffer) =>
  new Reply(200, body, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}"`,
  });

/** A route of the JSON API as the registry keeps it. Made by `route` of `extension()`. */
export interface RouteDefinition {
  readonly method: Method;
  /** Below `/api`; parameters as `:name`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: RouteAccess;
  /** What it answers; `file` sends the handler's text or bytes as they are. */
  readonly reply?: 'json' | 'file';
  readonly limits?: Limits;
  /**
   * Codes that it can refuse with, besides those of every route; they stand in the description of the API. Left out: all of
   * its extension's that fit the method.
   */
  readonly problems?: readonly string[];
  /** It goes: said in the description of the API and in headers of each answer. */
  readonly deprecated?: RouteDeprecation;
  readonly schema: RouteSchema;
  readonly handler: (input: RouteInput<any, any>) => unknown;
}

/** Binds a route's handler to the types of its schema. */
export type RouteBuilder<Tables, Settings> = <S extends RouteSchema>(definition: {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: RouteAccess;
  readonly reply?: 'json' | 'file';
  readonly limits?: Limits;
  readonly problems?: readonly string[];
  readonly deprecated?: RouteDeprecation;
  readonly schema: S;
  readonly handler: (input: RouteInput<S, Context<Tables, Settings>>) => unknown;
}) => RouteDefinition;
