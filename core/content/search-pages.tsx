import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import type { PageDefinition } from '../contract/page.ts';
import { content, spaces } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { registryToken } from '../tokens.ts';
import { SearchPage, spans, type SearchPageProps, type Span } from './search-view.tsx';

const { page } = extension();

const DAY = 86_400_000;
const PLACES = 5;

interface Asked {
  readonly q?: string;
  readonly kind?: string;
  readonly time?: Span;
  readonly after?: string;
}

export const searchPages = (r: Resolver): readonly PageDefinition[] => [
  page({
    path: '/search',
    access: 'anyone',
    schema: {
      query: Type.Object({
        q: Type.Optional(Type.String({ maxLength: 200 })),
        kind: Type.Optional(Type.String({ maxLength: 60 })),
        time: Type.Optional(Type.Enum(Object.keys(spans) as Span[])),
        after: Type.Optional(Type.String({ maxLength: 500 })),
      }),
    },
    view: async ({ ctx, query }) => {
      const q = query.q?.trim() ?? '';
      const { contentKinds } = r.get(registryToken)().for(ctx.community);
      return {
        title: q === '' ? ctx.t('core.search.title') : ctx.t('core.search.of', { q }),
        noIndex: true,
        body: (
          <SearchPage
            community={ctx.community.name}
            signedIn={ctx.actor !== null}
            q={q}
            kind={query.kind ?? ''}
            time={query.time ?? 'all'}
            kinds={[...contentKinds.values()].map(({ id, label }) => ({ id, label: ctx.t(label) }))}
            {...(q !== '' && { found: await look(r, ctx, { ...query, q }) })}
          />
        ),
      };
    },
  }),
];

async function look(r: Resolver, ctx: Context, asked: Asked & { readonly q: string }) {
  const { q, kind, time = 'all', after } = asked;
  const { contentKinds, spaceKinds } = r.get(registryToken)().for(ctx.community);
  const days = spans[time];
  const since = days === null ? undefined : new Date(ctx.now().getTime() - days * DAY);
  const isNarrowed = Boolean(kind) || time !== 'all' || after !== undefined;
  const [page, places] = await Promise.all([
    r.get(content).search(ctx, { q, kind: kind || undefined, since, after, limit: 20 }),
    isNarrowed ? [] : r.get(spaces).search(ctx, { q, limit: PLACES }),
  ]);
  const { next } = page;
  return {
    items: page.items.flatMap((item) => {
      const known = contentKinds.get(item.kind);
      return known ? [{ ...item, href: known.path(item), kindLabel: ctx.t(known.label) }] : [];
    }),
    places: places.flatMap((space) => {
      const known = spaceKinds.get(space.kind);
      return known ? [{ title: space.title, summary: space.summary, href: known.path(space) }] : [];
    }),
    more:
      next === null
        ? undefined
        : `/search?${new URLSearchParams({ q, ...(kind && { kind }), ...(time !== 'all' && { time }), after: next })}`,
  } satisfies SearchPageProps['found'];
}
