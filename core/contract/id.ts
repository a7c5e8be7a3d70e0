import { randomUUIDv7 } from 'node:crypto';

/** A new id: UUIDv7, made in Node, so that it is known before the row is written and sorts by time. */
export const newId = (): string => randomUUIDv7();
