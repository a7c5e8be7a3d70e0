/**
 * Says that something goes. Whoever still uses it is named when the platform starts; once the owner's version reaches `until`,
 * they are not admitted any more.
 */
export interface Deprecation {
  /** What takes its place, in the words of whoever has to change something: `groups.joined`. */
  readonly use: string;
  /** Version of the owner that declared it, such as `1.2.0`. */
  readonly since: string;
  /** Version of the owner that has it no more. */
  readonly until: string;
}
