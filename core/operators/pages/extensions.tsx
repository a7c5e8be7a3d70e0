import { Panel } from '../../web/components/card.tsx';
import { Empty } from '../../web/components/empty.tsx';
import { Link } from '../../web/components/link.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import type { CommunityOverview, Standing } from '../overview.ts';
import type { ExtensionSheet } from '../sheet.ts';
import { CodeLine, StandingMark, StandingNote, Tiles, type TileProps, type TitleOf } from './words.tsx';

export interface ExtensionsPageProps {
  readonly communities: readonly CommunityOverview[];
  readonly extensions: readonly ExtensionSheet[];
  readonly tiles: readonly TileProps[];
  readonly titleOf: TitleOf;
}

/** What is on where. Read here, changed in the files. */
export function ExtensionsPage({ communities, extensions, tiles, titleOf }: ExtensionsPageProps) {
  const { t } = usePage();
  const example = communities.find(({ view }) => view) ?? communities[0];
  return (
    <>
      <PageHead title={t('core.operators.extensions')} lede={t('core.operators.extensions.lede')} />
      <div class="wrap section stack g5">
        <Tiles tiles={tiles} />
        {extensions.length === 0 || communities.length === 0 ? (
          <Empty
            seed="extensions"
            title={t('core.operators.extensions.none')}
            text={t('core.operators.extensions.noneText')}
          />
        ) : (
          <Matrix communities={communities} extensions={extensions} titleOf={titleOf} />
        )}
        <Panel title={t('core.operators.turn')} tone="tint">
          <p>{t('core.operators.turn.text')}</p>
          {example && (
            <p>
              {t('core.operators.turn.file', { community: example.name })} <code class="place">{example.file}</code>
            </p>
          )}
          <CodeLine text={`extensions:\n  ${extensions[0]?.id ?? 'groups'}: {}`} />
          <p class="sm muted">{t('core.operators.turn.off')}</p>
        </Panel>
      </div>
    </>
  );
}

const groups = ['open', 'listed', 'closed', 'unknown'] as const;

/** A table that becomes a card for each community below 62rem; the roles stay, as changing `display` would take them away. */
function Matrix({ communities, extensions, titleOf }: Omit<ExtensionsPageProps, 'tiles'>) {
  const { t } = usePage();
  const caption = t('core.operators.matrix');
  return (
    <div class="card scroll" tabindex={0} role="region" aria-label={caption}>
      <table class="matrix" role="table">
        <caption class="vh">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {t('core.operators.community')}
            </th>
            {extensions.map(({ id, title, version, record }) => (
              <th scope="col" role="columnheader">
                <Link href={`/extensions/${id}`}>{title}</Link>
                <small>{version}</small>
                {record.status.state !== 'admitted' && (
                  <small class="bad">{t(`core.operators.extension.${record.status.state}`)}</small>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {groups.flatMap((group) => {
            const members = communities.filter(({ view }) => (view?.access ?? 'unknown') === group);
            return members.length === 0
              ? []
              : [
                  <tr class="grp" role="row">
                    <th colspan={extensions.length + 1} scope="rowgroup" role="rowheader">
                      {t(`core.operators.group.${group}`)}
                    </th>
                  </tr>,
                  ...members.map((community) => (
                    <Row community={community} extensions={extensions} titleOf={titleOf} />
                  )),
                ];
          })}
        </tbody>
      </table>
    </div>
  );
}

const OFF: Standing = { state: 'off', kept: false };

interface RowProps extends Pick<ExtensionsPageProps, 'extensions' | 'titleOf'> {
  readonly community: CommunityOverview;
}

function Row({ community, extensions, titleOf }: RowProps) {
  const { t } = usePage();
  const { slug, name, state } = community;
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <Link href={`/communities/${slug}`}>
          <span dir="auto">{name}</span>
        </Link>
        <small class={state === 'healthy' ? undefined : 'bad'}>
          {state === 'healthy' ? slug : t(`core.operators.state.${state}`)}
        </small>
      </th>
      {extensions.map(({ id, title }) => {
        const standing = community.extensions.get(id) ?? OFF;
        return (
          <td role="cell" class={standing.state === 'failed' ? 'failed' : undefined}>
            <span class="lab">{title}</span>
            <StandingMark standing={standing} />
            <span class="cellnote">
              <StandingNote standing={standing} titleOf={titleOf} />
            </span>
          </td>
        );
      })}
    </tr>
  );
}
