import type { Context } from './context.ts';

/** A typed extension point, owned by the extension that reads it. */
export interface Point<T> {
  readonly kind: 'point';
  readonly id: string;
  readonly __type?: T;
}

/** A typed moment at which others may change a value or refuse it, inside the caller's transaction. */
export interface Hook<T> {
  readonly kind: 'hook';
  readonly id: string;
  readonly __type?: T;
}

export const point = <T>(id: string): Point<T> => Object.freeze({ kind: 'point', id });
export const hook = <T>(id: string): Hook<T> => Object.freeze({ kind: 'hook', id });

/** What an extension adds to a point or does at a hook. */
export interface Contribution {
  readonly target: Point<any> | Hook<any>;
  readonly value: unknown;
  readonly order: number;
}

/** Runs at a hook, in the transaction of the caller. What it throws refuses the whole. */
export const before = <T>(
  target: Hook<T>,
  value: (ctx: Context, value: T) => T | Promise<T>,
  order = 0,
): Contribution => Object.freeze({ target, value, order });

/** Adds a value to a point. */
export const contribute = <T>(target: Point<T>, value: T, order = 0): Contribution =>
  Object.freeze({ target, value, order });
