import type { Translate } from '../messages/translator.ts';
import { standardInfo, type InfoId } from '../web/pages/info.tsx';

/** Core's own words for a page as markdown, for those who begin from them. */
export function standardMarkdown(
  page: InfoId,
  t: Translate,
  community: { readonly name: string; readonly purpose: string },
): { readonly title: string; readonly body: string } {
  const { title, lede = '', sections = [] } = standardInfo(page, t, community);
  const parts = sections.flatMap((section) => [`## ${section.title}`, ...section.paragraphs]);
  return { title, body: [lede, ...parts].filter((part) => part !== '').join('\n\n') };
}
