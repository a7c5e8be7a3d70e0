import type { Context } from './context.ts';

/** A mail in plain words; core gives it its HTML and plain part, the look of the community and a way to stop it. */
export interface Message {
  readonly subject: string;
  /** Plain text, one string for each paragraph. */
  readonly paragraphs: readonly string[];
  /** The one thing to do, as a button; a path of the community. */
  readonly action?: { readonly label: string; readonly path: string };
  /** Small print below the button. */
  readonly after?: readonly string[];
}

/** Who hears of something. */
export type Recipients =
  | { readonly members: readonly string[] }
  /** Members of a space, with one of `roles` in it where they are given. */
  | { readonly space: string; readonly roles?: readonly string[] }
  /** Members whose roles give a permission. */
  | { readonly permission: string }
  | 'members';

/** A kind of message that an extension sends. */
export interface NotificationKind<D extends object = any> {
  readonly id: string;
  /** Message key of its name, where members choose what they get. */
  readonly title: string;
  /** Sent whatever the member chose, as it is part of something they asked for. */
  readonly essential?: boolean;
  /** Who hears of it; asked when it is sent. Left out where each mail names its recipient. */
  readonly to?: (ctx: Context, data: D) => Promise<Recipients>;
  /**
   * Its words, in the recipient's language and through their eyes: `ctx.actor` is the recipient, so that what they may not
   * see cannot be told. Null where there is nothing left to tell.
   */
  readonly message: (ctx: Context, data: D) => Promise<Message | null>;
}

/** Declares a kind with its data typed: `notification<{ challenge: string }>({ id: .. })`. Data are ids only. */
export const notification = <D extends object>(kind: NotificationKind<D>): NotificationKind<D> => Object.freeze(kind);
