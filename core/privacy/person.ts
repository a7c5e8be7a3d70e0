/** A person's own rows, over everything that is installed: handed out, and taken away. */
import { sql, type Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import type { Context, Log } from '../contract/context.ts';
import type { Kept, Privacy } from '../contract/privacy.ts';
import { createContext } from '../context.ts';
import { normaliseEmail } from '../identity/store.ts';
import type { Registry } from '../registry/registry.ts';

/** What the exporter needs of a platform. */
export interface PersonOptions {
  readonly registry: Registry;
  /** The database without a community, for the account. */
  readonly platform: Kysely<any>;
  /** The database of any community that there ever was: an account that is still a member elsewhere stays. */
  readonly databaseOf: (community: number) => Kysely<any>;
  readonly log: Log;
}

/** By extension (`core` first): what it holds, under names of its own. */
export type PersonExport = Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
/** What stays, with the extension that keeps it. */
export type KeptBy = Kept & { readonly extension: string };

export class PrivacyError extends Error {}

/** Whoever is installed and cannot be asked now. Their rows wait: nothing is handed out or erased by halves. */
function refuseWhileFailed(registry: Registry): void {
  const waiting = registry.records.filter(({ status }) => status.state !== 'admitted').map(({ id }) => id);
  if (waiting.length > 0)
    throw new PrivacyError(
      `These extensions are installed and not available, so what they hold of a person cannot be reached: ${waiting.join(', ')}. See: npx polyphony doctor`,
    );
}

/** Enabled or not: what an extension wrote is there in any case. */
const privaciesOf = (registry: Registry): readonly (readonly [string, Privacy])[] =>
  [registry.core, ...registry.built.values()].flatMap(({ id, definition: { privacy } }) =>
    privacy ? [[id, privacy] as const] : [],
  );

const contextOf = (view: CommunityView, { registry, log }: PersonOptions): Context =>
  createContext(registry, 'core', { view, actor: null, log });

/** The member of an address, of now or of former times; null where there is none. */
export async function memberByEmail(view: CommunityView, email: string): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`
    select m.id, m.display_name as name from core.member m join platform.account a on a.id = m.account_id
    where m.community_id = ${view.id} and a.email_normalised = ${normaliseEmail(email)}
      and m.erased_at is null`.execute(view.db);
  return rows[0] ?? null;
}

/** Everything that a community holds about one of its members, by extension. @throws PrivacyError where an extension failed */
export async function exportPerson(
  view: CommunityView,
  memberId: string,
  options: PersonOptions,
): Promise<PersonExport> {
  refuseWhileFailed(options.registry);
  return contextOf(view, options).transaction(async (ctx) => {
    const { rows } = await sql<object>`
      select a.email, a.created_at, a.confirmed_at from platform.account a join core.member m on m.account_id = a.id
      where m.community_id = ${view.id} and m.id = ${memberId}`.execute(ctx.db);
    const parts: Record<string, Readonly<Record<string, readonly unknown[]>>> = { account: { account: rows } };
    for (const [id, privacy] of privaciesOf(options.registry))
      parts[id] = await privacy.exportMember(ctx.as(id), memberId);
    return parts;
  });
}

/**
 * Erases a member of one community, whole or not at all: extensions first, then core, then the account where no other community
 * has it. The row of the member stays without a name, for what refers to it. @throws PrivacyError where an extension failed
 */
export async function erasePerson(
  view: CommunityView,
  memberId: string,
  options: PersonOptions,
): Promise<readonly KeptBy[]> {
  refuseWhileFailed(options.registry);
  const { kept, account } = await contextOf(view, options).transaction(async (ctx) => {
    const { rows } = await sql<{ account: string | null }>`
      select account_id as account from core.member where community_id = ${view.id} and id = ${memberId} for update`.execute(
      ctx.db,
    );
    const kept: KeptBy[] = [];
    // core last: until then an extension can still look the member up
    for (const [extension, privacy] of privaciesOf(options.registry).toReversed())
      for (const what of await privacy.eraseMember(ctx.as(extension), memberId)) kept.push({ extension, ...what });
    await sql`
      delete from platform.session s where s.account_id = ${rows[0]?.account ?? null} and s.community_id = ${view.id}`.execute(
      ctx.db,
    );
    await sql`
      delete from platform.link l where l.account_id = ${rows[0]?.account ?? null} and l.community_id = ${view.id}`.execute(
      ctx.db,
    );
    return { kept, account: rows[0]?.account ?? null };
  });
  if (account === null) return kept;
  const isErased = await eraseAccount(account, options);
  return isErased
    ? kept
    : [
        ...kept,
        { extension: 'core', what: 'the account to sign in with', why: 'it is used elsewhere too', until: null },
      ];
}

/** False where somebody is an operator, or a member of another community. */
async function eraseAccount(account: string, { platform, databaseOf }: PersonOptions): Promise<boolean> {
  // removed ones among them, as they may come back
  const { rows: communities } = await sql<{ id: number }>`select id from platform.community order by id`.execute(
    platform,
  );
  for (const { id } of communities) {
    const { rows } = await sql`
      select from core.member where community_id = ${id} and account_id = ${account} and erased_at is null
      union all select from core.joining where community_id = ${id} and account_id = ${account}
        and state in ('unconfirmed', 'asked')`.execute(databaseOf(id));
    if (rows.length > 0) return false;
  }
  return platform.transaction().execute(async (tx) => {
    const { rows } = await sql`select from platform.operator where account_id = ${account}`.execute(tx);
    if (rows.length > 0) return false;
    await sql`delete from platform.session where account_id = ${account}`.execute(tx);
    await sql`delete from platform.link where account_id = ${account}`.execute(tx);
    await sql`
      update platform.account set email = null, email_normalised = null, password_hash = null, erased_at = now()
      where id = ${account}`.execute(tx);
    return true;
  });
}
