import { audit, defineExtension, members, provide, spaces, type Context, type Static } from '@polyphony/core';
import { demo } from './demo.ts';
import { en } from './messages/en.ts';
import { fr } from './messages/fr.ts';
import { joinAGroup } from './next-step.ts';
import { addMember } from './pages/add-member.tsx';
import { homeList, orphans } from './pages/blocks.tsx';
import { directory } from './pages/directory.tsx';
import { groupPage, join, leave } from './pages/group.tsx';
import { changeRole, membersPage, takeOut } from './pages/members.tsx';
import { newGroup } from './pages/new.tsx';
import { settingsPage } from './pages/settings.tsx';
import { permissions } from './permissions.ts';
import { privacy } from './privacy.ts';
import { problems } from './problems.ts';
import { groupRoutes } from './routes/groups.ts';
import { memberRoutes } from './routes/members.ts';
import { groups, GroupService, KIND } from './services/groups.ts';
import { settings } from './settings.ts';

export { groups, type Group, type GroupRole, type Groups } from './services/groups.ts';

/** What the community calls its groups. */
const label = (ctx: Context) => (ctx.settings as Static<typeof settings>).label;
/** The tab bar of a phone has room for ten characters. */
const room = 10;

export default defineExtension({
  settings,
  permissions,
  problems,
  messages: { en, fr },
  spaces: [{ id: KIND, label: 'groups.kind', path: ({ slug }) => `/groups/${slug}` }],
  migrations: new URL('./migrations/', import.meta.url),
  services: (r) => [provide(groups, () => new GroupService(r.get(spaces), r.get(members), r.get(audit)))],
  routes: (r) => [...groupRoutes(r), ...memberRoutes(r)],
  pages: (r) => [
    directory(r),
    newGroup(r),
    groupPage(r),
    join(r),
    leave(r),
    settingsPage(r),
    membersPage(r),
    addMember(r),
    changeRole(r),
    takeOut(r),
  ],
  navigation: [
    {
      id: 'groups',
      label,
      short: (ctx) => ([...label(ctx)].length <= room ? label(ctx) : ctx.t('groups.nav.short')),
      icon: 'users',
      path: '/groups',
      order: 20,
      access: 'anyone',
    },
  ],
  blocks: (r) => [homeList(r), orphans(r)],
  hooks: (r) => [joinAGroup(r)],
  demo,
  privacy,
});
