import type { VNode } from 'preact';
import { Button } from '../components/button.tsx';
import { Panel } from '../components/card.tsx';
import { Form } from '../components/form.tsx';
import { WithSide } from '../components/layout.tsx';
import { Link } from '../components/link.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';
import { Time } from '../components/time.tsx';

export interface MePageProps {
  readonly name: string;
  readonly email: string;
  /** Labels of the roles, in the reader's language. */
  readonly roles: readonly string[];
  readonly joinedAt: Date;
  /** Blocks of `me.settings`. */
  readonly settings?: readonly VNode[] | undefined;
  /** Whether to show the way to `/manage`. */
  readonly manages?: boolean | undefined;
}

/** What the community knows about the person who reads it, and the way out. */
export function MePage({ name, email, roles, joinedAt, settings = [], manages }: MePageProps) {
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
          <Panel title={t('core.me.account')}>
            <dl class="facts-list">
              <div>
                <dt>{t('core.me.name')}</dt>
                <dd dir="auto">{name}</dd>
              </div>
              <div>
                <dt>{t('core.signIn.email')}</dt>
                <dd>{email}</dd>
              </div>
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
          {settings}
        </WithSide>
      </div>
    </>
  );
}
