import { coreProblems, token, type Token } from '@polyphony/core';
import { itemAdded } from './events.ts';
import type { Ctx } from './extension.ts';
import { problems } from './problems.ts';
import * as store from './store/items.ts';

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly createdAt: Date;
}

/** The rules of the feature. Every call takes the context first. */
export interface Items {
  /** Newest first, at most 100. */
  list(ctx: Ctx): Promise<readonly Item[]>;
  /** Throws `core.not-found`. */
  get(ctx: Ctx, id: string): Promise<Item>;
  /** Needs `sample-items.item.add`. */
  add(ctx: Ctx, title: string): Promise<Item>;
  /** Needs `sample-items.item.remove`. Throws `core.not-found`. */
  remove(ctx: Ctx, id: string): Promise<void>;
}
export const items: Token<Items> = token<Items>('sample-items.Items');

export const makeItems = (): Items => ({
  list: (ctx) => store.newest(ctx, 100),

  async get(ctx, id) {
    const item = await store.find(ctx, id);
    if (!item) throw coreProblems.notFound();
    return item;
  },

  async add(ctx, title) {
    ctx.require('sample-items.item.add');
    const { actor } = ctx;
    if (!actor) throw coreProblems.signInRequired();
    const text = title.trim();
    if (text === '') throw problems.noTitle();
    return ctx.transaction(async (tx) => {
      const id = await store.insert(tx, { title: text, authorId: actor.id });
      // told if and only if the item is kept
      await tx.emit(itemAdded, { item: id });
      return this.get(tx, id);
    });
  },

  async remove(ctx, id) {
    ctx.require('sample-items.item.remove');
    if (!(await store.remove(ctx, id))) throw coreProblems.notFound();
  },
});
