import { Button } from './button.tsx';
import { usePage } from './page-context.ts';

export interface PagerProps {
  /** What is being paged, such as "Pages of ideas". */
  readonly label: string;
  readonly older?: string | undefined;
  readonly newer?: string | undefined;
  readonly olderLabel?: string | undefined;
  readonly newerLabel?: string | undefined;
}

/** Links to the next part of a list. No endless scroll. */
export function Pager({ label, older, newer, olderLabel, newerLabel }: PagerProps) {
  const { t } = usePage();
  if (older === undefined && newer === undefined) return null;
  return (
    <nav class="cluster" aria-label={label}>
      {newer !== undefined && <Button href={newer} icon="arrow-left" label={newerLabel ?? t('core.pager.newer')} />}
      {older !== undefined && <Button href={older} label={olderLabel ?? t('core.pager.older')} />}
    </nav>
  );
}
