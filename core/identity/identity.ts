import { sql, type Kysely } from 'kysely';
import { grantMember } from '../access/index.ts';
import type { CommunityView } from '../contract/community.ts';
import type { Actor } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { newId } from '../contract/id.ts';
import { addMemberRow, memberOf, type MemberRow } from './add-member.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import type { TryCounter } from './rate-limit.ts';
import {
  accountByEmail,
  findSession,
  insertAccount,
  insertSession,
  prolongSession,
  revokeSession,
  setPassword,
} from './store.ts';

export interface IdentityOptions {
  readonly platform: Kysely<any>;
  readonly tries: TryCounter;
  readonly limits: {
    readonly signInPerAccount: number;
    readonly signInPerAddress: number;
    readonly signUpPerAddress: number;
  };
  /** Demo accounts may sign in only on loopback with the embedded database. */
  readonly demoSignIn: boolean;
}

export interface Session {
  readonly id: string;
  readonly kind: 'cookie' | 'bearer';
  readonly expiresAt: Date;
  readonly actor: Actor;
}

export type SessionKind = Session['kind'];
/** Cookie: 30 days, sliding. Bearer: 12 hours, fixed. */
export const SESSION_SECONDS: Readonly<Record<SessionKind, number>> = { cookie: 30 * 86_400, bearer: 12 * 3600 };

interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Network address of the caller, counted and not kept. */
  readonly address: string;
}

/** Accounts, members and sessions. One account may be a member of many communities; no answer tells of the others. */
export interface Identity {
  /** @throws core.joining-by-themselves, core.weak-password, core.address-taken, core.too-many */
  signUp(view: CommunityView, input: Credentials & { readonly name: string }, kind: SessionKind): Promise<Session>;
  /** @throws core.bad-credentials, core.too-many */
  signIn(view: CommunityView, input: Credentials, kind: SessionKind): Promise<Session>;
  signOut(sessionId: string): Promise<void>;
  /** The session's member now, or null: signed out, expired, removed, or of another community. */
  resume(
    view: CommunityView,
    sessionId: string,
  ): Promise<{ readonly actor: Actor; readonly kind: SessionKind; readonly prolonged: boolean } | null>;
  /** Makes or finds the account and the member, without a session: for operators and demo people. */
  addMember(
    view: CommunityView,
    input: {
      readonly email: string;
      readonly name: string;
      readonly roles: readonly string[];
      readonly password?: string | undefined;
      readonly demo?: boolean;
    },
  ): Promise<{ readonly memberId: string; readonly existed: boolean }>;
}

const MINIMUM_PASSWORD = 10;

const actorOf = (row: MemberRow): Actor =>
  Object.freeze({ id: row.id, accountId: row.account_id, name: row.name, roles: Object.freeze([...row.roles]) });

export function createIdentity({ platform, tries, limits, demoSignIn }: IdentityOptions): Identity {
  async function open(view: CommunityView, member: MemberRow, kind: SessionKind): Promise<Session> {
    const id = newId();
    const expiresAt = await insertSession(platform, {
      id,
      accountId: member.account_id,
      communityId: view.id,
      kind,
      seconds: SESSION_SECONDS[kind],
    });
    return { id, kind, expiresAt, actor: actorOf(member) };
  }

  /** Counted before the password is looked at, for known and unknown addresses alike. */
  async function countGuess({ email, address }: Credentials) {
    await tries.count(['sign-in address', address], { max: limits.signInPerAddress, seconds: 900 });
    await tries.count(['sign-in account', email.trim().toLowerCase()], { max: limits.signInPerAccount, seconds: 900 });
  }

  const insertMember = (view: CommunityView, accountId: string, name: string, roles: readonly string[]) =>
    view.db.transaction().execute((db) => addMemberRow(db, view, { accountId, name, roles }));

  return {
    async signUp(view, input, kind) {
      if (view.join !== 'open') throw coreProblems.joiningByThemselves();
      if ([...input.password].length < MINIMUM_PASSWORD) throw coreProblems.weakPassword();
      await tries.count(['sign-up address', input.address], { max: limits.signUpPerAddress, seconds: 3600 });
      const passwordHash = await hashPassword(input.password);
      let accountId = await insertAccount(platform, { id: newId(), email: input.email, passwordHash });
      if (!accountId) {
        // the address has an account, here or elsewhere: joining asks for its password, and says the same either way
        await countGuess(input);
        const known = await accountByEmail(platform, input.email);
        if (!known || (known.demo && !demoSignIn) || !(await verifyPassword(known.password_hash, input.password)))
          throw coreProblems.addressTaken();
        accountId = known.id;
      }
      const member = await insertMember(view, accountId, input.name, []);
      if (member.removed) throw coreProblems.joiningByThemselves();
      return open(view, member, kind);
    },

    async signIn(view, input, kind) {
      await countGuess(input);
      const account = await accountByEmail(platform, input.email);
      const right = await verifyPassword(account?.password_hash, input.password);
      const member = account && (await memberOf(view.db, view.id, account.id));
      if (!right || !account || !member || member.removed || (account.demo && !demoSignIn))
        throw coreProblems.badCredentials();
      return open(view, member, kind);
    },

    signOut: (sessionId) => revokeSession(platform, sessionId),

    async resume(view, sessionId) {
      const [row] = await findSession.run(view.db, { community: view.id, session: sessionId });
      if (!row) return null;
      if (row.stale) await prolongSession(platform, sessionId, SESSION_SECONDS.cookie);
      const actor = Object.freeze({
        id: row.member_id,
        accountId: row.account_id,
        name: row.name,
        roles: Object.freeze([...row.roles]),
      });
      return { actor, kind: row.kind, prolonged: row.stale };
    },

    async addMember(view, { email, name, roles, password, demo = false }) {
      const passwordHash = password === undefined ? null : await hashPassword(password);
      const created = await insertAccount(platform, { id: newId(), email, passwordHash, demo });
      const account = created ? { id: created } : await accountByEmail(platform, email);
      if (!account) throw new Error(`the account ${email} vanished while it was added`);
      if (!created && passwordHash) await setPassword(platform, account.id, passwordHash);
      const existed = Boolean(await memberOf(view.db, view.id, account.id));
      const member = await insertMember(view, account.id, name, roles);
      if (existed)
        await sql`
          update core.member set roles = array(select distinct unnest(roles || ${[...roles]}::text[])), removed_at = null
          where community_id = ${view.id} and id = ${member.id}`.execute(view.db);
      if (existed && member.removed) await grantMember({ db: view.db, community: view }, member.id);
      return { memberId: member.id, existed };
    },
  };
}
