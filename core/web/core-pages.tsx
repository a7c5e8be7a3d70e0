import { sql } from 'kysely';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import type { PageDefinition } from '../contract/page.ts';
import { content } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { takesSignUps } from '../identity/standing.ts';
import { registryToken } from '../tokens.ts';
import { renderBlocks } from './blocks.tsx';
import { navigationWords } from './navigation-words.ts';
import type { IconName } from './components/icon.tsx';
import { homeSectionsOf } from '../pages/reading.tsx';
import { waitingRequestsCard } from '../membership/index.ts';
import { manageEntries } from './manage-entries.ts';
import { HomePage, ManagePage, MorePage } from './pages/index.ts';
import { Type } from 'typebox';

const { page } = extension();

/** How many people are here; asked only for readers who may know. */
const memberCount = async (ctx: Context): Promise<number> => {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from core.member where community_id = ${ctx.community.id} and removed_at is null and erased_at is null`.execute(
    ctx.db,
  );
  return Number(rows[0]?.count ?? 0);
};

export const corePages = (r: Resolver): readonly PageDefinition[] => [
  page({
    path: '/',
    access: 'anyone',
    current: 'home',
    schema: { query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 500 })) }) },
    view: async ({ ctx, query }) => {
      const registry = r.get(registryToken)();
      const kinds = registry.for(ctx.community).contentKinds;
      const [lead, main, sections, side, feed, count] = await Promise.all([
        ctx.actor ? renderBlocks(registry, ctx, 'home.hero') : [],
        renderBlocks(registry, ctx, 'home.main'),
        query.after === undefined ? homeSectionsOf(ctx) : [],
        renderBlocks(registry, ctx, 'home.side'),
        r.get(content).list(ctx, { limit: 10, after: query.after }),
        memberCount(ctx),
      ]);
      const join = takesSignUps(ctx.community)
        ? {
            label: ctx.t(ctx.community.join === 'open' ? 'core.home.join' : 'core.join.ask', {
              community: ctx.community.name,
            }),
            href: '/join',
          }
        : undefined;
      const signIn = { label: ctx.t('core.home.signIn'), href: '/sign-in' };
      const people = { label: ctx.t('core.nav.people'), href: '/people' };
      return {
        title: ctx.community.name,
        body: (
          <HomePage
            hero={{
              title: ctx.community.purpose || ctx.community.name,
              text: ctx.community.description || ctx.community.name,
              seed: ctx.community.slug,
            }}
            lead={lead[0]}
            actions={ctx.actor ? [people] : join ? [join, signIn] : [signIn]}
            facts={[
              { value: new Intl.NumberFormat(ctx.locale).format(count), label: ctx.t('core.home.members', { count }) },
            ]}
            main={main}
            sections={sections}
            side={side}
            feed={feed.items.flatMap((item) => {
              // content of an extension that is off has no address, and so no place in the stream
              const kind = kinds.get(item.kind);
              return kind
                ? [
                    {
                      title: item.title,
                      url: kind.path(item),
                      kind: ctx.t(kind.label),
                      by: item.authorName,
                      at: item.publishedAt,
                      audience: { kind: item.audience },
                      summary: item.summary,
                    },
                  ]
                : [];
            })}
            signedIn={ctx.actor !== null}
            older={feed.next === null ? undefined : `/?after=${encodeURIComponent(feed.next)}`}
          />
        ),
      };
    },
  }),
  page({
    path: '/manage',
    access: { permission: 'core.manage' },
    current: 'manage',
    view: async ({ ctx }) => ({
      title: ctx.t('core.manage.title'),
      body: (
        <ManagePage
          blocks={await renderBlocks(r.get(registryToken)(), ctx, 'manage.dashboard')}
          waiting={await waitingRequestsCard(ctx)}
          rooms={manageEntries
            .filter(({ permission }) => ctx.can(permission))
            .map(({ label, text, href }) => ({ label: ctx.t(label), text: ctx.t(text), href }))}
        />
      ),
    }),
  }),
  page({
    path: '/more',
    access: 'anyone',
    view: async ({ ctx }) => {
      const registry = r.get(registryToken)();
      const items = registry.for(ctx.community).navigation;
      return {
        title: ctx.t('core.more.title'),
        body: (
          <MorePage
            items={items
              .filter(
                ({ item }) =>
                  item.access === 'anyone' || (item.access === 'member' ? ctx.actor : ctx.can(item.access.permission)),
              )
              .flatMap((owned) => {
                const words = navigationWords(registry, ctx, owned);
                const { path: href, icon } = owned.item;
                return words ? [{ label: words.label, href, icon: icon as IconName }] : [];
              })}
          />
        ),
      };
    },
  }),
];
