/** What the test kit promises to authors of extensions, besides requests. */
import t from 'tap';
import { extension, schedule, Type } from '@polyphony/core';
import { startPlatform, type Client } from '@polyphony/core/testing';

const { route } = extension();
const food = { extensions: { groups: {} } };

const open = async (who: Client, title: string, openness: string) => {
  const made = await who.post('/api/groups', { title, summary: 'Loaves', openness });
  if (made.status !== 201) throw new Error(made.text);
  return made.body as { id: string; slug: string };
};

t.test('a member is in spaces and holds grants from the start', async (t) => {
  const platform = await startPlatform(t, { only: ['groups'], communities: { food } });
  const founder = await platform.member('food', { roles: ['manager'] });
  const bread = await open(founder, 'Bread', 'closed');
  const soup = await open(founder, 'Soup', 'closed');
  const key = soup.id;

  const inBoth = await platform.member('food', {
    spaces: [{ kind: 'group', slug: bread.slug, role: 'organiser' }, { id: soup.id }],
  });
  t.equal((await inBoth.get(`/api/groups/${soup.slug}/members`)).status, 200);
  const { rows } = await platform
    .context('food')
    .db.selectFrom('core.space_member')
    .select(['space_id', 'role', 'state'])
    .where('member_id', '=', inBoth.memberId)
    .execute()
    .then((rows) => ({ rows }));
  t.strictSame(
    new Map(rows.map(({ space_id, role, state }) => [space_id, `${state} ${role}`])),
    new Map([
      [bread.id, 'member organiser'],
      [soup.id, 'member member'],
    ]),
  );

  const without = await platform.member('food');
  t.equal(
    (await without.get(`/api/groups/${soup.slug}/members`)).status,
    404,
    'who is in a closed group is for its members',
  );
  const holder = await platform.member('food', { grants: [{ realm: 'space', key }] });
  t.equal((await holder.get(`/api/groups/${soup.slug}/members`)).status, 200, 'what it holds opens what that guards');
  t.equal((await holder.get(`/api/groups/${bread.slug}/members`)).status, 404, 'and nothing else');
  const late = await platform.member('food', { grants: [{ realm: 'space', key, until: new Date('2001-01-01') }] });
  t.equal((await late.get(`/api/groups/${soup.slug}/members`)).status, 404, 'a grant that has ended opens nothing');
  await t.rejects(platform.member('food', { spaces: [{ kind: 'group', slug: 'jam' }] }), /food has no group jam/);
});

t.test('one clock is moved for requests, jobs and further nodes, and not for the database', async (t) => {
  const nights: string[] = [];
  const platform = await startPlatform(t, {
    only: ['groups'],
    communities: { food: { ...food, timeZone: 'UTC' } },
    adapt: (_, definition) => ({
      ...definition,
      routes: (r) => [
        ...(definition.routes?.(r) ?? []),
        route({
          method: 'GET',
          path: '/groups/clock/now',
          summary: 'The time of the node',
          access: 'anyone',
          schema: { response: { 200: Type.Object({ now: Type.String() }) } },
          handler: ({ ctx }) => ({ now: ctx.now().toISOString() }),
        }),
      ],
      schedules: () => [
        schedule({
          id: 'groups.night',
          cron: '30 2 * * *',
          handler: (ctx) => void nights.push(ctx.now().toISOString()),
        }),
      ],
    }),
  });
  const hour = (text: string) => text.slice(0, 13);
  const asked = async (base = platform.visitor('food').base) =>
    hour(((await (await fetch(`${base}/api/groups/clock/now`)).json()) as { now: string }).now);

  t.ok(Math.abs(platform.clock.now().getTime() - Date.now()) < 60_000, 'it begins as the real one');
  platform.clock.set(new Date('2040-05-01T10:00:00Z'));
  t.equal(await asked(), '2040-05-01T10');
  platform.clock.advance(3 * 3_600_000);
  t.equal(await asked(), '2040-05-01T13');
  t.equal(hour(platform.context('food').now().toISOString()), '2040-05-01T13');
  const node = await platform.node();
  t.equal(await asked(`${node.url}/c/food`), '2040-05-01T13', 'all nodes of the platform have it');
  const { rows } = await platform
    .context('food')
    .db.selectNoFrom((is) => is.fn<Date>('now').as('now'))
    .execute()
    .then((rows) => ({ rows }));
  t.ok((rows[0]?.now.getFullYear() ?? 2040) < 2040, 'the database keeps its own');

  await platform.settle({ until: new Date('2041-01-01T12:00:00Z') });
  await platform.settle({ until: new Date('2041-01-03T12:00:00Z') });
  t.match(nights.at(-1), /^2041-01-03T12/, 'what is settled as if it were a moment has that moment');
  t.equal(await asked(), '2040-05-01T13', 'and then it is as before');
  t.throws(() => platform.clock.set(new Date('tomorrow')), /valid date/);
});

t.test('a page is a real browser in which the member is signed in', async (t) => {
  const platform = await startPlatform(t, { only: ['groups'], communities: { food } });
  const member = await platform.member('food', { name: 'Mina Sato' });
  const page = await platform.page(member, { width: 390, javaScript: false, colorScheme: 'dark' });
  await page.goto('me');
  t.match(await page.content(), 'Mina Sato');
  t.equal(page.viewportSize()?.width, 390);
  await page.setContent('<noscript>no script</noscript><p>words</p>');
  t.equal(await page.getByText('no script').count(), 1, 'without script');

  const visitor = await platform.page(platform.visitor('food'), { colorScheme: 'dark' });
  await visitor.goto('');
  t.notMatch(await visitor.content(), 'Mina Sato', 'pages share no session');
  t.equal(await visitor.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`), true);
});
