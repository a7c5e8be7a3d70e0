import { sql } from 'kysely';
import type { Access } from '../contract/community.ts';
import type { GrantWindow } from '../contract/services.ts';
import { atomIds, everyone, member, type Atom } from './atoms.ts';
import { NOBODY, type Scope } from './scope.ts';

/** A realm of an extension that is on in a community. */
export interface ActiveRealm {
  readonly realm: string;
  readonly owner: string;
}

/**
 * What access needs in a community, and who its visitors are: they hold `everyone` where the community is open, and nothing
 * where it is listed or closed. Call it in the transaction that creates the community or applies a revision of its
 * configuration; it may be called again at any time.
 */
export async function ensureCommunityAtoms(
  scope: Scope & { readonly community: { readonly access: Access } },
): Promise<void> {
  await setRealm(scope, 'core', 'core', true);
  for (const realm of ['space', 'space-role', 'role']) await setRealm(scope, realm, 'core', true);
  await atomIds(scope, [everyone, member]);
  if (scope.community.access === 'open') await grant(scope, NOBODY, everyone, 'core');
  else await ungrant(scope, NOBODY, everyone, 'core');
}

/**
 * Whether the atoms of a realm count. Those of an extension that is off are held by nobody, so what they guard stays closed
 * and opens again when it returns. Call it in the transaction of the configuration revision.
 */
export async function setRealm(scope: Scope, realm: string, owner: string, active: boolean): Promise<void> {
  await sql`
    insert into core.access_realm as r (community_id, realm, active, owner) values (${scope.community.id}, ${realm}, ${active}, ${owner})
    on conflict (community_id, realm) do update set active = excluded.active, owner = excluded.owner
      where (r.active, r.owner) is distinct from (excluded.active, excluded.owner)`.execute(scope.db);
}

/**
 * Opens the realms of extensions that are on in a community, and closes those of the others. `on` is what its configuration says: an
 * extension that this process alone could not load closes nothing for the others. Call it as a revision is shown, in a transaction.
 */
export async function setRealms(scope: Scope, realms: readonly ActiveRealm[], on: readonly string[]): Promise<void> {
  const { db, community } = scope;
  // one process after the other, so that none waits for another one in a circle; most have nothing to open, and one statement is enough
  if (realms.length > 0)
    await sql`select from core.access_realm where community_id = ${community.id} and realm = 'core' for no key update`.execute(
      db,
    );
  for (const { realm, owner } of realms) await setRealm(scope, realm, owner, true);
  await sql`
    update core.access_realm set active = false
    where community_id = ${community.id} and owner <> 'core' and active and owner <> all (${[...on]}::text[])`.execute(
    db,
  );
}

/** Gives what every member holds. Call it in the transaction that makes somebody a member, also of one who returns. */
export async function grantMember(scope: Scope, memberId: string): Promise<void> {
  await grant(scope, memberId, everyone, 'core');
  await grant(scope, memberId, member, 'core');
}

/** Takes everything away, whoever gave it. Call it in the transaction that removes or erases a member. */
export async function revokeMember(scope: Scope, memberId: string): Promise<void> {
  await sql`delete from core.access_grant where community_id = ${scope.community.id} and member_id = ${memberId}`.execute(
    scope.db,
  );
}

/**
 * Gives an atom from one source; given again from the same source, the newer window holds. Effective with the next statement
 * on every node once it commits.
 */
export async function grant(
  scope: Scope,
  memberId: string,
  atom: Atom,
  source: string,
  window: GrantWindow = {},
): Promise<void> {
  const [id] = await atomIds(scope, [atom]);
  await sql`
    insert into core.access_grant as g (community_id, member_id, atom_id, source, valid_from, valid_until)
    values (${scope.community.id}, ${memberId}, ${id}, ${source}, coalesce(${window.from ?? null}::timestamptz, '-infinity'),
      coalesce(${window.until ?? null}::timestamptz, 'infinity'))
    on conflict (community_id, member_id, atom_id, source) do update
      set valid_from = excluded.valid_from, valid_until = excluded.valid_until
      where (g.valid_from, g.valid_until) is distinct from (excluded.valid_from, excluded.valid_until)`.execute(
    scope.db,
  );
}

/** Takes away what one source gave; the same atom from another source stays. */
export async function ungrant(scope: Scope, memberId: string, atom: Atom, source: string): Promise<void> {
  await sql`
    delete from core.access_grant g using core.access_atom a
    where g.community_id = ${scope.community.id} and g.member_id = ${memberId} and g.source = ${source}
      and a.community_id = g.community_id and a.id = g.atom_id and a.realm = ${atom.realm} and a.key = ${atom.key}`.execute(
    scope.db,
  );
}
