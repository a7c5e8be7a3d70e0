import { Type } from 'typebox';
import { coreProblems } from './contract/core-problems.ts';
import { defineExtension, extension, type ExtensionDefinition } from './contract/definition.ts';
import type { Resolver } from './contract/token.ts';
import { contentRoutes } from './content/routes.ts';
import { mailJobs } from './mail/mailer.ts';
import { mailBlocks, mailPages } from './mail/pages.tsx';
import * as mailMessages from './mail/messages.ts';
import { openApiDocument } from './http/openapi.ts';
import { identityPages } from './identity/pages.tsx';
import { identityRoutes } from './identity/routes.ts';
import { registryToken } from './tokens.ts';
import { componentMessagesFr } from './web/components/messages.fr.ts';
import { componentMessages } from './web/components/messages.ts';
import { corePages } from './web/core-pages.tsx';
import { languagePages } from './web/language-pages.ts';
import { en } from './web/messages/en.ts';
import { fr } from './web/messages/fr.ts';

const { route } = extension();

const communityRoutes = (r: Resolver) => [
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
  route({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    access: 'anyone',
    reply: 'file',
    schema: { response: { 200: Type.Unknown({ description: 'OpenAPI 3.1' }) } },
    handler: (input) => {
      const { reply } = input as unknown as { reply: { type(type: string): unknown } };
      reply.type('application/json; charset=utf-8');
      return JSON.stringify(openApiDocument(r.get(registryToken)().for(input.ctx.community), input.ctx));
    },
  }),
];

/** Core's own pages and routes, written as any extension writes them; on in every community. */
export const coreExtension: ExtensionDefinition = defineExtension({
  settings: Type.Object({}),
  permissions: {
    'core.manage': {
      title: 'Open the pages for managers',
      description: 'See what waits for a decision.',
      grantedTo: ['manager'],
    },
  },
  problems: coreProblems,
  messages: {
    en: { ...componentMessages, ...en, ...mailMessages.en },
    fr: { ...componentMessagesFr, ...fr, ...mailMessages.fr },
  },
  jobs: mailJobs,
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
  routes: (r) => [...communityRoutes(r), ...identityRoutes(r), ...contentRoutes(r)],
  pages: (r) => [...corePages(r), ...identityPages(r), ...mailPages(r), ...languagePages],
  blocks: mailBlocks,
});
