/** A room of core for managers, as `/manage` lists it under "Look after". */
export interface ManageEntry {
  /** Message key of its name. */
  readonly label: string;
  /** Message key of one sentence that says what is done there. */
  readonly text: string;
  readonly href: `/manage/${string}` | '/api/docs';
  /** Who finds it listed; the same permission guards the page itself. */
  readonly permission: string;
}

/**
 * In the order of the list: people first, then how they come in, then words, then settings, then the log. Each room of core adds its own
 * line; its words stand in the room's own messages. Extensions use the region `manage.dashboard` instead.
 */
export const manageEntries: readonly ManageEntry[] = [
  {
    label: 'core.membership.people.title',
    text: 'core.membership.people.entry',
    href: '/manage/people',
    permission: 'core.members.manage',
  },
  {
    label: 'core.requests.title',
    text: 'core.requests.entry',
    href: '/manage/requests',
    permission: 'core.members.manage',
  },
  {
    label: 'core.invitations.title',
    text: 'core.invitations.entry',
    href: '/manage/invitations',
    permission: 'core.members.invite',
  },
  {
    label: 'core.joining.title',
    text: 'core.joining.entry',
    href: '/manage/joining',
    permission: 'core.members.manage',
  },
  {
    label: 'core.pages.manage.title',
    text: 'core.pages.manage.entry',
    href: '/manage/pages',
    permission: 'core.pages.manage',
  },
  {
    label: 'core.settings.title',
    text: 'core.settings.entry',
    href: '/manage/settings',
    permission: 'core.settings.manage',
  },
  {
    label: 'core.log.title',
    text: 'core.log.entry',
    href: '/manage/log',
    permission: 'core.log.read',
  },
  {
    label: 'core.documents.title',
    text: 'core.documents.entry',
    href: '/api/docs',
    permission: 'core.manage',
  },
];
