/**
 * Says that something goes: `hook<Draft>('core.saving', { deprecated: { use: 'core.writing', since: '1.2.0', until: '2.0.0' } })`.
 * Hooks, points, events, permissions, routes and fields of settings can have it. Whoever still uses it is named when the platform
 * starts; once the owner's version reaches `until`, they are not admitted any more.
 */
export interface Deprecation {
  /** What takes its place, in the words of whoever has to change something: `groups.joined`. */
  readonly use: string;
  /** Version of the owner that declared it, such as `1.2.0`. */
  readonly since: string;
  /** Version of the owner that has it no more. */
  readonly until: string;
}

/** Programs do not know versions, so a route says days as well: its answers have `Deprecation` (RFC 9745) and `Sunset` (RFC 8594). */
export interface RouteDeprecation extends Deprecation {
  /** Day from which it is deprecated, such as `2027-01-31`. */
  readonly from: string;
  /** Day on which it goes at the earliest. */
  readonly sunset?: string;
}
