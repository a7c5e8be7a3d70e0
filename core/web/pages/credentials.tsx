import type { FormState } from '../../contract/page.ts';
import { Text } from '../components/fields.tsx';
import { usePage } from '../components/page-context.ts';

/** The address that an account is known by; joining says what it is for. */
export function EmailField({ form, hint }: { readonly form: FormState; readonly hint?: string | undefined }) {
  const { t } = usePage();
  return (
    <Text
      name="email"
      type="email"
      label={t('core.signIn.email')}
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
 * The two fields of signing in, marked up for password managers. A password that was typed never comes back in a page.
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
    </>
  );
}
