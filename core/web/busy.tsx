import type { Context } from '../contract/context.ts';
import type { PageView } from '../contract/page.ts';
import { directionOf, Document, renderDocument } from './components/index.ts';
import type { Assets } from './assets.ts';

/** By community, language and problem: nothing in it depends on who asks, or for what. */
const kept = new WeakMap<object, Map<string, string>>();

/**
 * The page for when there is no room for another request. It is written once and then only sent, since writing it anew would be
 * as much work as what it refuses; so it has no navigation, no person, and no reference.
 */
export function busyPage(assets: Assets, ctx: Context, { title, body }: PageView): string {
  const { community, locale } = ctx;
  const pages = kept.get(community) ?? new Map<string, string>();
  kept.set(community, pages);
  const key = `${locale} ${ctx.url('/')} ${title}`;
  let html = pages.get(key);
  if (html === undefined) {
    html = renderDocument(
      { t: ctx.t, locale, timeZone: community.timeZone, now: ctx.now(), url: ctx.url },
      <Document
        lang={locale}
        dir={directionOf(locale)}
        title={title}
        community={{ name: community.name, mark: { seed: community.slug } }}
        navigation={[]}
        footer={[]}
        stylesheets={[assets.stylesheet, assets.theme(community)].map((path) => ctx.url(path))}
        noindex
      >
        {body}
      </Document>,
    );
    pages.set(key, html);
  }
  return html;
}
