import type { VNode } from 'preact';
import type { FormState } from '../../contract/page.ts';
import { Button } from '../components/button.tsx';
import { Panel } from '../components/card.tsx';
import { Text } from '../components/fields.tsx';
import { Form } from '../components/form.tsx';
import { WithSide } from '../components/layout.tsx';
import { Link } from '../components/link.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';
import { Time } from '../components/time.tsx';
import { FormErrors } from './form-errors.tsx';

export interface MePageProps {
  readonly form: FormState;
  readonly name: string;
  readonly email: string;
  /** Whether there is a password to change; else there is one to set. */
  readonly hasPassword: boolean;
  /** Labels of the roles, in the reader's language. */
  readonly roles: readonly string[];
  readonly joinedAt: Date;
  /** Blocks of `me.settings`. */
  readonly settings?: readonly VNode[] | undefined;
  /** Whether to show the way to `/manage`. */
  readonly manages?: boolean | undefined;
}

/** What the community knows about the person who reads it, and the way out. Posts `name` to `/me`. */
export function MePage(props: MePageProps) {
  const { form, name, email, hasPassword, roles, joinedAt, settings = [], manages } = props;
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.me.title')} lede={t('core.me.lede')} />
      <div class="wrap section">
        <WithSide
          label={t('core.me.side')}
          side={
            <>
              {manages && (
                <Panel title={t('core.manage.title')} tone="tint">
                  <p class="sm">{t('core.me.manageText')}</p>
                  <Button href="/manage" label={t('core.me.manage')} block />
                </Panel>
              )}
              <Panel title={t('core.me.leave')}>
                <p class="sm muted">{t('core.me.leaveText')}</p>
                <Form action="/sign-out">
                  <Button label={t('core.me.signOut')} icon="log-out" block />
                </Form>
              </Panel>
            </>
          }
        >
          <FormErrors form={form} />
          <Panel title={t('core.me.account')}>
            <Form action="/me" label={t('core.me.nameForm')} class="stack g3">
              <Text
                name="name"
                label={t('core.me.name')}
                hint={t('core.join.nameHint')}
                value={form.values['name'] === undefined ? name : form.text('name')}
                error={form.error('name')}
                autocomplete="name"
                maxlength={80}
              />
              <div class="cluster">
                <Button label={t('core.me.saveName')} />
              </div>
            </Form>
            <dl class="facts-list">
              <div>
                <dt>{t('core.me.roles', { count: Math.max(1, roles.length) })}</dt>
                <dd>{roles.join(', ') || t('core.me.noRoles')}</dd>
              </div>
              <div>
                <dt>{t('core.me.joined')}</dt>
                <dd>
                  <Time at={joinedAt} />
                </dd>
              </div>
            </dl>
            <p class="sm muted">
              {t('core.me.emailText')} <Link href="/privacy">{t('core.join.keptMore')}</Link>
            </p>
          </Panel>
          <Panel title={t('core.me.signingIn')}>
            <dl class="facts-list">
              <div>
                <dt>{t('core.signIn.email')}</dt>
                <dd>
                  {email} <Link href="/me/email">{t('core.me.changeAddress')}</Link>
                </dd>
              </div>
              <div>
                <dt>{t('core.signIn.password')}</dt>
                <dd>
                  {t(hasPassword ? 'core.me.password' : 'core.me.noPassword')}{' '}
                  <Link href="/me/password">{t(hasPassword ? 'core.me.changePassword' : 'core.me.setPassword')}</Link>
                </dd>
              </div>
              <div>
                <dt>{t('core.me.devices')}</dt>
                <dd>
                  <Link href="/me/sessions">{t('core.me.showDevices')}</Link>
                </dd>
              </div>
            </dl>
          </Panel>
          {settings}
        </WithSide>
      </div>
    </>
  );
}
