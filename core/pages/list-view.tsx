import type { PageName } from '../contract/services.ts';
import { Link, PageHead, Panel, Time, usePage } from '../web/components/index.ts';
import { languageName } from '../web/languages.ts';
import { managePath } from './edit-view.tsx';
import { addressed, hasStandard, homeSections } from './names.ts';

/** A page in one language, as it stands. */
export interface ListedPage {
  readonly page: PageName;
  readonly language: string;
  /** Undefined where nobody wrote it yet. */
  readonly newest:
    { readonly version: number; readonly at: Date; readonly by: string | null; readonly says: boolean } | undefined;
}

export interface ListPageProps {
  readonly items: readonly ListedPage[];
  /** Those of the community. */
  readonly languages: readonly string[];
}

const parts: readonly (readonly [label: string, pages: readonly PageName[]])[] = [
  ['core.pages.part.addressed', addressed],
  ['core.pages.part.home', homeSections],
  ['core.pages.part.welcome', ['welcome']],
];

/** Everything that managers can write, and how it stands. */
export function ListPage({ items, languages }: ListPageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead
        title={t('core.pages.manage.title')}
        lede={t('core.pages.manage.lede')}
        crumbs={[{ label: t('core.manage.title'), href: '/manage' }, { label: t('core.pages.manage.title') }]}
      />
      <div class="wrap section stack g5">
        {parts.map(([label, pages]) => (
          <Panel title={t(label)}>
            <p class="sm muted">{t(`${label}.text`)}</p>
            <ul class="rows">
              {pages.map((page) => (
                <OnePage page={page} items={items.filter((item) => item.page === page)} languages={languages} />
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </>
  );
}

interface OnePageProps extends ListPageProps {
  readonly page: PageName;
}

/** One language: the name leads there. Several: each of them does. */
function OnePage({ page, items, languages }: OnePageProps) {
  const { t } = usePage();
  const name = t(`core.pages.name.${page}`);
  const [only, ...others] = items;
  return (
    <li>
      {only && others.length === 0 ? (
        <>
          <Link href={managePath(page, only.language)}>{name}</Link>
          <p class="sm muted">
            <State {...only} />
          </p>
        </>
      ) : (
        <>
          <b>{name}</b>
          <ul class="stack g2">
            {items.map((item) => (
              <li class="sm muted">
                <Link href={managePath(page, item.language)}>
                  <span lang={item.language}>{languageName(item.language, languages)}</span>
                  <span class="vh">, {name}</span>
                </Link>{' '}
                · <State {...item} />
              </li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

/** What people read: a version and who wrote it when, the standard words, or nothing. */
function State({ page, newest }: ListedPage) {
  const { t } = usePage();
  if (!newest?.says) return <>{t(hasStandard(page) ? 'core.pages.standard' : 'core.pages.notShown')}</>;
  return (
    <>
      {t('core.pages.version', { version: newest.version })} · <Time at={newest.at} /> ·{' '}
      <span dir="auto">{newest.by ?? t('core.formerMember')}</span>
    </>
  );
}
