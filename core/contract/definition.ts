import type { Static, TObject } from 'typebox';
import type { CommandDefinition } from './command.ts';
import type { Context, Log } from './context.ts';
import type { DemoContent } from './demo.ts';
import type { Deprecation } from './deprecation.ts';
import type { EventType, Listener } from './event.ts';
import type { Contribution } from './hooks.ts';
import type { Work } from './job.ts';
import type { NotificationKind } from './notification.ts';
import type { BlockDefinition, NavigationItem, PageBuilders, PageDefinition } from './page.ts';
import type { Privacy } from './privacy.ts';
import type { ProblemEntry } from './problem.ts';
import type { Realm } from './realm.ts';
import type { RouteBuilder, RouteDefinition } from './route.ts';
import type { Schedule } from './schedule.ts';
import type { Provider, Resolver } from './token.ts';

/** What a member may do, in the words of the page where managers give roles. */
export interface PermissionDefinition {
  readonly title: string;
  readonly description: string;
  /** Built-in roles that hold it unless the operator decides otherwise. */
  readonly grantedTo?: readonly ('visitor' | 'member' | 'manager')[];
  readonly deprecated?: Deprecation;
}

/** A kind of content, such as an idea. */
export interface ContentKind {
  readonly id: string;
  /** Message key of its name. */
  readonly label: string;
  /** Where an item of this kind is read, relative to the community. */
  readonly path: (item: { readonly id: string; readonly slug: string | null }) => string;
}

/** A kind of space, such as a group or a challenge. */
export interface SpaceKind {
  readonly id: string;
  readonly label: string;
  readonly path: (space: { readonly id: string; readonly slug: string }) => string;
}

/** What is to be done in a community when the extension is turned on or off there. */
export interface Lifecycle {
  /** Once per community, before it is on there, for 30 s at most. Tried again where it fails: must bear being called again. */
  readonly enable?: (ctx: Context) => Promise<void>;
  /** Once nothing shows it there any more, for 30 s at most; tried again where it fails. Data stays. */
  readonly disable?: (ctx: Context) => Promise<void>;
  /**
   * What is unfinished in a community and speaks against taking the extension out, in English, a sentence each: "a vote runs
   * until Friday". Asked in every community, whether the extension is on there or not. Uninstalling is refused while there is any;
   * a purge names them and asks.
   */
  readonly uninstallBlockers?: (ctx: Context) => Promise<readonly string[]>;
}

/** How an extension says that it is. What it says stands on the health page and in `polyphony doctor`, for operators. */
export type HealthState =
  { readonly state: 'ok' } | { readonly state: 'degraded'; readonly reason: string; readonly remedy?: string };
/** What a health check has: the extension's services, and no community. */
export interface HealthContext extends Resolver {
  readonly log: Log;
}

/** Everything that an extension brings. Data, not calls: that is what lets the registry check it before anything runs. */
export interface ExtensionDefinition {
  /** TypeBox object with a default and a description for every field. */
  readonly settings: TObject;
  /** First segments of its routes and pages (also below `/manage`); its id unless said otherwise. Another extension's segment is refused. */
  readonly paths?: readonly string[];
  readonly permissions?: Readonly<Record<string, PermissionDefinition>>;
  readonly problems?: { readonly entries: Readonly<Record<string, ProblemEntry>> };
  /** By language: message key to ICU message. `en` is complete. */
  readonly messages?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly kinds?: readonly ContentKind[];
  readonly spaces?: readonly SpaceKind[];
  /** What it gives members to hold, for rules of audience to ask for. */
  readonly realms?: (r: Resolver) => readonly Realm[];
  /** Folder of `NNN-name.ts` migrations; its tables live in the schema named after the extension's id. */
  readonly migrations?: URL;
  readonly services?: (r: Resolver) => readonly Provider[];
  readonly routes?: (r: Resolver) => readonly RouteDefinition[];
  readonly pages?: (r: Resolver) => readonly PageDefinition[];
  readonly navigation?: readonly NavigationItem[];
  readonly blocks?: (r: Resolver) => readonly BlockDefinition[];
  /** What it does at moments of others: `before`, `after`, `contribute`, and `on` for events. */
  readonly hooks?: (r: Resolver) => readonly (Contribution | Listener)[];
  /** What it tells others of, with `ctx.emit`. An event that is not named here cannot be emitted. */
  readonly events?: readonly EventType[];
  /** Work that is done later. */
  readonly jobs?: (r: Resolver) => readonly Work[];
  /** Work at fixed times, by the clock of each community. */
  readonly schedules?: (r: Resolver) => readonly Schedule[];
  /** What it tells people of, by mail. */
  readonly notifications?: (r: Resolver) => readonly NotificationKind[];
  readonly commands?: readonly CommandDefinition[];
  readonly lifecycle?: Lifecycle;
  /** Asked when an operator looks, at most every five seconds. A throw, or more than 2 s, counts as degraded. */
  readonly health?: (ctx: HealthContext) => Promise<HealthState>;
  /** What a person gets and has erased; needed by whoever has a table with a person column. */
  readonly privacy?: Privacy;
  /** Made-up content for a first look. */
  readonly demo?: DemoContent;
}

/** Freezes a definition. The registry validates it when the platform boots. */
export const defineExtension = (definition: ExtensionDefinition): ExtensionDefinition => Object.freeze(definition);

/** Builders of routes, pages and blocks that know the types of one extension. */
export type Builders<Tables, Settings> = PageBuilders<Tables, Settings> & {
  readonly route: RouteBuilder<Tables, Settings>;
  readonly block: (
    definition: Omit<BlockDefinition, 'render'> & {
      readonly render: (input: {
        readonly ctx: Context<Tables, Settings>;
        readonly subject?: any;
      }) => ReturnType<BlockDefinition['render']>;
    },
  ) => BlockDefinition;
};

/**
 * Builders that know an extension's tables and settings:
 * `export const { route, page, form, action, block } = extension<Tables, typeof settings>();`
 */
export function extension<Tables = any, S extends TObject = TObject>(): Builders<Tables, Static<S>> {
  return Object.freeze({
    route: (definition) => Object.freeze(definition),
    page: (definition) => Object.freeze({ kind: 'page', schema: {}, ...definition }),
    form: (definition) => Object.freeze({ kind: 'form', ...definition }),
    action: (definition) => Object.freeze({ kind: 'action', schema: {}, ...definition }),
    block: (definition) => Object.freeze(definition),
  } as Builders<Tables, Static<S>>);
}
