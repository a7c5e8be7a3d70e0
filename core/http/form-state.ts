import type { FormState } from '../contract/page.ts';
import type { FieldProblem } from '../contract/problem.ts';

const fieldOf = (pointer: string) => pointer.split('/')[1] ?? '';

/** What was typed, and what is wrong with it, for showing a form again. */
export function formState(
  values: Readonly<Record<string, unknown>>,
  problems: readonly FieldProblem[] = [],
): FormState {
  const errors = problems.map((problem) => ({ ...problem, field: fieldOf(problem.pointer) }));
  const state: FormState = {
    values,
    errors,
    text: (field) => {
      const value = values[field];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    },
    checked: (field, expected) => {
      const value = values[field];
      if (expected === undefined) return value === true || value === 'true' || value === 'on';
      return Array.isArray(value) ? value.includes(expected) : value === expected;
    },
    error: (field) => errors.find((error) => error.field === field)?.detail,
  };
  return Object.freeze(state);
}
