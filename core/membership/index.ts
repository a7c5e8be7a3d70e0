/** How people come in, are looked after, and go. */
import type { PageDefinition } from '../contract/page.ts';
import { acceptancePage } from './acceptance-page.tsx';
import { invitationListPage } from './invitation-list-page.tsx';
import { invitationPages } from './invitation-pages.tsx';
import { logPage } from './log-page.tsx';
import { ownPages } from './own-pages.tsx';
import { peoplePages } from './people-pages.tsx';
import { questionPage } from './question-page.tsx';
import { requestPages } from './request-pages.tsx';

export { membershipBlocks, waitingRequestsCard } from './blocks.tsx';
export { membershipDemo } from './demo.ts';
export { membershipMails } from './mails.ts';
export { membershipPermissions } from './permissions.ts';
export { membershipRoutes } from './routes.ts';
export * as membershipMessages from './messages.ts';

export const membershipPages: readonly PageDefinition[] = [
  ...requestPages,
  ...invitationPages,
  invitationListPage,
  acceptancePage,
  ...peoplePages,
  questionPage,
  logPage,
  ...ownPages,
];
