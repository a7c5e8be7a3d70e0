import type { Demo, DemoContent, DemoRemains, Context, Resolver } from '@polyphony/core';
import type { Ctx } from './extension.ts';
import * as store from './store/items.ts';

/** Made-up content for a first look. Core removes people, items of content and spaces; these rows are ours to remove. */
export const demo: DemoContent = Object.freeze({
  async create(demo: Demo, _r: Resolver) {
    const [resident] = await demo.residents(1);
    const ctx = resident && ((await demo.as('manager').catch(() => undefined)) as Ctx | undefined);
    if (ctx && resident) await store.insert(ctx, { title: 'A first item', authorId: resident.id });
  },
  async remove(ctx: Context, { people }: DemoRemains) {
    for (const person of people) await store.removeBy(ctx as Ctx, person);
  },
});
