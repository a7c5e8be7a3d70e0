import type { IncomingMessage, ServerResponse } from 'node:http';
import { coreProblems } from '../contract/core-problems.ts';
import { placeOf } from './request-state.ts';

/** How many requests are being answered. */
export interface Slots {
  readonly taken: number;
  readonly total: number;
  /** Requests that were sent away because none was free. */
  readonly refused: number;
  /** Takes a slot until the answer is out or the connection closed; false where none is free. */
  take(raw: IncomingMessage, reply: ServerResponse): boolean;
}

/** Probes and figures are answered when nothing else is: that is when they are needed. */
export const isProbe = (raw: IncomingMessage) => {
  const { view, url } = placeOf(raw);
  // in a community those of the platform are paths like any other
  return (view ? /^\/(healthz|readyz)(?=\?|$)/ : /^\/(healthz|readyz|metrics|api\/platform\/health)(?=\?|$)/).test(url);
};

/** Seconds after which to come again: most come back after a few, and not all in the same one. */
export const soon = () => String(1 + Math.floor(Math.random() * 3));

/** Says so at once instead of letting everybody wait. */
export const overloaded = () => coreProblems.overloaded({}, { headers: { 'retry-after': soon() } });

/**
 * So many requests at a time and no more: past that point everything only becomes slower. Where there are several communities
 * one of them has at most half, so that a crowd in one leaves the others room.
 */
export function createSlots(total: number, communities: () => number): Slots {
  const byCommunity = new Map<number, number>();
  let taken = 0;
  let refused = 0;
  return {
    get taken() {
      return taken;
    },
    get refused() {
      return refused;
    },
    total,
    take(raw, reply) {
      if (isProbe(raw)) return true;
      const community = placeOf(raw).view?.id;
      const own = community === undefined ? 0 : (byCommunity.get(community) ?? 0);
      const share = community !== undefined && communities() > 1 ? Math.ceil(total / 2) : total;
      if (taken >= total || own >= share) {
        refused += 1;
        return false;
      }
      taken += 1;
      if (community !== undefined) byCommunity.set(community, own + 1);
      reply.once('close', () => {
        taken -= 1;
        if (community === undefined) return;
        const left = (byCommunity.get(community) ?? 1) - 1;
        if (left === 0) byCommunity.delete(community);
        else byCommunity.set(community, left);
      });
      return true;
    },
  };
}
