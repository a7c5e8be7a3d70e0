import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { audit } from '../contract/services.ts';
import { questionsOf, replaceQuestions, type Question } from './joining-store.ts';
import { MANAGE_MEMBERS } from './roles.ts';

export const MOST_QUESTIONS = 3;
export const LONGEST_QUESTION = 200;

/** What people are asked who want to join. */
export async function joiningQuestions(ctx: Context): Promise<readonly Question[]> {
  return questionsOf(ctx.db, ctx.community.id);
}

/** Asks these from now on, in this order; empty ones are left out. Answers that were given stay with their questions. */
export function askQuestions(
  ctx: Context,
  asked: readonly { readonly question: string; readonly required: boolean }[],
): Promise<void> {
  ctx.require(MANAGE_MEMBERS);
  const questions = asked
    .map(({ question, required }) => ({ question: question.trim(), required }))
    .filter(({ question }) => question !== '')
    .map((question, at) => ({ position: at + 1, ...question }));
  if (questions.length > MOST_QUESTIONS) throw coreProblems.invalid();
  return ctx.transaction(async (tx) => {
    const before = await questionsOf(tx.db, tx.community.id);
    const words = (some: readonly Question[]) =>
      some.map(({ question, required }) => (required ? `${question} *` : question));
    const [was, is] = [words(before), words(questions)];
    if (was.join('\n') === is.join('\n')) return;
    await replaceQuestions(tx.db, tx.community.id, questions);
    await tx.get(audit).record(tx, {
      action: 'core.joining.questions-changed',
      subject: 'community',
      subjectId: tx.community.key,
      detail: { before: was, after: is },
    });
  });
}
