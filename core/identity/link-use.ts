import type { Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { mailToken } from '../mail/contract.ts';
import { joiningToken } from '../membership/joining.ts';
import type { Caller, IdentityOptions } from './identity.ts';
import { linkTokensToken } from './link-token.ts';
import { expireLinks, openLink, spendLink, type LinkPurpose, type LinkRow } from './link-store.ts';
import { addressChangedMail, passwordChangedMail } from './mails.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { openSession } from './sessions.ts';
import { revokeSessions, standingRow, type SessionKind } from './session-store.ts';
import { standingFrom, type Session, type Standing } from './standing.ts';
import {
  confirmAccount,
  deleteClaim,
  lockAccount,
  lockAddress,
  setEmail,
  setPassword,
  voidClaims,
  type AccountRow,
} from './store.ts';

/** The session that uses a link, if the browser has one. */
export interface Presenter {
  readonly sessionId: string;
  readonly accountId: string;
}

export interface LinkToUse {
  readonly token: string;
  /** The new one, where the link is for choosing it. */
  readonly password?: string | undefined;
  readonly presenter: Presenter | null;
}

export interface LinkUsed {
  /** Undefined where the session that used the link goes on. */
  readonly session: Session | undefined;
  readonly standing: Standing;
  readonly happened: 'signed-in' | 'confirmed' | 'password-set' | 'address-changed';
  /** The password that was given at sign-up is gone: it may have been somebody else's who gave this address. */
  readonly passwordDropped: boolean;
  /** Page to come back to. */
  readonly next: string | null;
}

export interface LinkUse {
  /**
   * What a link is for, without using it up. `foreign`: this platform did not make the token for this community; `spent`: it did, and
   * the link was used, is too old, or is for nothing any more. `name` is the one that was given at sign-up, with a link to confirm.
   */
  lookAtLink(
    view: CommunityView,
    token: string,
  ): Promise<
    | 'foreign'
    | 'spent'
    | {
        readonly purpose: LinkPurpose;
        readonly accountId: string;
        readonly email: string;
        readonly name: string | null;
      }
  >;
  /**
   * Uses a link up, once, with everything that it does.
   * @throws core.not-found, core.link-spent, core.weak-password, core.address-owned, core.membership-ended,
   *   core.sign-in-required (a new address is confirmed by whoever asked for it, not by whoever reads the mail)
   */
  useLink(ctx: Context, link: LinkToUse, by: Caller, kind: SessionKind): Promise<LinkUsed>;
}

interface Use {
  readonly tx: Context;
  readonly link: LinkRow;
  /** All accounts of the link's address, locked. */
  readonly accounts: readonly AccountRow[];
  readonly presenter: Presenter | null;
  readonly passwordHash: string | null;
}

type Effect = Pick<LinkUsed, 'happened'> & {
  readonly accountId: string;
  readonly passwordDropped?: boolean;
  /** The presenter's session is one of this account, and stays. */
  readonly goesOn?: boolean;
};

export const linkUse = ({ platform, services, demoSignIn }: IdentityOptions): LinkUse => {
  const idIn = (view: CommunityView, token: string) => services.get(linkTokensToken).read(view, 'link', token);

  /** The owner of the address that the link was mailed to; a link to an address that they have left opens nothing. */
  function ownerOf({ link, accounts }: Use): AccountRow {
    const owner = accounts.find(({ id, confirmed }) => confirmed && id === link.account_id);
    if (!owner || (owner.demo && !demoSignIn)) throw coreProblems.linkSpent();
    return owner;
  }

  async function confirm({ tx, link, accounts, presenter }: Use): Promise<Effect> {
    const { db, community } = tx;
    const claim = accounts.find(({ id }) => id === link.account_id);
    if (!claim) throw coreProblems.linkSpent();
    if (claim.confirmed) return { accountId: claim.id, happened: 'signed-in' };
    const owner = accounts.find(({ confirmed }) => confirmed);
    if (owner?.demo && !demoSignIn) throw coreProblems.linkSpent();
    const joining = services.get(joiningToken);
    if (owner) {
      await joining.confirmed(db, community, { accountId: owner.id, from: claim.id });
      await deleteClaim(db, claim.id);
      await voidClaims(db, community.id, link.email, owner.id);
      return { accountId: owner.id, happened: 'confirmed', passwordDropped: claim.password_hash !== null };
    }
    // who signed up may not be who has the mailbox: only the browser that signed up shows that they are the same, and without that
    // whatever the claim could be opened with is void
    const isSame = presenter?.accountId === claim.id;
    await confirmAccount(db, claim.id);
    if (!isSame) await setPassword(db, claim.id, null);
    await revokeSessions(db, { accountId: claim.id, except: isSame ? presenter.sessionId : undefined });
    await voidClaims(db, community.id, link.email, claim.id);
    await joining.confirmed(db, community, { accountId: claim.id });
    return {
      accountId: claim.id,
      happened: 'confirmed',
      passwordDropped: !isSame && claim.password_hash !== null,
      goesOn: isSame,
    };
  }

  async function signIn(use: Use): Promise<Effect> {
    const { id, email } = ownerOf(use);
    await voidClaims(use.tx.db, use.tx.community.id, email, id);
    return { accountId: id, happened: 'signed-in' };
  }

  async function reset(use: Use): Promise<Effect> {
    const { tx, passwordHash } = use;
    const { id, email } = ownerOf(use);
    await setPassword(tx.db, id, passwordHash);
    await revokeSessions(tx.db, { accountId: id });
    await expireLinks(tx.db, id);
    await voidClaims(tx.db, tx.community.id, email, id);
    await services.get(mailToken).post(tx, passwordChangedMail, { address: email, language: tx.locale }, {});
    return { accountId: id, happened: 'password-set' };
  }

  async function changeAddress({ tx, link, accounts, presenter }: Use): Promise<Effect> {
    const { db } = tx;
    if (accounts.some(({ id, confirmed }) => confirmed && id !== link.account_id)) throw coreProblems.addressOwned();
    const former = await lockAccount(db, link.account_id);
    if (!former?.confirmed) throw coreProblems.linkSpent();
    await setEmail(db, link.account_id, link.email);
    await revokeSessions(db, { accountId: link.account_id, except: presenter?.sessionId });
    await expireLinks(db, link.account_id);
    await voidClaims(db, tx.community.id, link.email, link.account_id);
    await services.get(mailToken).post(tx, addressChangedMail, { address: former.email, language: tx.locale }, {});
    return { accountId: link.account_id, happened: 'address-changed', goesOn: true };
  }

  const effects: Readonly<Record<LinkPurpose, (use: Use) => Promise<Effect>>> = {
    confirm,
    'sign-in': signIn,
    reset,
    address: changeAddress,
  };

  return {
    async lookAtLink(view, token) {
      const id = idIn(view, token);
      if (id === null) return 'foreign';
      const link = await openLink(platform, view.id, id);
      if (!link) return 'spent';
      const { purpose, account_id: accountId, email } = link;
      const joining = purpose === 'confirm' ? await services.get(joiningToken).of(view.db, view, accountId) : null;
      return { purpose, accountId, email, name: joining?.name ?? null };
    },

    async useLink(ctx, { token, password, presenter }, by, kind) {
      const { community } = ctx;
      const id = idIn(community, token);
      if (id === null) throw coreProblems.notFound();
      const seen = await openLink(platform, community.id, id);
      if (!seen) throw coreProblems.linkSpent();
      if (seen.purpose === 'address' && presenter?.accountId !== seen.account_id) throw coreProblems.signInRequired();
      if (seen.purpose === 'reset') checkPassword(password ?? '');
      const passwordHash = seen.purpose === 'reset' ? await hashPassword(password ?? '') : null;
      return ctx.transaction(async (tx) => {
        // the address first and the link then, in this order everywhere: deleting a claim takes its links along
        const accounts = await lockAddress(tx.db, seen.email);
        const link = await spendLink(tx.db, community.id, id);
        if (!link) throw coreProblems.linkSpent();
        const effect = await effects[link.purpose]({ tx, link, accounts, presenter, passwordHash });
        const standing = await standingNow(tx.db, community, effect.accountId);
        const session = effect.goesOn ? undefined : await openSession(tx.db, community, standing, kind, by);
        const { happened, passwordDropped = false } = effect;
        return { session, standing, happened, passwordDropped, next: link.next };
      });
    },
  };
};

/** A member, or on the way in; a link opens nothing for anybody else. */
async function standingNow(db: Kysely<any>, view: CommunityView, accountId: string): Promise<Standing> {
  const row = await standingRow(db, view.id, accountId);
  const standing = row && standingFrom(row);
  if (standing && (standing.actor || standing.pending)) return standing;
  throw row?.removed ? coreProblems.membershipEnded() : coreProblems.joiningByThemselves();
}
