import type { Context } from '../contract/context.ts';
import { mailToken } from '../mail/contract.ts';
import type { Caller, IdentityOptions } from './identity.ts';
import { signInMail } from './mails.ts';
import { normaliseEmail } from './store.ts';

export interface LinkRequest {
  readonly email: string;
  /** To sign in, or to choose a new password. */
  readonly purpose: 'sign-in' | 'reset';
  /** Page to come back to, a path of the community. */
  readonly next?: string | undefined;
}

export interface MailedLinks {
  /**
   * Mails a link to an address. Whether there is an account is looked up when the mail is made, so here every address is the same
   * work and the same silence, also one that was written to too often.
   * @throws core.too-many, for the network address alone
   */
  askForLink(ctx: Context, request: LinkRequest, by: Caller): Promise<void>;
}

const HOUR = 3600;

/** Counts a mail to an address and says whether it may go: nobody's mailbox is to be filled from here. */
export const mayMail = ({ tries, limits }: Pick<IdentityOptions, 'tries' | 'limits'>, email: string) =>
  tries.allows(['mail to', normaliseEmail(email)], { max: limits.mailPerAddress, seconds: HOUR });

export const mailedLinks = (options: IdentityOptions): MailedLinks => ({
  async askForLink(ctx, { email, purpose, next }, by) {
    const { tries, limits, services } = options;
    await tries.count(['link address', by.address], { max: limits.signInPerAddress, seconds: 900 });
    if (!(await mayMail(options, email))) return;
    await services
      .get(mailToken)
      .post(ctx, signInMail, { address: email.trim(), language: ctx.locale }, { email, purpose, next: next ?? null });
  },
});
