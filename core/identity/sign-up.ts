import { mailToken } from '../mail/contract.ts';
import { joiningToken } from '../membership/joining.ts';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { newId } from '../contract/id.ts';
import type { Caller, IdentityOptions } from './identity.ts';
import { confirmMail } from './mails.ts';
import { mayMail } from './mailed-links.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { openSession } from './sessions.ts';
import type { SessionKind } from './session-store.ts';
import { takesSignUps, type Session } from './standing.ts';
import { accountById, deleteClaim, insertClaim } from './store.ts';

export interface Newcomer {
  readonly email: string;
  readonly name: string;
  /** Without one they sign in by mailed links and may set one later. */
  readonly password?: string | undefined;
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
  /** Of the rules that they agreed to. */
  readonly rulesVersion: number;
  /** BCP 47; the one that they read the form in. */
  readonly language?: string | undefined;
  /** Page to come back to, a path of the community. */
  readonly next?: string | undefined;
}

export interface SignUp {
  /**
   * Somebody wants to be a member. The same answer and the same work whether or not the address is known: the account is a claim
   * of its own, and the mail to the address decides everything else.
   * @throws core.joining-by-themselves, core.weak-password, core.too-many
   */
  signUp(ctx: Context, input: Newcomer, by: Caller, kind: SessionKind): Promise<Session>;
  /** Mails the link to confirm the address once more. @throws core.too-many */
  confirmAgain(ctx: Context, accountId: string): Promise<void>;
  /** Takes back what was begun: the claim goes, with its session and joining. An account that owns its address stays. */
  beginAnew(accountId: string): Promise<void>;
}

const HOUR = 3600;
/** Mails with the link to confirm that one person may ask for in an hour. */
const AGAIN_PER_HOUR = 5;

export const signUp = (options: IdentityOptions): SignUp => ({
  async signUp(ctx, { email, password, next, name, answers, rulesVersion, language = ctx.locale }, by, kind) {
    const { community } = ctx;
    if (!takesSignUps(community)) throw coreProblems.joiningByThemselves();
    const { tries, limits, services } = options;
    if (password !== undefined) checkPassword(password);
    await tries.count(['sign-up address', by.address], { max: limits.signUpPerAddress, seconds: HOUR });
    const mayWrite = await mayMail(options, email);
    const passwordHash = password === undefined ? null : await hashPassword(password);
    return ctx.transaction(async (tx) => {
      const accountId = newId();
      await insertClaim(tx.db, { id: accountId, email, passwordHash });
      await services.get(joiningToken).begin(tx.db, community, { accountId, name, language, answers, rulesVersion });
      if (mayWrite)
        await services
          .get(mailToken)
          .post(tx, confirmMail, { address: email, language }, { account: accountId, next: next ?? null });
      const standing = { accountId, actor: null, pending: { state: 'unconfirmed', email: email.trim() } } as const;
      return openSession(tx.db, community, standing, kind, by);
    });
  },

  async confirmAgain(ctx, accountId) {
    const { tries, services, platform } = options;
    await tries.count(['confirm again', accountId], { max: AGAIN_PER_HOUR, seconds: HOUR });
    const account = await accountById(platform, accountId);
    if (!account || account.confirmed || !(await mayMail(options, account.email))) return;
    await services
      .get(mailToken)
      .post(ctx, confirmMail, { address: account.email, language: ctx.locale }, { account: accountId, next: null });
  },

  beginAnew: (accountId) => deleteClaim(options.platform, accountId),
});
