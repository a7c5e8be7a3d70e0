import type { CountSettings } from './award-rules.ts';
import { createElection, type Election } from './election.ts';

/** How the ballots of {@link demoElection} are counted: equal shares by cost, the remainder to the most voted that fits. */
export const demoSettings: CountSettings = { rule: 'equal-shares', options: { completion: 'greedy' } };

const PROJECTS = [
  { id: 'fridge', name: 'Neighbourhood fridge network', cost: '36000' },
  { id: 'compost', name: 'School compost-to-garden loop', cost: '18000' },
  { id: 'stand', name: 'Mobile farm stand', cost: '24000' },
  { id: 'mill', name: 'Spent-grain flour mill', cost: '30000' },
  { id: 'greenhouse', name: 'Rooftop teaching greenhouse', cost: '62000' },
  { id: 'cold-store', name: 'Shared cold store', cost: '48000' },
  { id: 'tubs', name: 'Reusable takeaway tubs', cost: '22000' },
  { id: 'app', name: 'Surplus tracking app', cost: '28000' },
] as const;

// Which of the first three projects a ballot names decides what it has left to spend. Each row is a number of ballots
// that name the same of these, and how many of them also name mill, greenhouse, cold store, tubs and app. The numbers
// were searched for, so that supporters hold the very amounts that the results page of the design shows.
const OTHERS = ['mill', 'greenhouse', 'cold-store', 'tubs', 'app'] as const;
const ROWS: readonly (readonly [ballots: number, named: readonly string[], others: readonly number[]])[] = [
  [38, [], [19, 18, 9, 6, 5]],
  [50, ['fridge'], [17, 9, 8, 6, 6]],
  [34, ['compost'], [15, 12, 5, 5, 3]],
  [29, ['stand'], [7, 5, 2, 3, 0]],
  [49, ['fridge', 'compost'], [13, 4, 4, 6, 6]],
  [43, ['fridge', 'stand'], [13, 5, 6, 6, 3]],
  [29, ['compost', 'stand'], [9, 4, 5, 4, 2]],
  [28, ['fridge', 'compost', 'stand'], [8, 3, 4, 4, 2]],
];

/**
 * The worked case: 300 approval ballots on eight projects share 108,000. Under {@link demoSettings} supporters pay for
 * fridge, compost and stand, and the mill takes the remainder to the last dollar. Always the same ballots.
 */
export function demoElection(): Election {
  const ballots = ROWS.flatMap(([size, named, others]) => {
    // the others are dealt like cards, one project after the other, so that no ballot gets one twice or stays empty
    const hands = Array.from({ length: size }, () => [...named]);
    const cards = OTHERS.flatMap((project, i) => Array.from({ length: others[i] ?? 0 }, () => project));
    for (const [i, project] of cards.entries()) hands[i % size]?.push(project);
    return hands;
  });
  return createElection({
    budget: '108000',
    projects: PROJECTS,
    kind: 'approval',
    ballots: ballots.map((projects, i) => ({ id: `ballot-${String(i + 1).padStart(3, '0')}`, projects })),
  });
}
