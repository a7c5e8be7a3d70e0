import type { Privacy } from '@polyphony/core';
import type { GroupsContext } from './extension.ts';
import { startedBy } from './store/profiles.ts';

/** Memberships of groups are memberships of spaces, so core hands them out and takes them away. */
export const privacy: Privacy = Object.freeze({
  tables: {
    group_profile: {
      purpose: 'says who started a group',
      basis: 'legitimate interest: members know who stands behind a group',
      retention: 'as long as the group',
    },
  },
  exportMember: async (ctx: GroupsContext, member: string) => ({ groupsStarted: await startedBy(ctx, member) }),
  async eraseMember(ctx: GroupsContext, member: string) {
    const groups = await startedBy(ctx, member);
    if (groups.length === 0) return [];
    return [
      {
        what: `${groups.length} groups that were started by a former member`,
        why: 'a group and its words belong to its members',
        until: null,
      },
    ];
  },
});
