/** A newcomer's next steps: ticked by facts, hidden for good, and gone when all is done. */
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, { communities: { oak: { extensions: { groups: {} } } } });
const manager = await platform.member('oak', { roles: ['manager'], name: 'Mara' });
await manager.post('/api/groups', { title: 'Bread', summary: 'Loaves', openness: 'open' });
const home = async (who: typeof manager) => (await who.get('/')).text;

t.test('what is to do is offered, and ticks off by what was done', async (t) => {
  const gia = await platform.member('oak', { name: 'Gia' });
  t.match(await home(gia), /Next steps[\s\S]*Read the welcome[\s\S]*Join a group/);
  t.match((await gia.get('/welcome')).text, /Welcome to oak[\s\S]*Next steps[\s\S]*Join a group/);
  t.match(await home(gia), /Read the welcome <span class="vh">\(done\)/);
  await gia.post('/api/groups/bread/join');
  t.notMatch(await home(gia), /Next steps/, 'gone when all is done');
});

t.test('a step is hidden for good, and somebody who is not new is left alone', async (t) => {
  const hal = await platform.member('oak', { name: 'Hal' });
  t.equal((await hal.form('/welcome/steps/groups.join/hide', {})).status, 303);
  t.notMatch(await home(hal), /Join a group/);
  t.equal((await hal.form('/welcome/steps/nonsense/hide', {})).status, 404);
  const old = await platform.member('oak', { name: 'Old' });
  await sql`update core.member set joined_at = now() - interval '31 days' where id = ${old.memberId}`.execute(
    platform.context('oak').db,
  );
  t.notMatch(await home(old), /Next steps/);
  t.notMatch((await platform.visitor('oak').get('/')).text, /Next steps/);
});

t.test('rules that changed so that it matters ask everybody to agree, once', async (t) => {
  const ira = await platform.member('oak', { name: 'Ira' });
  t.notMatch(await home(ira), /rules have changed/);
  const write = (version: number, more: object) =>
    manager.put('/api/pages/rules', { title: 'Rules', body: `Be kind ${version}`, version, ...more });
  t.equal((await write(0, {})).status, 200);
  t.notMatch(await home(ira), /rules have changed/, 'a small change asks nobody');
  t.equal((await write(1, { agreeAgain: true })).status, 200);
  t.match(await home(ira), /The rules have changed/);
  t.equal((await ira.form('/rules/agree', { version: '1' })).status, 409, 'not to what is no longer there');
  t.equal((await ira.form('/rules/agree', { version: '2' })).status, 303);
  t.notMatch(await home(ira), /rules have changed/);
  const { rows } = await sql`select page, version from core.agreement where member_id = ${ira.memberId}`.execute(
    platform.context('oak').db,
  );
  t.same(rows, [{ page: 'rules', version: 2 }]);
});
