import type { CommunityView } from '../contract/community.ts';
import type { Context } from '../contract/context.ts';
import type { RouteAccess } from '../contract/route.ts';
import type { Presentation } from '../http/presentation.ts';
import type { Pending } from '../identity/standing.ts';
import type { Registry } from '../registry/registry.ts';
import {
  directionOf,
  Document,
  renderDocument,
  type CrisisContact,
  type IconName,
  type NavItem,
} from './components/index.ts';
import { optional } from '../pages/names.ts';
import { writtenPages } from '../pages/store.ts';
import { placeOf } from '../http/request-state.ts';
import type { Assets } from './assets.ts';
import { scriptSettings } from './scripts/script.ts';
import { languageLinks } from './languages.ts';
import { navigationWords } from './navigation-words.ts';
import type { DemoSettings } from '../demo/settings.ts';

/** Whether an entry leads somewhere for this reader. */
const leads = (ctx: Context, access: RouteAccess) =>
  access === 'anyone' || (access === 'member' ? ctx.actor !== null : ctx.can(access.permission));

function navigationOf(ctx: Context, registry: Registry): NavItem[] {
  return registry
    .for(ctx.community)
    .navigation.filter(({ item }) => leads(ctx, item.access))
    .flatMap((owned) => {
      const { id, path: href, icon, order } = owned.item;
      const words = navigationWords(registry, ctx, owned);
      return words ? [{ id, ...words, href, icon: icon as IconName, order }] : [];
    });
}

/** The message that the address names. Anybody can write an address, so one that this page cannot fill says nothing. */
function announced(ctx: Context, said: unknown, values: Readonly<Record<string, unknown>> = {}): string | undefined {
  if (typeof said !== 'string' || !/^[a-z-]+(\.[\w-]+)+$/i.test(said)) return undefined;
  try {
    const words = ctx.t(said, values);
    return words === said ? undefined : words;
  } catch {
    return undefined;
  }
}

const FOOTER = ['about', 'rules', 'accessibility', 'privacy', 'help'] as const;

/**
 * Where the footer leads: to the pages that every community has, and to those that it wrote. What it wrote is nothing that a
 * closed door tells; and a page that says what went wrong is not held up by asking.
 */
async function footerOf(ctx: Context, status: number): Promise<readonly string[]> {
  if ((ctx.community.access === 'closed' && !ctx.actor) || status >= 500) return FOOTER;
  try {
    const written = await writtenPages(ctx, optional);
    return [...FOOTER, ...optional.filter((page) => written.includes(page))];
  } catch (error) {
    ctx.log.warn({ err: error }, 'the footer is shown without the pages of the community');
    return FOOTER;
  }
}

/** Help in a crisis in the operator's own words, up to the first comma; where members need care it is on every page. */
const crisisOf = ({ safeguarding, door }: CommunityView): readonly CrisisContact[] =>
  safeguarding === 'high'
    ? door.contacts.map(({ label, detail, href }) => ({ label, text: detail.split(',')[0] ?? detail, href }))
    : [];

/** What somebody on the way in is reminded of on every page, but on those that are about it. */
const waitingOf = (ctx: Context, { state, email }: Pending, url: string) =>
  /^\/(join\/confirm|link\/[^/]*)(?=\?|$)/.test(url)
    ? undefined
    : {
        text: ctx.t(`core.waiting.${state}.banner`, { email }),
        label: ctx.t('core.waiting.more'),
        href: '/join/confirm',
      };

/** Puts a page into the document: navigation and status for this reader, words in their language. */
export function shell(registry: Registry, assets: Assets, { active }: DemoSettings): Presentation['show'] {
  return async (request, reply, { ctx, view, current, csrf, pending }) => {
    const { community } = ctx;
    const { base, url } = placeOf(request.raw);
    const status = announced(ctx, (request.query as { said?: unknown } | undefined)?.said, view.saidValues);
    const footer = await footerOf(ctx, view.status ?? 200);
    const html = renderDocument(
      {
        t: ctx.t,
        locale: ctx.locale,
        timeZone: community.timeZone,
        now: ctx.now(),
        url: ctx.url,
        ...(csrf === undefined ? {} : { csrf }),
      },
      <Document
        lang={ctx.locale}
        dir={directionOf(ctx.locale)}
        title={view.title}
        description={community.access === 'open' ? community.purpose : undefined}
        community={{ name: community.name, mark: { seed: community.slug } }}
        navigation={navigationOf(ctx, registry)}
        current={current}
        person={ctx.actor ? { name: ctx.actor.name } : undefined}
        paths={{
          // at a closed door there is nothing to look for
          ...((ctx.actor || community.access !== 'closed') && { search: '/search' }),
          ...(ctx.actor ? { account: '/me' } : pending ? {} : { signIn: '/sign-in' }),
        }}
        waiting={pending && waitingOf(ctx, pending, url)}
        footer={footer.map((id) => ({ label: ctx.t(`core.footer.${id}`), href: `/${id}` }))}
        crisis={crisisOf(community)}
        languages={languageLinks(ctx, url)}
        stylesheets={[`${base}${assets.stylesheet}`, `${base}${assets.theme(community)}`]}
        focus={view.focus}
        status={status}
        quietStatus={request.headers['hx-request'] !== undefined}
        script={
          view.inPlace
            ? { src: `${base}${assets.script}`, settings: scriptSettings }
            : view.sendsRequests
              ? { src: `${base}${assets.requestScript}` }
              : undefined
        }
        quickExit={community.door.quickExit}
        demo={active ? { frontDoor: base === '' ? undefined : '/' } : undefined}
        bar={view.bar}
        noindex={view.noIndex === true || community.access !== 'open'}
      >
        {view.body}
      </Document>,
    );
    return reply
      .code(view.status ?? 200)
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .send(html);
  };
}
