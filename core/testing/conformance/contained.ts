import type { ExtensionDefinition } from '../../contract/definition.ts';
import type { KeptPromise } from './promise.ts';
import { ask, fill, gatherings, isMade, surfacesOf } from './surfaces.ts';

const SABOTAGE = 'made to throw by the conformance suite';
const thrower = () => {
  throw new Error(SABOTAGE);
};

/** The same value, whose functions throw: a handler, or an object with functions, as points take. */
function broken(value: unknown): unknown {
  if (typeof value === 'function') return thrower;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, typeof part === 'function' ? thrower : part]),
  );
}

const sabotaged = (definition: ExtensionDefinition): ExtensionDefinition =>
  Object.freeze({
    ...definition,
    ...(definition.blocks && {
      blocks: (r: never) => (definition.blocks?.(r) ?? []).map((block) => ({ ...block, render: thrower })),
    }),
    ...(definition.hooks && {
      hooks: (r: never) =>
        (definition.hooks?.(r) ?? []).map((one) => ('value' in one ? { ...one, value: broken(one.value) } : one)),
    }),
  }) as ExtensionDefinition;

/** Nothing of it throws as it is; and made to throw, it takes no page of core with it, and is named. */
export const contained: KeptPromise = {
  id: 'contained',
  title: 'what it does on other pages works, and if it throws it is named and contained',
  async broken(world) {
    const { built, mine, complaints, again } = world;
    if (!built) return [];
    const wrong: string[] = [];
    for (const client of [mine.visitor, mine.member, mine.manager]) {
      for (const pathname of gatherings) await client.get(pathname);
      for (const surface of surfacesOf(built))
        if (surface.method === 'GET' && isMade(surface.path, mine.made)) {
          const { status } = await ask(surface, client, fill(surface.path, mine.made));
          if (status >= 500) wrong.push(`${surface.name} answers ${status}`);
        }
    }
    wrong.push(...new Set(complaints.map((line) => `the log complains: ${line}`)));
    if (wrong.length > 0 || built.blocks.length + built.contributions.length === 0) return wrong;

    const other = await again(sabotaged);
    const { platform } = other;
    const member = await platform.member(mine.slug);
    const manager = await platform.member(mine.slug, { roles: ['manager'] });
    for (const [who, client] of Object.entries({ visitor: platform.visitor(mine.slug), member, manager }))
      for (const pathname of gatherings) {
        const { status } = await client.get(pathname);
        if (status >= 500) wrong.push(`where its hooks and blocks throw, ${pathname} answers a ${who} with ${status}`);
      }
    const shown = built.blocks.some(({ region }) => ['home.main', 'home.side', 'manage.dashboard'].includes(region));
    if (shown && !other.complaints.some((line) => line.includes(SABOTAGE)))
      wrong.push('where its blocks throw, the log does not name it');
    return wrong;
  },
};
