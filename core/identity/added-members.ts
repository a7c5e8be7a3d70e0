import { sql } from 'kysely';
import { grantMember } from '../access/index.ts';
import type { CommunityView } from '../contract/community.ts';
import { coreEvents } from '../contract/core-events.ts';
import { newId } from '../contract/id.ts';
import { jobsToken } from '../tokens.ts';
import { addMemberRow, memberOf } from './add-member.ts';
import type { IdentityOptions } from './identity.ts';
import { expireLinks } from './link-store.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { revokeSessions } from './session-store.ts';
import { accountByEmail, insertAccount, setPassword } from './store.ts';

export interface AddedMembers {
  /** Makes or finds the account and the member, without a session and without a mail: for operators and demo people, who vouch for the address. */
  addMember(
    view: CommunityView,
    input: {
      readonly email: string;
      readonly name: string;
      readonly roles: readonly string[];
      readonly password?: string | undefined;
      readonly demo?: boolean;
    },
  ): Promise<{ readonly memberId: string; readonly existed: boolean }>;
}

export const addedMembers = ({ platform, services }: Pick<IdentityOptions, 'platform' | 'services'>): AddedMembers => ({
  async addMember(view, { email, name, roles, password, demo = false }) {
    const passwordHash = password === undefined ? null : await hashPassword(password);
    const created = await insertAccount(platform, { id: newId(), email, passwordHash, demo });
    const account = created ? { id: created, password_hash: passwordHash } : await accountByEmail(platform, email);
    if (!account) throw new Error(`the account ${email} vanished while it was added`);
    // another password, perhaps because somebody else knows the one before: what was opened with that is closed
    if (!created && passwordHash && !(await verifyPassword(account.password_hash, password ?? ''))) {
      await setPassword(platform, account.id, passwordHash);
      await revokeSessions(platform, { accountId: account.id });
      await expireLinks(platform, account.id);
    }
    const existed = Boolean(await memberOf(view.db, view.id, account.id));
    const member = await view.db.transaction().execute(async (db) => {
      const added = await addMemberRow(db, view, { accountId: account.id, name, roles });
      if (added.removed || !added.existed)
        await services.get(jobsToken).emit(db, view.id, coreEvents.memberJoined, { member: added.id });
      return added;
    });
    if (existed)
      await sql`
        update core.member set roles = array(select distinct unnest(roles || ${[...roles]}::text[])), removed_at = null
        where community_id = ${view.id} and id = ${member.id}`.execute(view.db);
    if (existed && member.removed) await grantMember({ db: view.db, community: view }, member.id);
    return { memberId: member.id, existed };
  },
});
