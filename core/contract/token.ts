import type { InjectionToken } from 'tsyringe';

/** A typed name of a service. `T` exists for the type checker only. */
export type Token<T> = InjectionToken<T> & symbol & { readonly __type?: T };

/** Names a service that other extensions may ask for: `token<Challenges>('crowd-innovation.Challenges')`. */
export const token = <T>(id: string): Token<T> => Symbol.for(id) as Token<T>;

/** Finds services. Works inside handlers and service factories, which run after every service has been built. */
export interface Resolver {
  get<T>(token: Token<T>): T;
}

/** A service and how it is made; made once per process, at boot. */
export interface Provider<T = unknown> {
  readonly token: Token<T>;
  readonly make: () => T;
}

/** Puts a service behind its token. `make` runs once, at boot, so that a missing dependency is a line in the boot report. */
export const provide = <T>(token: Token<T>, make: () => T): Provider<T> => Object.freeze({ token, make });
