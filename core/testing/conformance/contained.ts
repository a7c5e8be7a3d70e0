import type { Contribution } from '../../contract/hooks.ts';
import type { Listener } from '../../contract/event.ts';
import type { ExtensionDefinition } from '../../contract/definition.ts';
import type { Place } from '../../registry/runs.ts';
import type { KeptPromise } from './promise.ts';
import { ask, bodyFor, fill, gatherings, isMade, surfacesOf, type Surface } from './surfaces.ts';
import type { World } from './world.ts';

const SABOTAGE = 'made to throw by the conformance suite';

/** Where its functions are called on the way of others. `point`: by whoever owns the point, as they like. */
type Where = Extract<Place, 'before' | 'after' | 'event' | 'block'> | 'point';

/** A definition whose functions throw from a moment on, and how often each kind of them was called since. */
function saboteur() {
  const calls = new Map<Where, number>();
  let isOn = false;
  type Work = (...given: never[]) => unknown;
  const spoiled =
    (where: Where, work: Work): Work =>
    (...given) => {
      if (!isOn) return work(...given);
      calls.set(where, (calls.get(where) ?? 0) + 1);
      throw new Error(SABOTAGE);
    };
  /** A handler, or an object with functions, as points take. */
  const value = (where: Where, given: unknown): unknown => {
    if (typeof given === 'function') return spoiled(where, given as Work);
    if (typeof given !== 'object' || given === null) return given;
    const part = ([name, one]: [string, unknown]) => [
      name,
      typeof one === 'function' ? spoiled(where, one.bind(given) as Work) : one,
    ];
    return Object.fromEntries(Object.entries(given).map(part));
  };
  const hook = (one: Contribution | Listener) =>
    'value' in one
      ? { ...one, value: value(one.when ?? 'point', one.value) }
      : { ...one, handler: spoiled('event', one.handler as Work) };
  return {
    calls,
    begin: () => void (isOn = true),
    adapt: (definition: ExtensionDefinition) =>
      Object.freeze({
        ...definition,
        ...(definition.blocks && {
          blocks: (r: never) =>
            (definition.blocks?.(r) ?? []).map((block) => ({
              ...block,
              render: spoiled('block', block.render as Work),
            })),
        }),
        ...(definition.hooks && { hooks: (r: never) => (definition.hooks?.(r) ?? []).map(hook) }),
      }) as ExtensionDefinition,
  };
}

/** What changes something, and what takes away at the end. */
const writesOf = (surfaces: readonly Surface[]): readonly Surface[] => {
  const writes = surfaces.filter(({ method }) => method !== 'GET');
  return [...writes.filter(({ method }) => method !== 'DELETE'), ...writes.filter(({ method }) => method === 'DELETE')];
};

/** Nothing of it throws as it is, on pages and lists that anybody opens. */
async function read({ built, mine, complaints }: World): Promise<string[]> {
  const wrong: string[] = [];
  for (const client of [mine.visitor, mine.member, mine.manager]) {
    for (const pathname of gatherings) await client.get(pathname);
    for (const surface of built ? surfacesOf(built) : [])
      if (surface.method === 'GET' && isMade(surface.path, mine.made)) {
        const { status } = await ask(surface, client, fill(surface.path, mine.made));
        if (status >= 500) wrong.push(`${surface.name} answers ${status}`);
      }
  }
  return [...wrong, ...new Set(complaints.map((line) => `the log complains: ${line}`))];
}

/**
 * What is written runs the hooks that it has with others, and what is told its listeners: as they are, then made to throw. A guard
 * that throws refuses the whole, whatever else throws is left out, and each is named.
 */
async function written({ id, mine, again }: World): Promise<string[]> {
  const wrong: string[] = [];
  const { calls, begin, adapt } = saboteur();
  const other = await again(adapt);
  const { platform } = other;
  const { registry } = platform.app;
  const place = await other.settle(mine.slug);
  // its hooks may be those of an extension that it needs, so the writes of all that are there
  const writes = writesOf([...registry.built.values()].flatMap(surfacesOf));
  const send = (surface: Surface) => ask(surface, place.manager, fill(surface.path, place.made), bodyFor(surface));

  for (const surface of writes) {
    const { status } = await send(surface);
    if (status >= 500) wrong.push(`${surface.name} answers ${status}`);
  }
  await platform.settle();
  wrong.push(...new Set(other.complaints.map((line) => `the log complains: ${line}`)));
  if (wrong.length > 0) return wrong;

  begin();
  for (const [who, client] of Object.entries({
    visitor: place.visitor,
    member: place.member,
    manager: place.manager,
  }))
    for (const pathname of gatherings) {
      const { status } = await client.get(pathname);
      if (status >= 500) wrong.push(`where its hooks and blocks throw, ${pathname} answers a ${who} with ${status}`);
    }
  const count = (where: Where) => calls.get(where) ?? 0;
  for (const surface of writes) {
    const [guards, points] = [count('before'), count('point')];
    const { status } = await send(surface);
    if (count('before') > guards) {
      if (status < 400) wrong.push(`${surface.name} answers ${status} although a guard of it threw: it must refuse`);
      if (status >= 500 && status !== 503)
        wrong.push(`where a guard throws, ${surface.name} answers ${status}, not 503`);
    } else if (status >= 500 && count('point') === points)
      wrong.push(`where its hooks throw, ${surface.name} answers ${status}`);
  }
  await platform.settle();
  const named = new Set(
    registry.runs.incidents().flatMap(({ extension, place: where }) => (extension === id ? [where as string] : [])),
  );
  for (const where of calls.keys())
    if (where !== 'point' && !named.has(where)) wrong.push(`where it throws at ${where}, nobody names it`);
  return wrong;
}

/** Nothing of it throws as it is; and made to throw, it takes nothing of others with it, and is named. */
export const contained: KeptPromise = {
  id: 'contained',
  title: 'what it does on the way of others works, and if it throws it is named and contained',
  async broken(world) {
    const { built } = world;
    if (!built) return [];
    const wrong = await read(world);
    const meets = built.blocks.length + built.contributions.length + built.listeners.length > 0;
    return wrong.length > 0 || !meets ? wrong : written(world);
  },
};
