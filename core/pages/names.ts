import type { PageName } from '../contract/services.ts';
import { infoIds } from '../web/pages/info.tsx';

/** Pages with an address of their own. The first five always say something; the last two are there once they are written. */
export const addressed = [...infoIds, 'faq', 'contact'] as const satisfies readonly PageName[];
/** Those that are there only where somebody wrote them. */
export const optional = ['faq', 'contact'] as const satisfies readonly PageName[];
/** Parts of the home page, from top to bottom. */
export const homeSections = ['home.about', 'home.news', 'home.results'] as const satisfies readonly PageName[];
/** All that managers write, in the order of their list. */
export const pageNames = [...addressed, ...homeSections, 'welcome'] as const satisfies readonly PageName[];

/** Whether core has words of its own for a page that nobody wrote. */
export const hasStandard = (page: PageName): page is (typeof infoIds)[number] =>
  (infoIds as readonly PageName[]).includes(page);

/** Where a page is read, relative to the community. */
export const pathOf = (page: PageName): `/${string}` =>
  (addressed as readonly PageName[]).includes(page) ? `/${page}` : '/';
