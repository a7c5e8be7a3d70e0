/** The one place that names `core.joining`, `core.joining_question` and `core.agreement`. */
import { sql, type Kysely } from 'kysely';

export type JoiningState = 'unconfirmed' | 'asked' | 'accepted' | 'refused' | 'withdrawn';

export interface Answer {
  readonly question: string;
  readonly answer: string;
}

export interface JoiningRow {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly language: string | null;
  readonly state: JoiningState;
  readonly answers: readonly Answer[];
  readonly rules_version: number;
  readonly asked_at: Date | null;
  readonly reason: string | null;
}

export interface Question {
  readonly position: number;
  readonly question: string;
  readonly required: boolean;
}

export interface NewJoining {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly language: string | undefined;
  readonly answers: readonly Answer[];
  readonly rulesVersion: number;
}

const columns = sql`id, account_id, name, language, state, answers, rules_version, asked_at, reason`;
const isOpen = sql`state in ('unconfirmed', 'asked')`;

export async function questionsOf(db: Kysely<any>, community: number): Promise<readonly Question[]> {
  const { rows } = await sql<Question>`
    select position, question, required from core.joining_question where community_id = ${community} order by position`.execute(
    db,
  );
  return rows;
}

export async function replaceQuestions(
  db: Kysely<any>,
  community: number,
  questions: readonly Question[],
): Promise<void> {
  for (const { position, question, required } of questions)
    await sql`
      insert into core.joining_question (community_id, position, question, required)
      values (${community}, ${position}, ${question}, ${required})
      on conflict (community_id, position) do update set question = excluded.question, required = excluded.required`.execute(
      db,
    );
  await sql`delete from core.joining_question where community_id = ${community} and position > ${questions.length}`.execute(
    db,
  );
}

/** One open joining for each account; what was typed last holds. One that waits for a manager goes on waiting. */
export async function writeJoining(db: Kysely<any>, community: number, joining: NewJoining): Promise<void> {
  const { id, accountId, name, language = null, answers, rulesVersion } = joining;
  await sql`
    insert into core.joining (community_id, id, account_id, name, language, state, answers, rules_version)
    values (${community}, ${id}, ${accountId}, ${name}, ${language}, 'unconfirmed', ${JSON.stringify(answers)}::jsonb, ${rulesVersion})
    on conflict (community_id, account_id) where ${isOpen} do update
      set name = excluded.name, language = excluded.language, answers = excluded.answers, rules_version = excluded.rules_version`.execute(
    db,
  );
}

/** The open joining of an account, locked. */
export async function openJoining(
  db: Kysely<any>,
  community: number,
  accountId: string,
): Promise<JoiningRow | undefined> {
  const { rows } = await sql<JoiningRow>`
    select ${columns} from core.joining
    where community_id = ${community} and account_id = ${accountId} and ${isOpen} for update`.execute(db);
  return rows[0];
}

export async function latestJoining(
  db: Kysely<any>,
  community: number,
  accountId: string,
): Promise<JoiningRow | undefined> {
  const { rows } = await sql<JoiningRow>`
    select ${columns} from core.joining
    where community_id = ${community} and account_id = ${accountId}
    order by ${isOpen} desc, created_at desc, id desc limit 1`.execute(db);
  return rows[0];
}

/** A joining that was typed for an address which another account owns becomes that account's. */
export async function moveJoining(
  db: Kysely<any>,
  community: number,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const typed = await openJoining(db, community, from);
  if (!typed) return;
  const known = await openJoining(db, community, to);
  if (known) {
    // what was typed last holds, in the place that is already taken in the line
    await writeJoining(db, community, {
      id: known.id,
      accountId: to,
      name: typed.name,
      language: typed.language ?? undefined,
      answers: typed.answers,
      rulesVersion: typed.rules_version,
    });
    await sql`update core.joining set state = 'withdrawn' where community_id = ${community} and id = ${typed.id}`.execute(
      db,
    );
  } else
    await sql`update core.joining set account_id = ${to} where community_id = ${community} and id = ${typed.id}`.execute(
      db,
    );
}

export async function markAsked(db: Kysely<any>, community: number, id: string): Promise<void> {
  await sql`
    update core.joining set state = 'asked', asked_at = clock_timestamp()
    where community_id = ${community} and id = ${id} and state = 'unconfirmed'`.execute(db);
}

/** Closes an open joining without anybody's decision: the way was open, or led somewhere else meanwhile. */
export async function closeJoining(
  db: Kysely<any>,
  community: number,
  id: string,
  state: 'accepted' | 'withdrawn',
): Promise<void> {
  await sql`
    update core.joining set state = ${state}, decided_at = clock_timestamp()
    where community_id = ${community} and id = ${id} and ${isOpen}`.execute(db);
}

/** Version 0 stands for core's standard words. */
export async function recordAgreement(
  db: Kysely<any>,
  community: number,
  agreement: { readonly memberId: string; readonly page: string; readonly version: number },
): Promise<void> {
  await sql`
    insert into core.agreement (community_id, member_id, page, version)
    values (${community}, ${agreement.memberId}, ${agreement.page}, ${agreement.version}) on conflict do nothing`.execute(
    db,
  );
}

/** The newest version that a member agreed to, or null for none at all. */
export async function agreedVersion(
  db: Kysely<any>,
  community: number,
  memberId: string,
  page: string,
): Promise<number | null> {
  const { rows } = await sql<{ version: number | null }>`
    select max(version) as version from core.agreement
    where community_id = ${community} and member_id = ${memberId} and page = ${page}`.execute(db);
  return rows[0]?.version ?? null;
}
