import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { Form } from './form.tsx';
import { Link } from './link.tsx';
import type { Tab } from './page-head.tsx';
import { usePage } from './page-context.ts';

export interface FiltersProps {
  readonly action: string;
  /** `Text`, `Select` and the like; optional markers are left out, since no filter is required. */
  readonly children: ComponentChildren;
  readonly submit?: string | undefined;
  readonly label?: string | undefined;
}

/** A GET form with a visible button: the outcome can be bookmarked and works without script. */
export function Filters({ action, children, submit, label }: FiltersProps) {
  const { t } = usePage();
  return (
    <Form action={action} method="get" class="filters" label={label ?? t('core.filters')}>
      {children}
      <Button label={submit ?? t('core.filters.show')} />
    </Form>
  );
}

export interface SegmentsProps {
  readonly label: string;
  readonly items: readonly Tab[];
}

/** A choice between views of one list. Links, so that each view has an address. */
export function Segments({ label, items }: SegmentsProps) {
  return (
    <nav class="segments" aria-label={label}>
      <ul>
        {items.map(({ label: text, href, current }) => (
          <li>
            <Link href={href} current={current ? 'true' : undefined}>
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
