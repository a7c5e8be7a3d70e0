import { sql, type Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import type { Log } from '../contract/context.ts';
import type { Demo } from '../contract/demo.ts';
import { newId } from '../contract/id.ts';
import { createContext } from '../context.ts';
import { everyone, member } from '../access/index.ts';
import { atomIds } from '../access/atoms.ts';
import type { Identity } from '../identity/identity.ts';
import { insertAccount } from '../identity/store.ts';
import { hashPassword } from '../identity/passwords.ts';
import type { Registry } from '../registry/registry.ts';
import { residentNames } from './names.ts';
import { record, recordOf } from './record.ts';
import type { DemoPersona, DemoSettings } from './settings.ts';
import { BUDGETS } from '../registry/runs.ts';

interface DemoOptions {
  readonly registry: Registry;
  readonly platform: Kysely<any>;
  readonly identity: Identity;
  readonly demo: DemoSettings;
  readonly log: Log;
}

/** Where a persona begins, and the extension whose page that is. */
export interface Landing {
  readonly extension: string;
  readonly path: string;
}

/** People without a sign-in, who voted and joined before anybody started the demo. The first `count` are always the same. */
async function residents(view: CommunityView, count: number): Promise<{ id: string; name: string }[]> {
  const made = (await recordOf(view.db, view.slug, 'people'))?.residents ?? [];
  const { rows: known } = await sql<{ id: string; name: string }>`
    select id, display_name as name from core.member
    where community_id = ${view.id} and id = any(${[...made]}::uuid[]) order by joined_at, id limit ${count}`.execute(
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
      select ${view.id}, id, name, now() - interval '2 years' + (at + ${known.length}) * interval '1 minute'
      from unnest(${missing.map(({ id }) => id)}::uuid[], ${missing.map(({ name }) => name)}::text[]) with ordinality p(id, name, at)`.execute(
      db,
    );
    const atoms = await atomIds(scope, [everyone, member]);
    await sql`
      insert into core.access_grant (community_id, member_id, atom_id, source)
      select ${view.id}, id, atom, 'core' from unnest(${missing.map(({ id }) => id)}::uuid[]) id, unnest(${[...atoms]}::int[]) atom
      on conflict do nothing`.execute(db);
    // in the same transaction: a resident that nobody remembers could not be removed
    await record(db, view.slug, 'people', { residents: [...made, ...missing.map(({ id }) => id)] });
  });
  return [...known, ...missing];
}

/** The personas of a community as its members, made where they are missing. Gives their ids by persona. */
async function makePeople(view: CommunityView, personas: readonly DemoPersona[], options: DemoOptions) {
  const { platform, identity, demo } = options;
  if (!(await recordOf(platform, view.slug, 'people'))) {
    const passwordHash = await hashPassword(demo.password);
    for (const { email } of personas) await insertAccount(platform, { id: newId(), email, passwordHash, demo: true });
  }
  const people = new Map<string, string>();
  for (const { id, name, email, roles } of personas) {
    const { memberId } = await identity.addMember(view, { email, name, roles, demo: true });
    people.set(id, memberId);
  }
  await record(platform, view.slug, 'people');
  return people;
}

/**
 * Makes the people of the demo and lets each extension make its content, once; at later starts it lets them refresh it.
 * Dates are relative to this moment. Gives where each persona begins.
 */
export async function createDemo(view: CommunityView, options: DemoOptions): Promise<ReadonlyMap<string, Landing>> {
  const { registry, platform, demo, log } = options;
  const landings = new Map<string, Landing>();
  const personas = demo.personas(view.slug);
  if (personas.length === 0) return landings;
  const people = await makePeople(view, personas, options);

  // core first: it has pages of its own
  for (const extension of ['core', ...view.extensions.keys()]) {
    const built = extension === 'core' ? registry.core : registry.built.get(extension);
    const content = built?.definition.demo;
    if (!content) continue;
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
      let made = await recordOf(platform, view.slug, extension);
      const contain = <T>(work: () => T | Promise<T>) =>
        registry.runs.contain({ extension, place: 'demo', id: view.slug }, BUDGETS.demo, work);
      const present = made;
      if (present) await contain(() => content.refresh?.(tools, present, registry));
      else {
        made = (await contain(() => content.create(tools, registry))) ?? {};
        await record(platform, view.slug, extension, made);
      }
      for (const [persona, path] of Object.entries(made?.landings ?? {})) landings.set(persona, { extension, path });
    } catch (error) {
      log.error({ err: error, community: view.slug, extension }, 'demo content could not be made');
    }
  }
  return landings;
}
