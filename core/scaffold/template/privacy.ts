import type { Privacy } from '@polyphony/core';
import type { Ctx } from './extension.ts';
import * as store from './store/items.ts';

/** What a person gets of what is held of them, and how it goes. Without it a table that leads to people is refused. */
export const privacy: Privacy = Object.freeze({
  tables: {
    item: {
      purpose: 'says who wrote an item',
      basis: 'contract: taking part in the community',
      retention: 'until it is taken out, or goes by itself',
    },
  },
  exportMember: async (ctx: Ctx, member: string) => ({ items: await store.by(ctx, member) }),
  async eraseMember(ctx: Ctx, member: string) {
    await store.removeBy(ctx, member);
    return [];
  },
});
