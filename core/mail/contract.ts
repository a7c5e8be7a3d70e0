import type { Addresses } from '../community/addresses.ts';
import type { Context } from '../contract/context.ts';
import type { NotificationKind } from '../contract/notification.ts';
import { token } from '../contract/token.ts';

/** One recipient: a member, or the owner of an address who is none yet. */
export type Recipient = { readonly member: string } | { readonly address: string; readonly language?: string };

/** Mail to one recipient. Enqueued in the transaction of `ctx`: it leaves if and only if that is kept, retried, never twice. */
export interface MailService {
  /**
   * `data` are ids; the words are made by `kind.message` when it is sent, with `ctx.actor` as the recipient (null for an
   * address). The same work and time whoever the recipient is, and whether or not there is anything to say.
   */
  post<D extends object>(ctx: Context, kind: NotificationKind<D>, to: Recipient, data: D): Promise<void>;
}

/** Services of core that only core itself uses. */
export const mailToken = token<MailService>('core.internal.Mail');
export const addressesToken = token<Addresses>('core.internal.Addresses');
