import { Type } from 'typebox';
import { extension } from '../../contract/definition.ts';
import type { PageDefinition } from '../../contract/page.ts';
import { members } from '../../contract/services.ts';
import type { Resolver } from '../../contract/token.ts';
import { PeoplePage } from '../../web/pages/index.ts';
import { roleLabels } from '../role-labels.ts';

const { page } = extension();

export const peoplePages = (r: Resolver): readonly PageDefinition[] => [
  page({
    path: '/people',
    access: 'member',
    current: 'people',
    schema: {
      query: Type.Object({
        q: Type.Optional(Type.String({ maxLength: 80 })),
        after: Type.Optional(Type.String({ maxLength: 500 })),
      }),
    },
    view: async ({ ctx, query }) => {
      const { items, next } = await r.get(members).list(ctx, { ...query, q: query.q === '' ? undefined : query.q });
      return {
        title: ctx.t('core.people.title'),
        body: (
          <PeoplePage
            items={items.map((item) => ({ ...item, roles: roleLabels(ctx, item.roles) }))}
            next={next}
            q={query.q}
          />
        ),
      };
    },
  }),
];
