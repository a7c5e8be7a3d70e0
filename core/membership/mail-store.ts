/** What the mails of this room are about, read when they are sent. */
import { sql } from 'kysely';
import type { Scope } from '../access/index.ts';
import type { JoiningState } from './joining-store.ts';

export async function joiningForMail(
  { db, community }: Scope,
  id: string,
): Promise<{ readonly name: string; readonly state: JoiningState; readonly reason: string | null } | undefined> {
  const { rows } = await sql<{ name: string; state: JoiningState; reason: string | null }>`
    select name, state, reason from core.joining where community_id = ${community.id} and id = ${id}`.execute(db);
  return rows[0];
}

export interface InvitationForMail {
  readonly inviter: string | null;
  readonly message: string | null;
  readonly expires_at: Date;
  readonly open: boolean;
}

export async function invitationForMail({ db, community }: Scope, id: string): Promise<InvitationForMail | undefined> {
  const { rows } = await sql<InvitationForMail>`
    select m.display_name as inviter, i.message, i.expires_at,
      i.accepted_at is null and i.revoked_at is null and i.expires_at > clock_timestamp() as open
    from core.invitation i
    left join core.member m on m.community_id = i.community_id and m.id = i.invited_by and m.removed_at is null and m.erased_at is null
    where i.community_id = ${community.id} and i.id = ${id}`.execute(db);
  return rows[0];
}

/** The reason that was given when a membership ended last; undefined where the person is a member again. */
export async function lastEnding({ db, community }: Scope, memberId: string): Promise<string | undefined> {
  const { rows } = await sql<{ reason: string }>`
    select coalesce(l.detail ->> 'reason', '') as reason from core.log l
    join core.member m on m.community_id = l.community_id and m.id = ${memberId} and m.removed_at is not null and m.erased_at is null
    where l.community_id = ${community.id} and l.subject = 'member' and l.subject_id = ${memberId}
      and l.action = 'core.member.ended'
    order by l.at desc, l.id desc limit 1`.execute(db);
  return rows[0]?.reason;
}
