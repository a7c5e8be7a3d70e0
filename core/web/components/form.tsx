import type { ComponentChildren } from 'preact';
import { useAddress } from './link.tsx';
import { usePage } from './page-context.ts';

export interface FormProps {
  readonly action: string;
  readonly method?: 'get' | 'post' | undefined;
  readonly id?: string | undefined;
  readonly class?: string | undefined;
  /** Names the form as a landmark; give it to forms that are a task of their own. */
  readonly label?: string | undefined;
  readonly children: ComponentChildren;
}

/** A form of the community. A POST carries the session's CSRF token; the browser's own checks are off, since ours say how to mend it. */
export function Form({ action, method = 'post', id, class: className, label, children }: FormProps) {
  const { csrf } = usePage();
  const address = useAddress();
  return (
    <form
      action={address(action)}
      method={method}
      id={id}
      class={className}
      aria-label={label}
      novalidate={method === 'post'}
    >
      {method === 'post' && csrf !== undefined && <input type="hidden" name="_csrf" value={csrf} />}
      {children}
    </form>
  );
}
