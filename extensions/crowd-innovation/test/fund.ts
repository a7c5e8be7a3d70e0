/** A challenge for tests, brought to where a test needs it. Clocks are not faked: the dates are moved, as the owner of the database may. */
import { Client as Database } from 'pg';
import { startPlatform, type Client, type Platform, type PlatformOptions } from '@polyphony/core/testing';

type Teardown = Parameters<typeof startPlatform>[0];

export interface Fund {
  readonly platform: Platform;
  readonly manager: Client;
  readonly business: Client;
  readonly visitor: Client;
  voter(): Promise<Client>;
  /** Runs SQL as the owner of the database. */
  sql(text: string, values?: readonly unknown[]): Promise<any[]>;
  /** Opens a challenge that takes pitches now. */
  open(changes?: Record<string, unknown>): Promise<OpenFund>;
}

export interface OpenFund {
  readonly id: string;
  readonly slug: string;
  readonly path: string;
  /** Pitches, and accepts unless told otherwise. Gives the id. */
  idea(title: string, cost: number, options?: { readonly accept?: boolean }): Promise<string>;
  /** Moves the dates of the phases: seconds from now. */
  phases(seconds: Readonly<Record<string, readonly [number, number]>>): Promise<void>;
  vote(): Promise<void>;
  close(): Promise<void>;
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
export const day = 86_400;

export const communities = {
  food: {
    timeZone: 'America/Toronto',
    languages: ['en-CA'],
    roles: { business: { label: 'Business', permissions: ['crowd-innovation.idea.pitch'] } },
    extensions: { 'crowd-innovation': { settings: { smallestPublishedBallots: 5 } } },
  },
  other: { extensions: { 'crowd-innovation': {} } },
} as const;

export async function startFund(t: Teardown, options: Partial<PlatformOptions> = {}): Promise<Fund> {
  const platform = await startPlatform(t, { only: ['crowd-innovation'], communities, ...options });
  const database = new Database(platform.ownerUrl);
  await database.connect();
  t.teardown(() => database.end());
  const manager = await platform.member('food', { roles: ['manager'], name: 'Olivia Grant' });
  const business = await platform.member('food', { roles: ['business'], name: 'Sam Baker' });

  const sql: Fund['sql'] = async (text, values = []) => (await database.query(text, [...values])).rows;
  return {
    platform,
    manager,
    business,
    visitor: platform.visitor('food'),
    voter: () => platform.member('food'),
    sql,
    async open(changes = {}) {
      const answer = await manager.post('/api/challenges', { ...draft(), ...changes });
      if (answer.status !== 201) throw new Error(`no challenge: ${answer.status} ${answer.text}`);
      const { id, slug } = answer.body;
      const path = `/api/challenges/${slug}`;
      const phases: OpenFund['phases'] = async (seconds) => {
        for (const [kind, [opens, closes]] of Object.entries(seconds))
          await sql(
            `update crowd_innovation.phase set opens_at = clock_timestamp() + $3 * interval '1 second',
              closes_at = clock_timestamp() + $4 * interval '1 second' where challenge_id = $1 and kind = $2`,
            [id, kind, opens, closes],
          );
      };
      return {
        id,
        slug,
        path,
        phases,
        async idea(title, cost, { accept = true } = {}) {
          const pitched = await business.post(`${path}/ideas`, {
            title,
            summary: `${title}, in a sentence`,
            requested: { amount: String(cost * 100) },
            by: 'Second Rise Bakery',
          });
          if (pitched.status !== 201) throw new Error(`no idea: ${pitched.status} ${pitched.text}`);
          if (accept) {
            const accepted = await manager.patch(`/api/ideas/${pitched.body.id}`, { state: 'accepted' });
            if (accepted.status !== 200) throw new Error(`not accepted: ${accepted.status} ${accepted.text}`);
          }
          return pitched.body.id;
        },
        vote: () => phases({ pitch: [-2 * day, -day], vote: [-60, day] }),
        close: () => phases({ pitch: [-3 * day, -2 * day], vote: [-day, -1] }),
      };
    },
  };
}

export const draft = () => ({
  title: 'Circular Food Fund',
  summary: 'Where should the money go?',
  brief: 'Ideas that keep food out of the bin.',
  pot: { amount: '10000000', currency: 'CAD' },
  phases: [
    { kind: 'pitch', opensAt: inSeconds(-day), closesAt: inSeconds(day) },
    { kind: 'vote', opensAt: inSeconds(2 * day), closesAt: inSeconds(9 * day) },
    { kind: 'result', opensAt: inSeconds(12 * day) },
  ],
  ballot: { kind: 'approval', minimum: 1 },
  rule: { rule: 'equal-shares', completion: 'greedy' },
});
