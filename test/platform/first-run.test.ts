/** The first five minutes of somebody who has just started it, and taking the demo out again. */
import t from 'tap';
import { Client as Database } from 'pg';
import { client, startPlatform, type Platform } from '@polyphony/core/testing';
import { hasDemo, realInDemo, removeDemo, removeDemoAccounts } from '../../core/demo/remove.ts';

const food = 'our-food-future';

/** Runs statements as the owner, whom no wall between communities stops. */
async function owner<T>(platform: Platform, work: (db: Database) => Promise<T>): Promise<T> {
  const db = new Database({ connectionString: platform.ownerUrl });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

interface OneClick {
  readonly action: string;
  readonly fields: Record<string, string>;
}

const decoded = (text: string) => text.replaceAll('&#39;', "'").replaceAll('&amp;', '&');

/** The forms of the front door, as a browser would send them. */
function oneClicks(html: string): OneClick[] {
  return [...html.matchAll(/<form action="(\/c\/[^"]+\/sign-in)"[\s\S]*?<\/form>/g)].map(([form, action = '']) => ({
    action,
    fields: Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        decoded(value),
      ]),
    ),
  }));
}

const frontDoor = async (platform: Platform) => (await fetch(`${platform.url}/`)).text();

async function press(platform: Platform, { action, fields }: OneClick, headers: Record<string, string> = {}) {
  const answer = await fetch(`${platform.url}${action}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: { 'sec-fetch-site': 'same-origin', origin: platform.url, ...headers },
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { status: answer.status, location: answer.headers.get('location') ?? '', cookie };
}

t.test('the front door of a demo', async (t) => {
  const platform = await startPlatform(t, { communities: {}, demo: true });
  const html = await frontDoor(platform);
  for (const name of ['Our Food Future', 'IATI Connect', 'Peer Circle']) t.match(html, name);
  const forms = oneClicks(html);

  await t.test('signs in as each of its people with one click, on a page that is there', async (t) => {
    t.equal(forms.length, 6);
    for (const form of forms) {
      const { status, location, cookie } = await press(platform, form);
      t.equal(status, 303, form.fields['email'] ?? '');
      const page = await fetch(`${platform.url}${location}`, { headers: { cookie }, redirect: 'manual' });
      t.equal(page.status, 200, location);
      t.match(await page.text(), /You are signed in\./);
    }
  });

  await t.test('puts the resident before an open ballot and the bakery before a result', async (t) => {
    const landing = async (email: string) => {
      const form = forms.find(({ fields }) => fields['email'] === email);
      return form ? (await press(platform, form)).location : '';
    };
    t.match(
      await landing('resident@ourfoodfuture.example'),
      /^\/c\/our-food-future\/challenges\/[\w-]+\/ballot\?said=/,
    );
    t.match(await landing('bakery@ourfoodfuture.example'), /^\/c\/our-food-future\/challenges\/[\w-]+\/results\?said=/);
  });

  await t.test('signs in as somebody else without signing out first, and not from another site', async (t) => {
    const [officer, , resident] = forms.filter(({ action }) => action.includes(food));
    if (!officer || !resident) throw new Error('people are missing');
    const { cookie } = await press(platform, officer);
    const second = await press(platform, resident, { cookie });
    t.equal(second.status, 303);
    const me = await fetch(`${platform.url}/c/${food}/me`, { headers: { cookie: second.cookie } });
    t.match(await me.text(), 'Amara Khan');
    const foreign = await press(platform, resident, {
      cookie,
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    });
    t.not(foreign.status, 303);
    t.equal(foreign.cookie, '');
    const sibling = await press(platform, resident, { cookie, 'sec-fetch-site': 'same-site' });
    t.equal(sibling.cookie, '');
  });

  await t.test('says what an operator may try, until it is done', async (t) => {
    t.match(html, /<code class="code-line">  crowd-innovation: \{\}<\/code>/);
    t.match(html, /communities\/iati-connect\.yaml/);
    t.match(html, /watch Challenges appear/);
    await platform.configure('iati-connect', {
      name: 'IATI Connect',
      extensions: { groups: {}, 'crowd-innovation': {} },
    });
    const after = await frontDoor(platform);
    t.notMatch(after, 'watch Challenges appear');
    t.match((await platform.visitor('iati-connect').get('/')).text, /Challenges/, 'they have appeared');
  });

  await t.test('every page says that it is a demonstration, and leads back where the front door is', async (t) => {
    for (const slug of [food, 'iati-connect', 'peer-circle'])
      for (const path of ['/', '/sign-in', '/no-such-page']) {
        const { text } = await platform.visitor(slug).get(path);
        t.match(text, /<aside class="demo"[\s\S]*?<a href="\/">/, `${slug}${path}`);
      }
  });

  await t.test('the door of Peer Circle says how to come in, who helps at any hour, and has a way out', async (t) => {
    const { text } = await platform.visitor('peer-circle').get('/whatever');
    for (const words of [/Ask the person who told you/, /href="tel:116123"/, /85258/, /999/]) t.match(text, words);
    const rowan = forms.find(({ fields }) => fields['email'] === 'peer@peercircle.example');
    if (!rowan) throw new Error('nobody');
    const { cookie } = await press(platform, rowan);
    for (const path of ['/', '/groups', '/me', '/nope'])
      t.match(
        await (await fetch(`${platform.url}/c/peer-circle${path}`, { headers: { cookie } })).text(),
        /class="btn btn--danger quick-exit" href="https:\/\/www\.bbc\.co\.uk\/weather"/,
        path,
      );
    t.notMatch((await platform.visitor(food).get('/')).text, 'quick-exit');
  });
});

t.test(
  'outside of a demo the front door names open communities alone, and no page speaks of a demonstration',
  async (t) => {
    const platform = await startPlatform(t, {
      communities: {
        square: { name: 'Square' },
        circle: { name: 'Circle', access: 'closed' },
        known: { name: 'Known', access: 'listed' },
      },
    });
    const html = await frontDoor(platform);
    t.match(html, 'Square');
    t.notMatch(html, 'Circle');
    t.notMatch(html, 'Known');
    t.notMatch(html, '<form');
    for (const slug of ['square', 'circle'])
      t.notMatch((await platform.visitor(slug).get('/')).text, 'class="demo"', slug);
  },
);

t.test('a vote of the demo that has lapsed is open again after a start, and its figures still fit', async (t) => {
  const platform = await startPlatform(t, { communities: {}, demo: true });
  const visitor = platform.visitor(food);
  const open = async () =>
    (await visitor.get('/api/challenges')).body.items.find((item: any) => item.standing !== 'published');
  const before = await open();
  t.equal(before.standing, 'vote');
  await platform.app.createDemo();
  t.same((await open()).phases, before.phases, 'a vote that is open is left alone');

  await owner(platform, async (db) => {
    await db.query(
      `update crowd_innovation.phase set opens_at = opens_at - interval '70 days', closes_at = closes_at - interval '70 days' where challenge_id = $1`,
      [before.id],
    );
    await db.query(
      `update crowd_innovation.ballot set sent_at = sent_at - interval '70 days', updated_at = updated_at - interval '70 days' where challenge_id = $1`,
      [before.id],
    );
  });
  t.equal((await open()).standing, 'counting');
  await platform.app.createDemo();
  const after = await open();
  t.equal(after.standing, 'vote');
  t.equal(after.turnout, before.turnout, 'with its ballots');
  t.not(after.settingsHash ?? 'moved', before.settingsHash, 'under settings that are hashed anew');
  await owner(platform, async (db) => {
    const { rows } = await db.query(
      `select count(*)::int as outside from crowd_innovation.ballot b join crowd_innovation.phase p
       on p.challenge_id = b.challenge_id and p.kind = 'vote'
       where b.challenge_id = $1 and (b.sent_at < p.opens_at or b.sent_at >= p.closes_at)`,
      [before.id],
    );
    t.equal(rows[0].outside, 0, 'every ballot was sent while the vote was open');
  });
  const resident = client({
    base: `${platform.url}/c/${food}`,
    email: 'resident@ourfoodfuture.example',
    password: 'let-me-look-around',
  });
  t.match((await resident.get(`/challenges/${after.slug}/ballot`)).status, 200);

  await owner(platform, (db) =>
    db.query(
      `update crowd_innovation.phase set closes_at = now() - interval '1 hour' where challenge_id = $1 and kind = 'vote'`,
      [before.id],
    ),
  );
  const officer = client({
    base: `${platform.url}/c/${food}`,
    email: 'officer@ourfoodfuture.example',
    password: 'let-me-look-around',
  });
  const published = await officer.request('POST', `/api/challenges/${after.slug}/count`, {
    json: {},
    browser: true,
  });
  t.ok(published.status < 300, published.text);
  await platform.app.createDemo();
  const { items } = (await visitor.get('/api/challenges')).body;
  t.ok(
    items.every((item: any) => item.standing === 'published'),
    'what somebody published stays published',
  );
});

t.test('taking the demo out', async (t) => {
  const platform = await startPlatform(t, { communities: {}, demo: true });
  const { app } = platform;
  const eve = await platform.member(food, { roles: ['manager'], name: 'Eve' });
  const kept = await eve.post('/api/groups', { title: 'Kept', summary: 'By real people', openness: 'open' });
  t.equal(kept.status, 201, kept.text);
  const amara = client({
    base: `${platform.url}/c/${food}`,
    email: 'resident@ourfoodfuture.example',
    password: 'let-me-look-around',
    name: 'Amara Khan',
  });
  t.ok((await amara.form('/groups/kept/join', {})).status < 400, 'a demo person joins it');
  const view = app.communities.bySlug(food);
  if (!view) throw new Error('no community');
  t.same(await realInDemo(view, app), [], 'nothing of real people is in the demo');

  const { items } = (await eve.get('/api/challenges')).body;
  const open = items.find((item: any) => item.standing === 'vote');
  const [idea] = (await eve.get(`/api/challenges/${open.slug}/ideas`)).body.items.filter(
    ({ state }: any) => state === 'accepted',
  );
  const voted = await eve.put(`/api/challenges/${open.slug}/ballot`, { choices: [idea.id] });
  t.ok(voted.status < 300, voted.text);
  t.same(await realInDemo(view, app), ['1 ballot'], 'a real ballot is said before it goes');

  await t.test('leaves everything as it was where anything fails', async (t) => {
    await owner(platform, (db) =>
      db
        .query(
          `create table crowd_innovation.clings (community_id int, id uuid, foreign key (community_id, id) references crowd_innovation.challenge)`,
        )
        .then(() =>
          db.query(
            `insert into crowd_innovation.clings select community_id, id from crowd_innovation.challenge limit 1`,
          ),
        ),
    );
    await t.rejects(removeDemo(view, app), { code: '23503' });
    t.equal((await eve.get('/api/challenges')).body.items.length, 2);
    t.equal((await eve.get('/api/groups')).body.items.length, 4);
    await owner(platform, (db) => db.query('drop table crowd_innovation.clings'));
  });

  await t.test('leaves nothing of it, and what real people made', async (t) => {
    const said = await removeDemo(view, app);
    t.equal(said.spaces, 5, 'three workstreams and two funds');
    t.equal(said.people, 303);
    t.equal(said.former, 0);
    for (const other of app.communities.all()) if (other !== view) await removeDemo(other, app);
    t.equal(await removeDemoAccounts(app.platform), 8, 'six personas, an operator, and somebody who asks to be let in');
    t.notOk(await hasDemo(app.platform));

    await owner(platform, async (db) => {
      const count = async (from: string) =>
        (await db.query(`select count(*)::int as n from ${from}`)).rows[0].n as number;
      const { rows: tables } = await db.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('crowd_innovation', 'groups') and tablename not like 'kysely%'`,
      );
      t.ok(tables.length > 8);
      for (const { name } of tables) t.equal(await count(name), name === 'groups.group_profile' ? 1 : 0, name);
      t.equal(await count('core.member'), 1, 'one member, who is real');
      t.equal(await count('core.space'), 1);
      t.equal(await count('core.space_member'), 1);
      t.equal(await count('core.content'), 0);
      t.equal(
        await count(
          `core.access_grant where member_id not in (select id from core.member) and member_id <> '00000000-0000-0000-0000-000000000000'`,
        ),
        0,
      );
      t.equal(await count('platform.account'), 1);
      t.equal(await count(`platform.setting where key like 'demo %'`), 0);
      t.equal(await count('platform.session where account_id not in (select id from platform.account)'), 0);
    });
    t.equal((await eve.get('/api/groups/kept')).body.title, 'Kept');
    t.same((await eve.get('/api/challenges')).body.items, []);
    t.equal((await platform.visitor(food).get('/')).status, 200);
  });

  await t.test('can be undone by a start in demo mode', async (t) => {
    await app.createDemo();
    t.equal((await eve.get('/api/challenges')).body.items.length, 2);
    t.ok((await removeDemo(view, app)).people > 300);
  });
});

t.test('a demo person whom real people still refer to stays as a former member without a name', async (t) => {
  const platform = await startPlatform(t, { communities: {}, demo: true });
  const { app } = platform;
  const eve = await platform.member(food, { roles: ['manager'], name: 'Eve' });
  const made = await eve.post('/api/groups', { title: 'Kept', summary: 'By real people', openness: 'open' });
  await owner(platform, (db) =>
    // as an extension's table would refer to whoever did something
    db.query(
      `update groups.group_profile set created_by = (select m.id from core.member m join platform.account a on a.id = m.account_id where a.email = 'officer@ourfoodfuture.example') where id = $1`,
      [made.body.id],
    ),
  );
  const view = app.communities.bySlug(food);
  if (!view) throw new Error('no community');
  const { former, people } = await removeDemo(view, app);
  t.same([former, people], [1, 303]);
  t.equal((await eve.get('/api/groups/kept')).status, 200);
  t.notMatch((await eve.get('/people')).text, 'Olivia');
});
