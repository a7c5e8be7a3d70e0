/**
 * A stage for the tests of access, content and spaces: a database of their own, communities with members in it, and contexts
 * in which those act. Contexts are as the platform makes them, except that nothing is installed.
 */
import { sql, type Kysely } from 'kysely';
import { Client } from 'pg';
import type { Access, CommunityView } from '../../contract/community.ts';
import type { Context, MemberContext } from '../../contract/context.ts';
import { newId } from '../../contract/id.ts';
import { communityDb, TenantPool } from '../../database/tenant.ts';
import { accessService } from '../../access/service.ts';
import { contentService } from '../../content/index.ts';
import { access, content } from '../../contract/services.ts';
import { roleRealm } from '../../membership/role-realm.ts';
import { spaceRealms } from '../../spaces/realms.ts';
import { registryToken } from '../../tokens.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { ensureCommunityAtoms, grantMember } from '../../access/index.ts';

export interface Community {
  readonly id: number;
  readonly access: Access;
  readonly db: Kysely<any>;
  readonly visitor: Context;
  /** A new member, acting. */
  member(name: string): Promise<MemberContext>;
  /** The same community with another door. */
  reopened(access: Access): Promise<void>;
}

export interface Stage {
  community(slug: string, access?: Access): Promise<Community>;
  /** As the owner of the tables, past row-level security. */
  owner(text: string, values?: readonly unknown[]): Promise<readonly any[]>;
}

/** Nothing is installed but the kinds `a`, `b` and `article` of content, and the kind `g` of spaces. */
const registry = () => ({
  for: () => ({
    contentKinds: new Map(['a', 'b', 'article'].map((id) => [id, { id }])),
    spaceKinds: new Map([['g', { id: 'g' }]]),
    realms: new Map([...spaceRealms, roleRealm].map((realm) => [realm.id, realm])),
  }),
});
const services = new Map<unknown, unknown>([
  [registryToken, registry],
  [content, contentService()],
  [access, accessService()],
]);
const get = ((token: unknown) => services.get(token) ?? unavailable()) as Context['get'];

const unavailable = (): never => {
  throw new Error('Nothing is installed on this stage');
};

function contextOf(view: CommunityView, actor: Context['actor'], db: Kysely<any>, inTransaction: boolean): Context {
  const ctx: Context = {
    community: view,
    actor,
    settings: {},
    db,
    now: () => new Date(),
    log: { info() {}, warn() {}, error() {} },
    locale: 'en',
    can: () => true,
    require() {},
    transaction: (work) =>
      inTransaction ? work(ctx) : view.db.transaction().execute((tx) => work(contextOf(view, actor, tx, true))),
    t: (key) => key,
    url: (path) => path,
    all: () => [],
    run: async (_hook, value) => value,
    enqueue: unavailable,
    emit: async () => {},
    notify: unavailable,
    has: () => false,
    get,
    as: () => ctx,
  };
  return ctx;
}

export async function openStage(t: { teardown(done: () => unknown): unknown }): Promise<Stage> {
  const { ownerUrl, applicationUrl } = await createTestDatabase(t);
  const owner = new Client({ connectionString: ownerUrl });
  owner.on('error', () => {});
  await owner.connect();
  const pool = new TenantPool({ url: applicationUrl, max: 10 });
  t.teardown(async () => {
    await pool.end();
    await owner.end();
  });

  return {
    owner: async (text, values = []) => (await owner.query(text, [...values])).rows,
    async community(slug, access = 'open') {
      const { rows } = await owner.query('insert into platform.community (key, slug) values ($1, $2) returning id', [
        newId(),
        slug,
      ]);
      const id: number = rows[0].id;
      const db = communityDb<any>(pool, id);
      const view = {
        id,
        key: newId(),
        slug,
        name: slug,
        purpose: '',
        hosts: [],
        access,
        join: 'open',
        safeguarding: 'none',
        description: '',
        door: { contacts: [] },
        brand: { colour: '', accent: '' },
        languages: ['en'],
        timeZone: 'UTC',
        roles: new Map(),
        extensions: new Map(),
        db,
      } satisfies CommunityView;
      await db.transaction().execute((tx) => ensureCommunityAtoms({ db: tx, community: view }));
      return {
        id,
        access,
        db,
        visitor: contextOf(view, null, db, false),
        async member(name) {
          const actor = { id: newId(), accountId: null, name, roles: [] };
          await db.transaction().execute(async (tx) => {
            await sql`insert into core.member (community_id, id, display_name) values (${id}, ${actor.id}, ${name})`.execute(
              tx,
            );
            await grantMember({ db: tx, community: view }, actor.id);
          });
          return contextOf(view, actor, db, false) as MemberContext;
        },
        reopened: (next) =>
          db.transaction().execute((tx) => ensureCommunityAtoms({ db: tx, community: { ...view, access: next } })),
      };
    },
  };
}
