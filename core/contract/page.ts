import type { Static, TSchema } from 'typebox';
import type { VNode } from 'preact';
import type { Context } from './context.ts';
import type { Limits, Reply, RouteAccess } from './route.ts';
import type { FieldProblem } from './problem.ts';

/** What a page hands to the document shell. */
export interface PageView {
  /** Title of the document; the heading on the page is the page's own. */
  readonly title: string;
  readonly body: VNode;
  /** 200 unless said otherwise. */
  readonly status?: number;
  /** Focus mode: site navigation is replaced by a way out and the saved state. */
  readonly focus?: { readonly back: string; readonly href: string; readonly saved?: string };
  /** The page's one sticky bar. */
  readonly bar?: VNode;
  /** Keep search engines away; closed communities do so anyway. */
  readonly noIndex?: boolean;
  /**
   * The page has forms that are answered in place (`<Form inPlace>`), so it carries the script for that: about 14 KB, kept by the
   * browser. Without script the same forms post and redirect.
   */
  readonly inPlace?: boolean;
  /** The page sends requests of the API and shows what comes, so it carries the script for that. Only core's own do. */
  readonly sendsRequests?: boolean;
  /** Values of the message that the address announces (`redirect(path, said)`), such as what is left. */
  readonly saidValues?: Readonly<Record<string, unknown>>;
}

/** What was typed and what is wrong with it. */
export interface FormState {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly (FieldProblem & { readonly field: string })[];
  /** Text of a field as typed, or '' (also for a value that is not text). */
  text(field: string): string;
  /** Whether a checkbox, or one value of a group, is ticked. */
  checked(field: string, value?: string): boolean;
  error(field: string): string | undefined;
}

/** Go to another page after a form was accepted (303). `said` is a message key that the next page announces. */
export class Redirect {
  readonly path: string;
  readonly said: string | undefined;
  constructor(path: string, said?: string) {
    this.path = path;
    this.said = said;
  }
}
/** Goes on to a page after a form: `redirect('/groups/bread', 'groups.saved')`. The message is announced there. */
export const redirect = (path: string, said?: string) => new Redirect(path, said);

type Of<S, Else> = S extends TSchema ? Static<S> : Else;
/** What a page takes: parts of its path, of its query, and the fields of its form. */
export interface PageSchema {
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
}
/** What a page is called with, typed by its schema. */
export interface PageInput<S extends PageSchema, C> {
  readonly ctx: C;
  readonly params: Of<S['params'], Readonly<Record<string, string>>>;
  readonly query: Of<S['query'], Readonly<Record<string, string>>>;
  /** Set where it takes longer than `limits.ms`, or the client has gone. */
  readonly signal: AbortSignal;
}

/** What a link in a mail is for. */
export type MailedPurpose = 'link' | 'invitation' | 'stop';

/** A page, form or action as the registry keeps it. Made by `page`, `form` and `action` of `extension()`. */
export interface PageDefinition {
  readonly kind: 'page' | 'form' | 'action';
  readonly path: `/${string}`;
  readonly access: RouteAccess;
  /** Navigation entry that is current on this page. */
  readonly current?: string;
  readonly schema: PageSchema;
  readonly mailed?: MailedPurpose;
  readonly limits?: Limits;
  readonly view?: (input: any) => Promise<PageView | Redirect>;
  readonly submit?: (input: any) => Promise<Redirect | PageView | Reply>;
}

/** What every page, form and action says. */
export interface PageCommon {
  readonly path: `/${string}`;
  readonly access: RouteAccess;
  readonly current?: string;
  /** Its parameter `token` is one that core mailed for this purpose: whoever holds it gets past a closed door, to this page. */
  readonly mailed?: MailedPurpose;
  readonly limits?: Limits;
}

/** Makers of pages, typed by the tables and settings of an extension. */
export interface PageBuilders<Tables, Settings> {
  /** A page that is only read (GET). */
  page<S extends PageSchema>(
    definition: PageCommon & {
      readonly schema?: S;
      readonly view: (input: PageInput<S, Context<Tables, Settings>>) => Promise<PageView | Redirect>;
    },
  ): PageDefinition;
  /**
   * A page with a form: GET shows it, POST validates the body, and shows it again with what was typed and what is wrong
   * (422, or the problem's status) or does the work and redirects.
   */
  form<S extends PageSchema & { readonly body: TSchema }>(
    definition: PageCommon & {
      readonly schema: S;
      readonly view: (
        input: PageInput<S, Context<Tables, Settings>> & { readonly form: FormState },
      ) => Promise<PageView | Redirect>;
      /** A page instead of a redirect where nothing was changed, such as a preview. */
      readonly submit: (
        input: PageInput<S, Context<Tables, Settings>> & { readonly body: Static<S['body']> },
      ) => Promise<Redirect | PageView>;
    },
  ): PageDefinition;
  /** A button somewhere else (POST only): does the work and redirects. A problem becomes an error page that leads back. */
  action<S extends PageSchema>(
    definition: PageCommon & {
      readonly schema?: S;
      readonly submit: (
        input: PageInput<S, Context<Tables, Settings>> & { readonly body: Of<S['body'], undefined> },
      ) => Promise<Redirect>;
    },
  ): PageDefinition;
}

/** Places on core's pages that extensions fill. */
export type Region =
  /** One button for members, the first of the welcome: a `Button` of kind `inverse` and size `lg`. The first block that has one wins. */
  | 'home.hero'
  | 'home.main'
  | 'home.side'
  | 'group.tabs'
  | 'group.side'
  | 'profile.main'
  | 'org.main'
  | 'content.meta'
  | 'content.actions'
  | 'stream.item'
  | 'manage.dashboard'
  | 'me.settings';

/** A part of a page of core, filled by an extension. */
export interface BlockDefinition {
  readonly id: string;
  readonly region: Region;
  readonly order: number;
  /** Null where there is nothing to show: an empty block takes no room. */
  readonly render: (input: { readonly ctx: any; readonly subject?: unknown }) => Promise<VNode | null>;
}

/** An entry in the menu. Shown to those who may open the page behind it. */
export interface NavigationItem {
  readonly id: string;
  /** Message key, or a function of the context where operators may rename it. */
  readonly label: string | ((ctx: Context) => string);
  /** At most ten characters, for the tab bar of phones. */
  readonly short: string | ((ctx: Context) => string);
  readonly icon: string;
  readonly path: `/${string}`;
  readonly order: number;
  readonly access: RouteAccess;
}
