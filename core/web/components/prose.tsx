import type { ComponentChildren } from 'preact';
import { markdownToHtml, type TextLevel } from '../markdown.ts';
import { usePage } from './page-context.ts';

export type ProseProps = {
  /** Needed where the text is in another language than the page. */
  readonly lang?: string | undefined;
} & (
  | { readonly children?: ComponentChildren; readonly markdown?: never; readonly level?: never }
  | {
      /** What somebody wrote, in markdown; rendered to a short list of harmless elements. */
      readonly markdown: string;
      /** Level of its highest heading, one below the heading that it stands under; 2 unless said otherwise. */
      readonly level?: TextLevel | undefined;
      readonly children?: never;
    }
);

/** Running text at a comfortable measure, in whichever direction it is written. */
export function Prose({ lang, markdown, level, children }: ProseProps) {
  const { t, url } = usePage();
  if (markdown === undefined)
    return (
      <div class="prose" dir="auto" lang={lang}>
        {children}
      </div>
    );
  const html = markdownToHtml(markdown, {
    level,
    url,
    tableLabel: (number, columns) => t('core.prose.table', { number, columns }),
  });
  return <div class="prose" dir="auto" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />;
}
