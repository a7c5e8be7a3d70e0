import t from 'tap';
import { auditService } from '../../access/index.ts';
import { memberService } from '../../identity/members.ts';
import { openStage } from './stage.ts';

const members = memberService();
const stage = await openStage(t);

await t.test('members are listed by name to members, page by page, and former ones never', async (t) => {
  const community = await stage.community('members');
  const ada = await community.member('ada');
  for (const name of ['Zoë', 'Bea', 'bea', '100% Bob', 'under_score', 'back\\slash']) await community.member(name);
  const removed = await community.member('Removed');
  const erased = await community.member('Erased');
  await stage.owner('update core.member set removed_at = now() where id = $1', [removed.actor.id]);
  await stage.owner('update core.member set erased_at = now() where id = $1', [erased.actor.id]);

  const names: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await members.list(ada, { limit: 2, after });
    names.push(...page.items.map(({ name }) => name));
    if (!page.next) break;
    after = page.next;
  }
  t.equal(names.length, 7);
  t.same(new Set(names), new Set(['ada', 'Zoë', 'Bea', 'bea', '100% Bob', 'under_score', 'back\\slash']));
  t.ok(names.indexOf('ada') < names.indexOf('Bea'), 'in any case');
  await t.rejects(members.list(community.visitor, {}), { code: 'core.sign-in-required' });

  const found = async (q: string) => (await members.list(ada, { q })).items.map(({ name }) => name);
  t.same(new Set(await found(' BEA ')), new Set(['Bea', 'bea']));
  t.same(await found('%'), ['100% Bob'], 'signs stand for themselves');
  t.same(await found('_'), ['under_score']);
  t.same(await found('\\'), ['back\\slash']);
  t.same(await found('removed'), []);
  t.equal((await found('')).length, 7);

  t.match(await members.get(ada, ada.actor.id), { id: ada.actor.id, name: 'ada', roles: [] });
  for (const id of [removed.actor.id, erased.actor.id, 'no-id']) t.equal(await members.get(ada, id), null);
  t.same(
    [...(await members.names(ada, [ada.actor.id, removed.actor.id, erased.actor.id, 'no-id'])).entries()],
    [[ada.actor.id, 'ada']],
  );
});

await t.test('a member of one community is nobody in another', async (t) => {
  const [here, there] = [await stage.community('here'), await stage.community('there')];
  const [ada, bob] = [await here.member('Ada'), await there.member('Bob')];
  t.equal(await members.get(ada, bob.actor.id), null);
  t.equal((await members.names(ada, [bob.actor.id])).size, 0);
  t.same(
    (await members.list(ada, {})).items.map(({ name }) => name),
    ['Ada'],
  );
});

await t.test('what staff did is written with the act, and goes with it', async (t) => {
  const community = await stage.community('audit');
  const ada = await community.member('Ada');
  const audit = auditService();
  const lines = () =>
    stage.owner(
      'select actor_id, action, subject, subject_id, detail from core.log where community_id = $1 order by at',
      [community.id],
    );
  const entry = { action: 'content.withdrawn', subject: 'content', subjectId: 'x', detail: { reason: 'asked' } };
  await t.rejects(
    ada.transaction(async (tx) => {
      await audit.record(tx, entry);
      throw new Error('no');
    }),
  );
  t.same(await lines(), []);
  await audit.record(ada, entry);
  await audit.record(community.visitor, { action: 'config.applied', subject: 'community', subjectId: 'audit' });
  t.same(await lines(), [
    {
      actor_id: ada.actor.id,
      action: 'content.withdrawn',
      subject: 'content',
      subject_id: 'x',
      detail: { reason: 'asked' },
    },
    { actor_id: null, action: 'config.applied', subject: 'community', subject_id: 'audit', detail: {} },
  ]);
});
