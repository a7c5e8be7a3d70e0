import type { ExtensionDefinition } from '../contract/definition.ts';
import type { DeprecatedUse } from './deprecations.ts';

/** What `package.json` says of an extension; read before any of its code runs. */
export interface Candidate {
  readonly id: string;
  readonly title: string;
  readonly packageName: string;
  readonly version: string;
  readonly description: string;
  readonly directory: string;
  /** Peer dependencies: package name to semver range. */
  readonly requires: Readonly<Record<string, string>>;
  /** Those of `requires` that may be missing. */
  readonly optional: ReadonlySet<string>;
}

export type Phase = 'discover' | 'resolve' | 'admit' | 'migrate' | 'build' | 'mount';

/** Where an extension stands after boot. */
export type State =
  | { readonly state: 'admitted' }
  | { readonly state: 'failed'; readonly phase: Phase; readonly reason: string; readonly remedy: string }
  | { readonly state: 'blocked'; readonly by: string; readonly reason: string; readonly remedy: string };

/** Who keeps an extension from running that an operator leaves out at the start. */
const WITHOUT = '--without';

export const leftOut = (id: string): State => ({
  state: 'blocked',
  by: WITHOUT,
  reason: `left out by ${WITHOUT}`,
  remedy: `start without "${WITHOUT} ${id}"`,
});

/** For whoever needs `id`, which has `status`. */
export const blockedBy = (id: string, status?: State): State => ({
  state: 'blocked',
  by: id,
  reason:
    status?.state === 'blocked' && status.by === WITHOUT
      ? `needs ${id}, which is ${status.reason}`
      : `needs ${id}, which is not available`,
  // of a row of dependents, the first one is to be mended
  remedy: status?.state === 'blocked' ? status.remedy : `mend ${id} first`,
});

/** Thrown where an extension is sound and something else keeps it from running. */
export class Blocked extends Error {
  readonly by: string;
  readonly remedy: string;
  constructor(by: string, reason: string, remedy: string) {
    super(reason);
    this.by = by;
    this.remedy = remedy;
  }
}

/** One extension of this platform, from discovery to mounting. */
export interface ExtensionRecord extends Candidate {
  definition: ExtensionDefinition | undefined;
  status: State;
  /** What it uses of others although it goes. */
  deprecations: readonly DeprecatedUse[];
  /** Spent in all phases. */
  milliseconds: number;
}

/** The schema of an extension's tables: its id with underscores. */
export const schemaOf = (id: string) => id.replaceAll('-', '_');
