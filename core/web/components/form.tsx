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
  /**
   * The answer is put into the page where it is, without a reload: what is the same stays, the focus with it. For small forms whose
   * redirect leads back to the page they stand on; the page says `inPlace` too, which brings the script.
   */
  readonly inPlace?: boolean | undefined;
  readonly children: ComponentChildren;
}

// The whole page comes back, as without script, and its differences are put in: one way for the server, every number on the page
// changes together, and an error shows as the page that it is. One press after the other, in their order.
const answeredInPlace = { 'hx-target': 'body', 'hx-swap': 'outerMorph', 'hx-sync': 'body:queue all' } as const;

/** A form of the community. A POST carries the session's CSRF token; the browser's own checks are off, since ours say how to mend it. */
export function Form({ action, method = 'post', id, class: className, label, inPlace, children }: FormProps) {
  const { csrf } = usePage();
  const address = useAddress();
  return (
    <form
      {...(inPlace && { 'hx-post': address(action), ...answeredInPlace })}
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
