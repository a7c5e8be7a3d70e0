import { sql, type Kysely } from 'kysely';

export interface MailRow {
  readonly id: string;
  readonly kind: string;
  readonly member_id: string | null;
  readonly address: string | null;
  readonly language: string;
  readonly data: object;
  readonly state: string;
}

export interface NewMail {
  readonly id: string;
  readonly kind: string;
  readonly member?: string | undefined;
  readonly address?: string | undefined;
  readonly language: string;
  readonly data: object;
  readonly cause: string;
}

/** Ids of those that are new: with one cause nobody gets two mails of a kind. */
export async function insertMails(db: Kysely<any>, community: number, mails: readonly NewMail[]): Promise<string[]> {
  if (mails.length === 0) return [];
  const rows = mails.map(({ id, kind, member, address, language, data, cause }) => ({
    id,
    kind,
    member_id: member ?? null,
    address: address ?? null,
    language,
    data,
    cause,
  }));
  const { rows: inserted } = await sql<{ id: string }>`
    insert into core.mail (community_id, id, kind, member_id, address, language, data, cause)
    select ${community}, m.id, m.kind, m.member_id, m.address, m.language, m.data, m.cause
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      m(id uuid, kind text, member_id uuid, address text, language text, data jsonb, cause uuid)
    on conflict do nothing returning id`.execute(db);
  return inserted.map(({ id }) => id);
}

export async function mailById(db: Kysely<any>, community: number, id: string): Promise<MailRow | undefined> {
  const { rows } = await sql<MailRow>`
    select id, kind, member_id, address, language, data, state from core.mail
    where community_id = ${community} and id = ${id}`.execute(db);
  return rows[0];
}

/** Takes a mail to send it: true for one caller, false for all others and for one that is done with. */
export async function claimMail(db: Kysely<any>, community: number, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update core.mail set state = 'sending', attempts = attempts + 1
    where community_id = ${community} and id = ${id} and state in ('queued', 'held')`.execute(db);
  return numAffectedRows === 1n;
}

export type Outcome = 'queued' | 'sent' | 'dropped' | 'held' | 'failed' | 'unknown';

export async function settleMail(
  db: Kysely<any>,
  community: number,
  id: string,
  state: Outcome,
  { error, rendered }: { readonly error?: string; readonly rendered?: object } = {},
): Promise<void> {
  await sql`
    update core.mail set state = ${state}, error = ${error ?? null},
      rendered = ${rendered === undefined ? null : JSON.stringify(rendered)}::jsonb,
      sent_at = case when ${state} = 'sent' then clock_timestamp() else sent_at end
    where community_id = ${community} and id = ${id}`.execute(db);
}

/** Those that wait for a mail server, and are not so old that they would surprise. */
export async function heldMails(db: Kysely<any>, community: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from core.mail
    where community_id = ${community} and state = 'held' and created_at > now() - interval '3 days' order by id`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

export interface MemberRecipient {
  readonly id: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly roles: readonly string[];
  readonly language: string | null;
}

const recipientColumns = sql`m.id, m.account_id as "accountId", m.display_name as name, m.roles, m.language`;
const isCurrent = sql`m.removed_at is null and m.erased_at is null and m.account_id is not null`;

/** A member of now, with what a mail needs; undefined for a former one. */
export async function recipientById(
  db: Kysely<any>,
  community: number,
  id: string,
): Promise<MemberRecipient | undefined> {
  const { rows } = await sql<MemberRecipient>`
    select ${recipientColumns} from core.member m where m.community_id = ${community} and m.id = ${id} and ${isCurrent}`.execute(
    db,
  );
  return rows[0];
}

export interface RecipientFilter {
  readonly ids?: readonly string[];
  readonly roles?: readonly string[];
  readonly space?: string;
  readonly spaceRoles?: readonly string[];
}

/** Members of now that a filter names, but those who do not want this kind by mail. */
export async function recipients(
  db: Kysely<any>,
  community: number,
  kind: string,
  { ids, roles, space, spaceRoles }: RecipientFilter,
): Promise<{ id: string; language: string | null }[]> {
  const { rows } = await sql<{ id: string; language: string | null }>`
    select m.id, m.language from core.member m
    where m.community_id = ${community} and ${isCurrent}
      and (${ids ?? null}::uuid[] is null or m.id = any (${ids ?? null}::uuid[]))
      and (${roles ?? null}::text[] is null or m.roles && ${roles ?? null}::text[])
      and (${space ?? null}::uuid is null or exists (
        select from core.space_member s
        where s.community_id = m.community_id and s.member_id = m.id and s.space_id = ${space ?? null} and s.state = 'member'
          and (${spaceRoles ?? null}::text[] is null or s.role = any (${spaceRoles ?? null}::text[]))))
      and not exists (
        select from core.notification_choice c
        where c.community_id = m.community_id and c.member_id = m.id and c.kind = ${kind})
    order by m.id`.execute(db);
  return rows;
}

export async function hasStopped(db: Kysely<any>, community: number, member: string, kind: string): Promise<boolean> {
  const { rows } = await sql`
    select from core.notification_choice
    where community_id = ${community} and member_id = ${member} and kind = ${kind}`.execute(db);
  return rows.length > 0;
}

export async function stopKind(db: Kysely<any>, community: number, member: string, kind: string): Promise<void> {
  await sql`
    insert into core.notification_choice (community_id, member_id, kind)
    select community_id, id, ${kind} from core.member where community_id = ${community} and id = ${member}
    on conflict do nothing`.execute(db);
}

export async function wantKind(db: Kysely<any>, community: number, member: string, kind: string): Promise<void> {
  await sql`
    delete from core.notification_choice
    where community_id = ${community} and member_id = ${member} and kind = ${kind}`.execute(db);
}

export async function stoppedKinds(db: Kysely<any>, community: number, member: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ kind: string }>`
    select kind from core.notification_choice where community_id = ${community} and member_id = ${member}`.execute(db);
  return new Set(rows.map(({ kind }) => kind));
}
