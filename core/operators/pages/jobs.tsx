import type { JobCounts } from '../../events/counts.ts';
import type { DeadLetter } from '../../events/dead-letters.ts';
import type { NextRun } from '../../events/schedules.ts';
import { Button } from '../../web/components/button.tsx';
import { Panel } from '../../web/components/card.tsx';
import { DataTable } from '../../web/components/data-table.tsx';
import { Empty } from '../../web/components/empty.tsx';
import { Form } from '../../web/components/form.tsx';
import { formatNumber } from '../../web/components/format.ts';
import { Link } from '../../web/components/link.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { Pager } from '../../web/components/pager.tsx';
import { Time } from '../../web/components/time.tsx';
import { Words } from '../../web/components/words.tsx';
import { Technical } from '../../web/components/technical.tsx';

export interface JobsPageProps {
  readonly counts: JobCounts;
  readonly letters: readonly DeadLetter[];
  /** Only those of one kind. */
  readonly job: string | undefined;
  readonly next: string | null;
  readonly schedules: readonly NextRun[];
}

const query = (values: Readonly<Record<string, string | undefined>>) =>
  new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** What was given up, with the way to run it again or to discard it, and what runs at fixed times. */
export function JobsPage({ counts, letters, job, next, schedules }: JobsPageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.operators.jobs.page')} lede={t('core.operators.jobs.lede')} />
      <div class="wrap section stack g5">
        {counts.dead.length === 0 ? (
          <Empty seed="jobs" title={t('core.operators.jobs.none')} text={t('core.operators.jobs.noneText')} />
        ) : (
          <>
            <ByName dead={counts.dead} />
            <Panel
              title={job === undefined ? t('core.operators.jobs.list') : t('core.operators.jobs.listOf', { job })}
              id="list"
            >
              {job !== undefined && (
                <p>
                  <Link href="/jobs">{t('core.operators.jobs.all')}</Link>
                </p>
              )}
              <ul class="rows">
                {letters.map((letter) => (
                  <Letter letter={letter} />
                ))}
              </ul>
              <Pager
                label={t('core.operators.jobs.list')}
                older={next === null ? undefined : `/jobs?${query({ job, after: next })}`}
                olderLabel={t('core.operators.jobs.older')}
              />
            </Panel>
          </>
        )}
        <Schedules schedules={schedules} />
      </div>
    </>
  );
}

function ByName({ dead }: Pick<JobCounts, 'dead'>) {
  const page = usePage();
  const { t } = page;
  return (
    <Panel title={t('core.operators.jobs.byName')}>
      <ul class="rows">
        {dead.map(({ job, count, newest }) => (
          <li class="stack g2">
            <p>
              <code>{job}</code>
            </p>
            <p>
              <Words
                of="core.operators.jobs.deadCount"
                values={{ count }}
                parts={{ time: <Time at={newest} as="datetime" /> }}
              />
            </p>
            <div class="cluster">
              <Form action="/jobs/replay">
                <input type="hidden" name="job" value={job} />
                <Button label={t('core.operators.jobs.replayAll')} about={job} />
              </Form>
              <Button
                kind="quiet"
                href={`/jobs/discard?${query({ job })}`}
                label={t('core.operators.jobs.discardAll')}
                about={job}
              />
              <Link href={`/jobs?${query({ job })}`}>
                {t('core.operators.jobs.only')} <span class="vh">{job}</span>
              </Link>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What is known of one, without what people wrote. */
function LetterFacts({ letter }: { readonly letter: DeadLetter }) {
  const page = usePage();
  const { t } = page;
  const { job, community, failedAt, attempts, error, about } = letter;
  return (
    <>
      <p>
        <code>{job}</code>
      </p>
      <p>
        <Technical text={error} />
      </p>
      <p class="sm muted">
        <Words
          of="core.operators.jobs.failed"
          values={{ attempts }}
          parts={{ time: <Time at={failedAt} as="datetime" /> }}
        />
        {'. '}
        {community === null ? (
          t('core.operators.jobs.ofNobody')
        ) : (
          <Words
            of="core.operators.jobs.of"
            parts={{ community: <Link href={`/communities/${community}`}>{community}</Link> }}
          />
        )}
        {'.'}
      </p>
      {Object.keys(about).length > 0 && (
        <p class="sm muted">
          {t('core.operators.jobs.about')}{' '}
          {Object.entries(about).map(([name, value]) => (
            <>
              <code>{`${name} ${value}`}</code>{' '}
            </>
          ))}
        </p>
      )}
    </>
  );
}

function Letter({ letter }: { readonly letter: DeadLetter }) {
  const { t } = usePage();
  const { id, job } = letter;
  return (
    <li class="stack g2">
      <LetterFacts letter={letter} />
      <div class="cluster">
        <Form action={`/jobs/${id}/replay`}>
          <Button label={t('core.operators.jobs.replay')} about={job} />
        </Form>
        <Button kind="quiet" href={`/jobs/${id}/discard`} label={t('core.operators.jobs.discard')} about={job} />
      </div>
    </li>
  );
}

function Schedules({ schedules }: Pick<JobsPageProps, 'schedules'>) {
  const { t } = usePage();
  return (
    <Panel title={t('core.operators.jobs.schedules')} id="schedules">
      <p class="sm muted">{t('core.operators.jobs.schedules.text')}</p>
      {schedules.length === 0 ? (
        <p>{t('core.operators.jobs.schedules.none')}</p>
      ) : (
        <DataTable
          caption={t('core.operators.jobs.schedules.table')}
          columns={[
            { key: 'schedule', label: t('core.operators.jobs.name') },
            { key: 'zone', label: t('core.operators.jobs.zone') },
            { key: 'next', label: t('core.operators.jobs.next') },
          ]}
          rows={schedules.map(({ schedule, zone, next }) => ({
            schedule: <code>{schedule}</code>,
            zone,
            next: <Time at={next} as="datetime" />,
          }))}
        />
      )}
    </Panel>
  );
}

export interface DiscardPageProps {
  /** The one that it is about; undefined where it is all of `job`. */
  readonly letter: DeadLetter | undefined;
  readonly job: string;
  readonly count: number;
}

/** Asks once more: what is discarded is gone. */
export function DiscardPage({ letter, job, count }: DiscardPageProps) {
  const page = usePage();
  const { t } = page;
  return (
    <>
      <PageHead title={t('core.operators.jobs.discard.title')} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <Panel title={t('core.operators.jobs.name')}>
            {letter ? (
              <LetterFacts letter={letter} />
            ) : (
              <>
                <p>
                  <code>{job}</code>
                </p>
                <p>
                  {t('core.operators.jobs.howMany')} <b>{formatNumber(page, count)}</b>
                </p>
              </>
            )}
          </Panel>
          <p>{t('core.operators.jobs.discard.text', { count })}</p>
          <Form action={letter ? `/jobs/${letter.id}/discard` : '/jobs/discard'}>
            {!letter && <input type="hidden" name="job" value={job} />}
            <div class="cluster">
              <Button kind="danger" label={t(`core.operators.jobs.${letter ? 'discard' : 'discardAll'}`)} />
              <Button href="/jobs" kind="quiet" label={t('core.operators.jobs.discard.keep')} />
            </div>
          </Form>
        </div>
      </div>
    </>
  );
}
