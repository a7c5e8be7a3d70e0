/**
 * Something that members hold: being there at all, being in a space or having a role in it, a role in the community, or what an
 * extension gives in a realm of its own (a tier, a segment).
 */
export type Holding =
  | 'everyone'
  | 'member'
  | { readonly space: string; readonly role?: string }
  | { readonly role: string }
  | { readonly realm: string; readonly key: string };

/** Holdings of which all are needed. */
export interface AllOf {
  readonly all: readonly Holding[];
}

/** Who meets a rule: whoever holds one thing, all of several, any of several (which may be such conjunctions), or nobody. */
export type Audience = Holding | AllOf | { readonly any: readonly (Holding | AllOf)[] } | 'never';

/**
 * Who may see an item and who may read it. Where `see` is wider than `read`, the difference gets a teaser: title and summary without
 * body. Who meets `deny` gets neither, whatever else they hold.
 */
export interface AudienceRule {
  readonly see: Audience;
  readonly read: Audience;
  readonly deny?: Audience;
}

/** How large an audience may be; what is larger is refused when it is saved. */
export const AUDIENCE_LIMITS = { clauses: 32, holdings: 8 } as const;
