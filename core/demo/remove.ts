import { sql, type Kysely } from 'kysely';
import { counted } from '../counted.ts';
import type { CommunityView } from '../contract/community.ts';
import type { Context, Log } from '../contract/context.ts';
import type { DemoRemains } from '../contract/demo.ts';
import { createContext } from '../context.ts';
import type { Registry } from '../registry/registry.ts';
import { forget, recordOf } from './record.ts';

interface RemovalOptions {
  readonly registry: Registry;
  readonly log: Log;
}

export interface DemoRemoved {
  readonly people: number;
  readonly spaces: number;
  readonly items: number;
  /** Demo people whom something of real people still refers to: they stay as former members without name and sign-in. */
  readonly former: number;
}

const REFERRED_TO = '23503';

const contextOf = (view: CommunityView, { registry, log }: RemovalOptions) =>
  createContext(registry, 'core', { view, actor: null, log });

/** Core and the installed extensions with demo content, whether the community has them on or not: what they made is there in any case. */
const demosOf = (registry: Registry) =>
  [['core', registry.core] as const, ...registry.built].flatMap(([id, { definition }]) =>
    definition.demo ? [{ id, content: definition.demo }] : [],
  );

/** Demo people are those with a demo account and the residents on record; theirs are the spaces that they opened. */
async function remainsOf({ db, community }: Context): Promise<DemoRemains> {
  const residents = (await recordOf(db, community.slug, 'people'))?.residents ?? [];
  const people = await sql<{ id: string }>`
    select m.id from core.member m left join platform.account a on a.id = m.account_id
    where m.community_id = ${community.id} and m.erased_at is null
      and (a.demo or m.id = any(${[...residents]}::uuid[]))`.execute(db);
  const ids = people.rows.map(({ id }) => id);
  const spaces = await sql<{ id: string }>`
    select id from core.space where community_id = ${community.id} and created_by = any(${ids}::uuid[])`.execute(db);
  return { people: ids, spaces: spaces.rows.map(({ id }) => id) };
}

/** Items that go: by demo people or in their spaces, unless they stand in a space that stays. */
const itemsThatGo = ({ community }: Context, { people, spaces }: DemoRemains) => sql`
  c.community_id = ${community.id}
  and (c.author_id = any(${[...people]}::uuid[]) or exists (
    select from core.placement p where p.community_id = c.community_id and p.content_id = c.id and p.space_id = any(${[...spaces]}::uuid[])))
  and not exists (
    select from core.placement p where p.community_id = c.community_id and p.content_id = c.id and p.space_id <> all(${[...spaces]}::uuid[]))`;

/** What real people put into the demo of a community and would lose with it, in words; empty where nothing. */
export async function realInDemo(view: CommunityView, options: RemovalOptions): Promise<readonly string[]> {
  return contextOf(view, options).transaction(async (ctx) => {
    const remains = await remainsOf(ctx);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from core.content c
      where ${itemsThatGo(ctx, remains)} and c.author_id <> all(${[...remains.people]}::uuid[])`.execute(ctx.db);
    const items = rows[0]?.count ?? 0;
    const words = items > 0 ? [counted(items, 'item')] : [];
    for (const { id, content } of demosOf(options.registry))
      words.push(...((await content.real?.(ctx.as(id), remains, options.registry)) ?? []));
    return words;
  });
}

/** Takes the demo out of one community, whole or, where anything fails, not at all. What real people opened stays. */
export async function removeDemo(view: CommunityView, options: RemovalOptions): Promise<DemoRemoved> {
  return contextOf(view, options).transaction(async (ctx) => {
    const { db, community } = ctx;
    const remains = await remainsOf(ctx);
    for (const { id, content } of demosOf(options.registry))
      await content.remove?.(ctx.as(id), remains, options.registry);
    const people = [...remains.people];
    const spaces = [...remains.spaces];
    const items = await sql`delete from core.content c where ${itemsThatGo(ctx, remains)}`.execute(db);
    await sql`
      delete from core.access_grant g where g.community_id = ${community.id} and (g.member_id = any(${people}::uuid[])
        or g.atom_id in (select id from core.access_atom
          where community_id = ${community.id} and realm = 'space' and key = any(${spaces}::text[])))`.execute(db);
    await sql`delete from core.space where community_id = ${community.id} and id = any(${spaces}::uuid[])`.execute(db);
    await sql`delete from core.space_member where community_id = ${community.id} and member_id = any(${people}::uuid[])`.execute(
      db,
    );
    for (const table of ['core.mail', 'core.notification_choice'])
      await sql`
        delete from ${sql.table(table)} where community_id = ${community.id} and member_id = any(${people}::uuid[])`.execute(
        db,
      );
    await sql`
      delete from platform.session s using platform.account a
      where a.id = s.account_id and a.demo and s.community_id = ${community.id}`.execute(db);
    const former = await removeMembers(db, community.id, people);
    await forget(db, community.slug);
    return { people: people.length, spaces: spaces.length, items: Number(items.numAffectedRows ?? 0n), former };
  });
}

/** How many could not go, since something that stays refers to them: an idea in somebody else's challenge, say. */
async function removeMembers(db: Kysely<any>, community: number, ids: readonly string[]): Promise<number> {
  const remove = (some: readonly string[]) =>
    unlessReferredTo(db, async () => {
      await sql`delete from core.member where community_id = ${community} and id = any(${[...some]}::uuid[])`.execute(
        db,
      );
    });
  if (await remove(ids)) return 0;
  let former = 0;
  for (const id of ids) {
    if (await remove([id])) continue;
    former += 1;
    await sql`
      update core.member set display_name = '', account_id = null, roles = '{}', removed_at = coalesce(removed_at, now()), erased_at = now()
      where community_id = ${community} and id = ${id}`.execute(db);
  }
  return former;
}

async function unlessReferredTo(db: Kysely<any>, work: () => Promise<void>): Promise<boolean> {
  await sql`savepoint demo_removal`.execute(db);
  try {
    await work();
    await sql`release savepoint demo_removal`.execute(db);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== REFERRED_TO) throw error;
    await sql`rollback to savepoint demo_removal`.execute(db);
    return false;
  }
}

/** Removes the sign-ins of the demo, once no community has its people. One that a community without a file still names is emptied. */
export async function removeDemoAccounts(platform: Kysely<any>): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from platform.account where demo and erased_at is null`.execute(
    platform,
  );
  for (const { id } of rows)
    try {
      await sql`delete from platform.account where id = ${id}`.execute(platform);
    } catch (error) {
      if ((error as { code?: string }).code !== REFERRED_TO) throw error;
      await sql`
        update platform.account set email = null, email_normalised = null, password_hash = null, erased_at = now()
        where id = ${id}`.execute(platform);
    }
  return rows.length;
}

/** Whether anything of a demo is in the database. */
export async function hasDemo(platform: Kysely<any>): Promise<boolean> {
  const { rows } = await sql`select from platform.account where demo and erased_at is null limit 1`.execute(platform);
  return rows.length > 0;
}
