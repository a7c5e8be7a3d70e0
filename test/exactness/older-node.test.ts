/** Two releases side by side, as during a deployment: what the older one does when the newer one has changed the tables. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql, type Kysely } from 'kysely';
import t from 'tap';
import { client } from '@polyphony/core/testing';
import { loadMigrations, migrateSchema, openOwner, type Migrations } from '../../core/database/migrate.ts';
import { COMMUNITY, install } from './installation.ts';

const root = path.resolve(import.meta.dirname, '../..');
const crowd = await loadMigrations(pathToFileURL(path.join(root, 'extensions/crowd-innovation/migrations/')));

/** What a later release would bring: a column that the one of today does not know. */
const adds = (column: string, compatible: boolean) => ({
  up: async (db: Kysely<any>) => {
    await sql`alter table crowd_innovation.challenge add column ${sql.id(column)} text`.execute(db);
  },
  down: async () => {},
  compatible,
});
const later: Migrations = { ...crowd, '900-later': adds('later', true) };
const evenLater: Migrations = { ...later, '901-even-later': adds('even_later', false) };

t.test(
  'an older node keeps serving beside tables that declare themselves compatible, and stands back from others',
  async (t) => {
    const installation = await install(t);
    const older = await installation.node();
    const [manager] = await installation.people(1, ['manager']);
    if (!manager) throw new Error('no manager');
    const opens = async (node: typeof older) =>
      (
        await manager.at(node).post('/api/challenges', {
          title: `Fund ${crypto.randomUUID()}`,
          summary: 'Where should the money go?',
          pot: { amount: '100', currency: 'CAD' },
          phases: [
            {
              kind: 'pitch',
              opensAt: new Date(Date.now() - 1000).toISOString(),
              closesAt: new Date(Date.now() + 86_400_000).toISOString(),
            },
          ],
          ballot: { kind: 'approval', minimum: 1 },
          rule: { rule: 'greedy' },
        })
      ).status;
    t.equal(await opens(older), 201);

    const owner = openOwner(installation.ownerUrl);
    t.teardown(() => owner.end());
    const newer = (migrations: Migrations) => migrateSchema({ owner, schema: 'crowd_innovation', migrations });
    t.match(await newer(later), { outcome: 'current', applied: ['900-later'] });

    t.equal(await opens(older), 201, 'the one that was running goes on');
    const again = await installation.node();
    t.equal(await opens(again), 201, 'and one of the same release starts');
    const health = async (node: typeof older) => (await client({ base: node.url }).get('/api/platform/health')).body;
    t.match((await health(again)).extensions, [{ extension: 'crowd-innovation', state: 'admitted' }]);
    t.equal(await again.stop(), 0);

    t.match(await newer(evenLater), { applied: ['901-even-later'] });
    const blocked = await installation.node();
    const { extensions } = await health(blocked);
    const found = extensions.find(({ extension }: { extension: string }) => extension === 'crowd-innovation');
    t.match(found, { state: 'blocked (a newer release)', reason: /901-even-later/, remedy: /install that release/ });
    t.equal((await client({ base: `${blocked.url}/c/${COMMUNITY}` }).get('/')).status, 200, 'everything else serves');
    t.match(
      extensions.filter(({ extension }: { extension: string }) => extension === 'groups'),
      [{ state: 'admitted' }],
    );
  },
);
