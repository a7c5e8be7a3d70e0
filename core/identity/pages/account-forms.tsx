import type { FormState } from '../../contract/page.ts';
import { Button } from '../../web/components/button.tsx';
import { Panel } from '../../web/components/card.tsx';
import { Text } from '../../web/components/fields.tsx';
import { Form } from '../../web/components/form.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { EmailField } from '../../web/pages/credentials.tsx';
import { FormErrors } from '../../web/pages/form-errors.tsx';

/** Asked where there is one, so that a session that was left open is not enough to take an account over. */
function CurrentPassword({ form }: { readonly form: FormState }) {
  const { t } = usePage();
  return (
    <Text
      name="current"
      type="password"
      label={t('core.password.current')}
      error={form.error('current')}
      autocomplete="current-password"
    />
  );
}

const useCrumbs = (here: string) => [{ label: usePage().t('core.me.title'), href: '/me' }, { label: here }];

export interface PasswordPageProps {
  readonly form: FormState;
  /** Whether there is one to change. */
  readonly hasPassword: boolean;
  /** For password managers. */
  readonly email: string;
}

/** Posts `password`, and `current` where there is one, to `/me/password`. */
export function PasswordPage({ form, hasPassword, email }: PasswordPageProps) {
  const { t } = usePage();
  const title = t(hasPassword ? 'core.password.title' : 'core.password.setTitle');
  return (
    <>
      <PageHead title={title} lede={t('core.password.lede')} crumbs={useCrumbs(title)} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <FormErrors form={form} />
          <Form action="/me/password" class="panel" label={title}>
            <input type="text" name="" value={email} autocomplete="username" hidden readonly />
            {hasPassword && <CurrentPassword form={form} />}
            <Text
              name="password"
              type="password"
              label={t('core.password.new')}
              hint={t('core.join.passwordHint')}
              error={form.error('password')}
              autocomplete="new-password"
            />
            <div class="cluster">
              <Button kind="main" label={t('core.password.save')} />
            </div>
          </Form>
          {hasPassword && (
            <Panel title={t('core.password.forgotten')} tone="tint">
              <p class="sm">{t('core.password.forgottenText', { email })}</p>
              <Form action="/me/password/forgotten">
                <Button icon="mail" label={t('core.password.forgottenButton')} />
              </Form>
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}

export interface AddressPageProps {
  readonly form: FormState;
  readonly now: string;
  readonly hasPassword: boolean;
}

/** Posts `email`, and `current` where there is a password, to `/me/email`. */
export function AddressPage({ form, now, hasPassword }: AddressPageProps) {
  const { t } = usePage();
  const title = t('core.address.title');
  return (
    <>
      <PageHead title={title} lede={t('core.address.lede', { email: now })} crumbs={useCrumbs(title)} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <FormErrors form={form} />
          <Form action="/me/email" class="panel" label={title}>
            <EmailField form={form} label={t('core.address.new')} hint={t('core.address.newHint')} />
            {hasPassword && <CurrentPassword form={form} />}
            <div class="cluster">
              <Button kind="main" icon="mail" label={t('core.address.submit')} />
            </div>
          </Form>
        </div>
      </div>
    </>
  );
}
