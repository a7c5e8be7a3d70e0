import type { Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import { newId } from '../contract/id.ts';
import { token } from '../contract/token.ts';
import type { Jobs } from '../events/jobs.ts';
import { coreEvents } from '../contract/core-events.ts';
import { addMemberRow, memberOf } from '../identity/add-member.ts';
import { tellAll } from '../mail/jobs.ts';
import {
  closeJoining,
  latestJoining,
  markAsked,
  moveJoining,
  openJoining,
  questionsOf,
  recordAgreement,
  writeJoining,
  type Answer,
  type Question,
} from './joining-store.ts';
import { joiningAsked } from './mails.ts';

export interface JoiningInput {
  readonly accountId: string;
  readonly name: string;
  /** BCP 47 language that they read in. */
  readonly language: string | undefined;
  /** Questions as they were when they were answered. */
  readonly answers: readonly Answer[];
  /** Version of the rules that they agreed to; 0 for the standard ones. */
  readonly rulesVersion: number;
}

export type Outcome =
  | { readonly state: 'member'; readonly memberId: string }
  /** A manager decides. */
  | { readonly state: 'asked' }
  /** There is nothing open, or nobody comes in this way any more. */
  | { readonly state: 'none' };

/** The way in by oneself, for the pages of joining. Each call is part of the caller's transaction. */
export interface Joining {
  questions(db: Kysely<any>, view: CommunityView): Promise<readonly Question[]>;
  /** The one open joining of the account, made or brought up to date. */
  begin(db: Kysely<any>, view: CommunityView, input: JoiningInput): Promise<void>;
  /**
   * The account's address is confirmed: lets in at once (`join: open`) or puts it before the managers (`join: request`).
   * `from`: the claim whose joining it is, where another account already owns the address; its joining moves over.
   */
  confirmed(
    db: Kysely<any>,
    view: CommunityView,
    input: { readonly accountId: string; readonly from?: string | undefined },
  ): Promise<Outcome>;
  /** Where the account stands, if it is on its way in or was refused. */
  of(
    db: Kysely<any>,
    view: CommunityView,
    accountId: string,
  ): Promise<{
    readonly state: 'unconfirmed' | 'asked' | 'refused';
    readonly name: string;
    readonly reason: string | null;
    readonly askedAt: Date | null;
  } | null>;
}

/** Of core itself. */
export const joiningToken = token<Joining>('core.internal.Joining');

export function createJoining(jobs: () => Jobs): Joining {
  return Object.freeze({
    questions: (db, view) => questionsOf(db, view.id),

    async begin(db, view, input) {
      await writeJoining(db, view.id, { id: newId(), ...input, name: input.name.trim() });
    },

    async confirmed(db, view, { accountId, from }) {
      if (from !== undefined && from !== accountId) await moveJoining(db, view.id, { from, to: accountId });
      const joining = await openJoining(db, view.id, accountId);
      const known = await memberOf(db, view.id, accountId);
      if (known && !known.removed) {
        if (joining) await closeJoining(db, view.id, joining.id, 'accepted');
        return { state: 'member', memberId: known.id };
      }
      if (!joining) return { state: 'none' };
      if (joining.state === 'asked') return { state: 'asked' };
      if (view.join !== 'open' && view.join !== 'request') {
        await closeJoining(db, view.id, joining.id, 'withdrawn');
        return { state: 'none' };
      }
      // whose membership a manager has ended comes back by a manager's decision only
      if (view.join === 'request' || known) {
        await markAsked(db, view.id, joining.id);
        await jobs().enqueue(db, view.id, tellAll, { kind: joiningAsked.id, data: { joining: joining.id } });
        return { state: 'asked' };
      }
      const { name, language, rules_version: version } = joining;
      const member = await addMemberRow(db, view, { accountId, name, language: language ?? undefined });
      await jobs().emit(db, view.id, coreEvents.memberJoined, { member: member.id });
      await closeJoining(db, view.id, joining.id, 'accepted');
      await recordAgreement(db, view.id, { memberId: member.id, page: 'rules', version });
      return { state: 'member', memberId: member.id };
    },

    async of(db, view, accountId) {
      const joining = await latestJoining(db, view.id, accountId);
      if (!joining) return null;
      const { state, name, reason, asked_at: askedAt } = joining;
      return state === 'unconfirmed' || state === 'asked' || state === 'refused'
        ? { state, name, reason, askedAt }
        : null;
    },
  } satisfies Joining);
}
