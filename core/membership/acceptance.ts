import { isUuid } from '../access/index.ts';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { newId } from '../contract/id.ts';
import { pages } from '../contract/services.ts';
import { memberOf } from '../identity/add-member.ts';
import type { Caller } from '../identity/identity.ts';
import { linkTokensToken } from '../identity/link-token.ts';
import { openSession } from '../identity/sessions.ts';
import type { Session } from '../identity/standing.ts';
import { accountByEmail, insertAccount, lockAddress, voidClaims } from '../identity/store.ts';
import { demoToken } from '../tokens.ts';
import { invitationById, isAcceptedBy, noteAccepted, useInvitation, type InvitationRow } from './invitation-store.ts';
import { closeJoining, openJoining } from './joining-store.ts';
import { letIn } from './let-in.ts';
import { personById } from './people-store.ts';
import { give, INVITE } from './roles.ts';

/** What the holder of a link is invited to. */
export interface Offer {
  readonly email: string;
  readonly name: string | null;
  readonly message: string | null;
  readonly inviter: string | null;
  readonly roles: readonly string[];
  readonly expiresAt: Date;
}

/** The invitation that a token names, or undefined for a token that this platform did not make, and for one of elsewhere. */
async function named(ctx: Context, token: string): Promise<InvitationRow | undefined> {
  const id = ctx.get(linkTokensToken).read(ctx.community, 'invitation', token);
  return id !== null && isUuid(id) ? invitationById(ctx, id) : undefined;
}

/** Why an invitation opens nothing, if it does not. */
function requireOpen(ctx: Context, { state }: Pick<InvitationRow, 'state'>): void {
  if (state === 'accepted') throw coreProblems.invitationUsed();
  if (state !== 'open' || ctx.community.join === 'closed') throw coreProblems.invitationOver();
}

/**
 * What a link offers; reading spends nothing, as scanners of mail follow links. `mine`: the reader is who accepted it.
 * @throws core.not-found, core.invitation-used, core.invitation-over
 */
export async function offerOf(ctx: Context, token: string): Promise<Offer | 'mine'> {
  const row = await named(ctx, token);
  if (!row) throw coreProblems.notFound();
  if (row.state === 'accepted' && ctx.actor && (await isAcceptedBy(ctx, row.id, ctx.actor.id))) return 'mine';
  requireOpen(ctx, row);
  const { email, name, message, inviter, roles, expires_at: expiresAt } = row;
  return { email, name, message, inviter, roles, expiresAt };
}

/**
 * Accepts an invitation: of all who try, one. The link was mailed to the address, so who holds it has shown that it is theirs:
 * the account that owns the address, or a new one, becomes the member, with a session.
 */
export function accept(
  ctx: Context,
  token: string,
  input: { readonly name: string; readonly rulesVersion: number },
  by: Pick<Caller, 'agent'>,
): Promise<Session> {
  return ctx.transaction(async (tx) => {
    const { community, db } = tx;
    const row = await named(tx, token);
    if (!row) throw coreProblems.notFound();
    // as everywhere the address first, or two who use an invitation and a link at once would wait for each other
    await lockAddress(db, row.email);
    if (community.join === 'closed' || !(await useInvitation(tx, row.id))) {
      requireOpen(tx, (await invitationById(tx, row.id)) ?? row);
      throw coreProblems.invitationOver();
    }
    const accountId = await accountFor(tx, row.email);
    await voidClaims(db, community.id, row.email, accountId);
    const roles = await rolesOffered(tx, row);
    const memberId = await letIn(tx, {
      accountId,
      name: input.name,
      language: tx.locale,
      roles,
      rolesOfReturned: () => roles,
      rulesVersion: input.rulesVersion,
    });
    await noteAccepted(tx, row.id, memberId);
    // who had asked as well has their answer
    const asked = await openJoining(db, community.id, accountId);
    if (asked) await closeJoining(db, community.id, asked.id, 'accepted');
    const member = await memberOf(db, community.id, accountId);
    if (!member) throw new Error('a member vanished while they came in');
    const actor = { id: member.id, accountId, name: member.name, roles: member.roles };
    return openSession(db, community, { accountId, actor, pending: null }, 'cookie', by);
  });
}

/** The account that owns the address, or a new one, confirmed by the mailed link. */
async function accountFor(tx: Context, email: string): Promise<string> {
  const made = await insertAccount(tx.db, { id: newId(), email, passwordHash: null });
  if (made !== undefined) return made;
  const known = await accountByEmail(tx.db, email);
  if (!known || (known.demo && !tx.get(demoToken).active)) throw coreProblems.invitationOver();
  return known.id;
}

/** Roles that still exist, and that who offered them may still give. */
async function rolesOffered(tx: Context, { roles, invited_by: by }: InvitationRow): Promise<readonly string[]> {
  const { community } = tx;
  const known = roles.filter((role) => community.roles.has(role));
  // an operator's, from the command line
  if (by === null) return known;
  const inviter = await personById(tx, by);
  const held = inviter?.removed_at === null ? inviter.roles : [];
  if (!give(community, held, INVITE)) return [];
  return known.filter((role) =>
    (community.roles.get(role)?.permissions ?? []).every((permission) => give(community, held, permission)),
  );
}

/** Version of the rules that somebody agrees to who comes in now. */
export const rulesNow = (ctx: Context): Promise<number> => ctx.get(pages).rulesVersion(ctx);
