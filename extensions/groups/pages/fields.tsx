import { Area, Choice, ErrorSummary, Text, usePage, type FormState } from '@polyphony/core';
import type { Group } from '../services/groups.ts';

export interface GroupFieldsProps {
  readonly form: FormState;
  /** Whether visitors reach the community. */
  readonly anyone: boolean;
  /** What is there already. */
  readonly group?: Group | undefined;
}

/** What was typed; on a form that nobody has sent yet, what is there already. */
export const typedOr = (form: FormState, field: string, kept: string): string =>
  Object.keys(form.values).length > 0 ? form.text(field) : kept;

export const FormErrors = ({ form }: { readonly form: FormState }) => (
  <ErrorSummary errors={form.errors.map(({ field, detail }) => ({ field: field || undefined, message: detail }))} />
);

/** The fields of a new group and of its settings. */
export function GroupFields({ form, anyone, group }: GroupFieldsProps) {
  const { t } = usePage();
  return (
    <>
      <Text
        name="title"
        label={t('groups.form.title')}
        hint={t('groups.form.title.hint')}
        value={typedOr(form, 'title', group?.title ?? '')}
        error={form.error('title')}
        maxlength={100}
        autocomplete="off"
      />
      <Area
        name="summary"
        label={t('groups.form.summary')}
        hint={t('groups.form.summary.hint')}
        value={typedOr(form, 'summary', group?.summary ?? '')}
        error={form.error('summary')}
        rows={2}
        maxlength={300}
      />
      <Choice
        name="openness"
        label={t('groups.form.openness')}
        value={typedOr(form, 'openness', group?.openness ?? 'open')}
        error={form.error('openness')}
        options={[
          {
            value: 'open',
            label: t('groups.form.open'),
            explain: t(anyone ? 'groups.form.open.anyone' : 'groups.form.open.community'),
          },
          { value: 'closed', label: t('groups.form.closed'), explain: t('groups.form.closed.explain') },
        ]}
      />
      <Area
        name="about"
        label={t('groups.form.about')}
        hint={t('groups.form.about.hint')}
        value={typedOr(form, 'about', group?.about ?? '')}
        error={form.error('about')}
        rows={8}
        maxlength={10_000}
        optional
      />
      <Text
        name="kindLabel"
        label={t('groups.form.kindLabel')}
        hint={t('groups.form.kindLabel.hint')}
        value={typedOr(form, 'kindLabel', group?.kindLabel ?? '')}
        error={form.error('kindLabel')}
        maxlength={60}
        optional
      />
    </>
  );
}
