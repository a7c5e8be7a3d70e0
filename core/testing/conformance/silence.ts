import type { Region } from '../../contract/page.ts';
import { pathOf } from '../../documents/operation.ts';
import type { Answer } from '../platform.ts';
import type { KeptPromise } from './promise.ts';
import { ask, bodyFor, fill, gatherings, surfacesOf } from './surfaces.ts';

const regions: readonly Region[] = [
  'home.hero',
  'home.main',
  'home.side',
  'group.tabs',
  'group.side',
  'profile.main',
  'org.main',
  'content.meta',
  'content.actions',
  'stream.item',
  'manage.dashboard',
  'me.settings',
];

/** Everything of an answer that two requests for nothing have in common. */
const bare = ({ status, text, headers }: Answer) =>
  JSON.stringify([
    status,
    text,
    [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name) && !name.startsWith('x-ratelimit')),
  ]);

/** Off is like never there: the same bytes as an unknown address, nothing contributed, no trace on pages of core. */
export const silence: KeptPromise = {
  id: 'silence',
  title: 'where it is off, nothing of it is anywhere',
  async broken({ built, mine, platform, turn, id, rows }) {
    if (!built) return [];
    const wrong: string[] = [];
    await turn(mine.slug, false);
    try {
      for (const [who, client] of Object.entries({ visitor: mine.visitor, member: mine.member, manager: mine.manager }))
        for (const surface of surfacesOf(built)) {
          const nothing = surface.api ? '/api/no-such-thing' : '/no-such-thing';
          const body = bodyFor(surface);
          const given = await ask(surface, client, fill(surface.path, mine.made), body);
          const expected = await ask(surface, client, nothing, body);
          if (given.status !== 404) wrong.push(`${surface.name} answers a ${who} with ${given.status}`);
          else if (bare(given) !== bare(expected))
            wrong.push(`${surface.name} answers a ${who} otherwise than an unknown address`);
        }

      const view = platform.app.communities.bySlug(mine.slug);
      const rest = view && platform.app.registry.for(view);
      const owned = (what: string, list: readonly { readonly extension: string }[]) => {
        if (list.some(({ extension }) => extension === id)) wrong.push(`it still contributes ${what}`);
      };
      if (rest) {
        owned('navigation', rest.navigation);
        owned('routes', rest.routes);
        owned('pages', rest.pages);
        for (const region of regions) owned(`a block to ${region}`, rest.blocks(region));
        owned('notifications', [...rest.notifications.values()]);
        for (const { target } of built.contributions) owned(`to ${target.id}`, rest.to(target));
        for (const name of Object.keys(built.definition.permissions ?? {}))
          if (rest.permissions.has(name)) wrong.push(`it still has the permission ${name}`);
        for (const kind of built.definition.kinds ?? [])
          if (rest.contentKinds.has(kind.id)) wrong.push(`it still has the kind ${kind.id}`);
        for (const kind of built.definition.spaces ?? [])
          if (rest.spaceKinds.has(kind.id)) wrong.push(`it still has the kind ${kind.id}`);
      }

      // the words of people stay in the log and beside names: those of members are no trace of the extension
      const trace = (text: string) =>
        text.replaceAll(`${mine.canary} Manager`, '').replaceAll(`${mine.canary} Member`, '');
      for (const [who, client] of Object.entries({ visitor: mine.visitor, manager: mine.manager }))
        for (const pathname of gatherings) {
          const { text } = await client.get(pathname);
          if (trace(text).includes(mine.canary)) wrong.push(`its words are on ${pathname} of a ${who}`);
          if (built.definition.navigation?.some((item) => new RegExp(`href="[^"]*${item.path}"`).test(text)))
            wrong.push(`${pathname} of a ${who} leads to it`);
        }
      const description = (await mine.visitor.get('/api/openapi.json')).body as { paths?: object } | undefined;
      for (const { path } of built.routes)
        if (Object.hasOwn(description?.paths ?? {}, pathOf(path))) wrong.push(`the description of the API has ${path}`);

      const before = JSON.stringify(await rows(mine.slug));
      const mails = (await platform.mails(mine.slug)).length;
      await platform.settle({ ahead: true });
      if (JSON.stringify(await rows(mine.slug)) !== before) wrong.push('a job of it changed something');
      if ((await platform.mails(mine.slug)).length !== mails) wrong.push('a job of it sent mail');
    } finally {
      await turn(mine.slug, true);
    }
    return wrong;
  },
};
