import type { Kysely } from 'kysely';
import { coreProblems } from '../contract/core-problems.ts';
import { newId } from '../contract/id.ts';
import type { IdentityOptions } from '../identity/identity.ts';
import { checkPassword, hashPassword, verifyPassword } from '../identity/passwords.ts';
import { expireLinks } from '../identity/link-store.ts';
import { revokeSessions, type SessionKind } from '../identity/session-store.ts';
import { countGuess, type Credentials } from '../identity/sign-in.ts';
import { accountByEmail, insertAccount, setPassword } from '../identity/store.ts';
import {
  deleteOperator,
  findOperatorSession,
  insertOperator,
  insertOperatorSession,
  operatorOf,
  operators,
  type OperatorRow,
} from './store.ts';

/** Somebody who looks after the installation, as a request knows them. Not a member of any community by that. */
export interface OperatorSession {
  readonly id: string;
  readonly kind: SessionKind;
  readonly accountId: string;
  readonly email: string;
  /** Twelve hours after signing in. */
  readonly expiresAt: Date;
}

export interface Operators {
  /**
   * The answer and its time are the same for an unknown address, a wrong password, an account without one, and one of a member
   * who is no operator. @throws core.operator-credentials, core.too-many
   */
  signIn(input: Credentials, kind: SessionKind): Promise<OperatorSession>;
  /** What the session stands for now, or null: signed out, expired, of a community, or of a former operator. */
  resume(sessionId: string): Promise<OperatorSession | null>;
  list(): Promise<readonly OperatorRow[]>;
  /** Makes or finds the account, whose address the caller vouches for. A password takes the place of the one before. @throws core.weak-password */
  add(input: {
    readonly email: string;
    readonly password?: string | undefined;
  }): Promise<{ readonly existed: boolean; readonly hasPassword: boolean }>;
  /** Takes the role away and ends the sessions of the console. False where nobody of this address has it. */
  remove(email: string): Promise<boolean>;
  /** The operator of a demo, made once: whoever took the role away from them, has done so for good. An address with an owner is left alone. */
  addDemo(input: { readonly email: string; readonly password: string }): Promise<void>;
}

export type OperatorsOptions = Pick<IdentityOptions, 'platform' | 'tries' | 'limits' | 'demoSignIn'>;

export const createOperators = (options: OperatorsOptions): Operators =>
  Object.freeze({ ...signingIn(options), ...appointing(options) });

const signingIn = (options: OperatorsOptions): Pick<Operators, 'signIn' | 'resume'> => ({
  async signIn({ email, password, address, agent }, kind) {
    // the same counters as those of communities: a password is guessed at ten times, wherever it is tried
    await countGuess(options, email, address);
    const account = await accountByEmail(options.platform, email);
    const right = await verifyPassword(account?.password_hash, password);
    const operator = await operatorOf(options.platform, account?.id ?? newId());
    if (!right || !account || !operator || (account.demo && !options.demoSignIn))
      throw coreProblems.operatorCredentials();
    const id = newId();
    const expiresAt = await insertOperatorSession(options.platform, { id, accountId: account.id, kind, agent });
    if (!expiresAt) throw coreProblems.operatorCredentials();
    return { id, kind, accountId: account.id, email: account.email, expiresAt };
  },
  async resume(id) {
    const row = await findOperatorSession(options.platform, id);
    return row && (!row.demo || options.demoSignIn) ? { id, ...row } : null;
  },
});

/** The account of an address, made where there is none. */
async function accountFor(
  db: Kysely<any>,
  email: string,
  password: string | undefined,
  passwordHash: string | null,
): Promise<string> {
  const made = await insertAccount(db, { id: newId(), email, passwordHash });
  if (made) return made;
  const account = await accountByEmail(db, email);
  if (!account) throw new Error(`the account ${email} vanished while it was added`);
  // another password, perhaps because somebody else knows the one before: what was opened with that is closed
  if (passwordHash !== null && !(await verifyPassword(account.password_hash, password ?? ''))) {
    await setPassword(db, account.id, passwordHash);
    await revokeSessions(db, { accountId: account.id });
    await expireLinks(db, account.id);
  }
  return account.id;
}

const appointing = ({ platform }: OperatorsOptions): Pick<Operators, 'list' | 'add' | 'remove' | 'addDemo'> => ({
  list: () => operators(platform),
  async add({ email, password }) {
    if (password !== undefined) checkPassword(password);
    const passwordHash = password === undefined ? null : await hashPassword(password);
    return platform.transaction().execute(async (db) => {
      const account = await accountFor(db, email, password, passwordHash);
      const isNew = await insertOperator(db, account);
      const operator = await operatorOf(db, account);
      return { existed: !isNew, hasPassword: operator?.hasPassword ?? false };
    });
  },
  remove: (email) =>
    platform.transaction().execute(async (db) => {
      const account = await accountByEmail(db, email);
      if (!account || !(await operatorOf(db, account.id))) return false;
      await deleteOperator(db, account.id);
      return true;
    }),
  async addDemo({ email, password }) {
    if (await accountByEmail(platform, email)) return;
    const passwordHash = await hashPassword(password);
    await platform.transaction().execute(async (db) => {
      const account = await insertAccount(db, { id: newId(), email, passwordHash, demo: true });
      if (account) await insertOperator(db, account);
    });
  },
});
