import type { Context } from '../contract/context.ts';
import { coreEvents } from '../contract/core-events.ts';
import { addMemberRow } from '../identity/add-member.ts';
import { recordAgreement } from './joining-store.ts';
import { resumeMembership, writeRoles } from './people-store.ts';

export interface Entrance {
  readonly accountId: string;
  readonly name: string;
  readonly language?: string | undefined;
  /** Roles of somebody new, and those that a member gets added. */
  readonly roles?: readonly string[];
  /** Which roles somebody has whose membership goes on after it was ended; those that they had unless said otherwise. */
  readonly rolesOfReturned?: (had: readonly string[]) => readonly string[];
  readonly rulesVersion: number;
}

/**
 * Makes somebody a member by a manager's decision, in its transaction: also somebody whose membership was ended, who comes
 * back to what they had. Gives the id of the member.
 */
export async function letIn(tx: Context, entrance: Entrance): Promise<string> {
  const { accountId, name, language, roles = [], rolesOfReturned = (had) => had, rulesVersion } = entrance;
  const member = await addMemberRow(tx.db, tx.community, { accountId, name, roles, language });
  if (member.removed) {
    await resumeMembership(tx, member.id);
    await writeRoles(tx, member.id, rolesOfReturned(member.roles));
  } else if (member.existed && roles.some((role) => !member.roles.includes(role)))
    await writeRoles(tx, member.id, [...new Set([...member.roles, ...roles])]);
  if (member.removed || !member.existed) await tx.emit(coreEvents.memberJoined, { member: member.id });
  await recordAgreement(tx.db, tx.community.id, { memberId: member.id, page: 'rules', version: rulesVersion });
  return member.id;
}
