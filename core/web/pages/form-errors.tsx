import type { FormState } from '../../contract/page.ts';
import { ErrorSummary } from '../components/error-summary.tsx';

/** What has to be mended in a form, above it. Errors of no field are about the form as a whole. */
export function FormErrors({ form }: { readonly form: FormState }) {
  return (
    <ErrorSummary errors={form.errors.map(({ field, detail }) => ({ field: field || undefined, message: detail }))} />
  );
}
