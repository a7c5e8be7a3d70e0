import { Panel, type BlockDefinition, type Resolver } from '@polyphony/core';
import { block } from '../extension.ts';
import { items } from '../service.ts';

/** On the home page, for members. Null where there is nothing to show. */
export const newestItems = (r: Resolver): BlockDefinition =>
  block({
    id: 'sample-items.newest',
    region: 'home.side',
    order: 50,
    render: async ({ ctx }) => {
      if (!ctx.actor) return null;
      const found = await r.get(items).list(ctx);
      if (found.length === 0) return null;
      return (
        <Panel title={ctx.t('sample-items.title')} more={{ label: ctx.t('sample-items.all'), href: '/sample-items' }}>
          <ul class="rows">
            {found.slice(0, 3).map((item) => (
              <li>
                <span dir="auto">{item.title}</span>
              </li>
            ))}
          </ul>
        </Panel>
      );
    },
  });
