import { Disclosure } from '../web/components/disclosure.tsx';
import { Link } from '../web/components/link.tsx';
import { usePage } from '../web/components/page-context.ts';
import { Time } from '../web/components/time.tsx';
import type { LogLine } from './log.ts';

export interface LogRowsProps {
  readonly lines: readonly LogLine[];
  /** False on the page of the subject itself. */
  readonly linked?: boolean | undefined;
}

/** What fits into a line or two stands there; more than that is opened. */
const SHORT = 160;

function Details({ of: details }: { readonly of: LogLine['details'] }) {
  const { t } = usePage();
  if (details.length === 0) return null;
  const length = details.reduce((sum, { label, text }) => sum + label.length + text.length, 0);
  const list = (
    <dl class="facts-list">
      {details.map(({ label, text }) => (
        <div>
          <dt>{label}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  );
  if (length > SHORT) return <Disclosure summary={t('core.log.details')}>{list}</Disclosure>;
  return (
    <p class="sm">
      {details.map(({ label, text }, at) => (
        <>
          {at > 0 && '. '}
          <span dir="auto">{t('core.log.pair', { label, text })}</span>
        </>
      ))}
    </p>
  );
}

/** Lines of the log: what was done as a sentence, who did it and when, and what else is known, to be opened. */
export function LogRows({ lines, linked = true }: LogRowsProps) {
  const { t } = usePage();
  return (
    <ul class="rows">
      {lines.map(({ at, actor, words, subject, details }) => (
        <li class="stack g2">
          <p dir="auto">{subject.href === undefined || !linked ? words : <Link href={subject.href}>{words}</Link>}</p>
          <p class="sm muted">
            <span dir="auto">{actor?.name ?? t('core.log.platform')}</span>, <Time at={at} as="datetime" />
          </p>
          <Details of={details} />
        </li>
      ))}
    </ul>
  );
}
