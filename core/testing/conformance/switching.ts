import type { KeptPromise } from './promise.ts';
import { ask, fill, gatherings, isMade, steady, surfacesOf } from './surfaces.ts';
import type { World } from './world.ts';

/** What people see, by who and where. */
async function seen({ built, mine }: World): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (!built) return texts;
  for (const [who, client] of Object.entries({ visitor: mine.visitor, manager: mine.manager })) {
    for (const surface of surfacesOf(built)) {
      if (surface.method !== 'GET' || !isMade(surface.path, mine.made)) continue;
      const { status, text } = await ask(surface, client, fill(surface.path, mine.made));
      texts.set(`${surface.name} of a ${who}`, `${status} ${steady(text)}`);
    }
    for (const pathname of gatherings) {
      const { status, text } = await client.get(pathname);
      texts.set(`GET ${pathname} of a ${who}`, `${status} ${steady(text)}`);
    }
  }
  return texts;
}

/** Off and on again is as if nothing had been, and turning on twice is turning on. */
export const switching: KeptPromise = {
  id: 'switching',
  title: 'turned on, off and on again, it has kept everything',
  async broken(world) {
    const { mine, record, platform, rows, turn, id } = world;
    await platform.settle();
    const pages = await seen(world);
    const before = await rows(mine.slug);
    const wrong: string[] = [];
    const compare = async (when: string) => {
      const after = await rows(mine.slug);
      for (const [table, digest] of Object.entries(before))
        if (after[table] !== digest) wrong.push(`the rows of ${table} are not the same ${when}`);
    };
    await turn(mine.slug, false);
    await compare('once it is off');
    await turn(mine.slug, true);
    await compare('once it is on again');
    const enable = record.definition?.lifecycle?.enable;
    if (enable)
      try {
        for (let time = 0; time < 2; time++) await enable(platform.context(mine.slug, undefined, id));
        await compare('when enable is called again');
      } catch (error) {
        wrong.push(`enable does not bear being called again: ${(error as Error).message}`);
      }
    if (wrong.length > 0) return wrong; // pages differ for that reason then
    for (const [where, text] of await seen(world))
      if (pages.get(where) !== text) wrong.push(`${where} is not what it was`);
    return wrong;
  },
};
