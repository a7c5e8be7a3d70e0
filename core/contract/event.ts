import type { Static, TObject } from 'typebox';
import type { Context } from './context.ts';
import type { Deprecation } from './deprecation.ts';
import type { Attempt, WorkOptions } from './job.ts';

/**
 * What an event carries: ids and small facts, never words or people. What they stand for is read when it is delivered, as it
 * may have changed or gone, and what lies in a queue is no second copy of it.
 */
export type Payload<P> = { readonly [K in keyof P]: string | number | boolean | null };

/** Something that has happened, told after the transaction of whoever caused it was kept. Owned by the extension that emits it. */
export interface EventType<P extends Payload<P> = any> {
  readonly kind: 'event';
  readonly id: string;
  /** When it is emitted, for whoever may listen; one sentence. */
  readonly summary?: string;
  /** TypeBox object of the payload. Where it is given, a payload that does not fit is refused when it is emitted. */
  readonly payload?: TObject;
  readonly deprecated?: Deprecation;
  readonly __type?: P;
}

/** What may be said of an event besides its name. */
export interface EventAbout {
  readonly summary?: string;
  readonly deprecated?: Deprecation;
}

/**
 * Names an event. Its id begins with the id of the extension that emits it, which names it under `events` too:
 *
 *     export const phaseChanged = event<{ challenge: string }>('crowd-innovation.phase-changed');
 *
 * With a schema the type follows from it, and admission, documentation and `ctx.emit` know the payload as well:
 * `event(id, { summary, payload: Type.Object({ challenge: uuid() }) })`.
 */
export function event<S extends TObject>(
  id: string,
  about: EventAbout & { readonly payload: S },
): EventType<Payload<Static<S>> & Static<S>>;
export function event<P extends Payload<P>>(id: string, about?: EventAbout): EventType<P>;
export function event(id: string, about: EventAbout & { readonly payload?: TObject } = {}): EventType {
  return Object.freeze({ kind: 'event', id, ...about });
}

/** What an extension does when something has happened; it stands among its `hooks`. */
export interface Listener extends WorkOptions {
  readonly kind: 'listener';
  readonly event: EventType;
  readonly handler: (ctx: any, payload: any, attempt: Attempt) => Promise<void> | void;
}

/**
 * Listens to an event. Called after the transaction that emitted it is kept, at least once, in each community where the
 * listening extension is on at that moment; `ctx` is the community's, without an actor. Every listener has a job of its own: one
 * that fails is tried again alone, later and later, and in the end lies as a dead letter that an operator sees and replays.
 * `attempt.id` stays the same through all of it: a key for what must happen once.
 */
export const on = <P extends Payload<P>>(
  target: EventType<P>,
  handler: (ctx: Context, payload: NoInfer<P>, attempt: Attempt) => Promise<void> | void,
  options: WorkOptions = {},
): Listener => Object.freeze({ kind: 'listener', event: target, handler, ...options });
