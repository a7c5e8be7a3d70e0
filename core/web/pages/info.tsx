import { Panel } from '../components/card.tsx';
import { Link } from '../components/link.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Prose } from '../components/prose.tsx';
import { usePage, type PageContext } from '../components/page-context.ts';

/** The pages that every footer leads to. */
export const infoIds = ['about', 'rules', 'accessibility', 'privacy', 'help'] as const;
export type InfoId = (typeof infoIds)[number];

export interface InfoPageProps {
  readonly title: string;
  readonly lede?: string | undefined;
  /** Plain text. */
  readonly paragraphs: readonly string[];
  readonly sections?: readonly { readonly title: string; readonly paragraphs: readonly string[] }[] | undefined;
  /** Address that answers questions about this page. */
  readonly email?: string | undefined;
}

/** A page of plain text. */
export function InfoPage({ title, lede, paragraphs, sections = [], email }: InfoPageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={title} lede={lede} />
      <div class="wrap section stack g5">
        {paragraphs.length > 0 && <Paragraphs texts={paragraphs} />}
        {sections.map((section) => (
          <Panel title={section.title}>
            <Paragraphs texts={section.paragraphs} />
          </Panel>
        ))}
        {email !== undefined && (
          <p>
            {t('core.info.write')} <Link href={`mailto:${email}`}>{email}</Link>
          </p>
        )}
      </div>
    </>
  );
}

const Paragraphs = ({ texts }: { readonly texts: readonly string[] }) => (
  <Prose>
    {texts.map((text) => (
      <p>{text}</p>
    ))}
  </Prose>
);

/** How many sections each page has; `core.info.<id>.<n>.title` and `.text` are their words, paragraphs apart by an empty line. */
const sectionsOf: Readonly<Record<InfoId, number>> = { about: 2, rules: 3, accessibility: 3, privacy: 4, help: 4 };

/**
 * The words that a page has until a community writes its own. They promise what the platform does and nothing that a
 * community would have to do.
 */
export function standardInfo(
  id: InfoId,
  t: PageContext['t'],
  community: { readonly name: string; readonly purpose: string },
): InfoPageProps {
  const values = { community: community.name, purpose: community.purpose };
  return {
    title: t(`core.info.${id}.title`, values),
    lede: t(`core.info.${id}.lede`, values),
    paragraphs: [],
    sections: Array.from({ length: sectionsOf[id] }, (_, at) => ({
      title: t(`core.info.${id}.${at + 1}.title`, values),
      paragraphs: t(`core.info.${id}.${at + 1}.text`, values).split('\n\n'),
    })),
  };
}
