import type { EventType } from '../contract/event.ts';
import type { Built } from '../registry/contributions.ts';
import { compile } from '../registry/schemas.ts';
import { listenerQueue } from './tasks.ts';

/** Checks what is emitted, and says into which queues it goes: those of all who listen, wherever they are on. */
export function emitting(extensions: readonly Built[]): (event: EventType, payload: object) => readonly string[] {
  const declared = new Set(extensions.flatMap(({ definition }) => (definition.events ?? []).map(({ id }) => id)));
  const heard = Map.groupBy(
    extensions.flatMap(({ id, listeners }) =>
      listeners.map(({ event }) => ({ event: event.id, queue: listenerQueue(id, event.id) })),
    ),
    ({ event }) => event,
  );
  return ({ id, payload: schema }, payload) => {
    if (!declared.has(id))
      throw new Error(`nobody tells of ${id}: name it under events in the definition of the extension that emits it`);
    if (schema) {
      const fits = compile(schema, 'strict');
      const copy: unknown = structuredClone(payload); // a check may fill in defaults
      if (!fits(copy)) {
        const [wrong] = fits.errors ?? [];
        throw new Error(`the payload of ${id} does not fit: ${wrong?.instancePath || 'it'} ${wrong?.message ?? ''}`);
      }
    }
    return (heard.get(id) ?? []).map(({ queue }) => queue);
  };
}
