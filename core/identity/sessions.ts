import type { Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import { newId } from '../contract/id.ts';
import type { Caller, IdentityOptions } from './identity.ts';
import {
  findSession,
  insertSession,
  revokeSession,
  revokeSessions,
  sessionsOf,
  touchSession,
  type OwnSession,
  type SessionKind,
} from './session-store.ts';
import { standingFrom, type Session, type Standing } from './standing.ts';

export interface Resumed extends Standing {
  readonly kind: SessionKind;
  /** A cookie's thirty days began anew, so the browser is to hear of it. */
  readonly prolonged: boolean;
}

export interface Sessions {
  /** What the session stands for now, or null: signed out, expired, removed, or of another community. */
  resume(view: CommunityView, sessionId: string): Promise<Resumed | null>;
  signOut(sessionId: string): Promise<void>;
  /** Sessions of an account here, the one used last first. */
  sessionsOf(view: CommunityView, accountId: string): Promise<readonly OwnSession[]>;
  /** Ends one of one's own sessions here. False where there is none of this id. */
  endSession(view: CommunityView, accountId: string, id: string): Promise<boolean>;
  /** Ends all of one's own sessions here but one. */
  endOtherSessions(view: CommunityView, accountId: string, keep: string): Promise<void>;
}

/** Opens a session for what an account is here; in the transaction of whatever let it in. */
export async function openSession(
  db: Kysely<any>,
  view: CommunityView,
  standing: Standing,
  kind: SessionKind,
  { agent }: Pick<Caller, 'agent'>,
): Promise<Session> {
  const id = newId();
  const expiresAt = await insertSession(db, { id, accountId: standing.accountId, communityId: view.id, kind, agent });
  return { ...standing, id, kind, expiresAt };
}

export const sessions = ({ platform }: Pick<IdentityOptions, 'platform'>): Sessions => ({
  async resume(view, sessionId) {
    const [row] = await findSession.run(view.db, { community: view.id, session: sessionId });
    if (!row) return null;
    if (row.stale) await touchSession(platform, sessionId);
    return { ...standingFrom(row), kind: row.kind, prolonged: row.stale && row.kind === 'cookie' };
  },
  signOut: (sessionId) => revokeSession(platform, sessionId),
  sessionsOf: (view, accountId) => sessionsOf(platform, view.id, accountId),
  endSession: (view, accountId, id) => revokeSessions(platform, { accountId, id, communityId: view.id }),
  async endOtherSessions(view, accountId, keep) {
    await revokeSessions(platform, { accountId, except: keep, communityId: view.id });
  },
});
