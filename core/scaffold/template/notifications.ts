import { notification, type Context } from '@polyphony/core';
import type { Ctx } from './extension.ts';
import * as store from './store/items.ts';

/** A mail to those who look after items. Its words are made for each recipient, in their language. */
export const itemWasAdded = notification<{ item: string }>({
  id: 'sample-items.item-was-added',
  title: 'sample-items.mail.added',
  to: async () => ({ permission: 'sample-items.item.remove' }),
  async message(ctx: Context, { item }) {
    const found = await store.find(ctx as Ctx, item);
    if (!found || found.authorId === ctx.actor?.id) return null;
    return {
      subject: ctx.t('sample-items.mail.added.subject', { title: found.title }),
      paragraphs: [ctx.t('sample-items.mail.added.text')],
      action: { label: ctx.t('sample-items.all'), path: '/sample-items' },
    };
  },
});

export const notifications = [itemWasAdded];
