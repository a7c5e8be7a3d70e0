import type { FormState } from '../../contract/page.ts';
import { Button } from '../components/button.tsx';
import { Text } from '../components/fields.tsx';
import { usePage } from '../components/page-context.ts';

export interface EmailFieldProps {
  readonly form: FormState;
  readonly label?: string | undefined;
  readonly hint?: string | undefined;
}

/** The address that an account is known by; joining says what it is for. */
export function EmailField({ form, label, hint }: EmailFieldProps) {
  const { t } = usePage();
  return (
    <Text
      name="email"
      type="email"
      label={label ?? t('core.signIn.email')}
      hint={hint}
      value={form.text('email')}
      error={form.error('email')}
      autocomplete="username"
      inputmode="email"
      spellcheck={false}
    />
  );
}

/**
 * The fields of signing in, marked up for password managers, and its two ways: with the password, or with a mailed link, for which
 * the address is enough. A password that was typed never comes back in a page.
 */
export function Credentials({ form }: { readonly form: FormState }) {
  const { t } = usePage();
  return (
    <>
      <EmailField form={form} />
      <Text
        name="password"
        type="password"
        label={t('core.signIn.password')}
        error={form.error('password')}
        autocomplete="current-password"
      />
      <div class="cluster">
        <Button kind="main" name="how" value="password" label={t('core.signIn.submit')} />
        <Button name="how" value="link" icon="mail" label={t('core.signIn.byLink')} />
      </div>
      <p class="sm muted">{t('core.signIn.byLinkHint')}</p>
    </>
  );
}
