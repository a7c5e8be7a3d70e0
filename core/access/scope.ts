import type { Kysely } from 'kysely';

/**
 * Whose rows, and through which connection: a `Context` is one, and so is `{ db: tx, community: view }`. What is written in
 * the transaction of the fact that caused it goes through the scope of that transaction.
 */
export interface Scope {
  readonly db: Kysely<any>;
  readonly community: { readonly id: number };
}

/** A scope with the person who looks; null is a visitor. */
export interface ViewerScope extends Scope {
  readonly actor: { readonly id: string } | null;
}

/** Holds what visitors hold, and is no member. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The two parameters that every statement about a viewer begins with. */
export interface Viewer {
  readonly community: number;
  readonly member: string;
}
export const viewerOf = (scope: ViewerScope): Viewer => ({
  community: scope.community.id,
  member: scope.actor?.id ?? NOBODY,
});
