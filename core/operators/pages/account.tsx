import { Button } from '../../web/components/button.tsx';
import { Panel } from '../../web/components/card.tsx';
import { Form } from '../../web/components/form.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { Time } from '../../web/components/time.tsx';
import type { OperatorSession } from '../operators.ts';
import { CodeLine } from './words.tsx';

/** Whose session it is, until when, and the way out. */
export function AccountPage({ operator }: { readonly operator: OperatorSession }) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.operators.account')} lede={operator.email} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <Panel title={t('core.operators.session')}>
            <p>
              {t('core.operators.session.ends')} <Time at={operator.expiresAt} as="datetime" />
            </p>
            <Form action="/sign-out">
              <Button kind="main" icon="log-out" label={t('core.operators.signOut')} />
            </Form>
          </Panel>
          <Panel title={t('core.operators.others')}>
            <p class="sm muted">{t('core.operators.others.text')}</p>
            <CodeLine
              text={
                'npx polyphony operator list\nnpx polyphony operator add --email name@example.org\nnpx polyphony operator remove --email name@example.org'
              }
            />
          </Panel>
        </div>
      </div>
    </>
  );
}
