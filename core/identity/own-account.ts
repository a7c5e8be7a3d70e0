import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { mailToken } from '../mail/contract.ts';
import type { Caller, IdentityOptions } from './identity.ts';
import { expireLinks } from './link-store.ts';
import type { Presenter } from './link-use.ts';
import { mayMail } from './mailed-links.ts';
import { newAddressMail, passwordChangedMail } from './mails.ts';
import { renameMember } from './member-store.ts';
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts';
import { isFresh, revokeSessions } from './session-store.ts';
import { countGuess } from './sign-in.ts';
import { accountById, normaliseEmail, setPassword, type AccountRow } from './store.ts';

/** How often one person looks for another address, as each try may be a mail to somebody who knows nothing of it. */
export const ADDRESS_CHANGES = { max: 20, seconds: 3600 } as const;

/** A signed-in person who changes something that opens their account. */
export interface Self extends Presenter, Caller {}

export interface OwnAccount {
  /** The name that others see here. */
  rename(ctx: Context, memberId: string, name: string): Promise<void>;
  /** Whether the account has a password, which a change of it or of the address then asks for. */
  hasPassword(accountId: string): Promise<boolean>;
  /** Ends all other sessions of the account. @throws core.wrong-password, core.weak-password, core.too-many */
  changePassword(
    ctx: Context,
    self: Self,
    input: { readonly current?: string | undefined; readonly password: string },
  ): Promise<void>;
  /**
   * Mails a link to the new address; nothing changes until it is used. The same answer whoever has the address already.
   * @throws core.wrong-password, core.too-many
   */
  askForAddress(
    ctx: Context,
    self: Self,
    input: { readonly email: string; readonly password?: string | undefined },
  ): Promise<void>;
}

/** How long after signing in somebody without a password may set one, or change the address. */
const FRESH_SECONDS = 900;

export const ownAccount = (options: IdentityOptions): OwnAccount => {
  const { platform, services } = options;

  /**
   * The account, once its password was given, or where it has none soon after a mailed link was used: a session that somebody
   * left open is not enough to take it over.
   */
  async function ownerWith({ accountId, address, sessionId }: Self, password: string | undefined): Promise<AccountRow> {
    const account = await accountById(platform, accountId);
    if (!account) throw coreProblems.signInRequired();
    if (account.password_hash === null) {
      if (!(await isFresh(platform, sessionId, FRESH_SECONDS))) throw coreProblems.signInAnew();
      return account;
    }
    await countGuess(options, account.email, address);
    if (!(await verifyPassword(account.password_hash, password ?? ''))) throw coreProblems.wrongPassword();
    return account;
  }

  return {
    async rename(ctx, memberId, name) {
      await renameMember(ctx.db, ctx.community.id, memberId, name.trim());
    },

    hasPassword: async (accountId) => (await accountById(platform, accountId))?.password_hash != null,

    async changePassword(ctx, self, { current, password }) {
      checkPassword(password);
      const { id, email } = await ownerWith(self, current);
      const passwordHash = await hashPassword(password);
      await ctx.transaction(async (tx) => {
        await setPassword(tx.db, id, passwordHash);
        await revokeSessions(tx.db, { accountId: id, except: self.sessionId });
        await expireLinks(tx.db, id);
        await services.get(mailToken).post(tx, passwordChangedMail, { address: email, language: tx.locale }, {});
      });
    },

    async askForAddress(ctx, self, { email, password }) {
      const account = await ownerWith(self, password);
      if (normaliseEmail(account.email) === normaliseEmail(email) || !(await mayMail(options, email))) return;
      await services
        .get(mailToken)
        .post(ctx, newAddressMail, { address: email.trim(), language: ctx.locale }, { account: account.id, email });
    },
  };
};
