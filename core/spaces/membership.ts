import { coreProblems } from '../contract/core-problems.ts';
import type { Context } from '../contract/context.ts';
import type { Joining, Space, SpaceService } from '../contract/services.ts';
import { isUuid, type Scope } from '../access/index.ts';
import {
  deleteMembership,
  deleteMemberships,
  hasOtherOrganiser,
  holdMember,
  lockSpace,
  membershipOf,
  putMembership,
  type Membership,
} from './store.ts';

/**
 * Joining and leaving. What members hold follows from the row of their membership, in the same statement (migration 008), so what is
 * for members of the space, or for its organisers, appears and vanishes with it, at the next statement on every node.
 */
export function membershipService(
  visible: (ctx: Context, id: string) => Promise<Space | null>,
): Pick<SpaceService, 'join' | 'leave' | 'add' | 'remove'> {
  return {
    join: (ctx, spaceId) =>
      ctx.transaction(async (tx) => {
        const space = await visible(tx, spaceId);
        const joining = space && (await lockSpace(tx, space.id, 'shared'));
        if (!joining || !(await holdMember(tx, ctx.actor.id))) throw coreProblems.notFound();
        const before = await membershipOf(tx, space.id, ctx.actor.id);
        const state = stateAfterJoining(joining, before);
        await putMembership(tx, space.id, ctx.actor.id, { state, role: before?.role ?? 'member' });
      }),

    leave: (ctx, spaceId) => end(ctx, spaceId, ctx.actor.id),

    add: (ctx, spaceId, memberId, role) =>
      ctx.transaction(async (tx) => {
        if (!isUuid(spaceId) || !isUuid(memberId)) throw coreProblems.notFound();
        if (!(await lockSpace(tx, spaceId, 'alone')) || !(await holdMember(tx, memberId)))
          throw coreProblems.notFound();
        const before = await membershipOf(tx, spaceId, memberId);
        const after = { state: 'member', role: role ?? before?.role ?? 'member' } as const;
        if (after.role !== 'organiser') await keepAnOrganiser(tx, spaceId, memberId, before);
        await putMembership(tx, spaceId, memberId, after);
      }),

    remove: (ctx, spaceId, memberId) => end(ctx, spaceId, memberId),
  };
}

/**
 * Ends all memberships of somebody who is removed from the community or erased. Call it beside `revokeMember`, in the same
 * transaction. It bears the loss of a last organiser: the person goes, whatever the group needs.
 */
export const endMemberships = (scope: Scope, memberId: string): Promise<void> => deleteMemberships(scope, memberId);

/** Idempotent, and the same answer for a space that is hidden or does not exist: nothing ends, nothing is said. */
const end = (ctx: Context, spaceId: string, memberId: string): Promise<void> =>
  ctx.transaction(async (tx) => {
    if (!isUuid(spaceId) || !isUuid(memberId) || !(await lockSpace(tx, spaceId, 'alone'))) return;
    await keepAnOrganiser(tx, spaceId, memberId, await membershipOf(tx, spaceId, memberId));
    await deleteMembership(tx, spaceId, memberId);
  });

/** What asking to join makes of somebody. Somebody who is blocked gets the answer of a place that takes nobody in. */
function stateAfterJoining(joining: Joining, before: Membership | undefined): Membership['state'] {
  if (before?.state === 'member') return 'member';
  if (before?.state === 'blocked') throw coreProblems.joiningClosed();
  if (joining === 'open') return 'member';
  if (before?.state === 'invited' && joining !== 'added' && joining !== 'closed') return 'member';
  if (joining === 'request') return 'asked';
  throw coreProblems.joiningClosed();
}

/** Refuses what would take the last organiser away; only sound while the space is locked alone. */
async function keepAnOrganiser(
  scope: Scope,
  spaceId: string,
  memberId: string,
  before: Membership | undefined,
): Promise<void> {
  if (before?.state !== 'member' || before.role !== 'organiser') return;
  if (!(await hasOtherOrganiser(scope, spaceId, memberId))) throw coreProblems.lastOrganiser();
}
