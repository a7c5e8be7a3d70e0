import type { FormState } from '../../contract/page.ts';
import { Text } from '../components/fields.tsx';
import { usePage } from '../components/page-context.ts';

/**
 * The two fields of signing in, marked up for password managers. A password that was typed never comes back in a page.
 */
export function Credentials({ form }: { readonly form: FormState }) {
  const { t } = usePage();
  return (
    <>
      <Text
        name="email"
        type="email"
        label={t('core.signIn.email')}
        value={form.text('email')}
        error={form.error('email')}
        autocomplete="username"
        inputmode="email"
        spellcheck={false}
      />
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
