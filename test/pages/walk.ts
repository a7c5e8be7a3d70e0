/** Follows links as people do, and knows which pages the registry has. */
import type { Client, Platform } from '@polyphony/core/testing';

export interface Visit {
  /** Below the community, with its query. */
  readonly path: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Path of the page that led here; undefined for the first. */
  readonly from: string | undefined;
  /** Ids of this page that links of others lead to, with the page each comes from. */
  readonly anchors: Map<string, string>;
}

export interface Walk {
  readonly visits: ReadonlyMap<string, Visit>;
  /** Links that leave the community. */
  readonly outward: ReadonlySet<string>;
  /** Links that were left unfollowed, as there were too many. */
  readonly left: number;
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};
export const unescaped = (text: string) =>
  text.replaceAll(/&(?:amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? '');

const linksOf = (html: string) =>
  [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, href = '']) => unescaped(href));

export interface WalkOptions {
  readonly from?: readonly string[];
  readonly most?: number;
  /** Sent with every request, such as the language that is preferred. */
  readonly headers?: Record<string, string>;
}

/** Follows every link of the community, breadth first, up to `most` addresses; a redirect is one visit and leads on. */
export async function walk(
  who: Client,
  { from = ['/'], most = 500, headers: sent = {} }: WalkOptions = {},
): Promise<Walk> {
  const base = new URL(who.base);
  const visits = new Map<string, Visit>();
  const outward = new Set<string>();
  const wanted = new Map<string, { readonly from: string | undefined; readonly anchors: Map<string, string> }>();
  const languages = new Set<string>();
  const calls = new Set<string>();
  const want = (href: string, at: string | undefined) => {
    const url = new URL(href, `${who.base}${at ?? '/'}`);
    if (url.origin !== base.origin || !`${url.pathname}/`.startsWith(`${base.pathname}/`))
      return void (url.protocol === 'data:' || outward.add(url.href));
    const path = `${url.pathname.slice(base.pathname.length) || '/'}${url.search}`;
    // every page has a link to itself in each language: one of each is enough
    const language = /^\/language\/[^?]+/.exec(path)?.[0];
    if (language !== undefined && !wanted.has(path) && languages.has(language)) return;
    if (language !== undefined) languages.add(language);
    // the pages of the API's calls are made alike, and test/documents looks at each: three stand for all, and leave room for others
    const isCall = /^\/api\/docs\/./.test(path);
    if (isCall && !calls.has(path) && calls.size >= 3) return;
    if (isCall) calls.add(path);
    const entry = wanted.get(path) ?? { from: at, anchors: new Map<string, string>() };
    wanted.set(path, entry);
    if (url.hash && at !== undefined) entry.anchors.set(decodeURIComponent(url.hash.slice(1)), at);
  };
  for (const path of from) want(`${who.base}${path}`, undefined);

  for (;;) {
    const next = [...wanted.keys()].filter((path) => !visits.has(path)).slice(0, 8);
    if (next.length === 0 || visits.size >= most) break;
    const answers = await Promise.all(next.map((path) => who.request('GET', path, { browser: true, headers: sent })));
    for (const [at, path] of next.entries()) {
      const { status, headers, text } = answers[at]!;
      const isPage = (headers.get('content-type') ?? '').startsWith('text/html');
      const { from: before, anchors } = wanted.get(path)!;
      visits.set(path, { path, status, headers, html: isPage ? text : '', from: before, anchors });
      const location = headers.get('location');
      if (location !== null) want(new URL(location, who.base).href, path);
      if (isPage)
        for (const href of linksOf(text)) want(href.startsWith('#') ? `${who.base}${path}${href}` : href, path);
    }
  }
  return { visits, outward, left: [...wanted.keys()].filter((path) => !visits.has(path)).length };
}

/** A page of the registry that can be looked at. */
export interface Pattern {
  readonly extension: string;
  /** With parameters as `:name`. */
  readonly path: string;
  readonly matches: (path: string) => boolean;
}

/** Every page and form that an installed extension or core brings; buttons (`action`) show nothing of their own. */
export function patternsOf(platform: Platform): readonly Pattern[] {
  const { core, built } = platform.app.registry;
  const parameters = ({ path }: Pattern) => path.split(':').length;
  return [core, ...built.values()]
    .flatMap(({ id, pages }) =>
      pages
        .filter(({ kind }) => kind !== 'action')
        .map(({ path }): Pattern => {
          const regex = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
          return { extension: id, path, matches: (asked) => regex.test(asked.split('?')[0] ?? '') };
        }),
    )
    .toSorted((a, b) => parameters(a) - parameters(b)); // `/groups/new` before `/groups/:group`
}

export const patternOf = (patterns: readonly Pattern[], path: string): Pattern | undefined =>
  patterns.find(({ matches }) => matches(path));

/** What a person reads or hears: text and the attributes that are read out. */
export function wordsOf(html: string): string {
  const read = [...html.matchAll(/\s(?:aria-label|alt|title|placeholder|content)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  );
  const text = html.replaceAll(/<(script|style|pre|code)\b.*?<\/\1>/gs, ' ').replaceAll(/<[^>]+>/g, ' ');
  return unescaped(`${text} ${read.join(' ')}`).replaceAll(/\s+/g, ' ');
}
