import { Client as Database } from 'pg';
import type { Client, Seeding } from '@polyphony/core/testing';

const day = 86_400;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

/** A challenge that takes pitches, one with a vote that is open, and one with a result, each with an idea. */
export async function seed({ platform, manager, member, words }: Seeding) {
  const done = (status: number, answer: Awaited<ReturnType<Client['get']>>) => {
    if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
    return answer.body;
  };
  const database = new Database(platform.ownerUrl);
  await database.connect();
  const open = async (title: string) => {
    const { id } = done(
      201,
      await manager.post('/api/challenges', {
        title: words(title),
        summary: words('Where should it go?'),
        brief: words('All about it'),
        voters: words('How voters are checked'),
        pot: { amount: '1000000', currency: 'CAD' },
        phases: [
          { kind: 'pitch', name: words('First'), opensAt: inSeconds(-day), closesAt: inSeconds(day) },
          { kind: 'vote', name: words('Then'), opensAt: inSeconds(2 * day), closesAt: inSeconds(3 * day) },
        ],
        ballot: { kind: 'approval' },
        rule: { rule: 'greedy' },
      }),
    ) as { id: string };
    const idea = done(
      201,
      await manager.post(`/api/challenges/${id}/ideas`, {
        title: words('Fridges'),
        summary: words('In a sentence'),
        body: words('At length'),
        by: words('Bakery'),
        requested: { amount: '100000' },
      }),
    ).id as string;
    done(200, await manager.patch(`/api/ideas/${idea}`, { state: 'accepted' }));
    return { id, idea };
  };
  // the dates are moved, as the owner of the database may; the clock is the real one
  const move = (id: string, kind: string, opens: number, closes: number) =>
    database.query(
      `update crowd_innovation.phase set opens_at = clock_timestamp() + make_interval(secs => $3),
        closes_at = clock_timestamp() + make_interval(secs => $4) where challenge_id = $1 and kind = $2`,
      [id, kind, opens, closes],
    );
  const voted = async (title: string) => {
    const challenge = await open(title);
    await move(challenge.id, 'pitch', -3 * day, -2 * day);
    await move(challenge.id, 'vote', -day, day);
    done(200, await member.put(`/api/challenges/${challenge.id}/ballot`, { choices: [challenge.idea] }));
    return challenge;
  };
  try {
    const published = await voted('Old fund');
    await move(published.id, 'vote', -day, -1);
    done(201, await manager.post(`/api/challenges/${published.id}/count`));
    const running = await voted('Fund');
    await open('New fund');
    return { challenge: running.id, idea: running.idea, number: '1' };
  } finally {
    await database.end();
  }
}
