import type { Context } from '../contract/context.ts';
import type { FieldProblem } from '../contract/problem.ts';

/** What managers ask those who want to join; at most three. */
export interface AskedQuestion {
  readonly position: number;
  readonly question: string;
  readonly required: boolean;
}

export const longestAnswer = 1000;

/** Answers by position, as they are kept: with the question in the words that were read; and what is missing. */
export function answersTo(
  ctx: Context,
  questions: readonly AskedQuestion[],
  given: (position: number) => string | undefined,
  pointer: (position: number) => string,
): { readonly answers: { readonly question: string; readonly answer: string }[]; readonly missing: FieldProblem[] } {
  const missing: FieldProblem[] = [];
  const answers = questions.flatMap(({ position, question, required }) => {
    const answer = given(position)?.trim() ?? '';
    if (answer === '' && required) missing.push({ pointer: pointer(position), detail: ctx.t('core.invalid.needed') });
    return answer === '' ? [] : [{ question, answer }];
  });
  return { answers, missing };
}
