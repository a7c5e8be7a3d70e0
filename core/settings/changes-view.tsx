import type { Context } from '../contract/context.ts';
import { Button, Disclosure, Form, Pager, Time, usePage } from '../web/components/index.ts';
import { questionOf } from './controls.ts';
import type { Change, Sheet } from './sheets.ts';
import { defaultInWords, inWords, labelOf, titleOf } from './words.ts';

/** What stands in a line; longer words are opened. */
const SHORT = 160;

/** A change in the reader's words. */
export interface ChangeInWords {
  readonly change: Change;
  readonly title: string;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly before: string;
    readonly after: string;
  }[];
}

export function changesInWords(ctx: Context, sheets: readonly Sheet[], changes: readonly Change[]): ChangeInWords[] {
  return changes.map((change) => {
    const { extension } = change;
    const known = sheets.find((sheet) => sheet.extension === extension)?.fields ?? [];
    return {
      change,
      title: titleOf(ctx, extension),
      fields: change.fields.flatMap(({ name, before, after }) => {
        const field = known.find((one) => one.name === name);
        if (!field) return [];
        const question = questionOf(name, field.schema);
        const words = (value: unknown) =>
          value === undefined
            ? ctx.t('core.settings.theDefault', { value: defaultInWords(ctx, extension, question) })
            : inWords(ctx, extension, question, value);
        return [{ name, label: labelOf(ctx, extension, name), before: words(before), after: words(after) }];
      }),
    };
  });
}

/** Names of the fields that a change was about, for the message after it. */
export const fieldNames = (ctx: Context, { fields }: ChangeInWords): string =>
  new Intl.ListFormat(ctx.locale).format(fields.map(({ label }) => label));

function Fields({ fields }: Pick<ChangeInWords, 'fields'>) {
  const { t } = usePage();
  const list = (
    <ul class="stack g1">
      {fields.map(({ label, before, after }) => (
        <li class="sm">
          <b dir="auto">{label}</b>
          <br />
          <span dir="auto">{t('core.settings.fromTo', { before, after })}</span>
        </li>
      ))}
    </ul>
  );
  const length = fields.reduce((sum, { label, before, after }) => sum + label.length + before.length + after.length, 0);
  if (length <= SHORT * Math.max(1, fields.length)) return list;
  return <Disclosure summary={fields.map(({ label }) => label).join(', ')}>{list}</Disclosure>;
}

export interface ChangesProps {
  readonly changes: readonly ChangeInWords[];
  /** On the page of one extension its name need not be said, and "undo" leads back to it. */
  readonly of?: string | undefined;
  readonly older?: string | undefined;
}

/** Who changed what, newest first, each with the way back. */
export function Changes({ changes, of, older }: ChangesProps) {
  const { t } = usePage();
  if (changes.length === 0) return <p class="muted">{t('core.settings.noChanges')}</p>;
  return (
    <>
      <ul class="rows">
        {changes.map(({ change: { revision, at, by, kind }, title, fields }) => (
          <li class="change">
            <div class="stack g2">
              <p class="sm muted">
                {of === undefined && (
                  <>
                    <b dir="auto">{title}</b> ·{' '}
                  </>
                )}
                <span dir="auto">{by?.name ?? t('core.formerMember')}</span> · <Time at={at} as="datetime" />
                {kind === 'undo' && <> · {t('core.settings.wasUndo')}</>}
              </p>
              <Fields fields={fields} />
            </div>
            <Form action={`/manage/settings/changes/${revision}/undo`}>
              {of !== undefined && <input type="hidden" name="from" value={of} />}
              <Button
                kind="quiet"
                icon="undo-2"
                label={t('core.settings.undo')}
                about={fields.map(({ label }) => label).join(', ')}
              />
            </Form>
          </li>
        ))}
      </ul>
      <Pager label={t('core.settings.pager')} older={older} olderLabel={t('core.settings.older')} />
    </>
  );
}
