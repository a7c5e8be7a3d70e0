import type { PageName } from '../contract/services.ts';
import { Button, Chip, Empty, Form, PageHead, Pager, Panel, Time, usePage } from '../web/components/index.ts';
import { languageName } from '../web/languages.ts';
import { differenceOf } from './difference.ts';
import { Difference } from './difference-view.tsx';
import { managePath } from './edit-view.tsx';

export interface Version {
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly note: string;
  readonly agreeAgain: boolean;
  readonly by: string | null;
  readonly at: Date;
  /** The one before it in the same language. */
  readonly before: { readonly version: number; readonly title: string; readonly body: string } | undefined;
}

export interface HistoryPageProps {
  readonly page: PageName;
  readonly language: string;
  readonly languages: readonly string[];
  /** Newest first. */
  readonly versions: readonly Version[];
  /** The newest of all, which is what people read. */
  readonly newest: number;
  readonly older?: string | undefined;
}

/** Every version of a page in one language: who, when, why, and what was different. */
export function HistoryPage({ page, language, languages, versions, newest, older }: HistoryPageProps) {
  const { t } = usePage();
  const name = t(`core.pages.name.${page}`);
  return (
    <>
      <PageHead
        title={t('core.pages.history.title', { page: name })}
        lede={t('core.pages.history.lede', {
          language: languageName(language, languages),
          several: languages.length > 1 ? 'yes' : 'no',
        })}
        crumbs={[
          { label: t('core.manage.title'), href: '/manage' },
          { label: t('core.pages.manage.title'), href: '/manage/pages' },
          { label: name, href: managePath(page, language) },
          { label: t('core.pages.history') },
        ]}
      />
      <div class="wrap section stack g5">
        {versions.length === 0 && (
          <Empty seed={page} title={t('core.pages.history.empty')} text={t('core.pages.neverWritten')} />
        )}
        {versions.map((version) => (
          <OneVersion page={page} version={version} current={version.version === newest} />
        ))}
        <Pager label={t('core.pages.history.pager')} older={older} olderLabel={t('core.pages.history.older')} />
      </div>
    </>
  );
}

interface OneVersionProps {
  readonly page: PageName;
  readonly version: Version;
  readonly current: boolean;
}

function OneVersion({ page, version, current }: OneVersionProps) {
  const { t } = usePage();
  const name = t('core.pages.version', { version: version.version });
  return (
    <Panel title={name}>
      <p class="sm muted cluster">
        <span>
          <span dir="auto">{version.by ?? t('core.formerMember')}</span> · <Time at={version.at} as="datetime" />
        </span>
        {current && <Chip tone="brand" label={t('core.pages.isNewest')} />}
        {version.agreeAgain && <Chip tone="line" label={t('core.pages.askedAgain')} />}
      </p>
      {version.note !== '' && <p dir="auto">{version.note}</p>}
      <Change version={version} />
      {!current && (
        <Form action={`/manage/pages/${page}/restore`}>
          <input type="hidden" name="version" value={version.version} />
          <Button icon="undo-2" label={t('core.pages.restore')} about={name} />
        </Form>
      )}
    </Panel>
  );
}

function Change({ version }: { readonly version: Version }) {
  const { t } = usePage();
  const { before } = version;
  if (version.title === '') return <p>{t('core.pages.tookBack')}</p>;
  const lines = differenceOf(
    before && before.title !== '' ? `${before.title}\n${before.body}` : '',
    `${version.title}\n${version.body}`,
  );
  return (
    <>
      <p class="sm muted">
        {before ? t('core.pages.sinceVersion', { version: before.version }) : t('core.pages.firstVersion')}
      </p>
      {lines.length === 0 ? <p>{t('core.pages.nothingDiffers')}</p> : <Difference lines={lines} />}
    </>
  );
}
