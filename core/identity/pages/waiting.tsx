import { Button } from '../../web/components/button.tsx';
import { Panel } from '../../web/components/card.tsx';
import { Form } from '../../web/components/form.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { Time } from '../../web/components/time.tsx';
import type { Pending } from '../standing.ts';
import { MailHints } from './mail-sent.tsx';

export interface WaitingPageProps extends Pending {
  readonly askedAt: Date | null;
  /** Why a request was refused, in a manager's words. */
  readonly reason: string | null;
  /** Whether people join by themselves at the moment. */
  readonly canAskAgain: boolean;
  /** In a demo, where mail is read. */
  readonly outbox: string | undefined;
}

/** How matters stand for somebody who wants to be a member and is none yet. */
export function WaitingPage(props: WaitingPageProps) {
  const { t } = usePage();
  const { state, email, outbox } = props;
  return (
    <>
      <PageHead title={t(`core.waiting.${state}.title`)} lede={t(`core.waiting.${state}.lede`, { email })} />
      <div class="wrap section">
        <div class="narrow stack g5">
          {state === 'unconfirmed' && <Unconfirmed email={email} outbox={outbox} />}
          {state === 'asked' && <Asked askedAt={props.askedAt} />}
          {state === 'refused' && <Refused reason={props.reason} canAskAgain={props.canAskAgain} />}
        </div>
      </div>
    </>
  );
}

function Unconfirmed({ email, outbox }: Pick<WaitingPageProps, 'email' | 'outbox'>) {
  const { t } = usePage();
  return (
    <>
      <Panel title={t('core.waiting.missing')}>
        <MailHints outbox={outbox} />
        <Form action="/join/confirm/again">
          <Button icon="mail" label={t('core.waiting.again')} />
        </Form>
      </Panel>
      <Panel title={t('core.waiting.wrong')} tone="tint">
        <p class="sm">{t('core.waiting.wrongText', { email })}</p>
        <Form action="/join/anew">
          <Button label={t('core.waiting.anew')} />
        </Form>
      </Panel>
    </>
  );
}

function Asked({ askedAt }: Pick<WaitingPageProps, 'askedAt'>) {
  const { t } = usePage();
  return (
    <Panel title={t('core.waiting.next')}>
      {askedAt && (
        <p>
          {t('core.waiting.since')} <Time at={askedAt} />
        </p>
      )}
      <p>{t('core.waiting.nextText')}</p>
      <SignOut />
    </Panel>
  );
}

function Refused({ reason, canAskAgain }: Pick<WaitingPageProps, 'reason' | 'canAskAgain'>) {
  const { t } = usePage();
  return (
    <Panel title={t('core.waiting.reason')}>
      {reason ? (
        <blockquote class="quote" dir="auto">
          {reason}
        </blockquote>
      ) : (
        <p>{t('core.waiting.noReason')}</p>
      )}
      {canAskAgain && (
        <div class="cluster">
          <Button kind="main" href="/join" label={t('core.waiting.askAgain')} />
        </div>
      )}
      <SignOut />
    </Panel>
  );
}

const SignOut = () => (
  <Form action="/sign-out">
    <Button kind="quiet" icon="log-out" label={usePage().t('core.me.signOut')} />
  </Form>
);
