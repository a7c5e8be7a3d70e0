import { Button, Empty, PageHead, type PageDefinition, type Resolver } from '@polyphony/core';
import { page } from '../extension.ts';
import { items } from '../service.ts';

export const itemList = (r: Resolver): PageDefinition =>
  page({
    path: '/sample-items',
    access: 'member',
    current: 'sample-items',
    view: async ({ ctx }) => {
      const found = await r.get(items).list(ctx);
      const title = ctx.t('sample-items.title');
      const add = ctx.can('sample-items.item.add')
        ? { label: ctx.t('sample-items.add'), href: '/sample-items/new' }
        : undefined;
      return {
        title,
        body: (
          <>
            <PageHead title={title} actions={add && <Button kind="main" icon="plus" {...add} />} />
            <div class="wrap section">
              {found.length === 0 ? (
                <Empty
                  seed="sample-items"
                  title={ctx.t('sample-items.empty')}
                  text={ctx.t('sample-items.empty.text')}
                />
              ) : (
                <ul class="rows">
                  {found.map((item) => (
                    <li class="line">
                      <span dir="auto">{item.title}</span>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </>
        ),
      };
    },
  });
