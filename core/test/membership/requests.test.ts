/** Asking to be let in, and the one decision about it. */
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform, type Client } from '@polyphony/core/testing';

const platform = await startPlatform(t, {
  communities: {
    oak: { join: 'request', languages: ['en', 'fr'] },
    quiet: { join: 'request', access: 'closed', safeguarding: 'high' },
    free: {},
  },
  only: [],
});
const manager = await platform.member('oak', { roles: ['manager'], name: 'Mara', email: 'mara@oak.example' });
const deputy = await platform.member('oak', { roles: ['manager'], name: 'Dee', email: 'dee@oak.example' });
const member = await platform.member('oak');

/** Somebody who asks, has confirmed their address, and waits. */
async function asks(slug: string, name: string, more: object = {}): Promise<{ email: string; token: string }> {
  const email = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}@x.example`;
  const signedUp = await platform
    .visitor(slug)
    .post('/api/auth/sign-up', { email, name, password: 'correct horse battery', rules: true, ...more });
  if (signedUp.status !== 201) throw new Error(signedUp.text);
  await platform.settle();
  const mail = (await platform.mails(slug)).findLast(({ to }) => to === email);
  const path = /(\/link\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const confirmed = await platform.visitor(slug).form(path, {});
  if (confirmed.status !== 303) throw new Error(`${path}: ${confirmed.status} ${confirmed.text.slice(0, 300)}`);
  return { email, token: signedUp.body.token };
}
const waiting = async (name: string, by: Client = manager) =>
  (await by.get('/api/members/requests?limit=100')).body.items.find((one: { name: string }) => one.name === name);
const mailsTo = async (slug: string, address: string, kind: string) => {
  await platform.settle();
  return (await platform.mails(slug)).filter((mail) => mail.to === address && mail.kind === kind);
};

t.test('managers hear that somebody asks, read the answers, and let them in', async (t) => {
  await manager.form('/manage/joining', { question1: 'Who told you of us?', required1: 'yes' });
  const { email } = await asks('oak', 'Gia', { answers: [{ position: 1, answer: 'A neighbour' }] });
  for (const address of ['mara@oak.example', 'dee@oak.example'])
    t.match((await mailsTo('oak', address, 'core.joining-asked')).at(-1)?.subject, /Gia asks to join oak/);
  const page = await manager.get('/manage/requests');
  t.match(page.text, /Gia[\s\S]*Who told you of us\?[\s\S]*A neighbour/);
  t.match((await manager.get('/manage')).text, /1 person asks to be let in/);

  const { id } = await waiting('Gia');
  t.equal((await manager.form(`/manage/requests/${id}/accept`, {})).status, 303);
  t.match((await manager.get('/api/members?q=Gia')).body.items, [{ name: 'Gia' }]);
  const [mail] = await mailsTo('oak', email, 'core.joining-accepted');
  t.match(mail?.text, /\/c\/oak\/welcome/);
  t.match((await manager.get('/manage/log')).text, /Let Gia in/);
  await manager.form('/manage/joining', { question1: '' });
});

t.test('of two who decide at once one decides, and the other is told what happened', async (t) => {
  await asks('oak', 'Hal');
  const { id } = await waiting('Hal');
  const answers = await Promise.all([
    manager.post(`/api/members/requests/${id}/accept`),
    deputy.post(`/api/members/requests/${id}/refuse`, { reason: 'Not now' }),
  ]);
  t.equal(answers.filter(({ status }) => status < 300).length, 1);
  const told = answers.find(({ status }) => status === 409);
  t.match(told?.body, { code: 'core.request-decided', detail: /(let in by Mara|refused by Dee)/ });
});

t.test('who is refused reads why, and may ask again', async (t) => {
  const { email, token } = await asks('oak', 'Ira');
  const { id } = await waiting('Ira');
  t.equal((await manager.form(`/manage/requests/${id}/refuse`, { reason: '  ' })).status, 422, 'a reason is needed');
  t.equal((await manager.form(`/manage/requests/${id}/refuse`, { reason: 'Tell us who you are.' })).status, 303);
  const [mail] = await mailsTo('oak', email, 'core.joining-refused');
  t.match(mail?.text, /Tell us who you are\.[\s\S]*ask again/);
  t.equal(await waiting('Ira'), undefined);
  t.ok(token);
  const { rows } = await sql<{ account_id: string }>`select account_id from core.joining where id = ${id}`.execute(
    platform.context('oak').db,
  );
  const { joiningToken } = await import('../../membership/joining.ts');
  const ctx = platform.context('oak');
  const joining = platform.get(joiningToken);
  const accountId = rows[0]?.account_id ?? '';
  t.match(await joining.of(ctx.db, ctx.community, accountId), { state: 'refused', reason: 'Tell us who you are.' });
  await ctx.transaction(async (tx) => {
    await joining.begin(tx.db, ctx.community, {
      accountId,
      name: 'Ira Again',
      language: 'fr',
      answers: [],
      rulesVersion: 0,
    });
    t.match(await joining.confirmed(tx.db, ctx.community, { accountId }), { state: 'asked' });
  });
  t.ok(await waiting('Ira Again'));
});

t.test('somebody whose membership was ended does not come back by joining', async (t) => {
  const boss = await platform.member('free', { roles: ['manager'] });
  const former = await platform.member('free', { email: 'former@x.example', name: 'Former', roles: ['manager'] });
  await boss.delete(`/api/members/${former.memberId}`);
  const ctx = platform.context('free');
  const { joiningToken } = await import('../../membership/joining.ts');
  const { rows } = await sql<{
    account_id: string;
  }>`select account_id from core.member where id = ${former.memberId}`.execute(ctx.db);
  const accountId = rows[0]?.account_id ?? '';
  const outcome = await ctx.transaction(async (tx) => {
    const joining = platform.get(joiningToken);
    await joining.begin(tx.db, ctx.community, {
      accountId,
      name: 'Former',
      language: undefined,
      answers: [],
      rulesVersion: 0,
    });
    return joining.confirmed(tx.db, ctx.community, { accountId });
  });
  t.same(outcome, { state: 'asked' });
  const { id, returns } = await waiting('Former', boss);
  t.equal(returns, true);
  t.match((await boss.post(`/api/members/requests/${id}/accept`)).body, { id: former.memberId, endedAt: null });
  t.same((await boss.get(`/api/members/${former.memberId}`)).body.roles, ['manager'], 'with what they had');
});

t.test('a joining of a claim moves to the account that owns the address', async (t) => {
  const ctx = platform.context('oak');
  const { joiningToken } = await import('../../membership/joining.ts');
  const joining = platform.get(joiningToken);
  const [from, to] = [crypto.randomUUID(), crypto.randomUUID()];
  await sql`insert into platform.account (id) values (${from}), (${to})`.execute(ctx.db);
  const input = { language: 'fr', answers: [], rulesVersion: 0 };
  await joining.begin(ctx.db, ctx.community, { ...input, accountId: from, name: 'Typed last' });
  await joining.begin(ctx.db, ctx.community, { ...input, accountId: to, name: 'Typed first' });
  await ctx.transaction(async (tx) => {
    t.same(await joining.confirmed(tx.db, ctx.community, { accountId: to, from }), { state: 'asked' });
    t.same(
      await joining.confirmed(tx.db, ctx.community, { accountId: to, from }),
      { state: 'asked' },
      'again changes nothing',
    );
  });
  t.ok(await waiting('Typed last'));
  t.equal(await waiting('Typed first'), undefined);
  t.equal(await joining.of(ctx.db, ctx.community, from), null);
});

t.test('in a quiet community the mails say nothing', async (t) => {
  const lead = await platform.member('quiet', { roles: ['manager'], email: 'lead@quiet.example', name: 'Imani' });
  const { email } = await asks('quiet', 'Rowan');
  const told = (await mailsTo('quiet', 'lead@quiet.example', 'core.joining-asked')).at(-1);
  const { id } = await waiting('Rowan', lead);
  await lead.post(`/api/members/requests/${id}/accept`);
  const [accepted] = await mailsTo('quiet', email, 'core.joining-accepted');
  for (const mail of [told, accepted]) {
    t.ok(mail?.subject);
    t.notMatch(`${mail?.subject} ${mail?.text?.replaceAll(/https?:\S+/g, '')}`, /Rowan|quiet|communit|member|join/i);
  }
});

t.test('only those who look after members decide', async (t) => {
  await asks('oak', 'Jo');
  const { id } = await waiting('Jo');
  for (const who of [member, platform.visitor('oak')]) {
    t.ok([401, 403].includes((await who.get('/api/members/requests')).status));
    t.ok([401, 403].includes((await who.post(`/api/members/requests/${id}/accept`)).status));
    t.ok([401, 403].includes((await who.post(`/api/members/requests/${id}/refuse`, { reason: 'x' })).status));
  }
  t.equal((await manager.post(`/api/members/requests/${crypto.randomUUID()}/accept`)).status, 404);
});

t.test('at most three questions, kept in order, and each change is in the log', async (t) => {
  await manager.form('/manage/joining', { question1: 'One', question2: '', question3: 'Three', required3: 'yes' });
  t.match((await platform.visitor('oak').get('/api/joining')).body.questions, [
    { position: 1, question: 'One', required: false },
    { position: 2, question: 'Three', required: true },
  ]);
  t.match((await manager.get('/manage/log?action=core.joining.questions-changed')).text, /Three \*/);
  await Promise.all([1, 2, 3, 4].map((at) => manager.form('/manage/joining', { question1: `At once ${at}` })));
  t.equal((await platform.visitor('oak').get('/api/joining')).body.questions.length, 1);
});
