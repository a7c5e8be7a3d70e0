import { createElection, type BallotKind, type Election } from '../../counting/index.ts';

interface Small {
  readonly budget: string;
  /** Id to cost, in the registered order. */
  readonly projects: Readonly<Record<string, string>>;
  readonly kind?: BallotKind;
  /** One string per ballot: `a c`, or with points `a:3 c:1`. */
  readonly ballots: readonly string[];
}

/** An election small enough to count on paper. Ballots are called v1, v2, .. */
export function smallElection({ budget, projects, kind = 'approval', ballots }: Small): Election {
  return createElection({
    budget,
    kind,
    projects: Object.entries(projects).map(([id, cost]) => ({ id, cost })),
    ballots: ballots.map((text, i) => {
      const choices = text.split(' ').filter(Boolean);
      const points = choices.flatMap((choice) => choice.split(':')[1] ?? []);
      const ids = choices.map((choice) => choice.split(':')[0] ?? '');
      return { id: `v${i + 1}`, projects: ids, ...(text.includes(':') && { points }) };
    }),
  });
}

/** The same ballot several times. */
export const times = (count: number, ballot: string): string[] => Array.from({ length: count }, () => ballot);
