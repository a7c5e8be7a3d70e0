/** Of all that runs on a node at one time, how much may be of one kind. */
export interface Holder {
  readonly queue: string;
  readonly extension: string;
  /** Null for work of the installation itself. */
  readonly community: number | null;
}

/** Places for jobs on one node, shared so that nobody can hold them all. */
export interface Slots {
  /** How many places there are. */
  readonly count: number;
  /** Communities that may not have another place in this queue now, or undefined where nobody may. */
  closedTo(queue: string, extension: string): readonly number[] | undefined;
  take(holder: Holder): void;
  free(holder: Holder): void;
}

/**
 * Half of all places at most for one community and for one extension, three for one queue, two of them for one community. So a
 * community with ten thousand mails, a challenge that is locked, and an extension that hangs leave room for the rest.
 */
export function createSlots(count: number): Slots {
  const half = Math.max(1, Math.floor(count / 2));
  const ofQueue = Math.min(3, half);
  const ofCommunityInQueue = Math.min(2, half);
  const held = new Set<Holder>();
  const number = (is: (holder: Holder) => boolean) => [...held].filter(is).length;
  return {
    count,
    closedTo(queue, extension) {
      if (held.size >= count) return undefined;
      if (number((one) => one.extension === extension) >= half) return undefined;
      if (number((one) => one.queue === queue) >= ofQueue) return undefined;
      const communities = new Set([...held].flatMap(({ community }) => community ?? []));
      return [...communities].filter(
        (community) =>
          number((one) => one.community === community) >= half ||
          number((one) => one.community === community && one.queue === queue) >= ofCommunityInQueue,
      );
    },
    take: (holder) => void held.add(holder),
    free: (holder) => void held.delete(holder),
  };
}
