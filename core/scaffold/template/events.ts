import { event, Type, uuid } from '@polyphony/core';

/** Told after an item was kept; other extensions may listen. Carries ids, never words. */
export const itemAdded = event('sample-items.item-added', {
  summary: 'Somebody has added an item.',
  payload: Type.Object({ item: uuid() }),
});
