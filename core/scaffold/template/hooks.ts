import { on, type ExtensionDefinition } from '@polyphony/core';
import { itemAdded } from './events.ts';
import { itemWasAdded } from './notifications.ts';

/** What it does when something happens, here or in another extension. Called at least once: `attempt.id` makes it once. */
export const hooks: NonNullable<ExtensionDefinition['hooks']> = () => [
  on(itemAdded, async (ctx, { item }, attempt) => ctx.notify(itemWasAdded, { item }, { key: attempt.id })),
];
