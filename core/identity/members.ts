import { coreProblems } from '../contract/core-problems.ts';
import type { MemberService, MemberSummary } from '../contract/services.ts';
import { isUuid, limitOf, pageFrom, placeInText } from '../access/keyset.ts';
import { membersById, membersByName, type MemberRow } from './member-store.ts';

/** Members of a community. The list is for members; a name by its id is for whoever was shown the id. */
export const memberService = (): MemberService => Object.freeze({ list, get, names } satisfies MemberService);

const list: MemberService['list'] = async (ctx, filter) => {
  if (!ctx.actor) throw coreProblems.signInRequired();
  const limit = limitOf(filter);
  const q = filter.q?.trim().toLowerCase().replaceAll('\0', '');
  const like = q ? `%${q.replace(/[\\%_]/g, String.raw`\$&`)}%` : null;
  const place = placeInText(filter.after);
  const rows = await membersByName.run(ctx.db, { community: ctx.community.id, like, ...place, limit: limit + 1 });
  return pageFrom(rows, limit, summaryOf);
};

const get: MemberService['get'] = async (ctx, id) => {
  if (!isUuid(id)) return null;
  const rows = await membersById.run(ctx.db, { community: ctx.community.id, ids: [id] });
  return rows[0] ? summaryOf(rows[0]) : null;
};

const names: MemberService['names'] = async (ctx, ids) => {
  const asked = [...new Set(ids.filter(isUuid))];
  if (asked.length === 0) return new Map();
  const rows = await membersById.run(ctx.db, { community: ctx.community.id, ids: asked });
  return new Map(rows.map((row) => [row.id, row.display_name]));
};

const summaryOf = (row: MemberRow): MemberSummary => ({
  id: row.id,
  name: row.display_name,
  roles: row.roles,
  joinedAt: row.joined_at,
});
