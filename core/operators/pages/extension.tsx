import type { ComponentChildren } from 'preact';
import { Panel } from '../../web/components/card.tsx';
import type { ChipProps } from '../../web/components/chip.tsx';
import { DataTable } from '../../web/components/data-table.tsx';
import { Disclosure } from '../../web/components/disclosure.tsx';
import { WithSide } from '../../web/components/layout.tsx';
import { Link } from '../../web/components/link.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { Technical } from '../../web/components/technical.tsx';
import { describeUse } from '../../registry/deprecations.ts';
import type { CommunityOverview } from '../overview.ts';
import type { ExtensionSheet } from '../sheet.ts';
import { CodeLine, LockNote, StandingMark, StandingNote, WhoMay, type TitleOf } from './words.tsx';

export interface ExtensionPageProps {
  readonly extension: ExtensionSheet;
  readonly communities: readonly CommunityOverview[];
  readonly titleOf: TitleOf;
}

/** One extension: what it adds, what it needs, where it is on, and the line that turns it on. */
export function ExtensionPage({ extension, communities, titleOf }: ExtensionPageProps) {
  const { t } = usePage();
  const { title, version, description, record } = extension;
  const chip: ChipProps =
    record.status.state === 'admitted'
      ? { label: t('core.operators.extension.admitted'), tone: 'ok', icon: 'circle-check' }
      : { label: t(`core.operators.extension.${record.status.state}`), tone: 'bad', icon: 'circle-alert' };
  return (
    <>
      <PageHead
        title={title}
        lede={<Technical text={description} />}
        crumbs={[{ label: t('core.operators.extensions'), href: '/extensions' }, { label: title }]}
        chips={[chip]}
        meta={[{ icon: 'tag', text: t('core.operators.version', { version }) }]}
      />
      <div class="wrap section">
        <WithSide
          label={t('core.operators.extension.side')}
          side={<Side extension={extension} communities={communities} titleOf={titleOf} />}
        >
          {record.status.state !== 'admitted' && (
            <Notice tone="bad" title={t('core.operators.extension.why')}>
              <Technical text={record.status.reason} /> {t('core.operators.remedy')}{' '}
              <Technical text={record.status.remedy} />
            </Notice>
          )}
          {record.deprecations.length > 0 && (
            <Notice tone="warn" title={t('core.operators.extension.deprecated')}>
              <ul class="rows">
                {record.deprecations.map((use) => (
                  <li>
                    <Technical text={describeUse(use)} />
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <Adds extension={extension} />
        </WithSide>
      </div>
    </>
  );
}

function Side({ extension, communities, titleOf }: ExtensionPageProps) {
  const { t } = usePage();
  const { id, line, needs, neededBy, standings } = extension;
  const links = (ids: readonly string[]) => (
    <ul class="stack g2">
      {ids.map((other) => (
        <li>
          <Link href={`/extensions/${other}`}>{titleOf(other)}</Link>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <Panel title={t('core.operators.where')}>
        <ul class="rows">
          {communities.map(({ slug, name, locks }) => {
            const standing = standings.get(slug);
            return (
              standing && (
                <li>
                  <div class="split">
                    <Link href={`/communities/${slug}`}>
                      <span dir="auto">{name}</span>
                    </Link>
                    <StandingMark standing={standing} />
                  </div>
                  <p class="sm muted">
                    <StandingNote standing={standing} titleOf={titleOf} />
                  </p>
                  <LockNote lock={locks.get(id)} />
                </li>
              )
            );
          })}
        </ul>
      </Panel>
      <Panel title={t('core.operators.line')} tone="tint">
        <p class="sm">{t('core.operators.line.text')}</p>
        <CodeLine text={line} />
        {needs.length > 0 && (
          <p class="sm">
            {t('core.operators.line.needs')} <code>{needs.map((other) => `${other}: {}`).join(', ')}</code>
          </p>
        )}
        <p class="sm muted">
          {t('core.operators.line.off')} <code>{`${id}: { enabled: false }`}</code>
        </p>
      </Panel>
      <Panel title={t('core.operators.needsTitle')}>
        {needs.length === 0 ? <p class="sm muted">{t('core.operators.needsNothing')}</p> : links(needs)}
        <h3>{t('core.operators.neededBy')}</h3>
        {neededBy.length === 0 ? <p class="sm muted">{t('core.operators.neededByNobody')}</p> : links(neededBy)}
      </Panel>
    </>
  );
}

/** A part of what an extension adds; a part with nothing in it is left out. */
function Part({ title, items }: { readonly title: string; readonly items: readonly ComponentChildren[] }) {
  if (items.length === 0) return null;
  return (
    <div class="stack g2">
      <h3>
        {title} <span class="muted num">{items.length}</span>
      </h3>
      <ul class="adds">
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </div>
  );
}

function Adds({ extension }: Pick<ExtensionPageProps, 'extension'>) {
  const { t } = usePage();
  const { pages, routes, permissions, blocks, notifications, jobs, emits, hears, schedules, settings } = extension;
  const shown = pages.filter(({ kind }) => kind !== 'action');
  return (
    <>
      <Panel title={t('core.operators.adds')}>
        <Part
          title={t('core.operators.adds.pages')}
          items={shown.map(({ path, access }) => (
            <>
              <code>{path}</code>{' '}
              <span class="sm muted">
                <WhoMay access={access} permissions={permissions} />
              </span>
            </>
          ))}
        />
        <Part
          title={t('core.operators.adds.permissions')}
          items={permissions.map(({ id, title, description, grantedTo }) => (
            <>
              <span lang="en">
                <b>{title}</b> <span class="sm">{description}</span>
              </span>{' '}
              <span class="sm muted">
                <code>{id}</code>
                {grantedTo.length > 0 && ` · ${grantedTo.map((role) => t(`core.role.${role}`)).join(', ')}`}
              </span>
            </>
          ))}
        />
        <Part
          title={t('core.operators.adds.blocks')}
          items={blocks.map(({ id, region }) => (
            <>
              <code>{id}</code> <span class="sm muted">{t('core.operators.adds.region', { region })}</span>
            </>
          ))}
        />
        <Part
          title={t('core.operators.adds.notifications')}
          items={notifications.map(({ id, title }) => (
            <>
              {title}{' '}
              <span class="sm muted">
                <code>{id}</code>
              </span>
            </>
          ))}
        />
        <Part
          title={t('core.operators.adds.jobs')}
          items={jobs.map((job) => (
            <code>{job}</code>
          ))}
        />
        <Part
          title={t('core.operators.adds.emits')}
          items={emits.map(({ id, summary }) => (
            <>
              <code>{id}</code>{' '}
              <span class="sm muted">
                <Technical text={summary} />
              </span>
            </>
          ))}
        />
        <Part
          title={t('core.operators.adds.hears')}
          items={hears.map((event) => (
            <code>{event}</code>
          ))}
        />
        <Part
          title={t('core.operators.adds.schedules')}
          items={schedules.map(({ id, cron }) => (
            <>
              <code>{id}</code> <code class="sm muted">{cron}</code>
            </>
          ))}
        />
        {routes.length > 0 && (
          <Disclosure summary={t('core.operators.adds.routes', { count: routes.length })}>
            <ul class="adds">
              {routes.map(({ method, path, access }) => (
                <li>
                  <code>{`${method} ${path}`}</code>{' '}
                  <span class="sm muted">
                    <WhoMay access={access} permissions={permissions} />
                  </span>
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
        {shown.length + routes.length + permissions.length === 0 && (
          <p class="muted">{t('core.operators.adds.nothing')}</p>
        )}
      </Panel>
      {settings.length > 0 && (
        <Panel title={t('core.operators.settings')}>
          <p class="sm muted">{t('core.operators.settings.text')}</p>
          <DataTable
            caption={t('core.operators.settings.table')}
            columns={[
              { key: 'name', label: t('core.operators.settings.name') },
              { key: 'value', label: t('core.operators.settings.default') },
              { key: 'description', label: t('core.operators.settings.description') },
            ]}
            rows={settings.map((setting) => ({
              name: (
                <>
                  <code>{setting.name}</code> <small class="muted">{setting.type}</small>
                </>
              ),
              value: setting.default === '' ? '–' : <code>{setting.default}</code>,
              description: <Technical text={setting.description} />,
            }))}
          />
        </Panel>
      )}
    </>
  );
}
