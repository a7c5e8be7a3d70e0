import { useId } from 'preact/hooks';
import { fieldId } from './fields.tsx';
import { usePage } from './page-context.ts';

export interface ErrorSummaryProps {
  /** Without `field` the message is about the form as a whole. */
  readonly errors: readonly { readonly field?: string | undefined; readonly message: string }[];
}

/** Everything to mend, above the form, each with the name of its field and leading to it. It takes the focus, so that it is read first, script or not. */
export function ErrorSummary({ errors }: ErrorSummaryProps) {
  const { t } = usePage();
  const heading = useId();
  if (errors.length === 0) return null;
  return (
    <div class="errors" id="errors" role="alert" aria-labelledby={heading} tabindex={-1} autofocus>
      <p id={heading}>
        <b>{t('core.errors', { count: errors.length })}</b>
      </p>
      <ul>
        {errors.map(({ field, message }) => (
          <li>
            {field === undefined ? (
              message
            ) : (
              <a href={`#${fieldId(field)}`}>
                <i data-name-of={fieldId(field)} />
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
