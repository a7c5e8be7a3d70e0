import type { Context } from '../contract/context.ts';
import type { Realm } from '../contract/realm.ts';
import { isUuid, viewerOf } from '../access/index.ts';
import { registryToken } from '../tokens.ts';
import { spacesById, spacesByWords, type SpaceRow } from './statements.ts';

/** Roles inside of a space that rules may name. */
const ROLES = ['organiser', 'member'] as const;

/** The spaces of keys `<id>` or `<id>:<role>`, as the actor may see them. */
async function spacesOf(ctx: Context, keys: readonly string[]): Promise<ReadonlyMap<string, SpaceRow>> {
  const ids = [...new Set(keys.map((key) => key.split(':')[0]!).filter(isUuid))];
  const rows = ids.length === 0 ? [] : await spacesById.run(ctx.db, { ...viewerOf(ctx), ids });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    keys.flatMap((key) => {
      const row = byId.get(key.split(':')[0]!.toLowerCase());
      return row ? [[key, row] as const] : [];
    }),
  );
}

const roleOf = (key: string) => key.slice(key.indexOf(':') + 1);
const isRole = (role: string): role is (typeof ROLES)[number] => (ROLES as readonly string[]).includes(role);

async function choicesOf(ctx: Context, q: string): Promise<readonly SpaceRow[]> {
  const { spaceKinds } = ctx.get(registryToken)().for(ctx.community);
  return spacesByWords.run(ctx.db, {
    ...viewerOf(ctx),
    words: q,
    languages: ctx.community.languages,
    kinds: [...spaceKinds.keys()],
    limit: 50,
  });
}

/** Members of a space, and those who have a role in it. Who may see a space may name it in a rule. */
export const spaceRealms: readonly Realm[] = [
  {
    id: 'space',
    label: 'core.realm.space',
    names: async (ctx, keys) => new Map([...(await spacesOf(ctx, keys))].map(([key, { title }]) => [key, title])),
    mayRequire: async (ctx, keys) => new Set((await spacesOf(ctx, keys)).keys()),
    choices: async (ctx, q) => (await choicesOf(ctx, q)).map(({ id, title }) => ({ key: id, name: title })),
  },
  {
    id: 'space-role',
    label: 'core.realm.space-role',
    names: async (ctx, keys) =>
      new Map(
        [...(await spacesOf(ctx, keys))].map(([key, { title }]) => [key, nameOfRole(ctx, title, roleOf(key))] as const),
      ),
    mayRequire: async (ctx, keys) =>
      new Set([...(await spacesOf(ctx, keys)).keys()].filter((key) => isRole(roleOf(key)))),
    choices: async (ctx, q) =>
      (await choicesOf(ctx, q)).map(({ id, title }) => ({
        key: `${id}:organiser`,
        name: nameOfRole(ctx, title, 'organiser'),
      })),
  },
];

const nameOfRole = (ctx: Context, space: string, role: string) =>
  ctx.t('core.realm.space-role.name', { space, role: isRole(role) ? role : 'other', word: role });
