/** The services of core that extensions use, by their tokens. Each call takes the context first and checks access itself. */
import type { Audience, AudienceRule, Holding } from './audience.ts';
import type { Context, MemberContext } from './context.ts';
import { token } from './token.ts';

/** One page of a list, by key. `next` goes into `after` of the following call; null at the end. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
/** Which page of a list is wanted. */
export interface PageRequest {
  /** 1 to 100, 20 by default. */
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}

/** An item as its reader may see it. */
export interface ContentItem {
  readonly id: string;
  readonly kind: string;
  readonly slug: string | null;
  readonly title: string;
  readonly summary: string;
  /** Null where the reader sees the teaser only. */
  readonly body: string | null;
  readonly locked: boolean;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly publishedAt: Date;
  readonly version: number;
  /** Who can see it, in the words of `AudienceLine`: anyone who reaches the community, its members, or some of them. */
  readonly audience: 'anyone' | 'members' | 'some';
}

/** An item that was found. */
export interface FoundItem extends ContentItem {
  /** Words of the body around what was found, `{ text, found }` by turns; empty where title or summary say it. */
  readonly excerpt: readonly { readonly text: string; readonly found: boolean }[];
}
/** What to look for. Everything that is given has to fit. */
export interface SearchRequest extends PageRequest {
  /** As typed: words by their beginnings; "phrases", `or` and `-without` as on the web. */
  readonly q: string;
  readonly kind?: string | undefined;
  /** Id of a space; nothing is found in one that the actor may not read. */
  readonly space?: string | undefined;
  /** Id of a member. */
  readonly author?: string | undefined;
  /** Published at this moment or later. */
  readonly since?: Date | undefined;
  /** Published before this moment. */
  readonly until?: Date | undefined;
}

/** Items of every kind. There is no way to list them that does not ask who is asking. */
export interface ContentService {
  /** Creates and publishes at once. Returns its id. The caller has checked that the actor may. */
  create(
    ctx: MemberContext,
    input: {
      readonly kind: string;
      readonly title: string;
      readonly summary?: string;
      readonly body?: string;
      readonly slug?: string;
      readonly audience: AudienceRule;
      /** Spaces it is placed in. */
      readonly spaces?: readonly string[];
      readonly publishAt?: Date;
      /** BCP 47, of the text; the first language of the community unless said otherwise. */
      readonly language?: string;
    },
  ): Promise<string>;
  /** Changes text or audience. `version` given: refuses with `core.changed-meanwhile` (409) where another change came first. */
  update(
    ctx: Context,
    id: string,
    changes: {
      readonly title?: string;
      readonly summary?: string;
      readonly body?: string;
      readonly audience?: AudienceRule;
      readonly version?: number;
    },
  ): Promise<void>;
  /** Nobody sees it any more; it stays in the database. */
  withdraw(ctx: Context, id: string): Promise<void>;
  /** The item, or null where it does not exist or the actor may not see it. */
  get(ctx: Context, id: string): Promise<ContentItem | null>;
  /** What the actor may see, newest first. */
  list(
    ctx: Context,
    filter: PageRequest & { readonly kind?: string | undefined; readonly space?: string | undefined },
  ): Promise<PageOf<ContentItem>>;
  /**
   * What the actor may see and find: first what says it in title or summary, then what says it in a body that the actor may read,
   * each newest first. Kinds of extensions that are off here are not found.
   */
  search(ctx: Context, request: SearchRequest): Promise<PageOf<FoundItem>>;
  /** Those of `ids` that the actor may see, by id. One statement, however many. */
  only(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, ContentItem>>;
}
/** Items of every kind: `r.get(content)`. */
export const content = token<ContentService>('core.Content');

/** How people come into a space. */
export type Joining = 'open' | 'request' | 'invitation' | 'added' | 'closed';
/** A space as the actor may see it. */
export interface Space {
  readonly id: string;
  readonly kind: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly joining: Joining;
  /** True where the actor sees its name and purpose only. */
  readonly locked: boolean;
  /** The actor's place in it, null without one. */
  readonly membership: { readonly state: 'asked' | 'invited' | 'member' | 'blocked'; readonly role: string } | null;
  /** Null where the actor may not know. */
  readonly memberCount: number | null;
  readonly createdAt: Date;
}
/** Somebody in a space. */
export interface SpaceMember {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly since: Date;
}

/** Places inside a community with members of their own. */
export interface SpaceService {
  /** The actor becomes its first organiser unless `organiser` says otherwise. A slug is made from the title and kept unique. */
  create(
    ctx: MemberContext,
    input: {
      readonly kind: string;
      readonly title: string;
      readonly summary: string;
      readonly slug?: string;
      /** `'space'` stands for the members of the new space itself. */
      readonly see: Audience | 'space';
      readonly read: Audience | 'space';
      readonly joining: Joining;
      readonly organiser?: boolean;
    },
  ): Promise<Space>;
  update(
    ctx: Context,
    id: string,
    changes: {
      readonly title?: string;
      readonly summary?: string;
      readonly joining?: Joining;
      readonly see?: Audience | 'space';
      readonly read?: Audience | 'space';
    },
  ): Promise<void>;
  /** By id or slug; null where it does not exist or the actor may not see it. */
  get(ctx: Context, kind: string, idOrSlug: string): Promise<Space | null>;
  /** What the actor may see, by title. */
  list(ctx: Context, filter: PageRequest & { readonly kind: string }): Promise<PageOf<Space>>;
  /** At most `limit` of any kind that say it in title or summary and that the actor may see, by title; as typed, words by their beginnings. */
  search(ctx: Context, request: { readonly q: string; readonly limit: number }): Promise<readonly Space[]>;
  /** Idempotent. Refuses with `core.joining-closed` (403) where the space does not let people in by themselves. */
  join(ctx: MemberContext, spaceId: string): Promise<void>;
  /** Idempotent. Refuses with `core.last-organiser` (409). */
  leave(ctx: MemberContext, spaceId: string): Promise<void>;
  /** Puts a member into the space; the caller has checked that the actor may. */
  add(ctx: Context, spaceId: string, memberId: string, role?: string): Promise<void>;
  /** Ends a membership. */
  remove(ctx: Context, spaceId: string, memberId: string): Promise<void>;
  /** Members by name; `core.not-found` where the actor may not read the space. */
  members(ctx: Context, spaceId: string, page: PageRequest): Promise<PageOf<SpaceMember>>;
}
/** Places with members of their own: `r.get(spaces)`. */
export const spaces = token<SpaceService>('core.Spaces');

/** A member of the community, as other members see them. */
export interface MemberSummary {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly joinedAt: Date;
}
/** The members of the community. */
export interface MemberService {
  /** Members of the community by name. */
  list(ctx: Context, filter: PageRequest & { readonly q?: string | undefined }): Promise<PageOf<MemberSummary>>;
  get(ctx: Context, id: string): Promise<MemberSummary | null>;
  /** Names by id, for those who are members now; others are left out and shown as "former member". */
  names(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
/** Members of the community: `r.get(members)`. */
export const members = token<MemberService>('core.Members');

/** When a grant holds; without an end it holds until it is taken away. Ends by itself, without a job. */
export interface GrantWindow {
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}
/** What members hold in the realm of an extension. Each change belongs into the transaction of the fact that causes it. */
export interface GrantService {
  /** From one source; given again from the same source, the newer window holds. Effective with the next statement everywhere. */
  give(
    ctx: Context,
    memberId: string,
    holding: { readonly realm: string; readonly key: string },
    source: string,
    window?: GrantWindow,
  ): Promise<void>;
  /** Takes away what one source gave; the same thing from another source stays. */
  take(
    ctx: Context,
    memberId: string,
    holding: { readonly realm: string; readonly key: string },
    source: string,
  ): Promise<void>;
}
/** What members hold in realms of extensions: `r.get(grants)`. */
export const grants = token<GrantService>('core.Grants');

/** Part of an explanation: one thing that a rule asks for. */
export interface ExplainedHolding {
  /** Null, like its name and whether it is held, where the asker may not know of it. */
  readonly holding: Holding | null;
  readonly name: string | null;
  readonly held: boolean | null;
  /** Since when and until when it is held; the last time where it lapsed or has yet to begin. Null without such an end. */
  readonly from: Date | null;
  readonly until: Date | null;
  /** The extension of its realm is off, so nobody holds it. */
  readonly off: boolean;
}
/** Why somebody sees an item or does not, at this moment. */
export interface Explanation {
  readonly content: { readonly id: string; readonly title: string };
  readonly verdict: 'hidden' | 'teaser' | 'full';
  readonly at: Date;
  /** Somebody's own item, which they read whatever the rule says, unless it denies them. */
  readonly own: boolean;
  readonly withdrawn: boolean;
  readonly published: { readonly from: Date; readonly until: Date | null; readonly now: boolean };
  /** Ways into the rule: each is met where all of it is held. `deny` beats the others. */
  readonly ways: readonly {
    readonly to: 'see' | 'read' | 'deny';
    readonly met: boolean;
    readonly holdings: readonly ExplainedHolding[];
  }[];
}

/** The rules of items: what they say, why, and whom they reach. */
export interface AccessService {
  /** Why a member, or a visitor (null), sees an item or not; null where the actor may not see it themselves. The caller has checked that the actor may ask. */
  explain(ctx: Context, contentId: string, memberId: string | null): Promise<Explanation | null>;
  /** The rule of an item that the actor may read, as it was written; null where they may not. */
  ruleOf(ctx: Context, contentId: string): Promise<AudienceRule | null>;
  /**
   * How many members meet a rule now, and how many of those who met another one no longer would. Visitors are not counted. Refuses
   * with `core.not-permitted` to count those whom the actor may not list: no rounding keeps a number that can be asked for in many ways.
   */
  reach(
    ctx: Context,
    rule: AudienceRule,
    before?: AudienceRule,
  ): Promise<{ readonly see: number; readonly read: number; readonly lose: number; readonly visitors: boolean }>;
  /**
   * Refuses what nobody here could mean: spaces and roles that are not there, or things that the actor may not require. What stands in
   * `kept` already, the rule so far, stays allowed.
   */
  check(ctx: Context, rule: AudienceRule, kept?: AudienceRule): Promise<void>;
}
/** Rules of items: `r.get(access)`. */
export const access = token<AccessService>('core.Access');

/** What staff did, append-only. */
export interface AuditService {
  record(
    ctx: Context,
    entry: {
      readonly action: string;
      readonly subject: string;
      readonly subjectId: string;
      readonly detail?: Readonly<Record<string, unknown>>;
    },
  ): Promise<void>;
}
/** What staff did: `r.get(audit)`. */
export const audit = token<AuditService>('core.Audit');

/** The pages that managers write: those of the footer, the parts of the home page, and what new members read first. */
export type PageName =
  | 'about'
  | 'rules'
  | 'privacy'
  | 'accessibility'
  | 'help'
  | 'faq'
  | 'contact'
  | 'home.about'
  | 'home.news'
  | 'home.results'
  | 'welcome';

/** A page as a community wrote it. */
export interface WrittenPage {
  readonly title: string;
  /** Markdown, for `<Prose markdown={body} lang={language} />`. */
  readonly body: string;
  /** BCP 47; another one than the reader's where the page is not written in theirs. */
  readonly language: string;
  /** Counted over all languages of the page, so that the number alone names one text. */
  readonly version: number;
  readonly at: Date;
}

/** What managers wrote, for readers. */
export interface PageService {
  /**
   * The newest version in the reader's language, else in the first language of the community that has one. Null where the
   * community wrote none, and so core's standard words hold; `welcome` is null for visitors.
   */
  read(ctx: Context, page: PageName): Promise<WrittenPage | null>;
  /** The version of the rules that somebody agrees to who agrees now; 0 where there are the standard rules alone. */
  rulesVersion(ctx: Context): Promise<number>;
  /** Who agreed to an earlier version of the rules than this is to be asked again; 0 where nobody is. */
  rulesAskedAgain(ctx: Context): Promise<number>;
}
/** Pages that managers wrote: `r.get(pages)`. */
export const pages = token<PageService>('core.Pages');
