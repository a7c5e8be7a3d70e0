/** Challenges in every standing. People do everything through the API; only the dates are moved, as no test can wait for days. */
import { Client as Database } from 'pg';
import type { Client, Platform } from '@polyphony/core/testing';
import { ask } from './people.ts';

type Teardown = { teardown(work: () => unknown): void };
export type Dates = Readonly<Record<string, readonly [number, number]>>;

/** Moves the phases of challenges: seconds from now at which each opens and closes. */
export async function dateMover(t: Teardown, platform: Platform) {
  const database = new Database(platform.ownerUrl);
  await database.connect();
  t.teardown(() => database.end());
  return async (challenge: string, dates: Dates): Promise<void> => {
    for (const [kind, [opens, closes]] of Object.entries(dates))
      await database.query(
        `update crowd_innovation.phase p set opens_at = clock_timestamp() + $3 * interval '1 second',
          closes_at = clock_timestamp() + $4 * interval '1 second'
        from core.space s where s.community_id = p.community_id and s.id = p.challenge_id and s.slug = $1 and p.kind = $2`,
        [challenge, kind, opens, closes],
      );
  };
}

const day = 86_400;
export const voteOpen: Dates = { pitch: [-2 * day, -day], vote: [-60, day] };
export const voteClosed: Dates = { pitch: [-3 * day, -2 * day], vote: [-day, -1] };

interface Opening {
  /** Days from now at which pitching opens. */
  readonly opens?: number;
  readonly kind?: 'approval' | 'knapsack';
  readonly summary?: string;
}

/** Opens a challenge by the API; its slug. Pitching lasts ten days, and voting another ten after a pause. */
export async function openChallenge(manager: Client, title: string, opening: Opening = {}): Promise<string> {
  const { opens = -1, kind = 'approval', summary } = opening;
  const at = (days: number) => new Date(Date.now() + days * day * 1000).toISOString();
  const { slug } = await ask<{ slug: string }>(manager, 'POST', '/challenges', {
    title,
    summary: summary ?? 'What would you do with less, so that more people have enough?',
    brief: summary ?? 'We look for ideas that somebody can begin this season.\n\nWe do not pay for studies.',
    pot: { amount: '10000000' },
    phases: [
      { kind: 'pitch', opensAt: at(opens), closesAt: at(opens + 10) },
      { kind: 'vote', opensAt: at(opens + 20), closesAt: at(opens + 30) },
      { kind: 'result', opensAt: at(opens + 33) },
    ],
    ballot: { kind, minimum: 1 },
    rule: { rule: 'equal-shares', completion: 'greedy' },
  });
  return slug;
}

interface Pitch {
  readonly title: string;
  /** In whole units of money. */
  readonly cost: number;
  readonly summary?: string;
  /** What the manager decides on it at once. */
  readonly decision?: object | undefined;
}

/** Pitches an idea by the API; its id. */
export async function pitchIdea(
  { manager, business }: Pick<Cast, 'manager' | 'business'>,
  slug: string,
  { title, cost, summary, decision }: Pitch,
): Promise<string> {
  const { id } = await ask<{ id: string }>(business, 'POST', `/challenges/${slug}/ideas`, {
    title,
    summary: summary ?? `${title}, told in one sentence that anybody understands`,
    body: summary ?? 'Who does it.\n\nWhat the money buys.',
    requested: { amount: String(cost * 100) },
    by: 'Second Rise Bakery',
  });
  if (decision) await ask(manager, 'PATCH', `/ideas/${id}`, decision);
  return id;
}

interface Cast {
  readonly manager: Client;
  readonly business: Client;
  readonly voters: readonly Client[];
}

/** Opens one challenge of each standing; the slugs by standing. */
export async function stageChallenges(t: Teardown, platform: Platform, { manager, business, voters }: Cast) {
  const move = await dateMover(t, platform);
  const open = (title: string, opens: number, kind: 'approval' | 'knapsack' = 'approval') =>
    openChallenge(manager, title, { opens, kind });
  const pitch = (slug: string, title: string, cost: number, decision?: object) =>
    pitchIdea({ manager, business }, slug, { title, cost, decision });
  const decline = { state: 'declined', reason: 'It is paid for by another fund already.' };
  const filled = async (title: string, kind?: 'knapsack') => {
    const slug = await open(title, -1, kind);
    const ideas = [
      await pitch(slug, 'Flour from what brewers leave', 60_000, { state: 'accepted' }),
      await pitch(slug, 'A fridge on every second corner', 30_000, { state: 'accepted' }),
    ];
    await pitch(slug, 'An app about leftovers', 20_000, decline);
    return { slug, ideas };
  };
  const voted = async (title: string, kind?: 'knapsack') => {
    const { slug, ideas } = await filled(title, kind);
    await move(slug, voteOpen);
    for (const [n, voter] of voters.entries())
      await ask(voter, 'PUT', `/challenges/${slug}/ballot`, { choices: n === 0 ? ideas : ideas.slice(0, 1) });
    return slug;
  };

  const upcoming = await open('Staged: after the harvest', 5);
  const empty = await open('Staged: the first week', -1);
  const pitching = await open('Staged: a season of pitches', -1);
  await pitch(pitching, 'Soup from what is left on Friday', 8000);
  await pitch(pitching, 'A very long name that goes on about Lebensmittelverschwendungsvermeidungsstrategien', 9000);
  const review = (await filled('Staged: ideas under review')).slug;
  await move(review, { pitch: [-2 * day, -day], vote: [day, 2 * day] });
  const vote = await voted('Staged: an open vote');
  const budget = await voted('Staged: a budget to share out', 'knapsack');
  const counting = await voted('Staged: a closed vote');
  await move(counting, voteClosed);
  const published = await voted('Staged: a published result');
  await move(published, voteClosed);
  await ask(manager, 'POST', `/challenges/${published}/count`);
  const none = await open('Staged: nobody came', -1);
  await move(none, voteClosed);
  await ask(manager, 'POST', `/challenges/${none}/count`);
  return { upcoming, empty, pitching, review, vote, budget, counting, published, none };
}
export type Staged = Awaited<ReturnType<typeof stageChallenges>>;
