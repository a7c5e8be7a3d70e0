import { newId } from '../contract/id.ts';
import { coreProblems } from '../contract/core-problems.ts';
import type { Context } from '../contract/context.ts';
import type { Audience } from '../contract/audience.ts';
import { access, type Space, type SpaceService } from '../contract/services.ts';
import {
  clausesOf,
  isUuid,
  limitOf,
  pageFrom,
  placeInText,
  setNamedRule,
  spaceRuleName,
  viewerOf,
  type Clause,
} from '../access/index.ts';
import { slugOf } from '../content/slug.ts';
import { registryToken } from '../tokens.ts';
import { membershipService } from './membership.ts';
import { membersByName, spaceById, spaceBySlug, spaceOf, spacesByTitle, spacesByWords } from './statements.ts';
import { changeSpace, insertSpace, lockSpace } from './store.ts';

/** Places with members of their own. What may be written, the caller has checked; who may join is decided here. */
export const spaceService = (): SpaceService =>
  Object.freeze({ create, update, get, list, search, members, ...membershipService(byId) } satisfies SpaceService);

const create: SpaceService['create'] = (ctx, input) =>
  ctx.transaction(async (tx) => {
    const id = newId();
    await requireNamed(tx, input.see, input.read);
    const rule = await setNamedRule(tx, spaceRuleName(id), {
      see: clauses(id, input.see),
      read: clauses(id, input.read),
    });
    const slug = slugOf(input.slug ?? input.title) || slugOf(input.kind) || id;
    const { kind, title, summary, joining } = input;
    await insertSpace(tx, { id, kind, slug, title, summary, joining, rule, createdBy: ctx.actor.id });
    if (input.organiser !== false) await membershipService(byId).add(tx, id, ctx.actor.id, 'organiser');
    const space = await byId(tx, id);
    // only where `see` leaves out even the one who made it
    return (
      space ?? {
        id,
        kind,
        slug,
        title,
        summary,
        joining,
        locked: true,
        membership: null,
        memberCount: null,
        createdAt: ctx.now(),
      }
    );
  });

const update: SpaceService['update'] = (ctx, id, { see, read, ...changes }) =>
  ctx.transaction(async (tx) => {
    const space = await byId(tx, id);
    if (!space) throw coreProblems.notFound();
    await lockSpace(tx, space.id, 'alone');
    await changeSpace(tx, space.id, changes);
    await requireNamed(tx, see, read);
    if (see !== undefined || read !== undefined)
      await setNamedRule(tx, spaceRuleName(space.id), {
        ...(see !== undefined && { see: clauses(space.id, see) }),
        ...(read !== undefined && { read: clauses(space.id, read) }),
      });
  });

const get: SpaceService['get'] = async (ctx, kind, idOrSlug) => {
  const space = await byId(ctx, idOrSlug);
  if (space) return space.kind === kind ? space : null;
  const rows = await spaceBySlug.run(ctx.db, { ...viewerOf(ctx), kind, slug: idOrSlug });
  return rows[0] ? spaceOf(rows[0]) : null;
};

const list: SpaceService['list'] = async (ctx, filter) => {
  const limit = limitOf(filter);
  const place = placeInText(filter.after);
  const rows = await spacesByTitle.run(ctx.db, { ...viewerOf(ctx), ...place, kind: filter.kind, limit: limit + 1 });
  return pageFrom(rows, limit, spaceOf);
};

const search: SpaceService['search'] = async (ctx, { q, limit }) => {
  const kinds = [...ctx.get(registryToken)().for(ctx.community).spaceKinds.keys()];
  const { languages } = ctx.community;
  const rows = await spacesByWords.run(ctx.db, { ...viewerOf(ctx), words: q, languages, kinds, limit });
  return rows.map(spaceOf);
};

const members: SpaceService['members'] = async (ctx, spaceId, page) => {
  const space = await byId(ctx, spaceId);
  if (!space || space.locked) throw coreProblems.notFound();
  const limit = limitOf(page);
  const place = placeInText(page.after);
  const rows = await membersByName.run(ctx.db, { ...viewerOf(ctx), ...place, space: space.id, limit: limit + 1 });
  return pageFrom(rows, limit, ({ id, name, role, since }) => ({ id, name, role, since }));
};

/** As the actor sees it; null for what is not there, not visible, or no id at all. */
async function byId(ctx: Context, id: string): Promise<Space | null> {
  if (!isUuid(id)) return null;
  const rows = await spaceById.run(ctx.db, { ...viewerOf(ctx), id });
  return rows[0] ? spaceOf(rows[0]) : null;
}

const clauses = (spaceId: string, audience: Audience | 'space'): readonly Clause[] =>
  clausesOf(audience === 'space' ? { space: spaceId } : audience);

/** The actor may name what a rule asks for. `'space'` is the space itself. */
const requireNamed = (ctx: Context, ...audiences: readonly (Audience | 'space' | undefined)[]): Promise<void> => {
  const [see = 'never', read = 'never'] = audiences.map((audience) => (audience === 'space' ? 'never' : audience));
  return ctx.get(access).check(ctx, { see, read });
};
