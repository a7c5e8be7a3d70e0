import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, {
  only: ['groups'],
  communities: {
    food: { extensions: { groups: {} } },
    empty: { extensions: { groups: {} } },
    shut: { access: 'closed', extensions: { groups: {} } },
  },
});
const manager = await platform.member('food', { roles: ['manager'], name: 'Mo' });
const to = (answer: { headers: Headers }) => new URL(answer.headers.get('location') ?? '', platform.url).pathname;
const fields = {
  title: 'Bread',
  summary: 'Loaves for all',
  about: 'First.\n\nSecond.',
  openness: 'open',
  kindLabel: '',
};

t.test('a manager starts a group, a member joins and leaves it, with forms alone', async (t) => {
  const made = await manager.form('/groups/new', fields);
  t.equal(made.status, 303);
  t.equal(to(made), '/c/food/groups/bread');
  t.match((await manager.get('/groups/bread')).text, /<p>First\.<\/p><p>Second\.<\/p>/);

  const visitor = platform.visitor('food');
  const seen = (await visitor.get('/groups/bread')).text;
  t.match(seen, /Sign in to join/);
  t.match(seen, /sign-in\?next=%2Fgroups%2Fbread/, 'and comes back here afterwards');
  t.match(seen, /Anyone can see this/);

  const ada = await platform.member('food', { name: 'Ada' });
  t.match((await ada.get('/groups/bread')).text, /Join this group/);
  const joined = await ada.form('/groups/bread/join', {});
  t.equal(to(joined), '/c/food/groups/bread');
  t.match((await ada.get('/groups/bread?said=groups.said.joined')).text, /You are a member now/);
  t.match((await ada.get('/groups/bread')).text, /Leave this group/);
  t.match((await ada.get('/groups/bread/members')).text, /Ada/);
  t.equal((await ada.form('/groups/bread/leave', {})).status, 303);
  t.match((await ada.get('/groups/bread')).text, /Join this group/);
});

t.test('visitors see how many are in an open group, and not who', async (t) => {
  await manager.form('/groups/new', { ...fields, title: 'Counted' });
  const hidden = await platform.member('food', { name: 'Hidden Hana' });
  await hidden.form('/groups/counted/join', {});
  const { text } = await platform.visitor('food').get('/groups/counted');
  t.match(text, /2 members/);
  t.notMatch(text, /Hidden Hana/);
  t.not((await platform.visitor('food').get('/groups/counted/members')).status, 200);
});

t.test('what was typed survives a mistake, and the page says how to mend it', async (t) => {
  const answer = await manager.form('/groups/new', { ...fields, title: '', summary: 'Kept "words" & <b>' });
  t.equal(answer.status, 422);
  t.match(answer.text, /href="#field-title"/);
  t.match(answer.text, /Kept &quot;words&quot; &amp; &lt;b|Kept "words" &amp; &lt;b/);
});

t.test('settings can be emptied where they are optional, and not where they are needed', async (t) => {
  await manager.form('/groups/new', { ...fields, title: 'Yeast', kindLabel: 'Kitchen' });
  t.match((await manager.get('/groups/yeast')).text, /Kitchen/);
  const settings = { ...fields, title: 'Yeast', version: '1' };
  t.equal((await manager.form('/groups/yeast/settings', { ...settings, title: '' })).status, 422);
  t.equal((await manager.form('/groups/yeast/settings', { ...settings, about: '' })).status, 303);
  t.match((await manager.get('/api/groups/yeast')).body, { about: '', kindLabel: null, version: 2 });
  const late = await manager.form('/groups/yeast/settings', { ...settings, about: 'From an old window' });
  t.equal(late.status, 409);
  t.match(late.text, /From an old window/, 'nothing that was typed is lost');
});

t.test('an organiser adds people from a list, makes one an organiser, and takes one out', async (t) => {
  await manager.form('/groups/new', { ...fields, title: 'Ovens', openness: 'closed' });
  const eve = await platform.member('food', { name: 'Eve Ember' });
  t.match((await manager.get('/groups/ovens/members/add?q=ember')).text, /Eve Ember/);
  t.match(
    (await manager.form('/groups/ovens/members/add', { member: '', role: 'member' })).text,
    /Choose a member of the community/,
  );
  t.equal((await manager.form('/groups/ovens/members/add', { member: eve.memberId!, role: 'member' })).status, 303);
  t.notMatch(
    (await manager.get('/groups/ovens/members/add?q=ember')).text,
    /<option[^>]*>Eve Ember/,
    'who is in is not offered again',
  );
  await manager.form(`/groups/ovens/members/${eve.memberId}/role`, { role: 'organiser' });
  t.equal((await eve.get('/groups/ovens/settings')).status, 200);
  await manager.form(`/groups/ovens/members/${eve.memberId}/remove`, {});
  t.equal((await eve.get('/groups/ovens/settings')).status, 403);
});

t.test('the directory and the home page put your own groups first', async (t) => {
  const fan = await platform.member('food');
  await manager.form('/groups/new', { ...fields, title: 'Zucchini' });
  await manager.form('/groups/new', { ...fields, title: 'Apples' });
  await fan.form('/groups/zucchini/join', {});
  for (const path of ['/groups', '/']) {
    const { text } = await fan.get(path);
    t.ok(text.indexOf('Zucchini') < text.indexOf('Apples'), path);
  }
  const titles = (await fan.get('/api/groups?limit=100')).body.items.map(({ title }: { title: string }) => title);
  t.equal(titles[0], 'Zucchini');
});

t.test('the list comes in pages that leave nobody out and repeat nobody', async (t) => {
  const all = (await manager.get('/api/groups?limit=100')).body.items.map(({ id }: { id: string }) => id);
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { body }: { body: { items: { id: string }[]; next: string | null } } = await manager.get(
      `/api/groups?limit=2${after && `&after=${after}`}`,
    );
    seen.push(...body.items.map(({ id }) => id));
    after = body.next;
  }
  t.same(seen.sort(), all.sort());
});

t.test('a manager is shown groups that nobody organises any more, and nothing where there are none', async (t) => {
  const boss = await platform.member('empty', { roles: ['manager'] });
  t.notMatch((await boss.get('/manage')).text, /Nobody organises these/);
  const gone = await platform.member('empty', { roles: ['manager'] });
  await gone.form('/groups/new', { ...fields, title: 'Left alone' });
  await platform
    .context('empty')
    .db.updateTable('core.member')
    .set({ removed_at: new Date() })
    .where('id', '=', gone.memberId)
    .execute();
  const { text } = await boss.get('/manage');
  t.match(text, /Nobody organises these/);
  t.match(text, /Left alone/);
});

t.test('without groups the directory says so, and offers to start one to those who may', async (t) => {
  const fresh = await startPlatform(t, { only: ['groups'], communities: { new: { extensions: { groups: {} } } } });
  const boss = await fresh.member('new', { roles: ['manager'] });
  t.match((await boss.get('/groups')).text, /Start a new group/);
  const { text } = await fresh.visitor('new').get('/groups');
  t.match(text, /Nothing here yet/);
  t.notMatch(text, /Start a new group/);
  t.notMatch((await fresh.visitor('new').get('/')).text, /See all/, 'an empty block takes no room');
});

t.test('hostile names are shown as text', async (t) => {
  const title = '"><img src=x onerror=alert(1)>';
  const { body } = await manager.post('/api/groups', {
    title,
    summary: '<script>1</script>',
    about: '<b>',
    openness: 'open',
  });
  for (const path of [`/groups/${body.slug}`, '/groups', `/groups/${body.slug}/settings`, '/'])
    t.notMatch((await manager.get(path)).text, /<img src=x|<script>1/, path);
});

t.test('in a closed community an open group is for its members, and the page says so', async (t) => {
  const boss = await platform.member('shut', { roles: ['manager'] });
  await boss.form('/groups/new', fields);
  t.match((await boss.get('/groups/bread')).text, /Community members can see this/);
  t.notMatch((await platform.visitor('shut').get('/groups/bread')).text, /Bread|Loaves/);
});

t.test('every word on the pages comes from the catalogue', async (t) => {
  for (const path of [
    '/groups',
    '/groups/new',
    '/groups/bread',
    '/groups/bread/members',
    '/groups/bread/members/add',
    '/groups/bread/settings',
    '/manage',
  ])
    t.same(
      (await manager.get(path)).text
        .match(/\bgroups\.[a-z]\w*(\.\w+)*/g)
        ?.filter((key) => !key.startsWith('groups.said')) ?? [],
      [],
      path,
    );
});
