import type { Context } from '../contract/context.ts';
import type { NavigationItem } from '../contract/page.ts';
import type { RouteAccess } from '../contract/route.ts';
import type { Presentation } from '../http/presentation.ts';
import type { Registry } from '../registry/registry.ts';
import { directionOf, Document, renderDocument, type IconName, type NavItem } from './components/index.ts';
import { placeOf } from '../http/request-state.ts';
import type { Assets } from './assets.ts';
import { languageLinks } from './languages.ts';
import type { DemoSettings } from '../demo/settings.ts';

/** Whether an entry leads somewhere for this reader. */
const leads = (ctx: Context, access: RouteAccess) =>
  access === 'anyone' || (access === 'member' ? ctx.actor !== null : ctx.can(access.permission));

const words = (ctx: Context, text: NavigationItem['label']) => (typeof text === 'function' ? text(ctx) : ctx.t(text));

function navigationOf(ctx: Context, registry: Registry): NavItem[] {
  return registry
    .for(ctx.community)
    .navigation.filter(({ item }) => leads(ctx, item.access))
    .map(({ extension, item }) => {
      const own = ctx.as(extension);
      return {
        id: item.id,
        label: words(own, item.label),
        short: words(own, item.short),
        href: item.path,
        icon: item.icon as IconName,
        order: item.order,
      };
    });
}

const FOOTER = ['about', 'rules', 'accessibility', 'privacy', 'help'] as const;

/** Puts a page into the document: navigation and status for this reader, words in their language. */
export function shell(registry: Registry, assets: Assets, { active }: DemoSettings): Presentation['show'] {
  return (request, reply, { ctx, view, current, csrf }) => {
    const { community } = ctx;
    const { base, url } = placeOf(request.raw);
    const said = (request.query as { said?: unknown } | undefined)?.said;
    const status =
      typeof said === 'string' && /^[a-z-]+(\.[\w-]+)+$/i.test(said) && ctx.t(said) !== said ? ctx.t(said) : undefined;
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
        paths={ctx.actor ? { account: '/me' } : { signIn: '/sign-in' }}
        footer={FOOTER.map((id) => ({ label: ctx.t(`core.footer.${id}`), href: `/${id}` }))}
        languages={languageLinks(ctx, url)}
        stylesheets={[`${base}${assets.stylesheet}`, `${base}${assets.theme(community)}`]}
        focus={view.focus}
        status={status}
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
