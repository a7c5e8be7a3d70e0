import type { CommunityView } from '../contract/community.ts';
import type { Actor } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import type { Problem } from '../contract/problem.ts';
import type { SessionKind, StandingRow } from './session-store.ts';

/** Somebody who signed up and is no member yet. They see what visitors see; `email` is the address that they gave. */
export interface Pending {
  readonly state: 'unconfirmed' | 'asked' | 'refused';
  readonly email: string;
}

/** What an account is in one community: its member, or somebody on the way in. */
export interface Standing {
  readonly accountId: string;
  readonly actor: Actor | null;
  readonly pending: Pending | null;
}

export interface Session extends Standing {
  readonly id: string;
  readonly kind: SessionKind;
  readonly expiresAt: Date;
}

export function standingFrom(row: StandingRow): Standing {
  const { account_id: accountId, member_id: id, name, roles, waiting, email } = row;
  const actor =
    id === null ? null : Object.freeze({ id, accountId, name: name ?? '', roles: Object.freeze([...(roles ?? [])]) });
  return { accountId, actor, pending: actor || waiting === null ? null : Object.freeze({ state: waiting, email }) };
}

/** Whether people come in by themselves, at once or after asking. */
export const takesSignUps = ({ join }: Pick<CommunityView, 'join'>): boolean => join === 'open' || join === 'request';

/** Why somebody on the way in may not do what members do, and what there is to do next. */
export function pendingProblem({ state, email }: Pending): Problem {
  if (state === 'unconfirmed') return coreProblems.confirmFirst({ email });
  return state === 'asked' ? coreProblems.waitingForManagers() : coreProblems.joiningRefused();
}
