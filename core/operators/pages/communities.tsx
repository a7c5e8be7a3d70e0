import { Notice } from '../../web/components/notice.tsx';
import type { ConfigurationProblem } from '../../community/yaml.ts';
import { Chip } from '../../web/components/chip.tsx';
import { Empty } from '../../web/components/empty.tsx';
import { formatNumber } from '../../web/components/format.ts';
import { Link } from '../../web/components/link.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { Panel } from '../../web/components/card.tsx';
import { usePage } from '../../web/components/page-context.ts';
import type { CommunityOverview } from '../overview.ts';
import { CodeLine, Problems, stateChip, type TitleOf } from './words.tsx';

/** Where a community is reached, as it is written and as it is linked from here. */
export interface CommunityAddress {
  readonly text: string;
  readonly href: string;
}

export interface CommunitiesPageProps {
  readonly communities: readonly CommunityOverview[];
  readonly addressOf: (community: CommunityOverview) => CommunityAddress | undefined;
  readonly titleOf: TitleOf;
  /** Mistakes in files that no community comes from. */
  readonly stray: readonly ConfigurationProblem[];
}

/** Every community of the installation, those that are closed among them. */
export function CommunitiesPage({ communities, addressOf, titleOf, stray }: CommunitiesPageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.operators.communities')} lede={t('core.operators.communities.lede')} />
      <div class="wrap section stack g5">
        {stray.length > 0 && (
          <Panel title={t('core.operators.stray')}>
            <Problems problems={stray} />
          </Panel>
        )}
        {communities.length === 0 ? (
          <Empty
            seed="communities"
            title={t('core.operators.communities.none')}
            text={t('core.operators.communities.noneText')}
          />
        ) : (
          <ul class="grid grid--even">
            {communities.map((community) => (
              <CommunityCard community={community} address={addressOf(community)} titleOf={titleOf} />
            ))}
          </ul>
        )}
        <Panel title={t('core.operators.newCommunity')} tone="tint">
          <p>{t('core.operators.newCommunityText')}</p>
          <CodeLine text="npx polyphony community new river-friends" />
        </Panel>
      </div>
    </>
  );
}

interface CommunityCardProps extends Pick<CommunitiesPageProps, 'titleOf'> {
  readonly community: CommunityOverview;
  readonly address: CommunityAddress | undefined;
}

function CommunityCard({ community, address, titleOf }: CommunityCardProps) {
  const page = usePage();
  const { t, locale } = page;
  const { slug, name, state, view, people, problems, extensions } = community;
  const on = [...extensions].flatMap(([id, standing]) => (standing.state === 'on' ? [titleOf(id)] : []));
  const failed = [...extensions].flatMap(([id, standing]) => (standing.state === 'failed' ? [titleOf(id)] : []));
  const list = (names: readonly string[]) => new Intl.ListFormat(locale).format(names);
  return (
    <li class="card">
      <div class="card__body">
        <h2>
          <Link href={`/communities/${slug}`}>
            <span dir="auto">{name}</span>
          </Link>
        </h2>
        <p>
          <Chip {...stateChip(t, state)} />
        </p>
        {problems.length > 0 && <Problems problems={problems} />}
        {failed.length > 0 && (
          <Notice tone="warn">{t('core.operators.notRunning', { names: list(failed), count: failed.length })}</Notice>
        )}
        <dl class="facts-list">
          {view && address && (
            <>
              <div>
                <dt>{t('core.operators.address')}</dt>
                <dd>
                  <a href={address.href}>{address.text}</a>
                </dd>
              </div>
              <div>
                <dt>{t('core.operators.access')}</dt>
                <dd>{t(`core.access.${view.access}`)}</dd>
              </div>
              <div>
                <dt>{t('core.operators.joining')}</dt>
                <dd>{t(`core.operators.joining.${view.join}`)}</dd>
              </div>
            </>
          )}
          {people && (
            <div>
              <dt>{t('core.operators.members')}</dt>
              <dd>{formatNumber(page, people.members)}</dd>
            </div>
          )}
          <div>
            <dt>{t('core.operators.extensionsOn')}</dt>
            <dd>{on.length === 0 ? t('core.operators.noExtension') : list(on)}</dd>
          </div>
        </dl>
      </div>
    </li>
  );
}
