import type { Choices } from '../store/ballots.ts';

/** How many in a hundred would choose each idea of this year, in the order of their numbers. */
const liking = [31, 47, 28, 55, 19, 44, 36, 22];

/**
 * Made-up ballots on this year's ideas, always the same. Each chooses at least one, and together they cost at most the pot: whoever
 * likes more takes out one after the other.
 */
export function ballotsOfThisYear(count: number, costs: readonly number[], pot: number): readonly Choices[] {
  let state = 2026;
  const roll = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
  return Array.from({ length: count }, () => {
    const chosen = liking.flatMap((share, at) => (roll(100) < share ? [at + 1] : []));
    if (chosen.length === 0) return [roll(liking.length) + 1];
    while (chosen.reduce((sum, number) => sum + (costs[number - 1] ?? 0), 0) > pot)
      chosen.splice(roll(chosen.length), 1);
    return chosen;
  });
}
