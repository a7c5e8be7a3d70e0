import { Type, type Static } from 'typebox';
import { coreProblems } from '../contract/core-problems.ts';
import { pageQuery, uuid } from '../contract/schemas.ts';
import type { SearchRequest } from '../contract/services.ts';

/** What may be asked, in the address of the call and of the page alike. */
export const searchQuery = () =>
  pageQuery({
    q: Type.String({
      maxLength: 200,
      description: 'Words by their beginnings; "phrases", or, and -without as on the web',
    }),
    kind: Type.Optional(Type.String({ maxLength: 60 })),
    space: Type.Optional(uuid()),
    author: Type.Optional(uuid()),
    since: Type.Optional(Type.String({ format: 'date-time', description: 'Published then or later' })),
    until: Type.Optional(Type.String({ format: 'date-time', description: 'Published before' })),
  });

type Asked = Static<ReturnType<typeof searchQuery>>;

/** A leap second has the form of a moment and is none that can be looked for. */
function momentOf(field: 'since' | 'until', text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  const detail = 'Write a moment such as 2026-01-31T12:00:00Z.';
  throw coreProblems.invalid({}, { fields: [{ pointer: `/${field}`, detail }] });
}

/** The request of the service. */
export const requestOf = ({ since, until, ...asked }: Asked): SearchRequest => ({
  ...asked,
  since: momentOf('since', since),
  until: momentOf('until', until),
});
