/** What has served its purpose goes, and nothing else. */
import { Client as Database } from 'pg';
import { startPlatform } from '@polyphony/core/testing';
import t from 'tap';
import { tidy } from '../tidy.ts';

t.test('old mail, links, sessions and claims go; what is in use stays', async (t) => {
  const platform = await startPlatform(t, { communities: { food: {} } });
  const food = platform.app.communities.bySlug('food')!;
  const ada = await platform.member('food');
  const database = new Database(platform.ownerUrl);
  await database.connect();
  t.teardown(() => database.end());
  const sql = async (text: string) => (await database.query(text)).rows as { id: string }[];
  const signedUp = async () =>
    platform.visitor('food').post('/api/auth/sign-up', { email: `${crypto.randomUUID()}@test.example`, name: 'New' });
  t.equal((await signedUp()).status, 201);
  await platform.settle();
  await sql(`update core.mail set created_at = now() - interval '31 days'`);
  await sql(`update platform.account set created_at = now() - interval '15 days'`);
  await sql(`update core.joining set created_at = now() - interval '15 days'`);
  await sql(`update platform.link set expires_at = now() - interval '31 days'`);
  await sql(
    `insert into platform.rate_limit values ('over', 1, now() - interval '1 second'), ('on', 1, now() + interval '1 hour')`,
  );
  t.equal((await signedUp()).status, 201);
  await platform.settle();
  const count = async (table: string) => (await sql(`select 1 from ${table}`)).length;
  const before = {
    mail: await count('core.mail'),
    links: await count('platform.link'),
    joining: await count('core.joining'),
  };
  t.strictSame(before, { mail: 2, links: 2, joining: 2 });

  await tidy(platform.app.platform, () => food.db);
  t.strictSame(
    { mail: await count('core.mail'), links: await count('platform.link'), joining: await count('core.joining') },
    { mail: 1, links: 1, joining: 1 },
    'those of today stay',
  );
  t.equal((await sql(`select from platform.rate_limit where key in ('over')`)).length, 0);
  t.equal((await sql(`select from platform.rate_limit where key in ('on')`)).length, 1);
  t.equal((await ada.get('/api/me')).status, 200, 'a member stays, however old the account is');
  await tidy(platform.app.platform, () => food.db);
});
