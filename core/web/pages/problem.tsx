import { Button } from '../components/button.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';

export interface ProblemPageProps {
  /** HTTP status. What is missing and what may not be seen come here with the same 404 and the same words. */
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Number under which our side recorded it. */
  readonly reference?: string | undefined;
  /** Where signing in might help. */
  readonly signInHref?: string | undefined;
  readonly backHref: string;
}

/** One page for everything that did not work out: what happened, what is safe, and a way on. */
export function ProblemPage({ status, title, detail, reference, signInHref, backHref }: ProblemPageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={title} lede={detail} />
      <div class="wrap section stack g5">
        {status === 429 && <p>{t('core.problem.wait')}</p>}
        {status >= 500 && <p>{t('core.problem.safe')}</p>}
        {reference !== undefined && (
          <p>
            {t('core.problem.reference')} <code>{reference}</code>
          </p>
        )}
        <div class="cluster">
          {signInHref !== undefined && <Button kind="main" href={signInHref} label={t('core.signIn.submit')} />}
          <Button href={backHref} label={t(backHref === '/' ? 'core.problem.home' : 'core.problem.back')} />
        </div>
      </div>
    </>
  );
}
