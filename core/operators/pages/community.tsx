import { Button } from '../../web/components/button.tsx';
import { Panel } from '../../web/components/card.tsx';
import { formatNumber } from '../../web/components/format.ts';
import { WithSide } from '../../web/components/layout.tsx';
import { Link } from '../../web/components/link.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { Time } from '../../web/components/time.tsx';
import { Technical } from '../../web/components/technical.tsx';
import type { CommunityView } from '../../contract/community.ts';
import type { Lock } from '../../community/policies.ts';
import type { CommunityOverview, Standing } from '../overview.ts';
import type { CommunityAddress } from './communities.tsx';
import { LockNote, Problems, StandingMark, StandingNote, stateChip, type TitleOf } from './words.tsx';

export interface CommunityPageProps {
  readonly community: CommunityOverview;
  readonly address: CommunityAddress | undefined;
  readonly titleOf: TitleOf;
}

/** What the file of one community says, and how far it is so. */
export function CommunityPage({ community, address, titleOf }: CommunityPageProps) {
  const page = usePage();
  const { t } = page;
  const { name, state, view, problems, people, file, appliedAt, extensions, locks } = community;
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: t('core.operators.communities'), href: '/communities' }, { label: name }]}
        chips={[stateChip(t, state)]}
        actions={address && <Button href={address.href} label={t('core.operators.open')} icon="external-link" />}
      />
      <div class="wrap section">
        <WithSide
          label={t('core.operators.community.side')}
          side={
            <>
              <Panel title={t('core.operators.change')} tone="tint">
                <p class="sm">{t('core.operators.change.file')}</p>
                <code class="place">{file}</code>
                <p class="sm muted">{t('core.operators.change.text')}</p>
                {appliedAt && (
                  <p class="sm muted">
                    {t('core.operators.appliedAt')} <Time at={appliedAt} as="datetime" />
                  </p>
                )}
              </Panel>
              {people && (
                <Panel title={t('core.operators.people')}>
                  <dl class="facts-list">
                    <div>
                      <dt>{t('core.operators.members')}</dt>
                      <dd>{formatNumber(page, people.members)}</dd>
                    </div>
                    <div>
                      <dt>{t('core.operators.managers')}</dt>
                      <dd>{formatNumber(page, people.managers)}</dd>
                    </div>
                  </dl>
                  <p class="sm muted">{t('core.operators.peopleText')}</p>
                </Panel>
              )}
            </>
          }
        >
          {problems.length > 0 && (
            <Panel title={t('core.operators.itsProblems')}>
              <Notice tone="bad">{t(`core.operators.state.${state}.text`)}</Notice>
              <Problems problems={problems} />
            </Panel>
          )}
          <Panel title={t('core.operators.extensions')}>
            <ul class="rows">
              {[...extensions].map(([id, standing]) => (
                <Extension id={id} standing={standing} lock={locks.get(id)} titleOf={titleOf} />
              ))}
            </ul>
          </Panel>
          {view && <File view={view} />}
        </WithSide>
      </div>
    </>
  );
}

interface ExtensionProps {
  readonly id: string;
  readonly standing: Standing;
  readonly lock: Lock | undefined;
  readonly titleOf: TitleOf;
}

function Extension({ id, standing, lock, titleOf }: ExtensionProps) {
  const { t } = usePage();
  return (
    <li>
      <div class="split">
        <Link href={`/extensions/${id}`}>{titleOf(id)}</Link>
        <StandingMark standing={standing} />
      </div>
      <p class="sm muted">
        <StandingNote standing={standing} titleOf={titleOf} />
        {standing.state === 'on' && standing.own.length > 0 && (
          <>
            {' '}
            <code>{standing.own.join(', ')}</code>
          </>
        )}
        {standing.state === 'failed' && (
          <>
            {' '}
            {t('core.operators.remedy')} <Technical text={standing.remedy} />
          </>
        )}
      </p>
      <LockNote lock={lock} />
    </li>
  );
}

/** The keys of the file with what they say now, under their own names, so that they are found in it. */
function File({ view }: { readonly view: CommunityView }) {
  const { t } = usePage();
  const own = [...view.roles].filter(([, { builtIn }]) => !builtIn).map(([role]) => role);
  const lines = [
    ['access', t(`core.access.${view.access}`), view.access],
    ['join', t(`core.operators.joining.${view.join}`), view.join],
    ['safeguarding', t(`core.operators.safeguarding.${view.safeguarding}`), view.safeguarding],
    ['hosts', view.hosts.join(', ') || t('core.operators.noHost'), undefined],
    ['languages', view.languages.join(', '), undefined],
    ['timeZone', view.timeZone, undefined],
    ['roles', own.join(', ') || t('core.operators.noRole'), undefined],
  ] as const;
  return (
    <Panel title={t('core.operators.file')}>
      <dl class="facts-list keys">
        {lines.map(([key, text, value]) => (
          <div>
            <dt>
              <code>{value === undefined ? key : `${key}: ${value}`}</code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
