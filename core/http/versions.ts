import type { FastifyRequest } from 'fastify';
import type { TObject, TSchema } from 'typebox';
import { coreProblems } from '../contract/core-problems.ts';
import { Problem } from '../contract/problem.ts';

/**
 * `ETag` and `If-Match` (RFC 9110, 8.8.3 and 13.1.1) follow from the field `version`: an answer that has one carries it as its
 * tag, and a tag that comes back stands for the `version` of the body. So an extension counts versions and compares them once,
 * and has both spellings. There is no 304: what an answer shows beside the text is worked out when it is read.
 */
const hasVersion = (schema: TSchema | undefined) =>
  Object.hasOwn((schema as TObject | undefined)?.properties ?? {}, 'version');

/** The tag of an answer, if it has a version. */
export function tagOf(schema: TSchema | undefined, body: unknown): string | undefined {
  const { version } = (body ?? {}) as { readonly version?: unknown };
  return hasVersion(schema) && Number.isInteger(version) ? `"${String(version)}"` : undefined;
}

/**
 * Puts the version of `If-Match` into the body. A tag that is none of ours matches nothing.
 * @throws Problem 412 `core.changed-meanwhile`
 */
export function takeVersion(request: FastifyRequest, schema: TSchema | undefined): void {
  const given = request.headers['if-match'];
  if (given === undefined || given.trim() === '*') return;
  const [, version] = /^"(\d{1,15})"$/.exec(given.trim()) ?? [];
  if (version === undefined || !hasVersion(schema)) throw preconditionFailed(coreProblems.changedMeanwhile(), given);
  request.body = { ...(request.body as object | undefined), version: Number(version) };
}

/** What was changed meanwhile is 409 where the version stood in the body, and 412 where it came as `If-Match`. */
export function asPrecondition(request: FastifyRequest, error: unknown): unknown {
  const given = request.headers['if-match'];
  return given !== undefined && error instanceof Problem && error.code === 'core.changed-meanwhile'
    ? preconditionFailed(error, given)
    : error;
}

const preconditionFailed = ({ code, entry, values, fields, extra, headers }: Problem, given: string) => {
  const [, yours] = /^"(\d+)"$/.exec(given.trim()) ?? [];
  return new Problem(code, { ...entry, status: 412 }, values, {
    fields,
    headers,
    extra: { ...extra, ...(yours === undefined ? {} : { yours: Number(yours) }) },
  });
};
