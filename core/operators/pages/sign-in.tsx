import type { FormState } from '../../contract/page.ts';
import { Button } from '../../web/components/button.tsx';
import { Panel } from '../../web/components/card.tsx';
import { Text } from '../../web/components/fields.tsx';
import { Form } from '../../web/components/form.tsx';
import { WithSide } from '../../web/components/layout.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { EmailField } from '../../web/pages/credentials.tsx';
import { FormErrors } from '../../web/pages/form-errors.tsx';
import { CodeLine } from './words.tsx';

export interface OperatorSignInProps {
  readonly form: FormState;
  /** Path of the console to go on to; the server has checked that it is one. */
  readonly next: string;
  /** Somebody made up, in a demo only. */
  readonly demo: { readonly label: string; readonly email: string; readonly password: string } | undefined;
}

/** The way into the console: with a password, as no mail of a community may open the installation. */
export function OperatorSignInPage({ form, next, demo }: OperatorSignInProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.operators.signIn.title')} lede={t('core.operators.signIn.lede')} />
      <div class="wrap section">
        <WithSide
          label={t('core.operators.signIn.side')}
          side={
            <>
              {demo && (
                <Panel title={t('core.demo.people')} tone="tint">
                  <Form action="/sign-in">
                    <input type="hidden" name="email" value={demo.email} />
                    <input type="hidden" name="password" value={demo.password} />
                    <input type="hidden" name="next" value={next} />
                    <Button
                      label={t('core.frontDoor.tryAs', { label: demo.label.split(',')[0] ?? demo.label })}
                      block
                    />
                  </Form>
                </Panel>
              )}
              <Panel title={t('core.operators.signIn.who')}>
                <p class="sm muted">{t('core.operators.signIn.whoText')}</p>
                <CodeLine text="npx polyphony operator add --email you@example.org" />
                <p class="sm muted">{t('core.operators.signIn.members')}</p>
              </Panel>
            </>
          }
        >
          <FormErrors form={form} />
          <Form action="/sign-in" class="panel" label={t('core.operators.signIn.title')}>
            <EmailField form={form} />
            <Text
              name="password"
              type="password"
              label={t('core.signIn.password')}
              error={form.error('password')}
              autocomplete="current-password"
            />
            <input type="hidden" name="next" value={next} />
            <div class="cluster">
              <Button kind="main" label={t('core.signIn.submit')} />
            </div>
          </Form>
        </WithSide>
      </div>
    </>
  );
}
