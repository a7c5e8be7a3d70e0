import type { Context } from '../contract/context.ts';
import type { Realm } from '../contract/realm.ts';
import { roleLabel, rolesToGive } from './roles.ts';

const known = (ctx: Context, keys: readonly string[]) => {
  const roles = new Set(rolesToGive(ctx.community));
  return keys.filter((key) => roles.has(key));
};

/** Who has a role in the community. What roles there are, its members may know. */
export const roleRealm: Realm = {
  id: 'role',
  label: 'core.realm.role',
  names: async (ctx, keys) => new Map(known(ctx, keys).map((key) => [key, roleLabel(ctx, key)])),
  mayRequire: async (ctx, keys) => new Set(known(ctx, keys)),
  choices: async (ctx, q) =>
    rolesToGive(ctx.community)
      .map((key) => ({ key, name: roleLabel(ctx, key) }))
      .filter(({ name }) => name.toLowerCase().includes(q.toLowerCase())),
};
