import type { KeptPromise } from './promise.ts';
import { ask, bodyFor, fill, surfacesOf } from './surfaces.ts';

/** Whoever lacks what a route declares is refused: 401 (a page: the door) or 403. And visitors change nothing. */
export const access: KeptPromise = {
  id: 'access',
  title: 'without the permission that it declares, nothing opens',
  async broken({ built, mine, platform, rows, options }) {
    if (!built) return [];
    const wrong: string[] = [];
    const people = { visitor: mine.visitor, member: mine.member, manager: mine.manager };
    for (const surface of surfacesOf(built)) {
      const { name, access: rule } = surface;
      for (const [who, client] of Object.entries(people)) {
        const isVisitor = who === 'visitor';
        const may =
          rule === 'anyone' ||
          (!isVisitor && (rule === 'member' || platform.context(mine.slug, client).can(rule.permission))) ||
          (isVisitor && typeof rule === 'object' && platform.context(mine.slug).can(rule.permission));
        if (may) continue;
        const { status } = await ask(surface, client, fill(surface.path, mine.made), bodyFor(surface));
        // a browser is shown the door, and comes back after signing in
        const expected = isVisitor ? (surface.api || surface.method !== 'GET' ? [401] : [303, 401]) : [403];
        if (!expected.includes(status))
          wrong.push(`${name} answers a ${who} with ${status} instead of ${expected.join(' or ')}`);
      }
    }

    const before = await rows(mine.slug);
    const allowed = new Set(options.visitorsMay ?? []);
    for (const surface of surfacesOf(built)) {
      if (surface.method === 'GET' || allowed.has(surface.name)) continue;
      await ask(surface, mine.visitor, fill(surface.path, mine.made), bodyFor(surface));
      const after = await rows(mine.slug);
      for (const [table, digest] of Object.entries(after))
        if (before[table] !== digest) {
          wrong.push(`by ${surface.name} a visitor changed ${table}; if they may, name it under visitorsMay`);
          Object.assign(before, after);
        }
    }
    return wrong;
  },
};
