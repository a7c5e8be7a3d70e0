import { newId } from '../contract/id.ts';
import { coreEvents } from '../contract/core-events.ts';
import { coreProblems } from '../contract/core-problems.ts';
import type { Context } from '../contract/context.ts';
import type { AudienceRule } from '../contract/audience.ts';
import { access, type ContentItem, type ContentService } from '../contract/services.ts';
import {
  isUuid,
  limitOf,
  pageFrom,
  placeInParts,
  placeInTime,
  ruleFor,
  ruleOf,
  viewerOf,
  type Scope,
} from '../access/index.ts';
import { registryToken } from '../tokens.ts';
import { feedOfAll, feedOfKind, feedOfSpace } from './feed.ts';
import { itemOf } from './item-row.ts';
import { itemsById } from './items.ts';
import { excerptOf, itemsByWords } from './search.ts';
import { slugOf } from './slug.ts';
import { changeItem, countSpaces, insertItem, placeItem } from './store.ts';

/** Items of every kind. Reading asks access in the statement itself; what may be written, the caller has checked. */
export const contentService = (): ContentService =>
  Object.freeze({ create, update, withdraw, get, list, search, only } satisfies ContentService);

const create: ContentService['create'] = (ctx, input) =>
  ctx.transaction(async (tx) => {
    const spaces = [...new Set((input.spaces ?? []).map((id) => id.toLowerCase()))];
    await requireSpaces(tx, spaces);
    const id = newId();
    await insertItem(tx, {
      id,
      kind: input.kind,
      authorId: ctx.actor.id,
      rule: await ruleOfAudience(tx, input.audience),
      title: input.title,
      summary: input.summary ?? '',
      body: input.body ?? '',
      slug: slugOf(input.slug ?? input.title),
      publishAt: input.publishAt ?? null,
      language: input.language ?? tx.community.languages[0] ?? '',
    });
    if (spaces.length > 0) await placeItem(tx, id, spaces, ctx.actor.id);
    await tx.emit(coreEvents.contentPublished, { content: id, kind: input.kind });
    return id;
  });

const update: ContentService['update'] = (ctx, id, { audience, version, ...text }) =>
  ctx.transaction(async (tx) => {
    const item = await readable(tx, id);
    const kept = audience && ((await tx.get(access).ruleOf(tx, item.id)) ?? undefined);
    const rule = audience && (await ruleOfAudience(tx, audience, kept));
    if (!(await changeItem(tx, item.id, { ...text, rule }, version)))
      throw coreProblems.changedMeanwhile({}, { extra: { current: item.version } });
  });

const withdraw: ContentService['withdraw'] = (ctx, id) =>
  ctx.transaction(async (tx) => {
    const item = await readable(tx, id);
    if (!(await changeItem(tx, item.id, { status: 2 }))) throw coreProblems.notFound();
    await tx.emit(coreEvents.contentWithdrawn, { content: item.id, kind: item.kind });
  });

const get: ContentService['get'] = async (ctx, id) => (await only(ctx, [id])).values().next().value ?? null;

const list: ContentService['list'] = async (ctx, filter) => {
  const limit = limitOf(filter);
  const { kind = null, space } = filter;
  const page = { ...viewerOf(ctx), ...placeInTime(filter.after), limit: limit + 1 };
  if (space !== undefined) {
    const rows = isUuid(space) ? await feedOfSpace.run(ctx.db, { ...page, kind, space }) : [];
    return pageFrom(rows, limit, itemOf);
  }
  const feed = kind === null ? feedOfAll : feedOfKind;
  return pageFrom(await feed.run(ctx.db, { ...page, kind, probe: null }), limit, itemOf);
};

const search: ContentService['search'] = async (ctx, request) => {
  const limit = limitOf(request);
  const known = [...ctx.get(registryToken)().for(ctx.community).contentKinds.keys()];
  const kinds = request.kind === undefined ? known : known.filter((kind) => kind === request.kind);
  const place = placeInParts(request.after);
  const { space = null, author = null } = request;
  if (kinds.length === 0 || ![space, author].every((id) => id === null || isUuid(id))) return { items: [], next: null };
  const rows = await itemsByWords.run(ctx.db, {
    ...viewerOf(ctx),
    ...place,
    words: request.q,
    languages: ctx.community.languages,
    kinds,
    space,
    author,
    since: request.since ?? null,
    until: request.until ?? null,
    limit: limit + 1,
  });
  return pageFrom(
    rows.map((row) => ({ ...row, place: `${row.part} ${row.place}` })),
    limit,
    (row) => ({
      ...itemOf(row),
      excerpt: excerptOf(row.excerpt ?? ''),
    }),
  );
};

const only: ContentService['only'] = async (ctx, ids) => {
  const asked = [...new Set(ids.filter(isUuid))];
  if (asked.length === 0) return new Map();
  const rows = await itemsById.run(ctx.db, { ...viewerOf(ctx), ids: asked });
  return new Map(rows.map((row) => [row.id, itemOf(row)]));
};

/** The item as one who may change it sees it: a change to what one cannot read would overwrite it unseen. */
async function readable(ctx: Context, id: string): Promise<ContentItem> {
  const item = await get(ctx, id);
  if (!item) throw coreProblems.notFound();
  if (item.locked) throw coreProblems.notPermitted();
  return item;
}

/** The number of an audience's rule, where the actor may make it. */
async function ruleOfAudience(ctx: Context, audience: AudienceRule, kept?: AudienceRule): Promise<number> {
  await ctx.get(access).check(ctx, audience, kept);
  return ruleFor(ctx, ruleOf(audience));
}

async function requireSpaces(scope: Scope, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  if (!ids.every(isUuid) || (await countSpaces(scope, ids)) < ids.length) throw coreProblems.notFound();
}
