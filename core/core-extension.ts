import { Type } from 'typebox';
import { coreEvents } from './contract/core-events.ts';
import { coreProblems } from './contract/core-problems.ts';
import { defineExtension, extension, type ExtensionDefinition } from './contract/definition.ts';
import type { DemoContent } from './contract/demo.ts';
import { accessRoutes, EXPLAIN } from './access/routes.ts';
import * as contentMessages from './content/messages.ts';
import { contentRoutes } from './content/routes.ts';
import { searchPages } from './content/search-pages.tsx';
import { mailJobs } from './mail/mailer.ts';
import { mailBlocks, mailPages } from './mail/pages.tsx';
import * as communityMessages from './community/messages.ts';
import { MANAGE_SETTINGS } from './community/settings.ts';
import * as mailMessages from './mail/messages.ts';
import * as documentMessages from './documents/messages.ts';
import { documentPages } from './documents/pages.tsx';
import { documentRoutes } from './documents/routes.ts';
import { identityMails } from './identity/mails.ts';
import * as identityMessages from './identity/messages.ts';
import { identityPages } from './identity/pages/index.ts';
import { meRoutes } from './identity/me-routes.ts';
import { identityRoutes } from './identity/routes.ts';
import * as jobMessages from './operators/job-messages.ts';
import * as operatorMessages from './operators/messages.ts';
import { pageDemo } from './pages/demo/index.ts';
import * as pageMessages from './pages/messages.ts';
import { managingPages } from './pages/managing.tsx';
import { readingPages } from './pages/reading.tsx';
import { pageRoutes } from './pages/routes.ts';
import { corePrivacy } from './privacy/index.ts';
import * as settingsMessages from './settings/messages.ts';
import { settingsPages } from './settings/pages.tsx';
import { settingsRoutes } from './settings/routes.ts';
import {
  membershipBlocks,
  membershipDemo,
  membershipMails,
  membershipMessages,
  membershipPages,
  membershipPermissions,
  membershipRoutes,
} from './membership/index.ts';
import { roleRealm } from './membership/role-realm.ts';
import { spaceRealms } from './spaces/realms.ts';
import { componentMessagesFr } from './web/components/messages.fr.ts';
import { componentMessages } from './web/components/messages.ts';
import { corePages } from './web/core-pages.tsx';
import { languagePages } from './web/language-pages.ts';
import { en } from './web/messages/en.ts';
import { fr } from './web/messages/fr.ts';

const { route } = extension();

const communityRoutes = [
  route({
    method: 'GET',
    path: '/community',
    summary: 'The community and what is on in it',
    access: 'anyone',
    schema: {
      response: {
        200: Type.Object({
          key: Type.String(),
          slug: Type.String(),
          name: Type.String(),
          purpose: Type.String(),
          access: Type.String(),
          join: Type.String(),
          languages: Type.Array(Type.String()),
          timeZone: Type.String(),
          extensions: Type.Array(Type.String()),
        }),
      },
    },
    handler: ({ ctx: { community } }) => ({
      key: community.key,
      slug: community.slug,
      name: community.name,
      purpose: community.purpose,
      access: community.access,
      join: community.join,
      languages: [...community.languages],
      timeZone: community.timeZone,
      extensions: [...community.extensions.keys()],
    }),
  }),
];

/** What the rooms of core make for a first look, one after the other. */
const coreDemo: DemoContent = {
  async create(demo, r) {
    await pageDemo.create(demo, r);
    await membershipDemo.create(demo, r);
  },
  async remove(ctx, remains, r) {
    await membershipDemo.remove?.(ctx, remains, r);
    await pageDemo.remove?.(ctx, remains, r);
  },
};

/** Core's own pages and routes, written as any extension writes them; on in every community. */
export const coreExtension: ExtensionDefinition = defineExtension({
  settings: Type.Object({}),
  permissions: {
    'core.manage': {
      title: 'Open the pages for managers',
      description: 'See what waits for a decision.',
      grantedTo: ['manager'],
    },
    'core.pages.manage': {
      title: 'Write pages',
      description: 'Write rules, privacy, help and the parts of the home page, and restore earlier versions.',
      grantedTo: ['manager'],
    },
    [EXPLAIN]: {
      title: 'Find out who sees what',
      description: 'Ask why another member, or a visitor, sees something or does not. It does not open what they see.',
      grantedTo: ['manager'],
    },
    [MANAGE_SETTINGS]: {
      title: 'Change settings',
      description:
        'Change what the operator leaves to the community: its purpose, and words and choices of its extensions.',
      grantedTo: ['manager'],
    },
    ...membershipPermissions,
  },
  realms: () => [...spaceRealms, roleRealm],
  problems: coreProblems,
  messages: {
    en: {
      ...componentMessages,
      ...en,
      ...contentMessages.en,
      ...documentMessages.en,
      ...mailMessages.en,
      ...identityMessages.en,
      ...operatorMessages.en,
      ...jobMessages.en,
      ...pageMessages.en,
      ...membershipMessages.en,
      ...communityMessages.en,
      ...settingsMessages.en,
    },
    fr: {
      ...componentMessagesFr,
      ...fr,
      ...contentMessages.fr,
      ...documentMessages.fr,
      ...mailMessages.fr,
      ...identityMessages.fr,
      ...operatorMessages.fr,
      ...jobMessages.fr,
      ...pageMessages.fr,
      ...membershipMessages.fr,
      ...communityMessages.fr,
      ...settingsMessages.fr,
    },
  },
  events: Object.values(coreEvents),
  jobs: mailJobs,
  notifications: () => [...identityMails, ...membershipMails],
  demo: coreDemo,
  privacy: corePrivacy,
  navigation: [
    {
      id: 'home',
      label: 'core.nav.home',
      short: 'core.nav.home',
      icon: 'house',
      path: '/',
      order: 0,
      access: 'anyone',
    },
    {
      id: 'people',
      label: 'core.nav.people',
      short: 'core.nav.people',
      icon: 'users',
      path: '/people',
      order: 80,
      access: 'member',
    },
    {
      id: 'manage',
      label: 'core.nav.manage',
      short: 'core.nav.manage',
      icon: 'settings',
      path: '/manage',
      order: 90,
      access: { permission: 'core.manage' },
    },
  ],
  routes: (r) => [
    ...communityRoutes,
    ...documentRoutes(r),
    ...identityRoutes(r),
    ...meRoutes(r),
    ...contentRoutes(r),
    ...accessRoutes(r),
    ...pageRoutes(r),
    ...membershipRoutes,
    ...settingsRoutes,
  ],
  pages: (r) => [
    ...corePages(r),
    ...searchPages(r),
    ...documentPages(r),
    ...readingPages(r),
    ...managingPages(r),
    ...identityPages(r),
    ...mailPages(r),
    ...membershipPages,
    ...settingsPages,
    ...languagePages,
  ],
  blocks: (r) => [...mailBlocks(r), ...membershipBlocks],
});
