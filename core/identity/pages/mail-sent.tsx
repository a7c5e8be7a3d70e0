import { Notice } from '../../web/components/notice.tsx';
import { usePage } from '../../web/components/page-context.ts';

/** What to do while a mail is on its way; in a demo, where it is to be read. */
export function MailHints({ outbox }: { readonly outbox: string | undefined }) {
  const { t } = usePage();
  return (
    <>
      <ul class="stack g2">
        <li>{t('core.mailed.wait')}</li>
        <li>{t('core.mailed.spam')}</li>
        <li>{t('core.mailed.address')}</li>
      </ul>
      {outbox !== undefined && (
        <Notice icon="mail" title={t('core.mailed.demo')}>
          <a href={outbox}>{t('core.mailed.outbox')}</a>
        </Notice>
      )}
    </>
  );
}
