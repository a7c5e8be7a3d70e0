import type { Translate } from '../messages/translator.ts';
import { isOut } from '../registry/report.ts';
import { formatNumber } from '../web/components/format.ts';
import type { Health } from './health.ts';
import type { CommunityOverview } from './overview.ts';
import type { TileProps } from './pages/words.tsx';

interface Reader {
  readonly t: Translate;
  readonly locale: string;
}

/** The installation in four figures, each with the way to what is behind it. */
export function tilesOf(
  page: Reader,
  communities: readonly CommunityOverview[],
  { boot, jobs, mail }: Health,
): readonly TileProps[] {
  const { t } = page;
  const number = (value: number) => formatNumber(page, value);
  const troubled = communities.filter(({ state }) => state !== 'healthy').length;
  const failed = boot.filter(isOut).length;
  return [
    {
      label: t('core.operators.communities'),
      value: number(communities.length),
      text: t('core.operators.tile.troubled', { count: troubled }),
      href: '/communities',
    },
    {
      label: t('core.operators.extensions'),
      value: number(boot.length),
      text: t('core.operators.tile.failed', { count: failed }),
      href: '/health#boot',
    },
    ...waitingTiles(page, { jobs, mail }, '/health'),
  ];
}

/** Jobs and mail that wait, and what was given up. `page` is where the details stand; '' on that page itself. */
export function waitingTiles(
  { t, locale }: Reader,
  { jobs, mail }: Pick<Health, 'jobs' | 'mail'>,
  page: '' | '/health',
): readonly TileProps[] {
  const number = (value: number) => formatNumber({ locale }, value);
  return [
    {
      label: t('core.operators.jobs.waiting'),
      value: number(jobs.due + jobs.running),
      text: t('core.operators.tile.dead', { count: jobs.dead.reduce((total, { count }) => total + count, 0) }),
      href: `${page}#jobs`,
    },
    {
      label: t('core.operators.mail.waiting'),
      value: number(mail.queued + mail.held + mail.sending),
      text: t('core.operators.tile.mailFailed', { count: mail.failed + mail.unknown }),
      href: `${page}#mail`,
    },
  ];
}
