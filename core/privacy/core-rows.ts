/** What core itself holds of a member. */
import { sql, type Kysely } from 'kysely';
import type { Context } from '../contract/context.ts';
import type { Kept, Privacy } from '../contract/privacy.ts';

const rowsOf = async (db: Kysely<any>, query: ReturnType<typeof sql>): Promise<readonly unknown[]> =>
  (await query.execute(db)).rows;

async function exportMember({ db, community }: Context, memberId: string) {
  const mine = sql`community_id = ${community.id} and member_id = ${memberId}`;
  const rows = (query: ReturnType<typeof sql>) => rowsOf(db, query);
  return {
    member: await rows(sql`
      select id, display_name, roles, language, joined_at, removed_at from core.member
      where community_id = ${community.id} and id = ${memberId}`),
    content: await rows(sql`
      select id, kind, title, summary, body, publish_at, updated_at from core.content
      where community_id = ${community.id} and author_id = ${memberId} order by created_at`),
    spaces: await rows(sql`
      select s.kind, s.title, m.state, m.role, m.since from core.space_member m
      join core.space s on s.community_id = m.community_id and s.id = m.space_id
      where m.community_id = ${community.id} and m.member_id = ${memberId} order by m.since`),
    spacesStarted: await rows(sql`
      select kind, title, created_at from core.space where community_id = ${community.id} and created_by = ${memberId}`),
    agreements: await rows(sql`select page, version, at from core.agreement where ${mine} order by at`),
    joining: await rows(sql`
      select j.name, j.language, j.state, j.answers, j.created_at, j.asked_at, j.decided_at, j.reason from core.joining j
      join core.member m on m.community_id = j.community_id and m.account_id = j.account_id
      where m.community_id = ${community.id} and m.id = ${memberId}`),
    invitations: await rows(sql`
      select email, name, message, created_at, accepted_at from core.invitation
      where community_id = ${community.id} and accepted_by = ${memberId}`),
    invitationsSent: await rows(sql`
      select email, name, message, created_at from core.invitation
      where community_id = ${community.id} and invited_by = ${memberId}`),
    mail: await rows(sql`
      select kind, state, language, created_at, sent_at from core.mail where ${mine} order by created_at`),
    mailNotWanted: await rows(sql`select kind, off_at from core.notification_choice where ${mine}`),
    nextSteps: await rows(sql`select step, state, at from core.next_step where ${mine}`),
    pagesWritten: await rows(sql`
      select page, language, version, title, note, created_at from core.page_revision
      where community_id = ${community.id} and created_by = ${memberId}`),
    log: await rows(sql`
      select at, action, subject, subject_id, detail from core.log
      where community_id = ${community.id} and actor_id = ${memberId} order by at`),
  };
}

/** The title of a text that its author has had erased: a sign and no word, as it is read in every language. */
const ERASED = '[…]';

async function eraseMember({ db, community }: Context, memberId: string): Promise<readonly Kept[]> {
  const { numAffectedRows: texts = 0n } = await sql`
    update core.content set title = ${ERASED}, summary = '', body = '', slug = null, author_id = null, version = version + 1
    where community_id = ${community.id} and author_id = ${memberId}`.execute(db);
  await sql`
    delete from core.joining j using core.member m
    where j.community_id = ${community.id} and m.community_id = j.community_id and m.id = ${memberId}
      and j.account_id = m.account_id`.execute(db);
  await sql`
    delete from core.invitation where community_id = ${community.id} and (accepted_by = ${memberId}
      or lower(email) = (select lower(a.email) from core.member m join platform.account a on a.id = m.account_id
        where m.community_id = ${community.id} and m.id = ${memberId}))`.execute(db);
  for (const table of [
    'space_member',
    'access_grant',
    'agreement',
    'mail',
    'notification_choice',
    'next_step',
    'idempotency',
  ])
    await sql`delete from ${sql.table(`core.${table}`)} where community_id = ${community.id} and member_id = ${memberId}`.execute(
      db,
    );
  await sql`
    update core.member set display_name = '', account_id = null, roles = '{}', language = null,
      removed_at = coalesce(removed_at, clock_timestamp()), erased_at = coalesce(erased_at, clock_timestamp())
    where community_id = ${community.id} and id = ${memberId}`.execute(db);
  const { rows } = await sql<{ lines: number; pages: number }>`
    select (select count(*)::int from core.log where community_id = ${community.id} and actor_id = ${memberId}) as lines,
      (select count(*)::int from core.page_revision where community_id = ${community.id} and created_by = ${memberId}) as pages`.execute(
    db,
  );
  const { lines = 0, pages = 0 } = rows[0] ?? {};
  return [
    ...(texts > 0n
      ? [
          {
            what: `${texts} empty places where texts stood`,
            why: 'what others wrote or counted refers to them',
            until: null,
          },
        ]
      : []),
    ...(lines > 0
      ? [
          {
            what: `${lines} lines of the log, by a former member`,
            why: 'what staff did stays accountable',
            until: null,
          },
        ]
      : []),
    ...(pages > 0
      ? [
          {
            what: `${pages} versions of pages, by a former member`,
            why: 'they are words of the community',
            until: null,
          },
        ]
      : []),
  ];
}

export const corePrivacy: Privacy = Object.freeze({ exportMember, eraseMember });
