import type { Context } from '../contract/context.ts';
import type { Realm } from '../contract/realm.ts';
import { isUuid, placeInText, viewerOf } from '../access/index.ts';
import { registryToken } from '../tokens.ts';
import { spacesById, spacesByTitle, spacesByWords, type SpaceRow } from './statements.ts';

/** Roles inside of a space that rules may name. */
const ROLES = ['organiser', 'member'] as const;
/** As many spaces are offered; who wants another one types its name. */
const CHOICES = 50;

/** The spaces of keys `<id>` or `<id>:<role>`, as the actor may see them; other keys name none. */
async function spacesOf(ctx: Context, keys: readonly string[]): Promise<ReadonlyMap<string, SpaceRow>> {
  const idOf = (key: string) => key.split(':')[0]!.toLowerCase();
  const ids = [...new Set(keys.map(idOf).filter(isUuid))];
  const rows = ids.length === 0 ? [] : await spacesById.run(ctx.db, { ...viewerOf(ctx), ids });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    keys.flatMap((key) => {
      const row = byId.get(idOf(key));
      return row ? [[key, row] as const] : [];
    }),
  );
}

const roleOf = (key: string) => key.slice(key.indexOf(':') + 1);
const isRole = (role: string): role is (typeof ROLES)[number] => (ROLES as readonly string[]).includes(role);

/** What somebody can choose from: what they typed, or the first by title. */
async function choicesOf(ctx: Context, q: string): Promise<readonly SpaceRow[]> {
  const kinds = [...ctx.get(registryToken)().for(ctx.community).spaceKinds.keys()];
  const viewer = viewerOf(ctx);
  if (q.trim() !== '')
    return spacesByWords.run(ctx.db, {
      ...viewer,
      words: q,
      languages: ctx.community.languages,
      kinds,
      limit: CHOICES,
    });
  const first = { ...viewer, ...placeInText(undefined), limit: CHOICES };
  const rows = await Promise.all(kinds.map((kind) => spacesByTitle.run(ctx.db, { ...first, kind })));
  return rows.flat().slice(0, CHOICES);
}

/** Members of a space, and those who have a role in it. Who may see a space may name it in a rule. */
export const spaceRealms: readonly Realm[] = [
  {
    id: 'space',
    label: 'core.realm.space',
    names: async (ctx, keys) => new Map([...(await spacesOf(ctx, keys))].map(([key, { title }]) => [key, title])),
    mayRequire: async (ctx, keys) => new Set((await spacesOf(ctx, keys.filter(isUuid))).keys()),
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
