import { sql } from 'kysely';
import { grant, type Atom } from '../access/index.ts';
import type { GrantWindow } from '../contract/services.ts';
import type { Context } from '../contract/context.ts';
import { spaces } from '../contract/services.ts';

/** A space that a member of a test is in, by its id or by its kind and slug. */
export type Place = ({ readonly id: string } | { readonly kind: string; readonly slug: string }) & {
  /** `member` unless said otherwise. */
  readonly role?: string;
};

/** Something that a member of a test holds, such as `{ realm: 'market', key: 'founders', until }`. */
export type Grant = Atom &
  GrantWindow & { /** Who gives it; `test` unless said otherwise. */ readonly source?: string };

async function idOf(ctx: Context, place: Place): Promise<string> {
  if ('id' in place) return place.id;
  const { rows } = await sql<{ id: string }>`
    select id from core.space
    where community_id = ${ctx.community.id} and kind = ${place.kind} and slug = ${place.slug}`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Error(`the community ${ctx.community.slug} has no ${place.kind} ${place.slug}`);
  return found.id;
}

/** Puts a member into spaces and gives grants, as nobody in particular: no rule of joining is asked. */
export async function stand(
  ctx: Context,
  memberId: string,
  { places, grants }: { readonly places: readonly Place[]; readonly grants: readonly Grant[] },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    for (const place of places) await tx.get(spaces).add(tx, await idOf(tx, place), memberId, place.role);
    for (const { realm, key, source = 'test', ...window } of grants)
      await grant(tx, memberId, { realm, key }, source, window);
  });
}
