import type { Context } from './context.ts';

/**
 * A realm of things that members can hold, such as tiers: what an extension gives with the service `grants`, and rules of audience ask
 * for as `{ realm, key }`. Where the extension is off, nobody holds anything of it, so what it guards stays closed and opens
 * again when it returns.
 */
export interface Realm {
  /** Lower-case words with hyphens. One realm belongs to one extension. */
  readonly id: string;
  /** Message key of what its things are together, such as `Tiers`. */
  readonly label: string;
  /**
   * Names of some of its things, by key, as the actor may know them. What the actor may not know is left out, and is shown as
   * something that they cannot see.
   */
  readonly names: (ctx: Context, keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Those of `keys` that the actor may put into a rule; nobody makes an audience of what they may not know. */
  readonly mayRequire: (ctx: Context, keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** What the actor can choose from, at most 50, with `q` as typed. */
  readonly choices: (ctx: Context, q: string) => Promise<readonly { readonly key: string; readonly name: string }[]>;
}
