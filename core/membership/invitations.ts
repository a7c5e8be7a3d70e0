import { isUuid, limitOf, pageFrom, placeInTime } from '../access/index.ts';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { newId } from '../contract/id.ts';
import { audit, type PageOf, type PageRequest } from '../contract/services.ts';
import { normaliseEmail } from '../identity/store.ts';
import { mailToken } from '../mail/contract.ts';
import {
  insertInvitation,
  invitationById,
  newestInvitations,
  prolongInvitation,
  revokeInvitation,
  type InvitationRow,
  type InvitationState,
} from './invitation-store.ts';
import { invited } from './mails.ts';
import { addressesOfMembers } from './people-store.ts';
import { INVITE, reachBeyond, rolesToGive } from './roles.ts';

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly state: InvitationState;
  /** Name of who invited, while they are a member. */
  readonly invitedBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface Invitee {
  readonly email: string;
  readonly name?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  /** A personal line in the mail. */
  readonly message?: string | undefined;
}

const invitationOf = (row: InvitationRow): Invitation => ({
  id: row.id,
  email: row.email,
  name: row.name,
  roles: row.roles,
  state: row.state,
  invitedBy: row.inviter,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

/** Roles that the actor may offer. */
export const rolesToOffer = (ctx: Context): readonly string[] =>
  rolesToGive(ctx.community).filter((role) => !reachBeyond(ctx, [role]));

function requireInviting(ctx: Context): void {
  ctx.require(INVITE);
  if (ctx.community.join === 'closed') throw coreProblems.nobodyInvited();
}

/** Newest first. */
export async function listInvitations(
  ctx: Context,
  query: PageRequest & { readonly state?: InvitationState | undefined },
): Promise<PageOf<Invitation>> {
  ctx.require(INVITE);
  const limit = limitOf(query);
  const place = placeInTime(query.after);
  const rows = await newestInvitations(ctx, { ...place, state: query.state ?? null, limit: limit + 1 });
  return pageFrom(rows, limit, invitationOf);
}

/**
 * Invites one person by mail. Whether the address has an account elsewhere on the platform makes no difference.
 * @throws core.already-member, core.already-invited, core.above-your-role
 */
export function invite(ctx: Context, invitee: Invitee): Promise<Invitation> {
  requireInviting(ctx);
  return inviteOne(ctx, invitee, (tx, roles) => {
    if (reachBeyond(tx, roles)) throw coreProblems.aboveYourRole();
  });
}

/** The same for an operator at the command line, who stands above all roles of a community. */
export function inviteByOperator(ctx: Context, invitee: Invitee): Promise<Invitation> {
  if (ctx.community.join === 'closed') throw coreProblems.nobodyInvited();
  return inviteOne(ctx, invitee, () => undefined);
}

type Guard = (tx: Context, roles: readonly string[]) => void;

const inviteOne = (ctx: Context, invitee: Invitee, guard: Guard): Promise<Invitation> =>
  ctx.transaction(async (tx) => {
    guard(tx, invitee.roles ?? []);
    const email = normaliseEmail(invitee.email);
    if ((await addressesOfMembers(tx, [email])).size > 0) throw coreProblems.alreadyMember();
    const id = await add(tx, invitee);
    if (id === null) throw coreProblems.alreadyInvited();
    const row = await invitationById(tx, id);
    if (!row) throw new Error('an invitation vanished while it was made');
    return invitationOf(row);
  });

/** Invites all whom it can in one transaction; those who are members or invited already are passed over. Gives how many. */
export function inviteAll(ctx: Context, invitees: readonly Invitee[]): Promise<number> {
  requireInviting(ctx);
  return ctx.transaction(async (tx) => {
    const known = await addressesOfMembers(
      tx,
      invitees.map(({ email }) => normaliseEmail(email)),
    );
    if (invitees.some(({ roles = [] }) => reachBeyond(tx, roles))) throw coreProblems.aboveYourRole();
    let sent = 0;
    for (const invitee of invitees)
      if (!known.has(normaliseEmail(invitee.email)) && (await add(tx, invitee)) !== null) sent += 1;
    return sent;
  });
}

/** Null where the address has an open invitation. */
async function add(tx: Context, { email, name, roles = [], message }: Invitee): Promise<string | null> {
  const unknown = roles.find((role) => !rolesToGive(tx.community).includes(role));
  if (unknown !== undefined)
    throw coreProblems.invalid(
      {},
      { fields: [{ pointer: '/roles', detail: tx.t('core.membership.roleUnknown', { role: unknown }) }] },
    );
  const id = newId();
  const words = (text: string | undefined) => text?.trim() || null;
  const made = await insertInvitation(tx, {
    id,
    email: email.trim().normalize('NFC'),
    name: words(name),
    roles: [...new Set(roles)],
    message: words(message),
    by: tx.actor?.id ?? null,
  });
  if (!made) return null;
  await tx.get(audit).record(tx, {
    action: 'core.invitation.sent',
    subject: 'invitation',
    subjectId: id,
    detail: { email: email.trim(), roles: [...roles] },
  });
  await post(tx, id, email);
  return id;
}

const post = (tx: Context, id: string, email: string) =>
  tx.get(mailToken).post(tx, invited, { address: email.trim() }, { invitation: id });

/** Sends it once more, with its days anew, also one that has expired. */
export function sendAgain(ctx: Context, id: string): Promise<void> {
  requireInviting(ctx);
  return ctx.transaction(async (tx) => {
    const row = await within(tx, id);
    if (!(await prolongInvitation(tx, row.id))) throw coreProblems.invitationOver();
    await tx.get(audit).record(tx, {
      action: 'core.invitation.sent-again',
      subject: 'invitation',
      subjectId: row.id,
      detail: { email: row.email },
    });
    await post(tx, row.id, row.email);
  });
}

/** Its link opens nothing any more. Withdrawing one that is withdrawn changes nothing. */
export function withdraw(ctx: Context, id: string): Promise<void> {
  ctx.require(INVITE);
  return ctx.transaction(async (tx) => {
    const row = await within(tx, id);
    if (!(await revokeInvitation(tx, row.id, tx.actor?.id ?? null))) {
      if ((await within(tx, id)).state === 'accepted') throw coreProblems.invitationUsed();
      return;
    }
    await tx.get(audit).record(tx, {
      action: 'core.invitation.withdrawn',
      subject: 'invitation',
      subjectId: row.id,
      detail: { email: row.email },
    });
  });
}

/** One of this community, offering nothing that is above the actor. */
async function within(tx: Context, id: string): Promise<InvitationRow> {
  const row = isUuid(id) ? await invitationById(tx, id) : undefined;
  if (!row) throw coreProblems.notFound();
  if (reachBeyond(tx, row.roles)) throw coreProblems.aboveYourRole();
  return row;
}
