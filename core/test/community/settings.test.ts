/** What managers decide, below what the file says. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { startPlatform, type Client } from '@polyphony/core/testing';
import { settingsToken } from '../../tokens.ts';

const platform = await startPlatform(t, {
  communities: {
    aid: { purpose: 'From the file', extensions: { groups: { settings: { label: 'Circles' } } } },
    food: { extensions: { groups: {} } },
  },
});
const settings = platform.get(settingsToken);
const manager = await platform.member('aid', { roles: ['manager'], name: 'Ada' });
const member = await platform.member('aid');
const as = (client: Client, slug = 'aid') => platform.context(slug, client);
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );
const groups = async () => {
  const { fields } = await settings.read(as(manager), 'groups');
  return Object.fromEntries(fields.map(({ name, value, declared, managed }) => [name, { value, declared, managed }]));
};

t.test('a manager changes what is theirs, and it serves at once', async (t) => {
  t.same(settings.extensions(as(manager).community), ['core', 'groups']);
  t.same(await groups(), {
    label: { value: 'Circles', declared: true, managed: false },
    labelOne: { value: 'group', declared: false, managed: false },
  });
  await settings.change(as(manager), { extension: 'groups', values: { labelOne: 'circle' } });
  t.match((await groups())['labelOne'], { value: 'circle', managed: true });
  t.match(as(manager).as('groups').settings, { label: 'Circles', labelOne: 'circle' });
  await settings.change(as(manager), { extension: 'core', values: { description: 'People who help' } });
  t.equal(as(manager).community.description, 'People who help');
  t.match((await platform.visitor('aid').get('/')).text, 'People who help');
});

t.test('the file locks, operators keep what is theirs, and what is not valid is refused with its field', async (t) => {
  t.equal(
    await code(settings.change(as(manager), { extension: 'groups', values: { label: 'Teams' } })),
    'core.setting-locked',
  );
  t.equal(
    await code(settings.change(as(manager), { extension: 'core', values: { purpose: 'Mine' } })),
    'core.setting-locked',
  );
  for (const values of [{ access: 'open' }, { nothing: 1 }, { description: 7 }, { description: 'x'.repeat(501) }])
    t.equal(
      await code(settings.change(as(manager), { extension: 'core', values })),
      'core.invalid',
      JSON.stringify(values),
    );
  t.equal(await code(settings.change(as(manager), { extension: 'groups', values: { labelOne: '' } })), 'core.invalid');
  t.equal(await code(settings.change(as(member), { extension: 'core', values: {} })), 'core.not-permitted');
  t.equal(await code(settings.read(platform.context('aid'), 'core')), 'core.sign-in-required');
  t.equal(await code(settings.read(as(manager), 'crowd-innovation')), 'core.not-found', 'it is not on here');
  t.equal((await platform.member('food', { roles: ['manager'] })) && as(manager, 'food').community.description, '');
});

t.test('a value never reads the environment of the machine', async (t) => {
  process.env['POLYPHONY_TEST_SECRET'] = 'hush';
  await settings.change(as(manager), { extension: 'core', values: { description: '$env:POLYPHONY_TEST_SECRET' } });
  t.equal(as(manager).community.description, '$env:POLYPHONY_TEST_SECRET');
});

t.test('two managers on the same page: the second one hears of the first, other pages do not matter', async (t) => {
  const seen = await settings.read(as(manager), 'groups');
  await settings.change(as(manager), { extension: 'core', values: { description: 'Elsewhere' }, base: seen.revision });
  await settings.change(as(manager), { extension: 'groups', values: { labelOne: 'ring' }, base: seen.revision });
  t.equal(
    await code(
      settings.change(as(manager), { extension: 'groups', values: { labelOne: 'loop' }, base: seen.revision }),
    ),
    'core.changed-meanwhile',
  );
  t.match((await groups())['labelOne'], { value: 'ring' });
});

t.test('history says who changed what, and a change can be taken back alone', async (t) => {
  const history = await settings.history(as(manager), { extension: 'groups' });
  t.match(history, [
    { by: { name: 'Ada' }, kind: 'manager', fields: [{ name: 'labelOne', before: 'circle', after: 'ring' }] },
    { by: { name: 'Ada' }, kind: 'manager', fields: [{ name: 'labelOne', after: 'circle' }] },
  ]);
  const back = await settings.undo(as(manager), history[0]!.revision);
  t.match(
    back.fields.find(({ name }) => name === 'labelOne'),
    { value: 'circle' },
  );
  t.equal(as(manager).community.description, 'Elsewhere', 'nothing else changes');
  t.match(await settings.history(as(manager), { limit: 1 }), [{ kind: 'undo', restores: history[0]!.revision }]);
  await settings.change(as(manager), { extension: 'groups', reset: ['labelOne'] });
  t.match((await groups())['labelOne'], { value: 'group', managed: false });
  t.equal(await code(settings.undo(as(manager), 1)), 'core.not-found', 'a file is not taken back by managers');
  const foreign = await platform.member('food', { roles: ['manager'] });
  t.equal(await code(settings.undo(as(foreign, 'food'), history[0]!.revision)), 'core.not-found');
  t.match((await manager.get('/manage/log')).text, 'Took back a change of the settings of Groups');
});

t.test('managers keep their decisions when the file changes, and lose none to a lock', async (t) => {
  await settings.change(as(manager), { extension: 'groups', values: { labelOne: 'circle' } });
  await platform.configure('aid', { extensions: { groups: { settings: { labelOne: 'team' } } } });
  t.match(await groups(), { labelOne: { value: 'team', declared: true, managed: true }, label: { value: 'Groups' } });
  await platform.configure('aid', { name: 'Aid', extensions: { groups: {} } });
  t.match(await groups(), { labelOne: { value: 'circle', declared: false, managed: true } });
  t.equal(as(manager).community.description, 'Elsewhere');
  writeFileSync(path.join(platform.configDirectory, 'communities', 'aid.yaml'), 'name: [broken\n');
  await platform.app.communities.reload();
  await settings.change(as(manager), { extension: 'groups', values: { labelOne: 'ring' } });
  t.match(await groups(), { labelOne: { value: 'ring' } }, 'a broken file does not keep managers from working');
});

t.test('what the file takes from the environment is shown to nobody, only who set it', async (t) => {
  process.env['POLYPHONY_TEST_LABEL'] = 'hush-hush';
  await platform.configure('aid', { extensions: { groups: { settings: { label: '$env:POLYPHONY_TEST_LABEL' } } } });
  t.match(as(manager).as('groups').settings, { label: 'hush-hush' }, 'the extension has it');
  const { fields } = await settings.read(as(manager), 'groups');
  t.match(
    fields.find(({ name }) => name === 'label'),
    { declared: true, hidden: true, value: undefined },
  );
  const api = await manager.get('/api/settings/groups');
  t.equal(api.status, 200);
  t.notMatch(api.text, 'hush-hush');
  t.match(
    api.body.fields.find(({ name }: { name: string }) => name === 'label'),
    { locked: true },
  );
  const page = await manager.get('/manage/settings/groups');
  t.equal(page.status, 200);
  t.notMatch(page.text, /<(input|textarea)[^>]*hush-hush/);
  t.match(page.text, 'Set by your operator');
});
