import { Type, uuid, type Static } from '@polyphony/core';
import type { Item } from '../service.ts';

export const NewItem = Type.Object({ title: Type.String({ minLength: 1, maxLength: 200, examples: ['A title'] }) });
export const ItemPath = Type.Object({ item: uuid() });
export const ItemReply = Type.Object({
  id: uuid(),
  title: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
});

export const asReply = ({ id, title, createdAt }: Item): Static<typeof ItemReply> => ({
  id,
  title,
  createdAt: createdAt.toISOString(),
});
