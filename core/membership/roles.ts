/**
 * Who may act on whom. Nobody gives or takes more than they have: somebody who may manage members can neither grant nor revoke
 * a role above their own, and does not act on a member who holds a permission that they lack.
 */
import type { CommunityView } from '../contract/community.ts';
import type { Context } from '../contract/context.ts';
import { roleLabels } from '../identity/role-labels.ts';

export const MANAGE_MEMBERS = 'core.members.manage';
export const INVITE = 'core.members.invite';
export const READ_LOG = 'core.log.read';

/** What everybody is in any case, and so no role to give. */
const givenToAll: ReadonlySet<string> = new Set(['visitor', 'member']);

/** Roles that a member can be given, in the order of the community's file. */
export const rolesToGive = (view: CommunityView): readonly string[] =>
  [...view.roles.keys()].filter((role) => !givenToAll.has(role));

/** Whether roles, of a member or to be given, reach beyond what the actor holds. A role that no longer exists gives nothing. */
export const reachBeyond = (ctx: Context, roles: readonly string[]): boolean =>
  roles.some((role) => (ctx.community.roles.get(role)?.permissions ?? []).some((permission) => !ctx.can(permission)));

/** Whether roles give a permission. */
export const give = (view: CommunityView, roles: readonly string[], permission: string): boolean =>
  ['member', ...roles].some((role) => view.roles.get(role)?.permissions.includes(permission));

/** Roles that give a permission; null where every member has it anyway. */
export function rolesThatGive(view: CommunityView, permission: string): readonly string[] | null {
  const roles = [...view.roles.keys()].filter((role) => view.roles.get(role)?.permissions.includes(permission));
  return roles.includes('member') ? null : roles.filter((role) => role !== 'visitor');
}

/** The words of one role. */
export const roleLabel = (ctx: Context, role: string): string => roleLabels(ctx, [role])[0] ?? role;
