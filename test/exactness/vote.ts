/** A challenge whose vote is open, and what its ballots must add up to. Clocks are not faked: its dates are moved. */
import type { Client } from '@polyphony/core/testing';
import type { Installation } from './installation.ts';

export interface Vote {
  readonly id: string;
  /** Below `/api`. */
  readonly path: string;
  readonly ideas: readonly string[];
  readonly pot: bigint;
  /** Moves the end of the vote. */
  closesIn(seconds: number): Promise<void>;
  /** Ballots that stand, by member: their revision and the ids of their choices in ascending order. */
  stored(): Promise<ReadonlyMap<string, Stored>>;
}

export interface Stored {
  readonly revision: number;
  readonly choices: readonly string[];
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Opens a challenge with as many ideas as told, of which the pot pays for about half, and opens its vote. */
export async function openVote({ sql }: Pick<Installation, 'sql'>, manager: Client, ideaCount = 6): Promise<Vote> {
  const pot = BigInt(ideaCount) * 1_000_000n;
  const challenge = expect(
    201,
    await manager.post('/api/challenges', {
      title: `Fund ${crypto.randomUUID()}`,
      summary: 'Where should the money go?',
      pot: { amount: String(pot), currency: 'CAD' },
      phases: [
        { kind: 'pitch', opensAt: inDays(-1), closesAt: inDays(1) },
        { kind: 'vote', opensAt: inDays(2), closesAt: inDays(9) },
      ],
      ballot: { kind: 'approval', minimum: 1 },
      rule: { rule: 'greedy' },
    }),
  );
  const path = `/api/challenges/${challenge.id}`;
  const ideas: string[] = [];
  for (let number = 1; number <= ideaCount; number++) {
    const idea = expect(
      201,
      await manager.post(`${path}/ideas`, {
        title: `Idea ${number}`,
        summary: 'One of several',
        requested: { amount: String(1_500_000 + number * 100_000) },
      }),
    );
    expect(200, await manager.patch(`/api/ideas/${idea.id}`, { state: 'accepted' }));
    ideas.push(idea.id);
  }
  const move = (kind: string, opens: number, closes: number) =>
    sql(
      `update crowd_innovation.phase set opens_at = clock_timestamp() + make_interval(secs => $3),
        closes_at = clock_timestamp() + make_interval(secs => $4) where challenge_id = $1 and kind = $2`,
      [challenge.id, kind, opens, closes],
    );
  await move('pitch', -7200, -3600);
  await move('vote', -60, 86_400);
  return {
    id: challenge.id,
    path,
    ideas,
    pot,
    closesIn: async (seconds) => {
      await move('vote', -60, seconds);
    },
    async stored() {
      const rows = await sql(
        'select member_id, revision::int, choices from crowd_innovation.ballot where challenge_id = $1 and choices is not null',
        [challenge.id],
      );
      return new Map(
        rows.map((row) => [
          row.member_id as string,
          { revision: row.revision, choices: row.choices.map((number: number) => ideas[number - 1] ?? '').sort() },
        ]),
      );
    },
  };
}

/** Some of the ideas, at least one, in ascending order of their ids. */
export function someOf(ideas: readonly string[]): string[] {
  const chosen = ideas.filter(() => Math.random() < 0.5);
  const any = ideas[Math.floor(Math.random() * ideas.length)];
  return (chosen.length > 0 || any === undefined ? chosen : [any]).sort();
}

function expect(status: number, answer: Awaited<ReturnType<Client['get']>>) {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer.body;
}
