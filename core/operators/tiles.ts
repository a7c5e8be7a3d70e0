import type { Translate } from '../messages/translator.ts';
import { formatNumber } from '../web/components/format.ts';
import type { Health } from './health.ts';
import type { CommunityOverview } from './overview.ts';
import type { TileProps } from './pages/words.tsx';

/** The installation in four figures, each with the way to what is behind it. */
export function tilesOf(
  page: { readonly t: Translate; readonly locale: string },
  communities: readonly CommunityOverview[],
  { boot, jobs, mail }: Health,
): readonly TileProps[] {
  const { t } = page;
  const number = (value: number) => formatNumber(page, value);
  const troubled = communities.filter(({ state }) => state !== 'healthy').length;
  const failed = boot.filter(({ state }) => state !== 'admitted').length;
  const dead = jobs.dead.reduce((total, { count }) => total + count, 0);
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
    {
      label: t('core.operators.jobs.waiting'),
      value: number(jobs.due + jobs.running),
      text: t('core.operators.tile.dead', { count: dead }),
      href: '/health#jobs',
    },
    {
      label: t('core.operators.mail.waiting'),
      value: number(mail.queued + mail.held + mail.sending),
      text: t('core.operators.tile.mailFailed', { count: mail.failed + mail.unknown }),
      href: '/health#mail',
    },
  ];
}
