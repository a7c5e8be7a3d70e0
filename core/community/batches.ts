/** How many communities are worked on at the same time: each needs a connection, and its extensions another; visitors need the rest. */
const AT_ONCE = 4;

/** Does the work for every item, a few at the same time. */
export async function inBatches<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items][Symbol.iterator]();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
    }),
  );
}
