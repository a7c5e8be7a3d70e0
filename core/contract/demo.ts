import type { Context } from './context.ts';
import type { Resolver } from './token.ts';

/** What demo content is made from: people with an account, by the name of their persona or a running number. */
export interface Demo {
  /** Short name of the community that it is made for. */
  readonly community: string;
  /** The context of one demo person; `name` as in the community's demo people. */
  as(name: string): Promise<Context>;
  /** `count` residents without a sign-in, as voters and members of groups. */
  residents(count: number): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** The moment that demo dates are relative to. */
  readonly now: Date;
}

/** What was made in one community, kept beside the mark that it was made. */
export interface DemoMade {
  /** Ids of spaces that `refresh` looks after. */
  readonly spaces?: readonly string[];
  /** Persona to the path of the community where they begin when somebody signs in as them from the front door. */
  readonly landings?: Readonly<Record<string, string>>;
}

/** What goes when the demo is taken out of a community: its people, and the spaces that they opened. */
export interface DemoRemains {
  /** Ids of members. */
  readonly people: readonly string[];
  readonly spaces: readonly string[];
}

/** Demo content of one extension. Spaces, items and people of the demo are core's to remove; the extension's own rows are not. */
export interface DemoContent {
  /** Once for each community, where it runs in demo mode. */
  readonly create: (demo: Demo, r: Resolver) => Promise<DemoMade | void>;
  /** At each later start in demo mode: what has lapsed since begins anew. */
  readonly refresh?: (demo: Demo, made: DemoMade, r: Resolver) => Promise<void>;
  /** What people outside of the demo put into it, in words such as `3 ballots`; it goes too, so an operator is asked first. */
  readonly real?: (ctx: Context, remains: DemoRemains, r: Resolver) => Promise<readonly string[]>;
  /** In the transaction that takes the demo out, before core removes spaces, items and people. Rows that go with their space by cascade need nothing here. */
  readonly remove?: (ctx: Context, remains: DemoRemains, r: Resolver) => Promise<void>;
}
