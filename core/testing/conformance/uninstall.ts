import type { KeptPromise } from './promise.ts';

/** While a community has it on, it is not taken away under its feet. */
export const uninstall: KeptPromise = {
  id: 'uninstall',
  title: 'it is known to be in use where it is, so that nobody uninstalls it there',
  async broken({ built, id, mine, sql }) {
    if (!built) return [];
    const states = await sql(
      `select s.state from platform.extension_state s join platform.community c on c.id = s.community_id
       where c.slug = $1 and s.extension = $2`,
      [mine.slug, id],
    );
    return states.some(({ state }) => state === 'enabled') ? [] : ['no community is known to have it on'];
  },
};
