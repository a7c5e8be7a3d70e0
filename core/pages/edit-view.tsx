import type { FormState } from '../contract/page.ts';
import type { PageName } from '../contract/services.ts';
import {
  Area,
  AudienceLine,
  Button,
  Check,
  Disclosure,
  Form,
  Link,
  Notice,
  PageHead,
  Panel,
  Prose,
  Segments,
  Text,
  Time,
  usePage,
  WithSide,
  Words,
} from '../web/components/index.ts';
import { languageName } from '../web/languages.ts';
import { FormErrors } from '../web/pages/form-errors.tsx';
import { differenceOf } from './difference.ts';
import { Difference } from './difference-view.tsx';
import { hasStandard } from './names.ts';

/** What somebody else saved since the form was opened. */
export interface SavedMeanwhile {
  readonly version: number;
  readonly by: string | null;
  readonly at: Date;
  readonly title: string;
  readonly body: string;
}

export interface EditPageProps {
  readonly page: PageName;
  readonly language: string;
  /** Every language that it may be written in. */
  readonly languages: readonly string[];
  readonly form: FormState;
  /** What stands in the form. */
  readonly text: { readonly title: string; readonly body: string };
  /** The newest version in this language; undefined where there is none. */
  readonly current: { readonly version: number; readonly by: string | null; readonly at: Date } | undefined;
  /** Core's own words stand in the form, as nobody wrote any yet. */
  readonly fromStandard: boolean;
  readonly meanwhile?: SavedMeanwhile | undefined;
  /** Shows how the text of the form would look. */
  readonly preview: boolean;
  readonly audience: 'anyone' | 'members';
}

export const managePath = (page: PageName, language: string, below = '') =>
  `/manage/pages/${page}${below}?language=${language}`;

/** Writing a page in one language. Everything works as one form with two buttons. */
export function EditPage(props: EditPageProps) {
  const { page, language, languages, form, text, current, meanwhile } = props;
  const { t } = usePage();
  return (
    <>
      <PageHead
        title={t(`core.pages.name.${page}`)}
        crumbs={[
          { label: t('core.manage.title'), href: '/manage' },
          { label: t('core.pages.manage.title'), href: '/manage/pages' },
          { label: t(`core.pages.name.${page}`) },
        ]}
      >
        {languages.length > 1 && (
          <Segments
            label={t('core.pages.languages')}
            items={languages.map((one) => ({
              label: languageName(one, languages),
              href: managePath(page, one),
              current: one === language,
            }))}
          />
        )}
      </PageHead>
      <div class="wrap section">
        <WithSide label={t('core.pages.side')} side={<Side {...props} />}>
          <FormErrors form={form} />
          {meanwhile && <Meanwhile saved={meanwhile} typed={text} />}
          {props.preview && <Preview text={text} language={language} />}
          <Form action={managePath(page, language)} class="panel" label={t(`core.pages.name.${page}`)}>
            <input type="hidden" name="language" value={language} />
            <input type="hidden" name="version" value={current?.version ?? 0} />
            {props.fromStandard && <Notice>{t('core.pages.fromStandard')}</Notice>}
            <Text name="title" label={t('core.pages.title')} value={text.title} error={form.error('title')} />
            <Area name="body" label={t('core.pages.body')} value={text.body} rows={18} error={form.error('body')} />
            <Writing />
            <Text
              name="note"
              label={t('core.pages.note')}
              hint={t('core.pages.noteHint')}
              value={form.text('note')}
              error={form.error('note')}
              optional
            />
            {page === 'rules' && (
              <Check
                name="agreeAgain"
                label={t('core.pages.agreeAgain')}
                hint={t('core.pages.agreeAgainHint')}
                checked={form.checked('agreeAgain', 'yes')}
              />
            )}
            <AudienceLine audience={{ kind: props.audience }} />
            <div class="cluster">
              <Button kind="main" label={t('core.pages.save')} />
              <Button name="preview" value="yes" icon="eye" label={t('core.pages.preview')} />
            </div>
          </Form>
        </WithSide>
      </div>
    </>
  );
}

function Side({ page, language, current }: EditPageProps) {
  const { t } = usePage();
  return (
    <>
      <Panel title={t('core.pages.now')}>
        {current ? (
          <>
            <p class="sm">
              <Words
                of="core.pages.versionBy"
                values={{ version: current.version }}
                parts={{
                  by: <span dir="auto">{current.by ?? t('core.formerMember')}</span>,
                  date: <Time at={current.at} as="datetime" />,
                }}
              />
            </p>
            <p class="sm">
              <Link href={managePath(page, language, '/history')}>{t('core.pages.seeHistory')}</Link>
            </p>
          </>
        ) : (
          <p class="sm muted">{t('core.pages.neverWritten')}</p>
        )}
      </Panel>
      <Panel title={t('core.pages.takeBack')}>
        <p class="sm muted">{t(hasStandard(page) ? 'core.pages.takeBackStandard' : 'core.pages.takeBackHide')}</p>
      </Panel>
    </>
  );
}

function Preview({ text, language }: Pick<EditPageProps, 'text' | 'language'>) {
  const { t } = usePage();
  return (
    <Panel title={t('core.pages.previewTitle')} tone="tint">
      <p class="sm">{t('core.pages.previewText')}</p>
      <div class="panel" lang={language}>
        <p class="preview__title" dir="auto">
          {text.title}
        </p>
        <Prose markdown={text.body} level={3} />
      </div>
    </Panel>
  );
}

function Meanwhile({ saved, typed }: { readonly saved: SavedMeanwhile; readonly typed: EditPageProps['text'] }) {
  const { t } = usePage();
  const lines = (text: EditPageProps['text']) => `${text.title}\n${text.body}`;
  return (
    <Panel title={t('core.pages.meanwhile')}>
      <Notice tone="warn">
        <Words
          of="core.pages.meanwhileText"
          values={{ version: saved.version }}
          parts={{
            by: <span dir="auto">{saved.by ?? t('core.formerMember')}</span>,
            date: <Time at={saved.at} as="datetime" />,
          }}
        />
      </Notice>
      <h3>{t('core.pages.meanwhileSaved')}</h3>
      <div class="written" dir="auto">
        {saved.title === '' ? t('core.pages.empty') : `${saved.title}\n\n${saved.body}`}
      </div>
      <h3>{t('core.pages.meanwhileDifference')}</h3>
      <Difference lines={differenceOf(lines(saved), lines(typed))} />
    </Panel>
  );
}

/** The few marks that are enough, each with what it makes. */
function Writing() {
  const { t } = usePage();
  const marks = ['heading', 'bold', 'list', 'numbers', 'link', 'quote'] as const;
  return (
    <Disclosure summary={t('core.pages.writing')}>
      <dl class="facts-list">
        {marks.map((mark) => (
          <div>
            <dt>{t(`core.pages.writing.${mark}`)}</dt>
            <dd>
              <code>{t(`core.pages.writing.${mark}.example`)}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p class="sm muted">{t('core.pages.writing.more')}</p>
    </Disclosure>
  );
}
