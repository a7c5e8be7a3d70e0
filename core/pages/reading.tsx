import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import type { PageDefinition } from '../contract/page.ts';
import { pages } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import type { VNode } from 'preact';
import { InfoPage, standardInfo } from '../web/pages/index.ts';
import { addressed, hasStandard, homeSections, optional } from './names.ts';
import { HomeSection, ReadingPage } from './reading-view.tsx';
import { readPages } from './service.ts';
import { writtenPages } from './store.ts';

const { page } = extension();

/** Pages at addresses of their own: what the community wrote, else core's standard words, else nothing. */
export const readingPages = (r: Resolver): readonly PageDefinition[] =>
  addressed.map((name) =>
    page({
      path: `/${name}`,
      access: 'anyone',
      view: async ({ ctx }) => {
        const shown = await r.get(pages).read(ctx, name);
        if (shown) {
          const written = await writtenPages(ctx, optional);
          const others = addressed.filter((other) => other !== name && (hasStandard(other) || written.includes(other)));
          const editHref = `/manage/pages/${name}?language=${shown.language}`;
          return {
            title: shown.title,
            body: (
              <ReadingPage
                shown={shown}
                languages={ctx.community.languages}
                others={others.map((other) => ({ label: ctx.t(`core.footer.${other}`), href: `/${other}` }))}
                editHref={ctx.can('core.pages.manage') ? editHref : undefined}
              />
            ),
          };
        }
        if (!hasStandard(name)) throw coreProblems.notFound();
        const info = standardInfo(name, ctx.t, ctx.community);
        return { title: info.title, body: <InfoPage {...info} /> };
      },
    }),
  );

/** The parts of the home page that somebody wrote, in their order. */
export const homeSectionsOf = async (ctx: Context): Promise<readonly VNode[]> =>
  (await readPages(ctx, homeSections)).map((shown) => <HomeSection shown={shown} />);
