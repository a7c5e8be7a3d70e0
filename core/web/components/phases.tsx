import { classNames } from './class-names.ts';
import { formatDays, formatTime } from './format.ts';
import { Icon } from './icon.tsx';
import { usePage, type PageContext } from './page-context.ts';

export interface Phase {
  readonly name: string;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly state: 'done' | 'now' | 'next';
  /** Replaces the dates. */
  readonly text?: string | undefined;
}

function when(page: PageContext, { from, to, state, text }: Phase): string | undefined {
  if (text !== undefined) return text;
  if (state === 'now' && to) return page.t('core.phase.until', { time: formatTime(page, to, 'datetime') });
  if (from && to) return formatDays(page, from, to);
  const day = from ?? to;
  return day && formatTime(page, day, 'date');
}

/** The steps of a challenge in order; a row where there is room, a column on a phone. */
export function Phases({ phases }: { readonly phases: readonly Phase[] }) {
  const page = usePage();
  return (
    <ol class="phases" aria-label={page.t('core.phases')}>
      {phases.map((phase, at) => (
        <li
          class={classNames(phase.state !== 'next' && phase.state)}
          aria-current={phase.state === 'now' ? 'step' : undefined}
        >
          <span class="pip" aria-hidden="true">
            {phase.state === 'done' ? <Icon name="check" small /> : at + 1}
          </span>
          <span>
            <b>{phase.name}</b>
            <span class="muted">
              {when(page, phase)}
              {phase.state === 'done' && <span class="vh">, {page.t('core.phase.done')}</span>}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
