import t from 'tap';
import { startPlatform } from '../../testing/platform.ts';

t.test('a platform answers as configured', async (t) => {
  const platform = await startPlatform(t, {
    only: ['groups'],
    communities: { food: { extensions: { groups: {} } }, shut: { access: 'closed' } },
  });
  const manager = await platform.member('food', { roles: ['manager'] });
  const me = await manager.get('/api/me');
  t.equal(me.status, 200);
  t.same(me.body.roles, ['manager']);
  t.equal((await manager.get('/me')).status, 200);
  t.equal((await platform.visitor('food').get('/')).status, 200);
  t.equal((await platform.visitor('shut').get('/')).status, 401);
});
