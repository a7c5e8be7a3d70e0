import type { Context } from './context.ts';
import type { Deprecation } from './deprecation.ts';

/** A typed extension point, owned by the extension that reads it. */
export interface Point<T> {
  readonly kind: 'point';
  readonly id: string;
  readonly deprecated?: Deprecation;
  readonly __type?: T;
}

/** A typed moment at which others may change a value or refuse it, inside the caller's transaction. */
export interface Hook<T> {
  readonly kind: 'hook';
  readonly id: string;
  readonly deprecated?: Deprecation;
  readonly __type?: T;
}

/** What may be said of a hook or point besides its name. */
export interface HookAbout {
  readonly deprecated?: Deprecation;
}

/** Names an extension point; its id begins with the id of the extension that reads it. */
export const point = <T>(id: string, about: HookAbout = {}): Point<T> => Object.freeze({ kind: 'point', id, ...about });
/** Names a hook; its id begins with the id of the extension that runs it. */
export const hook = <T>(id: string, about: HookAbout = {}): Hook<T> => Object.freeze({ kind: 'hook', id, ...about });

/** What an extension adds to a point or does at a hook. */
export interface Contribution {
  readonly target: Point<any> | Hook<any>;
  readonly value: unknown;
  readonly order: number;
  /** At a hook: whether it may refuse, or only looks on. */
  readonly when?: 'before' | 'after';
}

/** Where a handler stands among others. */
export interface HookOptions {
  /** Lower runs first; 0 unless said otherwise. */
  readonly order?: number;
}

/**
 * Vetoes: runs at a hook, in the transaction of the caller, and may give another value or refuse by throwing a problem. It
 * fails closed: any other throw, or more than 2 s, refuses the whole with `core.unavailable` (503) and names the extension to
 * operators. What it does after its 2 s is refused by its `ctx.db`.
 */
export const before = <T>(
  target: Hook<T>,
  value: (ctx: Context, value: NoInfer<T>) => NoInfer<T> | void | Promise<NoInfer<T> | void>,
  { order = 0 }: HookOptions = {},
): Contribution => Object.freeze({ target, value, order, when: 'before' });

/**
 * Observes: runs at a hook after everybody who may refuse, with the value that they left, and what it gives back is ignored.
 * It fails open: where it throws, or takes more than 2 s, what it wrote is taken back and the caller goes on without.
 */
export const after = <T>(
  target: Hook<T>,
  value: (ctx: Context, value: NoInfer<T>) => unknown,
  { order = 0 }: HookOptions = {},
): Contribution => Object.freeze({ target, value, order, when: 'after' });

/** Adds a value to a point. */
export const contribute = <T>(target: Point<T>, value: NoInfer<T>, order = 0): Contribution =>
  Object.freeze({ target, value, order });
