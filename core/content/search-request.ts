import { Type, type Static } from 'typebox';
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

/** The request of the service. */
export const requestOf = ({ since, until, ...asked }: Asked): SearchRequest => ({
  ...asked,
  since: since === undefined ? undefined : new Date(since),
  until: until === undefined ? undefined : new Date(until),
});
