import type { WrittenPage } from '../contract/services.ts';
import {
  Button,
  Heading,
  Link,
  Notice,
  PageHead,
  Panel,
  Prose,
  Time,
  usePage,
  WithSide,
  Words,
} from '../web/components/index.ts';
import { languageIn } from '../web/languages.ts';

/** The language of a text where it is not the reader's, for `lang`. */
export const foreign = (language: string, locale: string): string | undefined =>
  language === locale ? undefined : language;

export interface ReadingPageProps {
  readonly shown: WrittenPage;
  /** Those of the community. */
  readonly languages: readonly string[];
  /** The pages beside it, with their names. */
  readonly others: readonly { readonly label: string; readonly href: string }[];
  /** Path of the page to change it, for those who may. */
  readonly editHref?: string | undefined;
}

/** A page as its community wrote it. */
export function ReadingPage({ shown, languages, others, editHref }: ReadingPageProps) {
  const { t, locale } = usePage();
  const lang = foreign(shown.language, locale);
  return (
    <>
      <div lang={lang}>
        <PageHead title={shown.title} />
      </div>
      <div class="wrap section">
        <WithSide
          label={t('core.pages.side')}
          side={
            <>
              <Panel title={t('core.pages.others')}>
                <ul class="rows">
                  {others.map(({ label, href }) => (
                    <li>
                      <Link href={href}>{label}</Link>
                    </li>
                  ))}
                </ul>
              </Panel>
              <p class="sm muted">
                <Words of="core.pages.changedOn" parts={{ date: <Time at={shown.at} /> }} />
              </p>
              {editHref !== undefined && <Button href={editHref} icon="pencil" label={t('core.pages.editThis')} />}
            </>
          }
        >
          {lang !== undefined && (
            <Notice icon="languages">
              {t('core.pages.otherLanguage', {
                wanted: languageIn(locale, languages, locale),
                language: languageIn(lang, languages, locale),
              })}
            </Notice>
          )}
          <div class="panel">
            <Prose markdown={shown.body} lang={lang} />
          </div>
        </WithSide>
      </div>
    </>
  );
}

/** A part of the home page. */
export function HomeSection({ shown }: { readonly shown: WrittenPage }) {
  const { locale } = usePage();
  const lang = foreign(shown.language, locale);
  if (lang === undefined)
    return (
      <Panel title={shown.title}>
        <Prose markdown={shown.body} level={3} />
      </Panel>
    );
  return (
    <section class="panel" lang={lang}>
      <Heading level={2} class="panel__title">
        {shown.title}
      </Heading>
      <Prose markdown={shown.body} level={3} />
    </section>
  );
}
