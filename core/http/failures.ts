import type { FastifyError } from 'fastify';
import { coreProblems } from '../contract/core-problems.ts';
import { Problem } from '../contract/problem.ts';
import { isPassing } from '../database/errors.ts';
import type { Translate } from '../messages/translator.ts';
import { OutOfTime } from './time-limit.ts';

interface PgError {
  readonly code?: string;
  readonly severity?: string;
  readonly message?: string;
}

/**
 * A value that passed the schema and that no column takes, so the caller's to mend: NUL in text and in JSON, half a surrogate pair in
 * JSON, a number past the column's (the largest come with an exponent), a day before the calendar.
 */
const isUnfit = ({ code = '', message = '' }: PgError) =>
  ['22021', '22P05', '22003', '22008'].includes(code) ||
  (code === '22P02' && /type (json|(small|big)?int(eger)?: "-?[\d.]+e\+\d+")$/.test(message));

/**
 * Every error becomes a known one here and nowhere else. What nobody foresaw is `core.internal` with a reference that the
 * log has too; its own words never leave the process.
 */
export function asProblem(error: unknown, reference: string): Problem {
  if (error instanceof Problem) return error;
  const { statusCode } = error as Partial<FastifyError>;
  if (statusCode === 413) return coreProblems.tooLarge({ limit: 1_048_576 });
  if (statusCode === 415) return coreProblems.unsupportedMediaType();
  if (statusCode === 404) return coreProblems.notFound();
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return coreProblems.invalid({}, { cause: error });
  if (isUnfit(error as PgError)) return coreProblems.invalid({}, { cause: error });
  if (isPassing(error) || statusCode === 503 || error instanceof OutOfTime)
    return coreProblems.unavailable({}, { headers: { 'retry-after': '2' }, cause: error });
  return coreProblems.internal({ reference }, { cause: error });
}

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly [extra: string]: unknown;
}

/** Problem details (RFC 9457) with the catalogue's code. `type` is a name and not an address to follow. */
export const problemDocument = (problem: Problem, t: Translate): ProblemDocument => ({
  type: `urn:polyphony:problem:${problem.code}`,
  title: t(`problem.${problem.code}.title`, problem.values),
  status: problem.status,
  detail: t(`problem.${problem.code}`, problem.values),
  code: problem.code,
  ...(problem.fields.length > 0
    ? { errors: problem.fields }
    : problem.entry.field
      ? { errors: [{ pointer: `/${problem.entry.field}`, detail: t(`problem.${problem.code}`, problem.values) }] }
      : {}),
  ...problem.extra,
});
