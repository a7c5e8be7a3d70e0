import type { Context } from '../contract/context.ts';

/** The words of roles: those of the community's file, and core's for the ones that every community has. */
export const roleLabels = (ctx: Context, roles: readonly string[]): readonly string[] =>
  roles.map((role) => {
    const { label, builtIn = false } = ctx.community.roles.get(role) ?? { label: role };
    return builtIn ? ctx.t(`core.role.${role}`) : label;
  });
