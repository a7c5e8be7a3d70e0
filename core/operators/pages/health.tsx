import { isOut } from '../../registry/report.ts';
import { Panel } from '../../web/components/card.tsx';
import { Chip } from '../../web/components/chip.tsx';
import { DataTable } from '../../web/components/data-table.tsx';
import { formatNumber } from '../../web/components/format.ts';
import { Link } from '../../web/components/link.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { Time } from '../../web/components/time.tsx';
import { Words } from '../../web/components/words.tsx';
import { Technical } from '../../web/components/technical.tsx';
import { attentionOf, type Attention } from '../attention.ts';
import { CLOCK_TOLERANCE, mailStates, type Health } from '../health.ts';
import { waitingTiles } from '../tiles.ts';
import { Problems, Tiles } from './words.tsx';

/** What runs, what waits and what was given up, for all communities together. */
export function HealthPage({ health }: { readonly health: Health }) {
  const page = usePage();
  const { t } = page;
  const { boot, problems, database, jobs, mail, checks, incidents, schemas } = health;
  const attention = attentionOf(health);
  const failed = boot.filter(isOut).length;
  const unwell = checks.filter(({ state }) => state !== 'ok');
  const number = (value: number) => formatNumber(page, value);
  return (
    <>
      <PageHead
        title={t('core.operators.health')}
        lede={t('core.operators.health.lede')}
        chips={[
          attention.length === 0
            ? { label: t('core.operators.health.ok'), tone: 'ok', icon: 'circle-check' }
            : { label: t('core.operators.health.degraded'), tone: 'bad', icon: 'circle-alert' },
        ]}
      />
      <div class="wrap section stack g5">
        <Tiles
          tiles={[
            {
              label: t('core.operators.extensions'),
              value: number(boot.length - failed),
              text: t('core.operators.tile.failed', { count: failed }),
              href: '#boot',
            },
            {
              label: t('core.operators.problems'),
              value: number(problems.length),
              text: t('core.operators.tile.problems', { count: problems.length }),
              href: '#files',
            },
            ...waitingTiles(page, { jobs, mail }, ''),
          ]}
        />
        {attention.length > 0 && <NeedsYou attention={attention} />}
        <Panel title={t('core.operators.problems')} id="files">
          {problems.length === 0 ? <p>{t('core.operators.noProblem')}</p> : <Problems problems={problems} />}
        </Panel>
        <Panel title={t('core.operators.boot')} id="boot">
          <Boot boot={boot} />
        </Panel>
        <Schemas schemas={schemas} />
        {(incidents.length > 0 || unwell.length > 0) && (
          <Panel title={t('core.operators.incidents')} id="incidents">
            <p>{t('core.operators.incidents.text')}</p>
            {unwell.map(({ extension, reason, remedy }) => (
              <Notice tone="warn" title={extension}>
                <Technical text={reason} /> {remedy !== '' && t('core.operators.remedy')} <Technical text={remedy} />
              </Notice>
            ))}
            {incidents.length > 0 && <Incidents incidents={incidents} />}
          </Panel>
        )}
        <div class="two">
          <Database database={database} />
          <Jobs jobs={jobs} />
        </div>
        <Panel title={t('core.operators.mail')} id="mail">
          {mail.held > 0 && <Notice tone="warn">{t('core.operators.mail.heldText')}</Notice>}
          <DataTable
            caption={t('core.operators.mail.table')}
            columns={[
              { key: 'state', label: t('core.operators.mail.state') },
              { key: 'count', label: t('core.operators.mail.count'), numeric: true },
              { key: 'means', label: t('core.operators.mail.means') },
            ]}
            rows={mailStates.map((state) => ({
              state: t(`core.operators.mail.${state}`),
              count: number(mail[state]),
              means: t(`core.operators.mail.${state}.means`),
            }))}
          />
        </Panel>
      </div>
    </>
  );
}

/** What the doctor prints last, in its words. */
function NeedsYou({ attention }: { readonly attention: readonly Attention[] }) {
  const { t } = usePage();
  return (
    <Panel title={t('core.operators.attention')} id="attention">
      <ul class="rows">
        {attention.map(({ subject, reason, remedy }) => (
          <li>
            <p>
              <code>{subject}</code> <Technical text={reason} />
            </p>
            <p class="sm">
              {t('core.operators.remedy')} <Technical text={remedy} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What this process found in the ledgers when it started, and did. */
function Schemas({ schemas }: Pick<Health, 'schemas'>) {
  const { t } = usePage();
  return (
    <Panel title={t('core.operators.schemas')} id="schemas">
      <p>{t('core.operators.schemas.text')}</p>
      <DataTable
        caption={t('core.operators.schemas.table')}
        columns={[
          { key: 'schema', label: t('core.operators.schemas.schema') },
          { key: 'state', label: t('core.operators.boot.state') },
          { key: 'applied', label: t('core.operators.schemas.applied') },
        ]}
        rows={schemas.map(({ schema, outcome, applied, unknown }) => ({
          schema: <code>{schema}</code>,
          state: (
            <>
              <Chip label={t(`core.operators.schemas.${outcome}`)} {...schemaLooks[outcome]} />{' '}
              {unknown.length > 0 && <Technical text={unknown.join(', ')} />}
            </>
          ),
          applied: applied.length > 0 ? <Technical text={applied.join(', ')} /> : t('core.operators.schemas.none'),
        }))}
      />
    </Panel>
  );
}

const schemaLooks = {
  current: { tone: 'ok', icon: 'circle-check' },
  compatible: { tone: 'warn', icon: 'triangle-alert' },
  ahead: { tone: 'bad', icon: 'circle-alert' },
} as const;

function Boot({ boot }: Pick<Health, 'boot'>) {
  const page = usePage();
  const { t } = page;
  if (boot.length === 0) return <p>{t('core.operators.extensions.none')}</p>;
  return (
    <DataTable
      caption={t('core.operators.boot.table')}
      columns={[
        { key: 'extension', label: t('core.operators.extension') },
        { key: 'version', label: t('core.operators.versionTitle') },
        { key: 'milliseconds', label: t('core.operators.boot.time'), numeric: true },
        { key: 'state', label: t('core.operators.boot.state') },
      ]}
      rows={boot.map(({ extension, version, state, milliseconds, reason, remedy }) => ({
        // one whose package could not be read has no page
        extension: version === '' ? extension : <Link href={`/extensions/${extension}`}>{extension}</Link>,
        version,
        milliseconds: t('core.operators.milliseconds', { count: milliseconds }),
        state:
          state === 'admitted' ? (
            <Chip label={t('core.operators.extension.admitted')} tone="ok" icon="circle-check" />
          ) : (
            <>
              <Chip label={state} tone="bad" icon="circle-alert" /> <Technical text={reason} />{' '}
              {t('core.operators.remedy')} <Technical text={remedy} />
            </>
          ),
      }))}
    />
  );
}

function Incidents({ incidents }: Pick<Health, 'incidents'>) {
  const page = usePage();
  const { t } = page;
  const number = (value: number) => formatNumber(page, value);
  return (
    <DataTable
      caption={t('core.operators.incidents.table')}
      columns={[
        { key: 'extension', label: t('core.operators.extension') },
        { key: 'place', label: t('core.operators.incidents.place') },
        { key: 'throws', label: t('core.operators.incidents.throws'), numeric: true },
        { key: 'timeouts', label: t('core.operators.incidents.timeouts'), numeric: true },
        { key: 'last', label: t('core.operators.incidents.last') },
      ]}
      rows={incidents.map(({ extension, place, id, throws, timeouts, last, message }) => ({
        extension: <Link href={`/extensions/${extension}`}>{extension}</Link>,
        place: <Technical text={`${place} ${id}`} />,
        throws: number(throws),
        timeouts: number(timeouts),
        last: (
          <>
            <Time at={last} as="datetime" /> <Technical text={message} />
          </>
        ),
      }))}
    />
  );
}

function Database({ database }: Pick<Health, 'database'>) {
  const page = usePage();
  const { t } = page;
  const { version, bytes, milliseconds, clockDifference } = database;
  const apart = Math.abs(clockDifference) > CLOCK_TOLERANCE;
  const exact = Math.max(1, Math.ceil(milliseconds / 2));
  return (
    <Panel title={t('core.operators.database')}>
      {apart && <Notice tone="warn">{t('core.operators.clock.apart')}</Notice>}
      <dl class="facts-list">
        <div>
          <dt>{t('core.operators.database.answer')}</dt>
          <dd>{t('core.operators.milliseconds', { count: Math.round(milliseconds) })}</dd>
        </div>
        <div>
          <dt>{t('core.operators.database.version')}</dt>
          <dd>PostgreSQL {version}</dd>
        </div>
        <div>
          <dt>{t('core.operators.database.size')}</dt>
          <dd>{t('core.operators.megabytes', { count: Math.ceil(bytes / 1_000_000) })}</dd>
        </div>
        <div>
          <dt>{t('core.operators.clock')}</dt>
          <dd>{t('core.operators.clock.difference', { count: Math.round(clockDifference), exact })}</dd>
        </div>
      </dl>
      <p class="sm muted">{t('core.operators.clock.text')}</p>
    </Panel>
  );
}

function Jobs({ jobs }: Pick<Health, 'jobs'>) {
  const page = usePage();
  const { t } = page;
  const counts = [
    ['due', jobs.due],
    ['later', jobs.later],
    ['running', jobs.running],
  ] as const;
  return (
    <Panel title={t('core.operators.jobs')} id="jobs">
      <dl class="facts-list">
        {counts.map(([state, count]) => (
          <div>
            <dt>{t(`core.operators.jobs.${state}`)}</dt>
            <dd>{formatNumber(page, count)}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('core.operators.jobs.dead')}</h3>
      {jobs.dead.length === 0 ? (
        <p class="sm muted">{t('core.operators.jobs.noneDead')}</p>
      ) : (
        <ul class="rows">
          {jobs.dead.map(({ job, count, newest }) => (
            <li>
              <p>
                <code>{job}</code>
              </p>
              <p class="sm">
                <Words
                  of="core.operators.jobs.deadCount"
                  values={{ count }}
                  parts={{ time: <Time at={newest} as="datetime" /> }}
                />
              </p>
            </li>
          ))}
        </ul>
      )}
      {jobs.dead.length > 0 && (
        <p>
          <Link href="/jobs">{t('core.operators.jobs.see')}</Link>
        </p>
      )}
      <p class="sm muted">{t('core.operators.jobs.text')}</p>
    </Panel>
  );
}
