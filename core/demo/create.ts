import { sql, type Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import type { Log } from '../contract/context.ts';
import type { Demo } from '../contract/definition.ts';
import { newId } from '../contract/id.ts';
import { createContext } from '../context.ts';
import { everyone, member } from '../access/index.ts';
import { atomIds } from '../access/atoms.ts';
import type { Identity } from '../identity/identity.ts';
import { insertAccount } from '../identity/store.ts';
import { hashPassword } from '../identity/passwords.ts';
import type { Registry } from '../registry/registry.ts';
import { residentNames } from './names.ts';
import type { DemoSettings } from './settings.ts';

interface DemoOptions {
  readonly registry: Registry;
  readonly platform: Kysely<any>;
  readonly identity: Identity;
  readonly demo: DemoSettings;
  readonly log: Log;
}

const KEY = (slug: string, part: string) => `demo ${slug} ${part}`;

const done = async (db: Kysely<any>, key: string) => {
  const { rows } = await sql`select from platform.setting where key = ${key}`.execute(db);
  return rows.length > 0;
};
const mark = (db: Kysely<any>, key: string) =>
  sql`insert into platform.setting (key, value) values (${key}, ${JSON.stringify({ at: new Date() })}::jsonb) on conflict (key) do nothing`.execute(
    db,
  );

/** People without a sign-in, who voted and joined before anybody started the demo. The first `count` are always the same. */
async function residents(view: CommunityView, count: number): Promise<{ id: string; name: string }[]> {
  const { rows: known } = await sql<{ id: string; name: string }>`
    select id, display_name as name from core.member where community_id = ${view.id} and account_id is null order by joined_at, id limit ${count}`.execute(
    view.db,
  );
  const missing = residentNames(count)
    .slice(known.length)
    .map((name) => ({ id: newId(), name }));
  if (missing.length === 0) return known;
  await view.db.transaction().execute(async (db) => {
    const scope = { db, community: view };
    await sql`
      insert into core.member (community_id, id, display_name, joined_at)
      select ${view.id}, id, name, now() - interval '2 years' + at * interval '1 minute'
      from unnest(${missing.map(({ id }) => id)}::uuid[], ${missing.map(({ name }) => name)}::text[]) with ordinality p(id, name, at)`.execute(
      db,
    );
    const atoms = await atomIds(scope, [everyone, member]);
    await sql`
      insert into core.access_grant (community_id, member_id, atom_id, source)
      select ${view.id}, id, atom, 'core' from unnest(${missing.map(({ id }) => id)}::uuid[]) id, unnest(${[...atoms]}::int[]) atom
      on conflict do nothing`.execute(db);
  });
  return [...known, ...missing];
}

/** Makes the people of the demo and lets each extension make its content, once. Dates are relative to this moment. */
export async function createDemo(
  view: CommunityView,
  { registry, platform, identity, demo, log }: DemoOptions,
): Promise<void> {
  const personas = demo.personas(view.slug);
  if (personas.length === 0) return;
  const people = new Map<string, string>();
  if (!(await done(platform, KEY(view.slug, 'people')))) {
    const passwordHash = await hashPassword(demo.password);
    for (const { email } of personas) await insertAccount(platform, { id: newId(), email, passwordHash, demo: true });
  }
  for (const { id, name, email, roles } of personas) {
    const { memberId } = await identity.addMember(view, { email, name, roles, demo: true });
    people.set(id, memberId);
  }
  await mark(platform, KEY(view.slug, 'people'));

  for (const extension of view.extensions.keys()) {
    const make = registry.built.get(extension)?.definition.demo;
    if (!make || (await done(platform, KEY(view.slug, extension)))) continue;
    const tools: Demo = {
      community: view.slug,
      now: new Date(),
      residents: (count) => residents(view, count),
      async as(id) {
        const persona = personas.find((person) => person.id === id);
        const memberId = people.get(id);
        if (!persona || !memberId) throw new Error(`the demo of ${view.slug} has no person ${id}`);
        return createContext(registry, extension, {
          view,
          log,
          actor: { id: memberId, accountId: null, name: persona.name, roles: persona.roles },
        });
      },
    };
    try {
      await make(tools, registry);
      await mark(platform, KEY(view.slug, extension));
    } catch (error) {
      log.error({ err: error, community: view.slug, extension }, 'demo content could not be made');
    }
  }
}
