import type { CommunityView } from '../contract/community.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { newId } from '../contract/id.ts';
import type { Caller, IdentityOptions } from './identity.ts';
import { verifyPassword } from './passwords.ts';
import { openSession } from './sessions.ts';
import { standingRow, type SessionKind } from './session-store.ts';
import { standingFrom, type Session } from './standing.ts';
import { candidateByEmail, normaliseEmail } from './store.ts';

export interface Credentials extends Caller {
  readonly email: string;
  readonly password: string;
}

export interface SignIn {
  /** @throws core.bad-credentials, core.membership-ended (with the right password only), core.too-many */
  signIn(view: CommunityView, input: Credentials, kind: SessionKind): Promise<Session>;
}

/** Seconds in which passwords of one account, and from one network address, are counted. */
const GUESSING_SECONDS = 900;

/** Counted before the password is looked at, for known and unknown addresses alike. */
export async function countGuess(
  { tries, limits }: Pick<IdentityOptions, 'tries' | 'limits'>,
  email: string,
  address: string,
): Promise<void> {
  await tries.count(['sign-in address', address], { max: limits.signInPerAddress, seconds: GUESSING_SECONDS });
  await tries.count(['sign-in account', normaliseEmail(email)], {
    max: limits.signInPerAccount,
    seconds: GUESSING_SECONDS,
  });
}

export const signIn = (options: IdentityOptions): SignIn => ({
  async signIn(view, input, kind) {
    await countGuess(options, input.email, input.address);
    // always one look for the account, one verification and one look for what it is here: neither the answer nor its time tells
    // an unknown address from a wrong password, a missing one, a claim or a former member
    const account = await candidateByEmail(view.db, view.id, input.email);
    const right = await verifyPassword(account?.password_hash, input.password);
    const row = await standingRow(view.db, view.id, account?.id ?? newId());
    if (!right || !account || !row || (account.demo && !options.demoSignIn)) throw coreProblems.badCredentials();
    const standing = standingFrom(row);
    if (standing.actor || standing.pending) return openSession(options.platform, view, standing, kind, input);
    throw row.removed ? coreProblems.membershipEnded() : coreProblems.badCredentials();
  },
});
