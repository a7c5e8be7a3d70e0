import type { FormState } from '../../contract/page.ts';
import { Button } from '../components/button.tsx';
import { Panel } from '../components/card.tsx';
import { Text } from '../components/fields.tsx';
import { Form } from '../components/form.tsx';
import { WithSide } from '../components/layout.tsx';
import { Link } from '../components/link.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';
import { EmailField } from './credentials.tsx';
import { FormErrors } from './form-errors.tsx';

export interface JoinPageProps {
  readonly form: FormState;
  readonly community: { readonly name: string; readonly purpose: string };
}

/** Posts `name`, `email` and `password` to `/join`. */
export function JoinPage({ form, community }: JoinPageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.join.title', { community: community.name })} lede={community.purpose} />
      <div class="wrap section">
        <WithSide
          label={t('core.join.side')}
          side={
            <>
              <Panel title={t('core.join.already')}>
                <p class="sm muted">{t('core.join.alreadyText')}</p>
                <Button href="/sign-in" label={t('core.signIn.submit')} block />
              </Panel>
              <Panel title={t('core.join.kept')} tone="tint">
                <p class="sm">{t('core.join.keptText')}</p>
                <p class="sm">
                  <Link href="/privacy">{t('core.join.keptMore')}</Link>
                </p>
              </Panel>
            </>
          }
        >
          <FormErrors form={form} />
          <Form action="/join" class="panel" label={t('core.join.title', { community: community.name })}>
            <Text
              name="name"
              label={t('core.join.name')}
              hint={t('core.join.nameHint')}
              value={form.text('name')}
              error={form.error('name')}
              autocomplete="name"
              maxlength={100}
            />
            <EmailField form={form} hint={t('core.join.emailHint')} />
            <Text
              name="password"
              type="password"
              label={t('core.join.password')}
              hint={t('core.join.passwordHint')}
              error={form.error('password')}
              autocomplete="new-password"
            />
            <div class="cluster">
              <Button kind="main" label={t('core.join.submit', { community: community.name })} />
            </div>
          </Form>
        </WithSide>
      </div>
    </>
  );
}
