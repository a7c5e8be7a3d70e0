import type { Context } from '@polyphony/core';
import type { Tables } from '../tables.ts';

type Scope = Pick<Context<Tables>, 'db' | 'community'>;

export interface Profile {
  readonly id: string;
  readonly about: string;
  readonly kindLabel: string | null;
  readonly version: number;
}

const profile = ['p.id', 'p.about', 'p.kind_label as kindLabel', 'p.version'] as const;

/** Profiles by id, in one statement. */
export async function profilesOf(
  { db, community }: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Profile>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('groups.group_profile as p')
    .select(profile)
    .where('p.community_id', '=', community.id)
    .where('p.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertProfile(
  { db, community }: Scope,
  row: { readonly id: string; readonly about: string; readonly kindLabel: string | null; readonly createdBy: string },
): Promise<void> {
  await db
    .insertInto('groups.group_profile')
    .values({
      community_id: community.id,
      id: row.id,
      about: row.about,
      kind_label: row.kindLabel,
      created_by: row.createdBy,
    })
    .execute();
}

/** Writes the changes and counts the version up. False where `version` is given and is not the current one any more. */
export async function updateProfile(
  { db, community }: Scope,
  id: string,
  changes: { readonly about?: string | undefined; readonly kindLabel?: string | null | undefined },
  version: number | undefined,
): Promise<boolean> {
  const result = await db
    .updateTable('groups.group_profile as p')
    .set((eb) => ({
      version: eb('p.version', '+', 1),
      ...(changes.about !== undefined && { about: changes.about }),
      ...(changes.kindLabel !== undefined && { kind_label: changes.kindLabel }),
    }))
    .where('p.community_id', '=', community.id)
    .where('p.id', '=', id)
    .$if(version !== undefined, (query) => query.where('p.version', '=', version!))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Groups that a member started, for that person alone. */
export const startedBy = ({ db, community }: Scope, member: string) =>
  db
    .selectFrom('groups.group_profile as p')
    .select(['p.id', 'p.about', 'p.kind_label as kindLabel', 'p.created_at as createdAt'])
    .where('p.community_id', '=', community.id)
    .where('p.created_by', '=', member)
    .orderBy('p.created_at')
    .execute();
